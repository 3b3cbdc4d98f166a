"""What comparisons in the browser share: the canvases there are, and what is said.

`compare/canvases.json` names every canvas and the pages that are made for it, and
`compare/phrases.json` the phrases and the signs of numbers in the language of the site.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ninefold import routes
from ninefold.blocks import BLOCKS
from ninefold.encoding.jsontext import json_text
from ninefold.encoding.xml import encoded
from ninefold.languages import Phrasebook, cldr
from ninefold.pages.ground import Ground
from ninefold.pages.page import Page

_SINGLE = (
    *("canvas.as_of", "canvas.facts", "canvas.sources", "canvas.undescribed"),
    *("facts.unstated", "facts.see_source", "site.comparisons", "about.likeness_heading"),
)


@dataclass(frozen=True, slots=True)
class CanvasesFile:
    """Every canvas: its slug, its title, its date in words, its language and direction, and
    after these the numbers, in this list, of those with which it shares a page of two.
    """

    canvases: tuple[tuple[str, str, str, str, str, tuple[int, ...]], ...]

    def written(self) -> bytes:
        """Return the file, a line a canvas."""
        lines = ",\n".join(json_text(canvas) for canvas in self.canvases)
        return encoded(f"[\n{lines}\n]\n")


@dataclass(frozen=True, slots=True)
class PhrasesFile:
    """Phrases with their places open, by key; the nine blocks; and how numbers and lists look."""

    lang: str
    dir: str
    phrases: tuple[tuple[str, str], ...]
    blocks: tuple[tuple[str, str, str, str], ...]
    numbers: tuple[str, ...]
    lists: tuple[str, ...]

    def written(self) -> bytes:
        """Return the file."""
        told: dict[str, Any] = {
            "lang": self.lang,
            "dir": self.dir,
            "phrases": dict(self.phrases),
            "blocks": self.blocks,
            "numbers": self.numbers,
            "lists": self.lists,
        }
        return encoded(json_text(told) + "\n")


def plan(ground: Ground) -> Iterator[Page]:
    """Plan the two files."""
    slugs = [post.slug for post in ground.site.posts]
    place = {slug: number for number, slug in enumerate(slugs)}
    made: dict[str, list[int]] = {slug: [] for slug in slugs}
    for pair in ground.site.pairs:
        made[pair.left].append(place[pair.right])
    canvases = []
    for slug in slugs:
        name = ground.entries[slug].name
        date = ground.phrases.date(name.as_of)
        canvases.append((slug, name.text, date, name.lang, name.dir, tuple(sorted(made[slug]))))
    yield Page(routes.COMPARABLE, "", CanvasesFile(tuple(canvases)))
    yield Page(routes.COMPARING, "", _phrases(ground))


def _phrases(ground: Ground) -> PhrasesFile:
    phrases, titles = ground.phrases, ground.titles
    told = {
        f"{area}.{key}": text
        for area, some in (
            ("comparison", phrases.raw("comparison")),
            ("degrees", phrases.raw("degrees")),
            ("states", phrases.raw("states")),
            ("chooser", phrases.raw("chooser")),
        )
        for key, text in some
    }
    for key in _SINGLE:
        area, _, name = key.partition(".")
        told[key] = dict(phrases.raw(area))[name]
    blocks = tuple(
        (block.slug, block.area, titles.title(block), phrases.number(block.number))
        for block in BLOCKS
    )
    return PhrasesFile(
        phrases.lang, phrases.dir, tuple(told.items()), blocks, _numbers(phrases), _lists(phrases)
    )


def _numbers(phrases: Phrasebook) -> tuple[str, ...]:
    """The ten digits, the sign between thousands, that before decimals, what is in front of a
    number below zero, and the number from which on thousands of what is counted are grouped.
    """
    digits = tuple(phrases.number(digit) for digit in range(10))
    million, half = phrases.number(1_000_000), phrases.figure("1.5")
    return (
        *digits,
        million[len(digits[1]) : million.index(digits[0])],
        half.removeprefix(digits[1]).removesuffix(digits[5]),
        phrases.figure("-1").removesuffix(digits[1]),
        str(cldr.grouped_from(phrases.lang)),
    )


def _lists(phrases: Phrasebook) -> tuple[str, ...]:
    """What stands between two items of a list: of two alone, of the first, others, the last."""
    marks = ("\ue000", "\ue001", "\ue002", "\ue003")
    told = phrases.listing(marks)
    between = [told[told.index(one) + 1 : told.index(other)] for one, other in pairwise(marks)]
    return (phrases.listing(marks[:2])[1:-1], *between)
