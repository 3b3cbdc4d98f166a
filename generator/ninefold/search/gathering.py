"""The words of one canvas, part by part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from ninefold.blocks import BLOCKS
from ninefold.canvas import Post
from ninefold.markup import Rendered
from ninefold.markup.sanitiser import text_of
from ninefold.search.words import words

# What a canvas is called and filed under, its nine sections in canvas order, and the rest.
PARTS = len(BLOCKS) + 2

# The marks of sources and footnotes would end up as figures amid the text.
_MARK = re.compile(r'<sup (?:class="source"|id="fnref).*?</sup>', re.DOTALL)

# An item, a cell or a heading that ends without a stop would run into the next one.
_END = re.compile(
    r"(?<=\w)(?=(?:</(?:a|b|code|em|i|span|strong)>)*\s*</(?:li|t[dh]|d[dt]|h[3-6])>)"
)


@dataclass(frozen=True, slots=True)
class Leaf:
    """All of a canvas that can be found: one text a part, the sections and the rest as HTML."""

    names: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """The words of a canvas, sorted, and how many of its parts have a text.

    With each word stands a number whose bit n tells whether part n says it.
    """

    texts: int
    words: tuple[tuple[str, int], ...]


def gather(leaf: Leaf) -> Gathered:
    """Return the words of a canvas. Pure; never raises for any text."""
    found: dict[str, int] = {}
    texts = texts_of(leaf)
    for number, text in enumerate(texts):
        for word in set(words(text)):
            found[word] = found.get(word, 0) | 1 << number
    return Gathered(sum(map(bool, texts)), tuple(sorted(found.items())))


def texts_of(leaf: Leaf) -> tuple[str, ...]:
    """Return the plain texts of a canvas's parts."""
    parts = (text_of(_END.sub(" ·", _MARK.sub("", part))) for part in leaf.parts)
    return leaf.names, *(part.removesuffix(" ·") for part in parts)


def leaf(post: Post, rendered: Rendered) -> Leaf:
    """Return what is to be found of a post."""
    sections = {section.block: section.html.text for section in rendered.sections}
    names = dict.fromkeys((post.title, post.company, post.industry, post.region, *post.tags))
    facts = " · ".join(f"{fact.name} {fact.value} {fact.unit}".strip() for fact in post.facts)
    rest: Sequence[str] = (
        rendered.introduction.text,
        *(f"{escape(heading)} {html.text}" for heading, html in rendered.extras),
        escape(facts),
    )
    parts = (*(sections.get(block, "") for block in BLOCKS), " ".join(filter(None, rest)))
    return Leaf(" · ".join(filter(None, names)), parts)
