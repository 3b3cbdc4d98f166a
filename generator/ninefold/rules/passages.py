"""The text of a post as prose: sections, paragraphs and sentences, each with its place.

Shared by the rules that read. What is no prose (code, comments, tags, tables, addresses,
headings, definitions) is blanked out by spaces of the same length, so every place in the
prose is the same place in the source. Each part is worked out when a rule first asks for it,
and kept with the document.
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
from ninefold.rules.blanking import blanked, prose, shown, untouched
from ninefold.source import Span

_ITEM = r"(?:[-*+·•▪●◦]|\d{1,3}[.)])[ \t\u00a0]+"
# A list item, or lines up to the next item or blank line.
_UNIT = re.compile(
    rf"(?=\S)(?:{_ITEM})?+(?P<words>[^\n]*+(?:\n[^\S\n]*+(?=\S)(?!{_ITEM})[^\n]*+)*+)"
)
# A line that goes on with the words of the one above it, or may do so.
WRAPPED = re.compile(rf"\n(?<!\n\n)[^\S\n]*+(?=\S)(?!{_ITEM})")
_STOP = re.compile(  # it begins with a set, which is quickly found
    r"[.!?؟…。！？](?:(?<=[.!?؟…])(?<![.!?؟…]{2})[.!?؟…]*+[\"”’')\]*_]*+(?:\[\^[^\]\s]+\] ?)*(?=\s)"
    r"|(?<=[。！？])[。！？]*[」』”’）)]*)"
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
    """One document, blanked and cut; `shown` and `text` are as long as the source's text."""

    def __init__(self, document: Document) -> None:
        self.source = document.source
        self.headings = document.outline
        self._found = document.headings

    @cached_property
    def shown(self) -> str:
        """The body, without code and comments."""
        return shown(self.source.text)

    @cached_property
    def text(self) -> str:
        """The prose alone."""
        headings = {start: (start, end) for start, end, _ in self.headings}
        text = prose(blanked(self.shown, headings.values()))
        names = [found.span for found in self._found if found.span.start not in headings]
        return blanked(text, [(span.start, span.end) for span in names]) if names else text

    @cached_property
    def sections(self) -> tuple[Passage, ...]:
        """The nine sections, in the order of the text."""
        return tuple(self._sections(self._found))

    @property
    def level(self) -> int:
        """The level of most of the sections' headings."""
        return canvas_level(self._found)

    @property
    def paragraphs(self) -> list[Passage]:
        """The paragraphs, in order."""
        return self._cut[0]

    @property
    def sentences(self) -> list[Sentence]:
        """The sentences and list items, in order."""
        return self._cut[1]

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
        seen: set[int] = set()
        for found in headings:
            start = found.span.end
            if found.span.start in seen:
                continue
            seen.add(found.span.start)
            index = bisect_right(limits, found.span.start)
            end = limits[index] if index < len(limits) else len(self.source.text)
            highest = found.level or 6
            after = bisect_right(self.headings, (start, 0, 0))
            for place, _, level in self.headings[after : after + 200]:
                if place >= end:
                    break
                if level <= highest:
                    end = place
                    break
            yield Passage(found.block, start, max(start, end))

    @cached_property
    def _cut(self) -> tuple[list[Passage], list[Sentence]]:
        """Cut the text into paragraphs at blank lines, those into items and sentences."""
        text, before = self.text, -2
        starts = [section.start for section in self.sections]
        paragraphs: list[Passage] = []
        sentences: list[Sentence] = []
        block, first = None, 0
        for unit in _UNIT.finditer(text):
            start, end = unit.start("words"), unit.end()
            if before < 0 or text.find("\n", before + 1, unit.start()) >= 0:
                if before >= 0:
                    paragraphs.append(Passage(block, first, before))
                first = start
                index = bisect_right(starts, first) - 1
                section = self.sections[index] if index >= 0 else None
                block = section.block if section and first < section.end else None
            number = len(paragraphs)
            for a, b in _sentences(text, start, end):
                sentences.append(Sentence(block, a, b, number))
            before = end
        if before >= 0:
            paragraphs.append(Passage(block, first, before))
        return paragraphs, sentences


def of(document: Document) -> Prose:
    """Return the prose of a document, made once however many rules ask for it."""
    return document.once(Prose)


def parts(document: Document) -> tuple[str, ...]:
    """The Markdown of the sections, in canvas order, and after it that of the rest of a post."""
    post = document.post
    if not post:
        return ()
    rest = *(extra.text for extra in post.extras), *(text for _, text in post.notes)
    return (*(section.text for section in post.sections), post.introduction, *rest)


def words(document: Document) -> list[list[str]]:
    """The words of each of the parts: for `Document.once`."""
    return [part.split() for part in parts(document)]


def complete(document: Document) -> bool:
    """Whether the parts hold all that can be prose: where sections stand under headings."""
    return document.form in ("heading", "setext")


def joined(document: Document) -> str:
    """All parts, one after another: for `Document.once`."""
    return "\n\n".join(parts(document))


def plain(document: Document) -> bool:
    """Whether the parts are all there is, and prose but for headings: for `Document.once`."""
    return complete(document) and untouched(document.once(joined))


def body(document: Document) -> str:
    """Markdown with all that can be prose, and maybe more.

    What is not in it need not be looked for in the prose, which takes longer to find.
    """
    return document.once(joined) if complete(document) else document.source.text


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
