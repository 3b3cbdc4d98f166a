"""Made posts: N canvases of about the size of a real one, the same for every run."""

from __future__ import annotations

import random
import re
from pathlib import Path

from ninefold.blocks import BLOCKS

_SYLLABLES = re.findall("..", "bacedifogukaleminopurasetivoxuzabecoda")
_INDUSTRIES = ("Software", "Retail", "Energy", "Media", "Banking", "Airlines", "Health", "Food")


def write(folder: Path, count: int) -> None:
    """Write `count` posts of about 5.8 kB each into a folder, over companies and dates.

    Words are drawn with Zipf's frequencies from one vocabulary for all and one for each
    industry, so that likeness has something to find.
    """
    folder.mkdir(parents=True, exist_ok=True)
    common = _words(random.Random(1), 4000)
    special = {name: _words(random.Random(name), 600) for name in _INDUSTRIES}
    for number in range(count):
        chance = random.Random(number)
        industry = _INDUSTRIES[number % len(_INDUSTRIES)]
        company = number // 3 * 3 if number % 10 == 0 else number
        text = post(chance, f"Company {company}", industry, common, special[industry], number)
        (folder / f"company-{number:05}.md").write_text(text, encoding="utf-8")


def post(
    chance: random.Random,
    company: str,
    industry: str,
    common: list[str],
    special: list[str],
    number: int,
) -> str:
    """Return the text of one made post."""
    year = 2014 + number % 12
    head = (
        f"---\nlayout: canvas\ntitle: {company}\nas_of: {year}\nindustry: {industry}\n"
        f"sources:\n  - id: report\n    title: Annual report {year}\n"
        f"facts:\n  - name: Annual revenue\n    value: {chance.randrange(50, 90000)}\n"
        f"    unit: USD million\n    as_of: {year}\n    source: report\n---\n"
    )
    sections = []
    for block in BLOCKS:
        paragraphs = [_paragraph(chance, common, special) for _ in range(chance.choice((1, 2, 3)))]
        sections.append(f"### {block.title}\n\n" + "\n\n".join(paragraphs))
    return f"{head}\nBusiness model of {company}\n---\n\n" + "\n\n".join(sections) + "\n"


def _paragraph(chance: random.Random, common: list[str], special: list[str]) -> str:
    if chance.random() < 0.25:
        items = [_sentence(chance, common, special)[:-1] for _ in range(4)]
        return "\n".join(f"* {item};" for item in items)
    return " ".join(_sentence(chance, common, special) for _ in range(chance.randrange(1, 4)))


def _sentence(chance: random.Random, common: list[str], special: list[str]) -> str:
    words = []
    for _ in range(chance.randrange(9, 24)):
        source = special if chance.random() < 0.15 else common
        words.append(source[min(int(chance.paretovariate(0.6)) - 1, len(source) - 1)])
    words.insert(4, f"**{words[0]}**" if chance.random() < 0.1 else words[1])
    return f"{' '.join(words).capitalize()}."


def _words(chance: random.Random, count: int) -> list[str]:
    made = {
        "".join(chance.choices(_SYLLABLES, k=chance.randrange(2, 5))): None for _ in range(count)
    }
    return list(made)
