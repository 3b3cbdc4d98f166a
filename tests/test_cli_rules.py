"""Choosing rules, counting findings, and looking rules up."""

from __future__ import annotations

import pytest

from ninefold import manual
from ninefold.rules import RULES
from site_folder import SiteFolder


@pytest.fixture
def dirty(site: SiteFolder) -> SiteFolder:
    """A post with one unknown key and one empty section."""
    return site.canvas("a", "odd: 1", channels="<!-- nothing -->")


def names(site: SiteFolder, *arguments: str) -> set[str]:
    return {finding["name"] for finding in site.check(*arguments).findings}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), {"unknown-key", "empty-section"}),
        (("--select", "NF205"), {"empty-section"}),
        (("--select", "empty-section"), {"empty-section"}),
        (("--select", "NF1"), {"unknown-key"}),
        (("--select", "nf1,NF205"), {"unknown-key", "empty-section"}),
        (("--select", "NF1", "--select", "NF2"), {"unknown-key", "empty-section"}),
        (("--ignore", "NF106"), {"empty-section"}),
        (("--select", "NF", "--ignore", "NF2"), {"unknown-key"}),
        (("--select", "NF9"), set()),
    ],
)
def test_rules_are_chosen_by_name_or_how_their_code_begins(
    dirty: SiteFolder, arguments: tuple[str, ...], expected: set[str]
) -> None:
    found = names(dirty, *arguments) & {"unknown-key", "empty-section"}
    assert found == expected


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize("name", ["NF777", "empty", "X", "section"])
def test_a_rule_that_does_not_exist_is_wrong_use(dirty: SiteFolder, option: str, name: str) -> None:
    ran = dirty.run("check", option, name)
    assert ran.code == 2
    assert name in ran.err
    assert ran.out == ""


def test_an_ignored_warning_does_not_fail_a_strict_check(dirty: SiteFolder) -> None:
    assert dirty.run("check", "--strict").code == 1
    assert dirty.run("check", "--strict", "--ignore", "NF205").code == 0


def test_statistics_count_the_findings_of_each_rule(dirty: SiteFolder) -> None:
    dirty.canvas("b", "odd: 1")
    ran = dirty.run("check", "--statistics", "--select", "NF106,NF205")
    assert ran.out == "     2 NF106 unknown-key\n     1 NF205 empty-section\n"


@pytest.mark.parametrize("name", ["NF202", "nf202", "missing-section"])
def test_a_rule_is_explained_by_code_or_name(site: SiteFolder, name: str) -> None:
    ran = site.run("rule", name)
    assert ran.code == 0
    assert ran.out.startswith("# NF202 missing-section\n\nSeverity: error\n")


def test_all_rules_are_listed(site: SiteFolder) -> None:
    ran = site.run("rule", "--all")
    assert ran.out.count("\n") == len(RULES)


@pytest.mark.parametrize("arguments", [(), ("NF777",), ("missing-sektion",), ("",)])
def test_a_rule_that_is_not_there_is_wrong_use(
    site: SiteFolder, arguments: tuple[str, ...]
) -> None:
    ran = site.run("rule", *arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert "ninefold rule --all" in ran.err or "Did you mean missing-section" in ran.err


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_says_in_one_sentence_what_it_reports(rule: object) -> None:
    summary = manual.summary(rule)  # type: ignore[arg-type]
    assert summary.endswith(".")
    assert len(summary) < 160


@pytest.mark.parametrize("name", ["full", "concise", "jsonl", "github", "gitlab", "sarif", "junit"])
def test_every_format_can_be_asked_for(dirty: SiteFolder, name: str) -> None:
    ran = dirty.run("check", "--format", name)
    assert ran.code == 0
    assert "NF205" in ran.out


def test_the_full_format_shows_the_line_of_the_post(dirty: SiteFolder) -> None:
    ran = dirty.run("check", "--format", "full", "--select", "NF106")
    assert "3 | odd: 1\n  | ^^^\n" in ran.out
