"""The text of a post as prose: sections, paragraphs and sentences, each with its place.

Shared by the rules that read. What is no prose (code, comments, tags, tables, addresses,
headings, definitions) is blanked out by spaces of the same length, so every place in the
prose is the same place in the source. The analysis of a document is made once, and kept
until the next document is asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from ninefold.blocks import Block
from ninefold.canvas import Document, Found
from ninefold.rules.blanking import blank, prose, shown
from ninefold.source import Span

_ITEM = re.compile(r"(?:[-*+·•▪●◦]|\d{1,3}[.)])[ \t\u00a0]+")
_LINE = re.compile(r"\S[^\n]*")
_STOP = re.compile(
    r"(?<![.!?؟…])[.!?؟…]++[\"”’')\]*_]*+(?:\[\^[^\]\s]+\] ?)*(?=\s)|[。！？]+[」』”’）)]*"
)
_SHORT = re.compile(
    r"(?:^|[\s(“\"])(?:[A-Za-z]|(?:[A-Za-z]\.)+[A-Za-z]|Inc|Corp|Ltd|Co|Cos|Bros|Mr|Mrs|Ms|Dr|Prof|"
    r"St|No|Nos|vs|etc|approx|ca|est|incl|Jr|Sr|Fig|Vol|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|"
    r"Dec|z\.B|d\.h|bzw|Nr|Mio|Mrd)\.$"
)
_OPENING = re.compile(
    r"\s+(?:The|It|Its|In|This|These|They|He|She|We|A|An|As|For|Also|However|Moreover|Their|Our)\s"
)


class Sentence(NamedTuple):
    """A sentence or list item: its block (None outside the nine), its place, its paragraph."""

    block: Block | None
    start: int
    end: int
    paragraph: int


class Passage(NamedTuple):
    """A stretch of the text: a section under its heading, or a paragraph."""

    block: Block | None
    start: int
    end: int


class Prose:
    """One document, blanked and cut.

    `shown` is its body without code and comments; `text` is the prose alone. Both are as
    long as the source's text.
    """

    def __init__(self, document: Document) -> None:
        self.source = document.source
        self.shown = shown(document.source.text)
        self.text, self.headings = prose(self.shown)
        self.sections = tuple(self._sections(document.headings))
        self.level = canvas_level(document.headings)
        starts = [section.start for section in self.sections]
        for start, end in {(found.span.start, found.span.end) for found in document.headings}:
            if not self.text[start:end].isspace():
                self.text = blank(self.text, start, end)
        self.paragraphs: list[Passage] = []
        self.sentences: list[Sentence] = []
        self._cut(starts)

    def of(self, passage: Passage | Sentence) -> str:
        """Return the prose of a passage."""
        return self.text[passage.start : passage.end]

    def sentence_at(self, place: int) -> Sentence | None:
        """Return the sentence that holds a place."""
        index = bisect_right(self._starts, place) - 1
        found = self.sentences[index] if index >= 0 else None
        return found if found and place < found.end else None

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def _sections(self, headings: tuple[Found, ...]) -> Iterator[Passage]:
        """The nine sections: each to the next one, or to a heading as high as its own."""
        limits = sorted({found.span.start for found in headings})
        others = [(place, level) for place, _, level in self.headings]
        seen: set[int] = set()
        for found in headings:
            start = found.span.end
            if found.span.start in seen:
                continue
            seen.add(found.span.start)
            index = bisect_right(limits, found.span.start)
            end = limits[index] if index < len(limits) else len(self.text)
            highest = found.level or 6
            for place, level in others[bisect_right(others, (start, 0)) :][:200]:
                if place >= end:
                    break
                if level <= highest:
                    end = place
                    break
            yield Passage(found.block, start, max(start, end))

    def _cut(self, starts: list[int]) -> None:
        """Cut the text into paragraphs at blank lines, those into items and sentences."""
        text, before = self.text, 0
        units: list[tuple[int, int]] = []
        for line in _LINE.finditer(text):
            start, end = line.span()
            if units and text.find("\n", before + 1, start) >= 0:
                self._paragraph(units, starts)
                units = []
            item = _ITEM.match(text, start, end)
            if item or not units:
                units.append((item.end() if item else start, end))
            else:
                units[-1] = (units[-1][0], end)
            before = end
        if units:
            self._paragraph(units, starts)

    def _paragraph(self, units: list[tuple[int, int]], starts: list[int]) -> None:
        first, last = units[0][0], units[-1][1]
        index = bisect_right(starts, first) - 1
        section = self.sections[index] if index >= 0 else None
        block = section.block if section and first < section.end else None
        number = len(self.paragraphs)
        self.paragraphs.append(Passage(block, first, last))
        text = self.text
        for start, end in units:
            for a, b in _sentences(text, start, end):
                self.sentences.append(Sentence(block, a, b, number))


_latest: list[tuple[Document, Prose]] = []


def of(document: Document) -> Prose:
    """Return the prose of a document, made once however many rules ask for it."""
    if not _latest or _latest[0][0] is not document:
        _latest[:] = [(document, Prose(document))]
    return _latest[0][1]


def canvas_level(headings: tuple[Found, ...]) -> int:
    """The level of most of the headings; 0 where they are no headings of Markdown."""
    levels = Counter(found.level for found in headings)
    return max(levels, key=lambda level: (levels[level], -level), default=0)


def line_of(text: str, span: Span) -> Span:
    """A span shortened to its first line."""
    end = text.find("\n", span.start, span.end)
    return Span(span.start, end) if end >= 0 else span


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for stop in _STOP.finditer(text, start, end):
        place = stop.end()
        if text[stop.start()] == "." and place < end:
            after = text[place : place + 12].lstrip()
            if after[:1].islower():
                continue
            word = text[max(start, stop.start() - 12) : stop.start() + 1]
            if _SHORT.search(word) and not _OPENING.match(text, place):
                continue
        if piece := text[start:place].strip():
            first = text.index(piece[0], start)
            yield first, first + len(piece)
        start = place
    if piece := text[start:end].strip():
        first = text.index(piece[0], start)
        yield first, first + len(piece)
