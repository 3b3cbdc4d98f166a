"""The laws of the design that can be read from the source: floors, sizes, tables, edges."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from ninefold import pages, rules
from ninefold.cli import FORMATS as NAMES
from ninefold.diagnostics.formats import FORMATS

PACKAGE = Path(rules.__file__).parents[1]

# A room imports only from lower floors. Folders are rooms; inside one, modules may import
# one another, but not in a circle.
FLOORS = {
    "blocks": 1,
    "bounds": 1,
    "database": 1,
    "encoding": 1,
    "executor": 1,
    "lazily": 1,
    "sealing": 1,
    "source": 1,
    "store": 2,
    "diagnostics": 2,
    "vocabulary": 2,
    "languages": 3,
    "canvas": 3,
    "drawing": 3,
    "routes": 3,
    "config": 4,
    "parser": 4,
    "rules": 4,
    "charts": 4,
    "keywords": 4,
    "likeness": 4,
    "markup": 4,
    "newpost": 4,
    "transcript": 4,
    "baseline": 5,
    "comparison": 5,
    "fixing": 5,
    "ignoring": 5,
    "manual": 5,
    "settings": 5,
    "site": 6,
    "search": 5,
    "suppressing": 6,
    "checker": 7,
    "pages": 7,
    "theme": 8,
    "addresses": 9,
    "files": 9,
    "inspection": 10,
    "publishing": 10,
    "collating": 10,
    "build": 11,
    "external": 11,
    "studio": 12,
    "preview": 13,
    "cli": 14,
    "__main__": 15,
}
LONGEST = 250


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name_of(file: Path) -> str:
    parts = file.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imports(file: Path) -> Iterator[str]:
    """The modules of the package that a file imports, wherever in it."""
    known = {name_of(other) for other in modules()}
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            inner = name.removeprefix("ninefold").removeprefix(".")
            if name.split(".")[0] == "ninefold":
                yield inner if inner in known else inner.rpartition(".")[0]


def room(module: str) -> str:
    return module.split(".")[0]


@pytest.mark.parametrize("file", modules(), ids=name_of)
def test_a_module_imports_only_from_lower_floors(file: Path) -> None:
    here = room(name_of(file))
    if not here:
        return
    for module in imports(file):
        there = room(module)
        if there and there != here:
            assert FLOORS[there] < FLOORS[here], f"{here} imports {there}"


def test_every_room_has_its_floor_and_every_floor_its_room() -> None:
    assert {room(name_of(file)) for file in modules()} - {""} == set(FLOORS)


def test_no_module_takes_part_in_a_circle() -> None:
    graph = {name_of(file): set(imports(file)) - {""} for file in modules()}
    done: set[str] = set()

    def walk(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, f"circle: {' -> '.join((*path, module))}"
        if module not in done:
            for other in graph.get(module, ()):
                # A package's __init__ may gather its own modules.
                if other != module and not module.startswith(f"{other}."):
                    walk(other, (*path, module))
            done.add(module)

    for module in graph:
        walk(module, ())


@pytest.mark.parametrize("file", modules(), ids=name_of)
def test_no_module_is_too_long(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST, f"{lines} lines: split the room, do not raise the number"


def test_only_the_door_reads_the_configuration() -> None:
    allowed = {"cli", "build", "config"}
    users = {room(name_of(f)) for f in modules() if "config" in {room(m) for m in imports(f)}}
    assert users <= allowed


@pytest.mark.parametrize("file", modules(), ids=name_of)
def test_only_the_edge_touches_the_disk_and_the_terminal(file: Path) -> None:
    here = room(name_of(file))
    tree = ast.parse(file.read_text(encoding="utf-8"))
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    }
    if name_of(file) == "executor.limits":  # it asks the system about its own process, and ends it
        called -= {"open", "_exit"}
    if here not in {"files", "database", "store", "cli"}:
        disk = {"open", "write_text", "write_bytes", "read_bytes", "mkdir", "unlink", "scandir"}
        assert not called & disk
        # these read the package's own data, which is part of the code
        assert "read_text" not in called or here in {"vocabulary", "languages", "likeness"}
    if here != "cli":
        assert not called & {"print", "exit", "_exit"}


@pytest.mark.parametrize("file", modules(), ids=name_of)
def test_only_one_module_speaks_to_the_web(file: Path) -> None:
    if name_of(file) == "addresses.asking":
        return
    imported: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported |= {f"{node.module}.{alias.name}" for alias in node.names}
    assert not {
        name for name in imported if name.startswith(("socket", "ssl", "http.", "urllib.req"))
    }


def test_spans_stop_at_the_checker() -> None:
    above = {"site", "comparison", "markup", "pages", "theme", "files", "drawing"}
    for file in modules():
        if room(name_of(file)) in above:
            text = file.read_text(encoding="utf-8")
            names = {n.id for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Name)}
            assert not names & {"Span", "Document", "Found"}, file


def test_the_table_of_rules_is_the_folder() -> None:
    helpers = {
        "__init__",
        "rule",
        "absence",
        "blanking",
        "cards",
        "figures",
        "lengths",
        "marks",
        "passages",
        "unfinished",
    }
    files = {file.stem for file in (PACKAGE / "rules").glob("*.py")} - helpers
    assert {rule.name.replace("-", "_") for rule in rules.RULES} == files
    codes = [rule.code for rule in rules.RULES]
    assert codes == sorted(set(codes))


def test_every_rule_is_documented() -> None:
    for rule in rules.RULES:
        file = PACKAGE / "rules" / f"{rule.name.replace('-', '_')}.py"
        documentation = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
        assert len(documentation.split("\n")) > 2, rule.name


def test_the_table_of_planners_is_the_folder() -> None:
    helpers = {
        *("__init__", "gathering", "ground", "page", "parts", "poster", "shelves", "views"),
        *("fulltext", "linked"),
        *("compared", "line", "paging", "series", "telling", "writers"),
    }
    files = {file.stem for file in (PACKAGE / "pages").glob("*.py")} - helpers
    planners = [planner for planner, _ in (*pages.SHEAF_PLANNERS, *pages.SITE_PLANNERS)]
    assert {planner.__module__.rpartition(".")[2] for planner in planners} == files


def test_the_formats_are_written_down() -> None:
    helpers = {"__init__", "formats", "formatting"}
    files = {file.stem for file in (PACKAGE / "diagnostics").glob("*.py")} - helpers
    assert {render.__module__.rpartition(".")[2] for render in FORMATS.values()} == files
    assert tuple(FORMATS) == NAMES
