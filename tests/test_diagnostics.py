"""Findings as people and programs read them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from xml.etree import ElementTree as Xml

import pytest

from ninefold.diagnostics import Diagnostic, Severity
from ninefold.diagnostics.formats import FORMATS
from ninefold.diagnostics.formatting import Context

HOSTILE = "a\x1b[2J\x9b31m\u202egnp.exe\u2066\u200b\ufeff\nb"
LINE = "See the Key Resrces of the company."
CONTEXT = Context(line=lambda path, number: LINE, rules={"NF202": "A sentence."}, version="1.0")
JSON = ("json", "gitlab", "sarif")


def finding(
    message: str = "A message.",
    path: str = "content/a.md",
    severity: Severity = Severity.ERROR,
    column: int = 9,
) -> Diagnostic:
    return Diagnostic(path, 3, column, 3, 20, "NF202", "odd-name", severity, message, "Do this.")


def shown(name: str, found: Iterable[Diagnostic], context: Context = CONTEXT) -> str:
    return FORMATS[name](found, context)


def test_text_gives_place_severity_code_and_what_to_do() -> None:
    assert shown("text", [finding()]) == (
        "content/a.md:3:9: error NF202 odd-name: A message.\n    Do this.\n"
    )


def test_concise_is_one_line() -> None:
    assert shown("concise", [finding()]) == "content/a.md:3:9: error NF202 A message.\n"


def test_full_shows_the_line_and_marks_the_place() -> None:
    assert shown("full", [finding()]) == (
        "error[NF202] odd-name: A message.\n"
        " --> content/a.md:3:9\n"
        "  |\n"
        "3 | See the Key Resrces of the company.\n"
        "  |         ^^^^^^^^^^^\n"
        "  = Do this.\n"
        "  = ninefold rule NF202\n\n"
    )


@pytest.mark.parametrize(
    ("line", "column", "end", "mark"),
    [
        ("渠道 通路", 4, 6, "       ^^^^"),  # wide letters take two columns
        ("e\u0301a b", 3, 4, "   ^"),  # a combining mark takes none
        ("a\tb", 3, 4, "    ^"),
        ("short", 99, 99, "       ^"),
    ],
)
def test_the_mark_stands_under_what_it_marks(line: str, column: int, end: int, mark: str) -> None:
    context = Context(line=lambda path, number: line)
    d = Diagnostic("a.md", 3, column, 3, end, "NF202", "x", Severity.HINT, "m", "h")
    assert shown("full", [d], context).split("\n")[4] == f"  | {mark[2:]}"


def test_a_long_line_is_cut_around_its_place() -> None:
    context = Context(line=lambda path, number: "x" * 500 + "HERE" + "y" * 500)
    d = Diagnostic("a.md", 3, 501, 3, 505, "NF202", "x", Severity.HINT, "m", "h")
    lines = shown("full", [d], context).split("\n")
    assert len(lines[3]) < 120
    place = lines[3].index("HERE")
    assert lines[4][place : place + 4] == "^^^^"
    assert lines[4].count("^") == 4


def test_full_does_without_a_line_that_is_not_known() -> None:
    assert "|" not in shown("full", [finding()], Context())


def test_json_gives_the_keys_of_the_contract_in_their_order() -> None:
    (row,) = json.loads(shown("json", [finding()]))
    assert list(row) == [
        *("path", "line", "column", "end_line", "end_column"),
        *("severity", "code", "name", "message", "help"),
    ]


def test_jsonl_is_the_same_objects_a_line_each() -> None:
    found = [finding(), finding("Another.")]
    rows = [json.loads(line) for line in shown("jsonl", found).splitlines()]
    assert rows == json.loads(shown("json", found))


def test_github_gives_a_command_whose_values_end_where_they_should() -> None:
    text = shown("github", [finding("50% of a: b, c", "a,b:c.md", Severity.HINT)])
    assert text == (
        "::notice file=a%2Cb%3Ac.md,line=3,col=9,endLine=3,endColumn=20,"
        "title=NF202 odd-name::50%25 of a: b, c Do this.\n"
    )


def test_gitlab_gives_fingerprints_that_differ_and_do_not_move_with_lines() -> None:
    rows = json.loads(shown("gitlab", [finding(), finding(), finding("Other.")]))
    marks = [row["fingerprint"] for row in rows]
    assert len(set(marks)) == 3
    below = Diagnostic(
        "content/a.md", 30, 9, 30, 20, "NF202", "odd-name", Severity.ERROR, "A message.", "Do this."
    )
    assert json.loads(shown("gitlab", [below]))[0]["fingerprint"] == marks[0]


def test_sarif_names_the_rule_the_place_and_how_columns_count() -> None:
    run = json.loads(shown("sarif", [finding(path="a b/ü.md")]))["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["rules"] == [
        {"id": "NF202", "name": "odd-name", "shortDescription": {"text": "A sentence."}}
    ]
    (result,) = run["results"]
    assert (result["ruleId"], result["ruleIndex"], result["level"]) == ("NF202", 0, "error")
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%20b/%C3%BC.md"
    assert place["region"] == {"startLine": 3, "startColumn": 9, "endLine": 3, "endColumn": 20}


def test_junit_counts_what_fails_and_passes_hints_over() -> None:
    found = [finding(), finding(severity=Severity.HINT), finding(path="content/b.md")]
    root = Xml.fromstring(shown("junit", found))  # noqa: S314 - our own text
    assert root.attrib["failures"] == "2"
    assert [suite.attrib["name"] for suite in root] == ["content/a.md", "content/b.md"]


@pytest.mark.parametrize("name", FORMATS)
def test_no_findings_are_a_valid_report(name: str) -> None:
    text = shown(name, [])
    if name in JSON:
        json.loads(text)
    elif name == "junit":
        assert Xml.fromstring(text).attrib["tests"] == "0"  # noqa: S314 - our own text
    else:
        assert text == ""


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_lets_text_act_on_a_terminal(name: str) -> None:
    context = Context(line=lambda path, number: HOSTILE.replace("\n", ""))
    text = shown(name, [finding(HOSTILE, HOSTILE, column=2)], context)
    assert all(char.isprintable() or char == "\n" for char in text)
    assert "\nb" not in text


def test_json_keeps_the_text_that_it_escapes() -> None:
    (row,) = json.loads(shown("json", [finding(HOSTILE)]))
    assert row["message"] == HOSTILE


@pytest.mark.parametrize("name", FORMATS)
def test_letters_of_every_script_are_shown_as_they_are(name: str) -> None:
    assert "“القنوات” 渠道 é" in shown(name, [finding("“القنوات” 渠道 é")])


@pytest.mark.parametrize("name", ["text", "full", "concise"])
def test_colour_is_shown_only_where_it_is_wanted(name: str) -> None:
    assert "\x1b" not in shown(name, [finding()])
    assert "\x1b[1;31m" in shown(name, [finding()], Context(colour=True))
