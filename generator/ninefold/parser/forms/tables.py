"""Tables written in Markdown, with names in header cells, in a column or in the cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ninefold.parser.chunk import Chunk, Kind
from ninefold.parser.forms import grid
from ninefold.parser.forms.reading import Entry, Reading
from ninefold.source import Span
from ninefold.vocabulary import Aliases

_RULE = re.compile(
    r"^[ ]{0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$", re.MULTILINE
)
_CELL = re.compile(r"(?:[^|\\`\n]|\\.|`[^`\n]*`|`)+")


def read(text: str, chunks: Sequence[Chunk], aliases: Aliases) -> Reading:
    """The Markdown tables of a post as one reading."""
    found: list[Entry] = []
    known: set[str] = set()
    for chunk in chunks:
        if chunk.kind is Kind.TEXT and "|" in text[chunk.span.start : chunk.span.end]:
            for span, rows in _tables(text, chunk.span):
                cells = [
                    cell for number, row in enumerate(rows) for cell in _cells(text, row, number)
                ]
                found.extend(grid.entries(cells, span, "table", aliases, known))
    return Reading("table", 0, tuple(found))


def _tables(text: str, span: Span) -> Iterator[tuple[Span, list[Span]]]:
    """Each table of a text: its span, and its rows without the rule under the header."""
    done = span.start
    for rule in _RULE.finditer(text, span.start, span.end):
        head = text.rfind("\n", span.start, max(span.start, rule.start() - 1)) + 1 or span.start
        head = max(head, span.start)
        header = text[head : rule.start()].strip()
        if rule.start() <= done or "|" not in header or ("|" not in rule[0] and "|" not in header):
            continue
        rows = [Span(head, rule.start() - 1)]
        place = rule.end() + 1
        while place < span.end:
            end = text.find("\n", place, span.end)
            end = span.end if end < 0 else end
            if "|" not in text[place:end]:
                break
            rows.append(Span(place, end))
            place = end + 1
        done = min(place, span.end)
        yield Span(head, done), rows


def _cells(text: str, row: Span, number: int) -> Iterator[grid.Cell]:
    line = text[row.start : row.end]
    start = row.start + len(line) - len(line.lstrip())
    end = row.start + len(line.rstrip())
    if text.startswith("|", start):
        start += 1
    column = 0
    while start < end:
        match = _CELL.match(text, start, end)
        stop = match.end() if match else start
        raw = text[start:stop]
        words = raw.strip().replace("\\|", "|")
        place = start + len(raw) - len(raw.lstrip())
        yield grid.Cell(words, Span(place, max(place, place + len(raw.strip()))), number, column)
        column += 1
        start = stop + 1
