"""The cases in tests/rules/: Markdown files, each about one rule and named after it.

A case is a `##` heading, a fenced post (or several, each under `### file: path.md`), and a
list of what the rule reports there: `- 12:5 NF402`, or `- a.md 12:5 NF603` where there are
several. A case without a list is one in which the rule stays silent; what other rules say is
not looked at. A fence marked `toml` is the site's configuration; one marked `fixed` or
`unsafe` is what the first post becomes by the rule's safe fixes, or by all of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ninefold import config
from ninefold.blocks import BLOCKS
from ninefold.checker import inspect, inspect_all
from ninefold.cli.equipment import rule_settings
from ninefold.diagnostics import Diagnostic, Severity
from ninefold.fixing import mend
from ninefold.rules import BY_NAME
from ninefold.settings import Settings
from ninefold.source import Raw

FOLDER = Path(__file__).parent / "rules"
FILES = sorted(FOLDER.glob("*.md"))


class Case(NamedTuple):
    """One case: its name, the posts by path, and the findings as the file lists them."""

    rule: str
    name: str
    posts: dict[str, str]
    expected: list[str]
    others: dict[str, str]

    @property
    def settings(self) -> Settings:
        configuration, faults = config.read(self.others.get("toml", ""), "ninefold.toml")
        assert faults == ()
        return rule_settings(configuration)


def cases(file: Path) -> list[Case]:
    found: list[Case] = []
    last = ""
    path, fence = "a.md", ""
    into: dict[str, str] = {}
    for line in file.read_text("utf-8").split("\n"):
        if fence:
            if line == fence:
                fence = ""
            else:
                into[last] += f"{line}\n"
        elif line.startswith("## "):
            found.append(Case(file.stem, line[3:], {}, [], {}))
            path = "a.md"
        elif opened := re.fullmatch(r"(`{4,}|~{4,})(md|toml|fixed|unsafe)", line):
            fence, kind = opened[1], opened[2]
            into, last = (found[-1].posts, path) if kind == "md" else (found[-1].others, kind)
            into[last] = ""
        elif named := re.fullmatch(r"### file: (\S+)", line):
            path = named[1]
        elif line.startswith("- "):
            found[-1].expected.append(line[2:])
    return found


def findings(posts: dict[str, str], settings: Settings | None = None) -> list[Diagnostic]:
    raws = [Raw(path, text.encode()) for path, text in posts.items()]
    return found_in(raws, settings or Settings())


def found_in(raws: Sequence[Raw], settings: Settings) -> list[Diagnostic]:
    inspected = [inspect(raw, settings) for raw in raws]
    across = inspect_all(inspected, frozenset(), settings)
    return sorted([*(d for item in inspected for d in item.findings), *across])


CASES = [case for file in FILES for case in cases(file)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.name}")
def test_a_case_is_reported_as_it_says(case: Case) -> None:
    assert case.posts
    found = [d for d in findings(case.posts, case.settings) if d.name == case.rule]
    several = len(case.posts) > 1
    rows = [f"{d.path} " * several + f"{d.line}:{d.column} {d.code}" for d in found]
    assert rows == case.expected


@pytest.mark.parametrize(
    ("case", "kind"),
    [(case, kind) for case in CASES for kind in ("fixed", "unsafe") if kind in case.others],
    ids=lambda part: f"{part.rule}: {part.name}" if isinstance(part, Case) else part,
)
def test_a_fix_makes_this_of_a_post(case: Case, kind: str) -> None:
    def rule_alone(raws: Sequence[Raw]) -> list[Diagnostic]:
        return [d for d in found_in(raws, case.settings) if d.name == case.rule]

    posts = [Raw(path, text.encode()) for path, text in case.posts.items()]
    first, *_ = mend(posts, rule_alone, kind == "unsafe")
    assert first.data.decode() == case.others[kind]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.name}")
def test_a_finding_says_in_plain_sentences_what_and_what_to_do(case: Case) -> None:
    for found in findings(case.posts, case.settings):
        if found.name == case.rule:
            assert found.message.endswith((".", "…”.")), found.message
            assert found.help.endswith((".", "?")), found.help
            assert "\n" not in found.message + found.help
            assert (found.line, found.column) <= (found.end_line, found.end_column)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_rule_has_more_cases_of_silence_than_of_findings(file: Path) -> None:
    assert file.stem in BY_NAME
    reporting = sum(bool(case.expected) for case in cases(file))
    silent = sum(not case.expected for case in cases(file))
    assert reporting >= 2
    assert silent >= 4
    assert silent > reporting


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.name}")
def test_line_breaks_change_no_finding(case: Case) -> None:
    windows = {path: text.replace("\n", "\r\n") for path, text in case.posts.items()}
    assert findings(windows, case.settings) == findings(case.posts, case.settings)


def test_the_posts_of_this_repository_are_met_without_warning() -> None:
    content = Path(__file__).parents[1] / "content"
    posts = {file.name: file.read_text("utf-8") for file in content.glob("*.md")}
    assert [d for d in findings(posts) if d.severity is not Severity.HINT] == []


PIECES = st.sampled_from(
    [
        *(f"\n## {block.title}\n" for block in BLOCKS),
        *(
            "\n",
            "\n\n",
            " ",
            "\u00a0",
            "\t",
            "---\n",
            "===\n",
            "```\n",
            "~~~\n",
            "`",
            "<!--",
            "-->",
        ),
        *(
            "[^a]",
            "[^a]: note\n",
            "![](a.png)",
            "[x](#y)",
            "[x](/y)",
            "](",
            "[",
            "]",
            "(",
            ")",
            "<a ",
        ),
        *(
            "https://e.org/a",
            "<https://e.org>",
            "www.e.org",
            "| a | b |\n",
            "|---|---|\n",
            "* ",
            "- ",
        ),
        *(
            "TODO",
            "TBD",
            "???",
            "XXX",
            "lorem ipsum",
            "{{x}}",
            "...",
            "n/a",
            "What do we do?",
            "· a\n",
        ),
        *(
            "$14 billion",
            "US$2",
            "5%",
            "45,000 customers",
            "114 countries",
            "in 2021",
            "1.2.3",
            "9" * 40,
        ),
        *(
            "is expected to reach",
            "by 2030",
            "the the",
            "U.S.",
            "e.g. this",
            "Inc. The",
            "。",
            "؟",
            "，",
        ),
        *(
            "A long sentence that is surely longer than sixty characters in all. ",
            "𝟗",
            "١٢",
            "\ufeff",
        ),
    ]
)
FRONT = st.sampled_from(
    [
        "",
        "---\ntitle: A\n---\n",
        "---\ntitle: A\nas_of: 2020\ndate: 2019-01-01\nlang: xx\nsources: [{id: a, date: 2022}]\n"
        "---\n",
        "---\ntitle: A\nfacts: [{name: b, value: 1}, {name: b, value: 2, as_of: 2020}]\n---\n",
    ]
)


@settings(max_examples=300, deadline=None)
@given(FRONT, st.lists(PIECES | st.text(max_size=8), max_size=60))
def test_no_text_makes_a_rule_fail(front: str, pieces: list[str]) -> None:
    text = front + "".join(pieces)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for found in findings({"a.md": text, "b.md": text}):
        assert 1 <= found.line <= found.end_line <= len(lines)
        assert 1 <= found.column <= len(lines[found.line - 1]) + 1
