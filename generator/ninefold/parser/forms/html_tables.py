"""Tables written in HTML, the poster's shape with cells over several rows included."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from ninefold.parser.chunk import Chunk, Kind
from ninefold.parser.forms import grid
from ninefold.parser.forms.reading import Entry, Reading
from ninefold.source import Span
from ninefold.vocabulary import Aliases

_TAG = re.compile(r"<(/?)(table|tr|td|th)\b([^<>]*)>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_SPANS = re.compile(r"\b(rowspan|colspan)\s*=\s*[\"']?(\d{1,3})", re.IGNORECASE)
_BEFORE_NAME = re.compile(r"(?:\s|<[^<>]*>|&nbsp;)*")
_WIDEST = 60
# The tags that Markdown has words for; any other stays as it is, for the sanitiser.
_MARKS = (
    (re.compile(r"\s+"), " "),
    (re.compile(r"\s*<li\b[^<>]*>\s*", re.IGNORECASE), "\n- "),
    (re.compile(r"\s*</?(?:p|div|ul|ol|h[1-6]|center|tbody)\b[^<>]*>\s*", re.IGNORECASE), "\n"),
    (re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE), "\n"),
    (re.compile(r"\s*</li>\s*", re.IGNORECASE), "\n"),
    (re.compile(r"</?(?:b|strong)\b[^<>]*>", re.IGNORECASE), "**"),
    (re.compile(r"</?(?:span|font|small|u)\b[^<>]*>", re.IGNORECASE), ""),
    (re.compile(r"\n[ \n]*"), "\n"),
)


def read(text: str, chunks: Sequence[Chunk], aliases: Aliases) -> Reading:
    """The HTML tables of a post as one reading."""
    found: list[Entry] = []
    known: set[str] = set()
    for chunk in chunks:
        if chunk.kind is Kind.HTML:
            for span, cells in _tables(text, chunk.span):
                found.extend(grid.entries(cells, span, "html-table", aliases, known))
    return Reading("html-table", 0, tuple(found))


def _tables(text: str, span: Span) -> Iterator[tuple[Span, list[grid.Cell]]]:
    """Each outermost table with its cells; tables inside a cell are part of its text."""
    depth, start, row, cells = 0, 0, -1, list[grid.Cell]()
    opened: tuple[int, int, int] | None = None
    taken: dict[int, int] = {}
    for tag in _TAG.finditer(text, span.start, span.end):
        name = (tag[2] or "").lower()
        if name == "table":
            if not tag[1]:
                depth += 1
                if depth == 1:
                    start, row, cells, taken, opened = tag.start(), -1, [], {}, None
            elif depth:
                depth -= 1
                if depth == 0:
                    _close(text, opened, tag.start(), row, taken, cells)
                    yield Span(start, tag.end()), cells
            continue
        if depth != 1 or not name:
            continue
        _close(text, opened, tag.start(), row, taken, cells)
        opened = None
        if name == "tr" and not tag[1]:
            row += 1
        elif name != "tr" and not tag[1]:
            spans = {key.lower(): int(count) for key, count in _SPANS.findall(tag[3])}
            opened = tag.end(), spans.get("colspan", 1), spans.get("rowspan", 1)


def _close(
    text: str,
    opened: tuple[int, int, int] | None,
    end: int,
    row: int,
    taken: dict[int, int],
    cells: list[grid.Cell],
) -> None:
    """Add the cell that ends here, in the first column that no cell above reaches into."""
    if opened is None:
        return
    start, wide, tall = opened
    column = 0
    while taken.get(column, -1) >= row and column < _WIDEST:
        column += 1
    width = min(max(1, wide), _WIDEST)
    for reached in range(column, column + width):
        taken[reached] = row + max(1, tall) - 1
    place = _BEFORE_NAME.match(text, start, end)
    first = place.end() if place else start
    last = min((i for mark in "<\n" if (i := text.find(mark, first, end)) >= 0), default=end)
    cells.append(grid.Cell(_words(text[start:end]), Span(first, last), max(row, 0), column, width))


def _words(inner: str) -> str:
    """A cell's HTML as Markdown."""
    for pattern, mark in _MARKS:
        inner = pattern.sub(mark, inner)
    return (
        html.unescape(inner).replace("<", "&lt;").strip(" \n")
        if "<" not in inner
        else inner.strip()
    )
