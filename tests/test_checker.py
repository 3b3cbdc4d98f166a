"""Which rules run, at what severity, and what a file's inspection leaves behind."""

from __future__ import annotations

import pytest

from ninefold.checker import inspect, inspect_all, outside
from ninefold.diagnostics import Severity
from ninefold.rules import BY_NAME, RULES
from ninefold.rules.rule import Rule
from ninefold.settings import Settings
from ninefold.source import Raw
from site_folder import SiteFolder, canvas_text

ODD = canvas_text("A", "autor: B")


def names(text: str, *severities: tuple[str, Severity | None]) -> list[tuple[str, Severity]]:
    found = inspect(Raw("a.md", text.encode()), Settings(severities)).findings
    return [(diagnostic.name, diagnostic.severity) for diagnostic in found]


@pytest.mark.parametrize("rule", ["NF106", "unknown-key"])
@pytest.mark.parametrize("severity", list(Severity))
def test_a_severity_is_set_by_code_or_name(rule: str, severity: Severity) -> None:
    assert names(ODD, (rule, severity)) == [("unknown-key", severity)]


@pytest.mark.parametrize("rule", ["NF106", "unknown-key"])
def test_a_rule_that_is_off_is_silent(rule: str) -> None:
    assert names(ODD, (rule, None)) == []


@pytest.mark.parametrize("other", ["NF105", "bad-value", "nf106", "UNKNOWN-KEY", "NF1"])
def test_setting_another_rule_changes_nothing(other: str) -> None:
    assert names(ODD, (other, None)) == names(ODD) == [("unknown-key", Severity.HINT)]


def test_the_code_counts_before_the_name() -> None:
    both = (("unknown-key", Severity.ERROR), ("NF106", None))
    assert names(ODD, *both) == names(ODD, *both[::-1]) == []


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.library], ids=lambda rule: rule.name
)
def test_rules_across_posts_can_be_set_too(rule: Rule) -> None:
    said = (
        "One long sentence that stands word for word in the posts of two companies, here and there."
    )
    inspected = []
    for path, company, value in (("a.md", "A", 1), ("x/a.md", "A", 2), ("y/a.md", "B", 1)):
        fact = f"{{name: Shops, value: {value}, unit: shops, as_of: 2020}}"
        front = f"company: {company}\nas_of: 2020\nfacts: [{fact}]\ncompare: gone"
        text = canvas_text("A", front, channels=f"[x](gone.md) ![y](gone.png) {said}")
        inspected.append(inspect(Raw(path, text.encode()), Settings()))
    severities: dict[str, list[str]] = {}
    for setting in (rule.severity, Severity.HINT, None):
        found = inspect_all(inspected, frozenset(), Settings(((rule.name, setting),)))
        severities[str(setting)] = [d.severity for d in found if d.name == rule.name]
    assert set(severities[str(Severity.HINT)]) == {Severity.HINT}
    assert severities["None"] == []


def test_findings_come_in_the_order_of_the_file() -> None:
    text = canvas_text("A", "autor: B\ndate: soon\nfacts: [1]")
    found = inspect(Raw("a.md", text.encode()), Settings()).findings
    assert [(d.line, d.code) for d in found] == [(3, "NF106"), (4, "NF105"), (5, "NF105")]
    assert list(found) == sorted(found)


def test_errors_are_the_names_of_what_is_wrong() -> None:
    inspected = inspect(Raw("a.md", canvas_text("A", "autor: B\ndate: x").encode()), Settings())
    errors = {d.name for d in inspected.findings if d.severity is Severity.ERROR}
    assert errors == {"bad-value"}


@pytest.mark.parametrize(
    ("data", "published"),
    [
        (ODD.encode(), True),
        (canvas_text("A", "date: soon").encode(), True),
        (canvas_text("A").replace("## Channels", "## Chanels").encode(), True),
        (b"# Report\n", False),
        (b"---\n[\n---\n", False),
        (b"\xff", False),
        (b"", False),
    ],
)
def test_only_what_is_a_canvas_leaves_a_post(data: bytes, published: bool) -> None:
    inspected = inspect(Raw("a.md", data), Settings())
    assert (inspected.post is not None) is published
    assert published or len(inspected.findings) == 1


def test_what_is_no_canvas_leaves_none_even_when_nobody_wants_to_know() -> None:
    inspected = inspect(Raw("a.md", b"# Report\n"), Settings((("no-canvas", None),)))
    assert (inspected.post, inspected.findings) == (None, ())


def test_a_post_that_is_no_canvas_takes_no_slug() -> None:
    posts = {"a.md": "# Report\n", "x/a.md": canvas_text("A")}
    inspected = [inspect(Raw(path, text.encode()), Settings()) for path, text in posts.items()]
    assert inspect_all(inspected, frozenset(), Settings()) == ()


def test_the_order_of_the_files_does_not_matter() -> None:
    posts = {f"{n}/a.md": canvas_text("A", channels="[x](gone.md)") for n in "cab"}
    inspected = [inspect(Raw(path, text.encode()), Settings()) for path, text in posts.items()]
    found = inspect_all(inspected, frozenset(), Settings())
    assert inspect_all(inspected[::-1], frozenset(), Settings()) == found
    assert [d.path for d in found if d.name == "duplicate-slug"] == ["b/a.md", "c/a.md"]


def test_nothing_is_found_where_nothing_is() -> None:
    assert inspect_all([], frozenset(), Settings()) == ()


def test_a_finding_about_a_file_as_a_whole() -> None:
    found = outside("special-file", "a.md", "A link.", "Take it out.")
    assert (found.line, found.column, found.end_line, found.end_column) == (1, 1, 1, 1)
    assert (found.code, found.severity) == ("NF003", BY_NAME["special-file"].severity)


@pytest.mark.parametrize(
    ("setting", "plain", "strict"),
    [("error", 1, 1), ("warning", 0, 1), ("hint", 0, 0), ("off", 0, 0)],
)
def test_severities_decide_the_exit_code(
    site: SiteFolder, setting: str, plain: int, strict: int
) -> None:
    site.canvas("a", "autor: B").write("ninefold.toml", f'[rules]\nunknown-key = "{setting}"\n')
    assert site.check().code == plain
    assert site.check("--strict").code == strict
    assert site.check().codes == ([] if setting == "off" else ["NF106"])
