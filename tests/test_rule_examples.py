"""The page of every rule shows what the rule reports, and what to write instead.

In a rule's docstring `Example:` and `Instead:` stand each above one or more fenced blocks; a
line above a block may name its file: `` `content/a.md`: ``. TOML is the site's configuration,
HTML a template, and shell commands run in the site's folder. Markdown is put into a canvas of
which nothing is reported:

- What begins with a heading takes the place of the sections that it, or its counterpart,
  names; with front matter above it, that of the canvas's front matter as well.
- What begins with a heading of the first level, or with front matter that never closes, is a
  whole post. Anything else is the text of a section.

Then the example gives findings of its rule and nothing else, and the other no finding at all.
"""

from __future__ import annotations

import re
import subprocess
from collections import defaultdict
from typing import NamedTuple

import pytest

from ninefold import manual, rules
from ninefold.blocks import BLOCKS, Block
from ninefold.rules.rule import Rule
from ninefold.vocabulary import blocks_named
from site_folder import SiteFolder

EXEMPT = {
    "costly-post": "no text is known that gets past the limits on texts",
    "dead-address": "only a host can say so, and tests ask none",
    "insecure-address": "only a host can say so, and tests ask none",
    "oversized-file": "a million characters do not fit on a page",
    "unreadable-file": "what can be read depends on who reads it, and root reads everything",
}
SHOWN = [rule for rule in rules.RULES if rule.name not in EXEMPT]
LABELS = ("Example", "Instead")

PLACES = {"markdown": "content/example.md", "toml": "pyproject.toml", "sh": ""}
FRONT = "---\ntitle: Example\nas_of: 2023\n---\n"
BRIEF = {block: f"Example on its {block.title.lower()}." for block in BLOCKS}
# A section is short only beside others that are not.
FULL = dict.fromkeys(BLOCKS, "Example has much to tell. " * 20)
NOTES = f"{FRONT}\n" + "\n".join(f"## {block.title}\n\nA café on a ship.\n" for block in BLOCKS)


class Shown(NamedTuple):
    """A fenced block: its language, the file that it is, and its text."""

    language: str
    path: str
    text: str


def shown(rule: Rule) -> dict[str, list[Shown]]:
    """The blocks under `Example:` and `Instead:`; nothing but blocks may stand there."""
    parts = re.split(r"\n(Example|Instead):\n", manual.documentation(rule))
    assert tuple(parts[1::2]) == LABELS
    found: dict[str, list[Shown]] = {}
    block = re.compile(r"\n(?:`([^`\n]+)`:\n\n)?(`{3,})([a-z]+)\n(.*?)\n\2(?:\n|\Z)", re.DOTALL)
    for label, text in zip(LABELS, parts[2::2], strict=True):
        assert not block.sub("", text).strip(), f"more than blocks under {label}"
        found[label] = [Shown(m[3], m[1] or PLACES[m[3]], m[4]) for m in block.finditer(text)]
        assert found[label]
    return found


def named(text: str) -> set[Block]:
    """The blocks that the headings of a text name."""
    titles = re.findall(r"^ {0,3}#+ (.+)$", text, re.MULTILINE)
    return {block for title in titles for block in blocks_named(title)}


def post(text: str, taken: set[Block], texts: dict[Block, str]) -> str:
    """The canvas with a text in its place; `taken` are the blocks whose sections it replaces."""
    front = re.match(r"---\n.*?^---(?:\n|\Z)", text, re.DOTALL | re.MULTILINE)
    body = text[front.end() :].strip("\n") if front else text
    if body.startswith(("# ", "---\n")):
        return text
    pieces = {block: f"## {block.title}\n\n{texts[block]}" for block in BLOCKS}
    if body.lstrip(" ").startswith("#"):
        first, *others = (block for block in BLOCKS if block in taken)
        pieces |= {first: body, **dict.fromkeys(others, "")}
    elif body:
        pieces[Block.CHANNELS] = f"## Channels\n\n{body}"
    return "\n\n".join([front[0] if front else FRONT, *filter(None, pieces.values())]) + "\n"


def found_in(site: SiteFolder, rule: Rule, label: str) -> set[str]:
    """The names of the rules that report anything of what is shown under a label."""
    blocks = shown(rule)
    taken: defaultdict[str, set[Block]] = defaultdict(set)
    for block in (*blocks["Example"], *blocks["Instead"]):
        taken[block.path] |= named(block.text)
    site.canvas("zoom", "as_of: 2023").write("content/chart.png", b"\x89PNG\r\n\x1a\n")
    site.write("notes/example.md", NOTES)
    command = "check"
    for language, path, text in blocks[label]:
        if language == "sh":
            subprocess.run(["sh", "-e", "-c", text], cwd=site.folder, check=True)
        elif language == "markdown":
            texts = FULL if rule.name == "short-section" else BRIEF
            site.write(path, post(text, taken[path], texts))
        else:
            site.write(path, text)
            command = "build"
    ran = site.run(command, "--format", "json", "--no-cache")
    assert "Traceback" not in ran.err
    return {finding["name"] for finding in ran.findings}


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.name)
def test_the_example_gives_findings_of_its_rule_alone(rule: Rule, site: SiteFolder) -> None:
    assert found_in(site, rule, "Example") == {rule.name}


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.name)
def test_what_to_write_instead_gives_no_finding(rule: Rule, site: SiteFolder) -> None:
    assert found_in(site, rule, "Instead") == set()


def test_the_canvas_of_the_examples_is_met_without_a_finding(site: SiteFolder) -> None:
    for name, texts in (("brief", BRIEF), ("full", FULL)):
        site.write(f"content/{name}.md", post(f"---\ntitle: {name}\n---", set(), texts))
    site.write("content/notes.md", NOTES.replace("Example", "Notes"))
    assert site.check().findings == []


def test_the_exempt_are_rules_and_show_nothing() -> None:
    for rule in rules.RULES:
        assert (rule.name in EXEMPT) == ("\nExample:\n" not in manual.documentation(rule))
