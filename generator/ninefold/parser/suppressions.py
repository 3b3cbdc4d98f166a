"""What an author does not want to hear of: comments, and a list in the front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ninefold.canvas import Suppression
from ninefold.diagnostics import Edit
from ninefold.parser.chunk import Chunk, Kind
from ninefold.source import Span

_COMMENT = re.compile(r"<!--\s*ninefold:\s*ignore(?:\s|:)([^>]*?)-->", re.IGNORECASE)
_INK = re.compile(r"\S")
_NAME = re.compile(r"[^\s,]+")
_SEPARATOR = re.compile(r"[\s,]+")
_BLANK_LINE = re.compile(r"\n(?:[ \t]*\n)+|\n[ \t]*\Z")
_LISTED = re.compile(r"[ \t]|(?:[-*+]|\d{1,9}[.)])[ \t]")


def in_comments(text: str, chunks: Sequence[Chunk]) -> Iterator[Suppression]:
    """Yield what comments such as `<!-- ninefold: ignore NF402 -->` suppress.

    A comment stands on lines of its own. It holds for the paragraph, list or table that
    follows, and before a heading for all that the heading stands over.
    """
    for index, chunk in enumerate(chunks):
        if chunk.kind is not Kind.COMMENT:
            continue
        found = _COMMENT.search(text, chunk.span.start, chunk.span.end)
        if not found:
            continue
        scope = _scope(text, chunks, index)
        names = [Span(*name.span()) for name in _NAME.finditer(text, *found.span(1))]
        for name in names:
            alone = chunk.span if len(names) == 1 else _with_separator(text, name, found.end(1))
            yield Suppression(text[name.start : name.end], name, scope, Edit(alone, ""))


def in_front_matter(text: str, names: Sequence[tuple[str, Span]]) -> Iterator[Suppression]:
    """Yield what the list `ninefold: {ignore: [NF402]}` suppresses: in the whole post."""
    for name, span in names:
        yield Suppression(name, span, Span(0, len(text) + 1))


def _scope(text: str, chunks: Sequence[Chunk], index: int) -> Span:
    start = chunks[index].span.start
    for number, chunk in enumerate(chunks[index + 1 :], index + 1):
        if chunk.kind is Kind.COMMENT or not text[chunk.span.start : chunk.span.end].strip():
            continue
        if chunk.kind is Kind.HEADING:
            rest = (c for c in chunks[number + 1 :] if c.kind is Kind.HEADING)
            after = next((c.span.start for c in rest if c.level <= chunk.level), len(text) + 1)
            return Span(start, after)
        if chunk.kind is not Kind.TEXT:
            return Span(start, chunk.span.end)
        return Span(start, next(blocks(text, chunk.span)).end)
    return Span(start, len(text) + 1)


def blocks(text: str, span: Span) -> Iterator[Span]:
    """Yield the paragraphs, lists and tables of a stretch of text.

    They end at a blank line; a list goes on with an item or an indented line after it.
    """
    place = span.start
    while begin := _INK.search(text, place, span.end):
        start = place = max(span.start, text.rfind("\n", 0, begin.start()) + 1)
        listed = _LISTED.match(text, start)
        while blank := _BLANK_LINE.search(text, place, span.end):
            place = blank.end()
            if not (listed and place < span.end and _LISTED.match(text, place)):
                break
        yield Span(start, blank.start() if blank else span.end)
        place = place if blank else span.end


def _with_separator(text: str, name: Span, end: int) -> Span:
    """A name among others, with what stands between it and the next one or the one before."""
    after = _SEPARATOR.match(text, name.end, end)
    if after and after.end() < end:
        return Span(name.start, after.end())
    before = len(text[: name.start].rstrip(" \t\n,"))
    return Span(before, name.end)
