"""The site's configuration: a frozen Config from TOML text, its faults as diagnostics.

Read from `[tool.ninefold]` of a `pyproject.toml`, or from a whole `ninefold.toml`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields, replace

from ninefold.blocks import Block
from ninefold.canvas import Standards
from ninefold.config.converting import CONVERT
from ninefold.config.reader import Reader
from ninefold.diagnostics import Diagnostic, Severity

OUTPUT_KEEP = (".git", ".gitignore", ".gitkeep", ".nojekyll", "CNAME")
EDITOR = "vscode://file/{path}:{line}:{column}"
FILES = ("ninefold.toml", "pyproject.toml")


@dataclass(frozen=True, slots=True)
class Config:
    """What a site's owner may set; every field has the default of a new site.

    Folders are relative to the folder of the configuration file. `rules` maps a rule's
    code or name to "error", "warning", "hint" or "off"; `comparisons` are titles, texts and
    two to four slugs; `neighbours` is how many of the nearest canvases each is compared with;
    `featured` is the pair of slugs that the front page shows; `search` says whether the site
    can be searched; `markdown` is what becomes of HTML in posts, "sanitize" or "escape";
    `aliases` are further names of blocks; `overrides` are patterns of paths, each with rules
    for the files that they fit; `baseline` is the file of findings that are known; `editor` is
    the address that opens a file in the editor of whoever previews. `order`, `official_names`,
    `stale_after` and `lengths` are those of `Standards`.

    `named` is no setting: it tells where the settings name canvases, as slug, path, line,
    first and last column.
    """

    title: str = "Business model canvases"
    description: str = ""
    base_url: str = ""
    language: str = "en"
    content: str = "content"
    output: str = "output"
    templates: str = "templates"
    output_keep: tuple[str, ...] = OUTPUT_KEEP
    rules: tuple[tuple[str, str], ...] = ()
    comparisons: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    neighbours: int = 4
    featured: tuple[str, str] | tuple[()] = ()
    search: bool = True
    markdown: str = "sanitize"
    aliases: tuple[tuple[str, Block], ...] = ()
    overrides: tuple[tuple[tuple[str, ...], tuple[tuple[str, str], ...]], ...] = ()
    baseline: str = "ninefold-baseline.json"
    order: tuple[Block, ...] = ()
    official_names: bool = False
    stale_after: int = 0
    lengths: tuple[tuple[Block, int, int], ...] = ()
    editor: str = EDITOR
    named: tuple[tuple[str, str, int, int, int], ...] = field(default=(), compare=False)

    @property
    def standards(self) -> Standards:
        """What is asked of every post."""
        return Standards(
            self.language, self.order, self.official_names, self.stale_after, self.lengths
        )


def severities(rules: tuple[tuple[str, str], ...]) -> tuple[tuple[str, Severity | None], ...]:
    """The severities that words such as "error" and "off" stand for; None turns a rule off."""
    return tuple((name, None if word == "off" else Severity(word)) for name, word in rules)


def holds_settings(text: str, name: str) -> bool:
    """Whether a file of this name and text configures Ninefold; broken TOML counts as yes."""
    if name != "pyproject.toml":
        return True
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError):  # nested too deeply, or a number of very many digits
        return "[tool.ninefold" in text
    return isinstance(table.get("tool"), dict) and "ninefold" in table["tool"]


def read(
    text: str, path: str, rules: frozenset[str] = frozenset()
) -> tuple[Config, tuple[Diagnostic, ...]]:
    """Return the configuration that a file's text gives, and everything wrong with it.

    `rules` are the codes and names of the rules there are. A value that cannot be used
    keeps its default, and comes with a diagnostic that says where it stands.
    """
    reader = Reader(text, path, rules)
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        reader.broken(error)
        return Config(), tuple(reader.found)
    for name in reader.root:
        table = table.get(name, {})
        if not isinstance(table, dict):
            reader.bad("ninefold", "a table", "Write `[tool.ninefold]` and the settings under it.")
            table = {}
    values = {}
    known = {one.name for one in fields(Config) if one.compare}
    for key, value in table.items():
        if key not in known:
            reader.unknown(key, known)
        elif (converted := CONVERT[key](reader, key, value)) is not None:
            values[key] = converted
    found = Config(**values)
    slugs = [("comparisons", slug) for row in found.comparisons for slug in row[2]]
    slugs += [("featured", slug) for slug in found.featured]
    named = tuple((slug, path, *reader.place_of_text(key, slug)) for key, slug in slugs)
    return replace(found, named=named), tuple(sorted(reader.found))
