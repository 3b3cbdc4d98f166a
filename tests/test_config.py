"""The configuration: what it takes, what it refuses, and where."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ninefold.blocks import BLOCKS, Block
from ninefold.config import OUTPUT_KEEP, Config, holds_settings, read, severities
from ninefold.diagnostics import Severity
from ninefold.routes import base_url_fault
from ninefold.rules import RULES
from site_folder import SiteFolder

KNOWN = frozenset(name for rule in RULES for name in (rule.code, rule.name))


def config(text: str, path: str = "ninefold.toml") -> Config:
    made, found = read(text, path, KNOWN)
    assert found == ()
    return made


def found(text: str, path: str = "ninefold.toml") -> list[tuple[str, int, int, int]]:
    """Rule, line, column and end column of every finding."""
    return [(d.name, d.line, d.column, d.end_column) for d in read(text, path, KNOWN)[1]]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ('title = "A"', "title", "A"),
        ('description = ""', "description", ""),
        ('base_url = "https://e.org/sub"', "base_url", "https://e.org/sub"),
        ('base_url = ""', "base_url", ""),
        ('base_url = "http://localhost:8000/"', "base_url", "http://localhost:8000/"),
        ('language = "zh-Hant"', "language", "zh-Hant"),
        ('content = "all/posts"', "content", "all/posts"),
        ("output_keep = []", "output_keep", ()),
        ('output_keep = [".git", "CNAME"]', "output_keep", (".git", "CNAME")),
        ("neighbours = 0", "neighbours", 0),
        ("stale_after = 3", "stale_after", 3),
        ('editor = "zed://file/{path}:{line}"', "editor", "zed://file/{path}:{line}"),
        ('editor = ""', "editor", ""),
        ("official_names = true", "official_names", True),
        ('baseline = "old.json"', "baseline", "old.json"),
        ("lengths = { channels = [5, 90] }", "lengths", ((Block.CHANNELS, 5, 90),)),
        (f"order = {[block.value for block in BLOCKS]}", "order", BLOCKS),
        (
            '[[overrides]]\npaths = ["archive/", "*.old.md"]\nrules = { NF106 = "off" }',
            "overrides",
            ((("archive/", "*.old.md"), (("NF106", "off"),)),),
        ),
        ("neighbours = 20", "neighbours", 20),
        ("comparisons = []", "comparisons", ()),
        ("featured = []", "featured", ()),
        ('featured = ["a", "b"]', "featured", ("a", "b")),
        (
            'comparisons = [["a", "b"], ["c", "d"]]',
            "comparisons",
            (("", "", ("a", "b")), ("", "", ("c", "d"))),
        ),
        (
            '[[comparisons]]\ntitle = "T"\ntext = "W"\nslugs = ["a", "b", "c"]',
            "comparisons",
            (("T", "W", ("a", "b", "c")),),
        ),
        ('rules.NF106 = "off"', "rules", (("NF106", "off"),)),
        ('[rules]\nunknown-key = "error"', "rules", (("unknown-key", "error"),)),
        (
            'rules = { NF106 = "hint", "dead-link" = "warning" }',
            "rules",
            (("NF106", "hint"), ("dead-link", "warning")),
        ),
    ],
)
def test_a_right_setting_is_taken_without_a_word(text: str, field: str, value: Any) -> None:
    assert getattr(config(text), field) == value


@pytest.mark.parametrize("text", ["", "\n", "# only a comment"])
def test_an_empty_file_is_the_configuration_of_a_new_site(text: str) -> None:
    assert config(text) == Config()
    assert Config().output_keep == OUTPUT_KEEP


@pytest.mark.parametrize(
    "text",
    [
        '[tool.ninefold]\ntitle = "A"',
        'tool.ninefold.title = "A"',
        '[tool]\nninefold.title = "A"',
        '[tool]\nninefold = { title = "A" }',
        '["tool"."ninefold"]\ntitle = "A"',
        '[project]\ntitle = "B"\n[tool.other]\ntitle = 1\n[tool.ninefold]\ntitle = "A"',
    ],
)
def test_a_pyproject_keeps_it_under_its_own_table(text: str) -> None:
    assert config(text, "pyproject.toml").title == "A"
    assert holds_settings(text, "pyproject.toml")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "[project]\nname = 'a'",
            "[tool.other]\nninefold = 1",
            "tool = 1",
            "[ninefold]\na = 1",
        ),
        *("a = " + "[" * 3000, "a = " + "{a = " * 3000, "a = " + "9" * 5000),
    ],
    ids=lambda text: text[:20],
)
def test_a_pyproject_of_another_tool_holds_no_settings(text: str) -> None:
    assert not holds_settings(text, "pyproject.toml")


@pytest.mark.parametrize("text", ["", "[project]\nname = 'a'", "[tool.other]\nninefold = 1"])
def test_what_other_tools_set_changes_nothing(text: str) -> None:
    assert config(text, "pyproject.toml") == Config()


def test_a_broken_pyproject_counts_when_it_seems_to_hold_settings() -> None:
    assert holds_settings("[tool.ninefold]\ntitle = ", "pyproject.toml")
    assert not holds_settings("[tool.other]\ntitle = ", "pyproject.toml")
    assert holds_settings("title = ", "ninefold.toml")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("titel = 1", (1, 1, 6)),
        ("# titel\n\n  titel = 1", (3, 3, 8)),
        ("'titel' = 1", (1, 2, 7)),
        ('title = "titel ="\ntitel = 1', (2, 1, 6)),
        ("[titel]\na = 1", (1, 2, 7)),
        ("[[titel]]\na = 1", (1, 3, 8)),
        ("[titel.a]\nb = 1", (1, 2, 7)),
        ("titel.a = 1", (1, 1, 6)),
        ('rules.NF106 = "off"\ntitel = 1', (2, 1, 6)),
        ("é = 1", None),
    ],
)
def test_an_unknown_setting_is_found_where_it_stands(
    text: str, place: tuple[int, int, int] | None
) -> None:
    name = "unknown-setting" if place else "invalid-configuration"
    assert found(text)[0] == (name, *(place or (1, 1, 2)))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[tool.ninefold]\ntitel = 1", (2, 1, 6)),
        ("[tool.other]\ntitel = 1\n[tool.ninefold]\ntitel = 2", (4, 1, 6)),
        ("[tool.ninefold]\na = 1\n[tool.z]\nb = 1", (2, 1, 2)),
        ("tool.ninefold.titel = 1", (1, 15, 20)),
        ("[tool]\nninefold.titel = 1", (2, 10, 15)),
        ("[tool]\nninefold = { title = 'titel', titel = 1 }", (2, 31, 36)),
        ("[tool.ninefold.titel]\na = 1", (1, 16, 21)),
        ("tool = 1", (1, 1, 1)),
        ("[tool]\nninefold = 1", (2, 1, 9)),
        ("[[tool.ninefold]]\ntitle = 'A'", (1, 8, 16)),
    ],
)
def test_places_in_a_pyproject(text: str, place: tuple[int, int, int]) -> None:
    assert [row[1:] for row in found(text, "pyproject.toml")] == [place]


@pytest.mark.parametrize(
    ("key", "near"),
    [
        *(("titel", "title"), ("base-url", "base_url"), ("Language", "language")),
        *(("rule", "rules"), ("neighbors", "neighbours"), ("comparison", "comparisons")),
        ("xyzzy", None),
    ],
)
def test_an_unknown_setting_names_its_like(key: str, near: str | None) -> None:
    (diagnostic,) = read(f"{key} = 1", "ninefold.toml")[1]
    assert diagnostic.help.startswith(f"Did you mean `{near}`?" if near else "Known: aliases,")
    assert diagnostic.severity is Severity.ERROR


@pytest.mark.parametrize(
    "line",
    [
        *("title = 1", "title = ['a']", "title = 2020-01-01", "description = true"),
        *('language = "german language"', 'language = ""', "language = 1", 'language = "de_AT"'),
        *('content = ""', "content = 1", 'output = ["a"]', 'templates = "a\\u0000"'),
        *('base_url = "e.org"', 'base_url = "ftp://e.org"', 'base_url = "https://"'),
        *('base_url = "https://e.org/?q"', 'base_url = "https://e.org/#f"', "base_url = 1"),
        *('base_url = "http://["', 'base_url = "https://e.org/a b"', 'base_url = "javascript:x"'),
        *("base_url = 'https://e.org/\"x'", 'base_url = "https://e.org/\\u0001"'),
        *('output_keep = "CNAME"', "output_keep = [1]", 'output_keep = ["a/b"]'),
        *('output_keep = [".."]', 'output_keep = [""]'),
        *("neighbours = -1", "neighbours = 21", "neighbours = true", 'neighbours = "4"'),
        *("neighbours = 4.0", "rules = 1", "rules = ['NF106']", 'rules = "off"'),
        *('featured = "a"', 'featured = ["a"]', 'featured = ["a", "a"]', "featured = [1, 2]"),
        *('featured = ["a", "b", "c"]', 'featured = [["a", "b"]]', "featured = {a = 'b'}"),
        *('comparisons = "a"', 'comparisons = ["a", "b"]', 'comparisons = [["a"]]'),
        *('comparisons = [["a", 1]]', 'comparisons = [["a", "a"]]', "comparisons = {a = 'b'}"),
        *('comparisons = [["a", "b", "c", "d", "e"]]', 'comparisons = [{title = "T"}]'),
        *('comparisons = [{slugs = ["a", "b"], title = 1}]', 'comparisons = [{slugs = "ab"}]'),
    ],
)
def test_a_wrong_value_keeps_its_default_and_is_found(line: str) -> None:
    key = line.partition(" ")[0]
    text = f'description = "d"\n{line}' if key != "description" else f"\n{line}"
    made, diagnostics = read(text, "ninefold.toml", KNOWN)
    assert getattr(made, key) == getattr(Config(), key)
    assert [(d.name, d.line, d.column, d.end_column) for d in diagnostics] == [
        ("bad-setting", 2, 1, len(key) + 1)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[rules]\nNF999 = "off"', ("unknown-setting", 2, 1, 6)),
        ('[rules]\nNF106 = "of"', ("bad-setting", 2, 1, 6)),
        ("[rules]\nNF106 = false", ("bad-setting", 2, 1, 6)),
        ('[rules]\nNF106 = ["off"]', ("bad-setting", 2, 1, 6)),
        ('rules.unknown-kye = "off"', ("unknown-setting", 1, 7, 18)),
        ('rules = { "unknown-kye" = "off" }', ("unknown-setting", 1, 12, 23)),
        ('[rules]\ntitle = "off"\n', ("unknown-setting", 2, 1, 6)),
        ('title = "A"\n[rules]\ntitle = "off"\n', ("unknown-setting", 3, 1, 6)),
        ('[[overrides]]\npaths = ["a"]\nrules.NF999 = "off"', ("unknown-setting", 3, 7, 12)),
        ('[[overrides]]\npaths = ["a"]\nrules.NF106 = "of"', ("bad-setting", 3, 7, 12)),
        ('[[overrides]]\npaths = "a"\nrules.NF106 = "off"', ("bad-setting", 2, 1, 6)),
        ("[[overrides]]\npaths = []\n", ("bad-setting", 2, 1, 6)),
        ('[[overrides]]\npaths = ["!"]\n', ("bad-setting", 2, 1, 6)),
        ('[[overrides]]\npath = ["a"]\npaths = ["a"]', ("unknown-setting", 2, 1, 5)),
        ("[overrides]\na = 1", ("bad-setting", 1, 2, 11)),
        ("[lengths]\nchannels = [9, 1]", ("bad-setting", 2, 1, 9)),
        ("[lengths]\nchannels = [1]", ("bad-setting", 2, 1, 9)),
        ("[lengths]\nchanels = [1, 2]", ("unknown-setting", 2, 1, 8)),
        ('order = ["channels"]', ("bad-setting", 1, 1, 6)),
    ],
)
def test_rules_are_named_right_and_set_to_a_severity(
    text: str, expected: tuple[str, int, int, int]
) -> None:
    assert found(text) == [expected]


def test_a_misspelt_rule_names_its_like() -> None:
    (diagnostic,) = read('rules.unknown-kye = "off"', "ninefold.toml", KNOWN)[1]
    assert diagnostic.help == "Did you mean `unknown-key`?"


def test_off_turns_a_rule_off() -> None:
    made = config('[rules]\nNF106 = "off"\nNF201 = "hint"')
    assert severities(made.rules) == (("NF106", None), ("NF201", Severity.HINT))


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("title = ", 1, 8),
        ("a = 1\ntitle = A\n", 2, 9),
        ('a = 1\ntitle = "A\n', 2, 11),
        ("a = 1\r\ntitle = A\r\n", 2, 9),
        ('"é" = "😀" x', 1, 11),
        ("a = 1\na = 2", 2, 6),
        ("[a\n", 1, 3),
        ('a = """\nnever closed\n\n', 2, 13),
        ("a = 2023-02-30", 1, 5),
    ],
)
def test_broken_toml_is_one_finding_at_its_place(text: str, line: int, column: int) -> None:
    assert found(text) == [("invalid-configuration", line, column, column + 1)]


@pytest.mark.parametrize("text", ["a = " + "[" * 9000, "a = " + "9" * 9000, "a = " + "{b=" * 9000])
def test_toml_that_python_gives_up_on_is_one_finding(text: str) -> None:
    assert [name for name, *_ in found(text)] == ["invalid-configuration"]


def test_all_findings_come_at_once_in_the_order_of_the_file() -> None:
    text = 'neighbours = "x"\ntitel = 1\nlanguage = 2'
    assert [(name, line) for name, line, *_ in found(text)] == [
        ("bad-setting", 1),
        ("unknown-setting", 2),
        ("bad-setting", 3),
    ]


@pytest.mark.parametrize(
    "value", ["https://e.org", "http://e.org:80/a/b/", "https://xn--e-0.org", "https://[::1]/"]
)
def test_a_base_url_that_is_one(value: str) -> None:
    assert base_url_fault(value) is None


@given(st.text(max_size=60))
def test_no_text_makes_reading_fail(text: str) -> None:
    for name in ("ninefold.toml", "pyproject.toml"):
        read(text, name, KNOWN)
        holds_settings(text, name)
        base_url_fault(text)


@given(
    st.sampled_from(["tool", "tool.ninefold", "title", "rules", "comparisons", "output_keep"]),
    st.sampled_from(["1", "'a'", "[]", "{}", "[[1]]", "{a = 1}", "2020-01-01", "nan", "true"]),
)
def test_no_kind_of_value_makes_reading_fail(key: str, value: str) -> None:
    for name in ("ninefold.toml", "pyproject.toml"):
        read(f"{key} = {value}", name, KNOWN)
        read(f"[tool.ninefold]\n{key} = {value}", name, KNOWN)


def test_the_nearer_file_of_its_own_comes_before_pyproject(site: SiteFolder) -> None:
    site.canvas("a", front="odd: 1")
    site.write("pyproject.toml", '[tool.ninefold.rules]\nNF106 = "error"\n')
    assert site.check().code == 1
    site.write("ninefold.toml", '[rules]\nNF106 = "off"\n')
    assert site.check().codes == []


def test_a_faulty_configuration_ends_every_command_with_2(site: SiteFolder) -> None:
    site.canvas("a").write("ninefold.toml", 'titel = "A"\n')
    ran = site.check()
    assert ran.code == 2
    assert [(f["path"], f["line"], f["code"]) for f in ran.findings] == [
        ("ninefold.toml", 1, "NF902")
    ]
    assert site.build().code == 2


@pytest.mark.parametrize(
    "value",
    [
        "javascript:alert('{path}')",
        "JavaScript:{path}",
        "data:text/html,{path}",
        "vbscript:{path}",
        "blob:{path}",
        "vscode://file/",
        "{path}",
        "//{path}",
        "vscode://file/{path} and more",
        "vscode:\\n{path}",
        " vscode://file/{path}",
    ],
)
def test_an_editor_is_opened_by_an_address_alone(value: str) -> None:
    assert [name for name, *_ in found(f'editor = "{value}"')] == ["bad-setting"]
    assert read(f'editor = "{value}"', "ninefold.toml", KNOWN)[0].editor == Config().editor
