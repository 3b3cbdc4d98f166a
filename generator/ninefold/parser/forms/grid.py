"""A table's cells and what they name, whether the table is written in Markdown or HTML.

Names head columns, or stand in one column beside their texts, or share a cell with their
text. A name further down a column heads what is under it (the poster has two rows of
names); where names stand above one another before any text, the texts under them follow in
the same order.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import msgspec

from ninefold.parser.forms.lines import named
from ninefold.parser.forms.reading import Entry
from ninefold.source import Span
from ninefold.vocabulary import Aliases, Name, names_in, relative, undressed

_LEADING = re.compile(
    r"\s*(?P<name>.{2,100}?)\s*(?:<br\s*/?>|\n|(?<=[:：])(?=\s*[*_]{2,3}\s)|(?<=[*_]{2})[:：]?\s)"
    r"\s*(?P<rest>\S.*)",
    re.DOTALL | re.IGNORECASE,
)
_NUMBER = re.compile(r"[\d\s.,:%/()+-]+")
_BREAK = re.compile(r"\s*(?:<br\s*/?>|\n)\s*", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t]{2,}")
_BULLET = re.compile(r"(?:[•▪●·*-]|–|\d{1,2}[.)])\s*")


class Cell(msgspec.Struct, frozen=True):
    """A cell: its Markdown, where it stands in the source, and the columns it covers."""

    text: str
    span: Span
    row: int
    column: int
    width: int = 1


@dataclass(slots=True)
class _Heap:
    """A name of the table, or an unnamed head, and the texts found for it."""

    names: tuple[Name, ...]
    title: str
    span: Span
    texts: list[str] = field(default_factory=list)
    head: bool = False


def entries(
    cells: Sequence[Cell], cut: Span, form: str, aliases: Aliases, known: set[str]
) -> tuple[Entry, ...]:
    """What a table's cells make of it; empty where they name too little to be a canvas's.

    `known` holds the blocks that earlier tables filled: a table that only names those again
    is a recap.
    """
    read = {cell: named(cell.text, aliases) for cell in cells if cell.text}
    column = _column_of_names(cells, read)
    if _compares(cells, read):
        return ()
    heaps = _rows(cells, read, column, aliases) if column >= 0 else _columns(cells, read, aliases)
    blocks = {name.block.value for heap in heaps for name in heap.names}
    others = [h for h in heaps if not (h.names or h.head or relative(h.title))]
    if not blocks and not others and sum(relative(heap.title) != "" for heap in heaps) > 1:
        return tuple(_entries(heaps, cut, form))  # another canvas
    if len(blocks) < 2 or len(blocks) < len(others) or blocks <= known:
        return ()
    known |= blocks
    return tuple(_entries(heaps, cut, form))


def _compares(cells: Sequence[Cell], read: dict[Cell, tuple[Name, ...]]) -> bool:
    """Whether names stand beside names or numbers: a comparison of canvases, a glossary, marks.

    Beside a name then stands the same block's name again, another canvas's, or a number.
    """
    beside, told = 0, set[int]()
    for before, cell in pairwise(cell for cell in cells if cell.text):
        names = read[before]
        if cell.row != before.row or not names:
            continue
        told.add(cell.row)
        same = {name.block for name in names} == {name.block for name in read[cell]}
        beside += same or bool(_NUMBER.fullmatch(cell.text) or relative(cell.text))
    return len(told) > 1 and beside * 2 > len(told)


def _entries(heaps: Sequence[_Heap], cut: Span, form: str) -> Iterator[Entry]:
    """One entry a heap; the first replaces the table, the others stand where it ended."""
    place, after = cut, Span(cut.end, cut.end)
    for heap in heaps:
        title, text = heap.title, _joined(heap.texts)
        opens = bool(heap.names or text or not heap.head)
        if not heap.names and not text and opens:
            title, text = "", title  # words that head nothing stay as text
        yield Entry(heap.names, heap.span, title, place, text, form, opens, bool(text))
        if opens:
            place = after


def _column_of_names(cells: Sequence[Cell], read: dict[Cell, tuple[Name, ...]]) -> int:
    """The column in which most names stand, with texts beside it; -1 where names head columns."""
    columns: dict[int, set[str]] = {}
    rows: dict[int, int] = {}
    filled: dict[int, int] = {}
    for cell in cells:
        if not cell.text:
            continue
        filled[cell.row] = filled.get(cell.row, 0) + 1
        if names := read[cell]:
            columns.setdefault(cell.column, set()).update(name.block.value for name in names)
            rows[cell.row] = rows.get(cell.row, 0) + 1
    best = max(columns, key=lambda c: (len(columns[c]), -c), default=-1)
    if best < 0 or len(columns[best]) < 2:
        return -1
    alone = sum(
        1
        for cell in cells
        if cell.text and cell.column == best and read[cell] and rows[cell.row] == 1
    )
    across = max(rows.values())
    wide = 1 + max(cell.column + cell.width - 1 for cell in cells)
    return best if wide > 1 and alone >= across and alone >= 2 and across < 3 else -1


def _led(
    cell: Cell, read: dict[Cell, tuple[Name, ...]], aliases: Aliases
) -> tuple[tuple[Name, ...], str, list[str]]:
    """The names of a cell, its title, and its own text where name and text share it."""
    names = read[cell]
    if not names and (lead := _LEADING.match(cell.text)):
        names = named(lead["name"], aliases)
        if names:
            return names, undressed(lead["name"]), [lead["rest"]]
    return names, undressed(cell.text), []


def _rows(
    cells: Sequence[Cell], read: dict[Cell, tuple[Name, ...]], column: int, aliases: Aliases
) -> list[_Heap]:
    """Each row's name with the cells beside it; with several, each under its column's head."""
    heaps: list[_Heap] = []
    rows: dict[int, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    first = next((row for row in rows.values()), [])
    heads = {
        cell.column: undressed(cell.text) for cell in first if not any(read.get(c) for c in first)
    }
    columns = {
        cell.column for cell in cells if cell.column != column and cell.text and cell not in first
    }
    for number, row in enumerate(rows.values()):
        lead = next((cell for cell in row if cell.column == column and cell.text), None)
        rest = [c for c in row if c is not lead and c.text and not c.text.strip(" .)").isdigit()]
        if number == 0 and heads:
            title = " | ".join(filter(None, heads.values()))
            heaps.append(_Heap((), title, row[0].span, head=True))
            continue
        if lead is None:
            if heaps:
                heaps[-1].texts.extend(cell.text for cell in rest)
            continue
        texts = [
            f"**{heads[c.column]}:** {c.text}"
            if len(columns) > 1 and position and heads.get(c.column)
            else c.text
            for position, c in enumerate(rest)
        ]
        names, title, own = _led(lead, read, aliases)
        heaps.append(_Heap(names, title, lead.span, [*own, *texts]))
    return heaps


def _columns(
    cells: Sequence[Cell], read: dict[Cell, tuple[Name, ...]], aliases: Aliases
) -> list[_Heap]:
    """The names that head columns, each with the texts under it."""
    heaps: list[_Heap] = []
    queues: dict[int, deque[_Heap]] = {}
    rows_of_names = _rows_of_names(cells, read)
    for cell in cells:
        if not cell.text:
            continue
        names, title, rest = _led(cell, read, aliases)
        heads = cell.row == 0 or (cell.row in rows_of_names and not rest)
        if names or relative(title) or (heads and not names_in(cell.text)):
            heap = _Heap(names, title, cell.span, rest)
            heaps.append(heap)
            for column in range(cell.column, cell.column + cell.width):
                waiting = queues.setdefault(column, deque())
                if waiting and (waiting[-1].texts or rest):
                    waiting.clear()
                waiting.append(heap)
        elif waiting := queues.get(cell.column, deque()):
            heap = waiting[0]
            if len(waiting) > 1:
                waiting.popleft()
            heap.texts.append(cell.text)
        else:
            heap = _Heap((), "", cell.span, [cell.text])
            heaps.append(heap)
            queues[cell.column] = deque([heap])
    return heaps


def _rows_of_names(cells: Sequence[Cell], read: dict[Cell, tuple[Name, ...]]) -> frozenset[int]:
    """The rows in which most cells that are not empty are names."""
    filled: dict[int, int] = {}
    names: dict[int, int] = {}
    for cell in cells:
        if cell.text:
            filled[cell.row] = filled.get(cell.row, 0) + 1
            names[cell.row] = names.get(cell.row, 0) + bool(read[cell] or relative(cell.text))
    return frozenset(row for row, count in filled.items() if names[row] * 2 > count)


def _joined(texts: Sequence[str]) -> str:
    """The texts of one name: one as it is, several as a list; breaks in cells stay breaks."""
    shown = [_broken(text) for text in texts if text.strip()]
    if len(shown) > 1 and not any("\n" in text or text.startswith("**") for text in shown):
        return "\n".join(text if _BULLET.match(text) else f"- {text}" for text in shown)
    return "\n\n".join(shown)


def _broken(text: str) -> str:
    """A cell's text with its line breaks: a list where each line begins like an item."""
    parts = [part for part in _BREAK.split(_BLANKS.sub(" ", text.strip())) if part]
    if len(parts) > 1 and all(_BULLET.match(part) for part in parts):
        return "\n".join(f"- {_BULLET.sub('', part, count=1)}" for part in parts)
    return "  \n".join(parts)
