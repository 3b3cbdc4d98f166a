"""What a form makes of a post: entries that begin sections, and peers that begin none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec
from msgspec.structs import replace

from ninefold.blocks import Block
from ninefold.parser.chunk import Chunk, Kind
from ninefold.source import Span
from ninefold.vocabulary import Name, relative

# Tags around a section that says nothing without it.
_WRAPPING = re.compile(
    r"(?:\s|</?(?:details|div|section|article|p|center)\b[^<>]*>)*", re.IGNORECASE
)
# The level of a heading that stands for a line, an item or a cell: below every heading.
VIRTUAL = 7


class Entry(msgspec.Struct, frozen=True):
    """A place where a section begins, in one form.

    `names` is empty for a peer: what stands where a name could and names no block. `span`
    is the name's line or cell, `title` the name as it will head the section. `cut` is what
    the section's heading replaces in the source; `text` is the section's Markdown where it
    is made (from an item or a cell), None where it is what follows in the source, up to the
    next entry that begins a section. An entry that is not `opens` is only looked at.
    """

    names: tuple[Name, ...]
    span: Span
    title: str
    cut: Span
    text: str | None = None
    form: str = ""
    opens: bool = True
    filled: bool = True


class Reading(msgspec.Struct, frozen=True):
    """A post read in one form, at one level of it. `entries` stand in the file's order.

    `around` are headings that are neither taken nor peers, `chapters` how many of them stand
    above the level; `titled` says that one stands alone above them all.
    """

    form: str
    level: int
    entries: tuple[Entry, ...]
    around: tuple[str, ...] = ()
    chapters: int = 0
    titled: bool = False

    @property
    def named(self) -> tuple[Entry, ...]:
        """The entries that begin a section of a block."""
        return tuple(entry for entry in self.entries if entry.names)

    @property
    def blocks(self) -> frozenset[Block]:
        """The distinct blocks."""
        return frozenset(name.block for entry in self.entries for name in entry.names)

    @property
    def peers(self) -> tuple[str, ...]:
        """The titles that stand where a name could and name no block; no head of a table."""
        table = self.form.endswith("table")
        return tuple(
            entry.title
            for entry in self.entries
            if not entry.names and entry.title and (entry.opens or not table)
        )

    @property
    def relatives(self) -> frozenset[str]:
        """The fields of other canvases among the peers and around: "lean.problem"."""
        return frozenset(filter(None, map(relative, (*self.peers, *self.around))))


def rewritten(
    text: str, chunks: Sequence[Chunk], reading: Reading
) -> tuple[tuple[Chunk, ...], dict[int, Entry]]:
    """The chunks as though the writer had written a heading for every entry that opens.

    Also tells which chunk stands for which entry.

    What an entry's cut leaves of a chunk stays. A heading without a title ends a section
    whose text was made: what follows belongs to no section.
    """
    entries = [entry for entry in reading.entries if entry.opens]
    made: list[Chunk] = []
    places: dict[int, Entry] = {}
    index = 0
    for chunk in chunks:
        if index == len(entries) or entries[index].cut.start >= chunk.span.end:
            made.append(chunk)
            continue
        place = chunk.span.start
        while index < len(entries) and entries[index].cut.start < chunk.span.end:
            entry = entries[index]
            index += 1
            if entry.cut.start > place:
                made.append(_part(text, chunk, place, entry.cut.start))
            places[len(made)] = entry
            made.extend(_section(entry))
            place = max(place, entry.cut.end)
        if place < chunk.span.end:
            made.append(_part(text, chunk, place, chunk.span.end))
    for entry in entries[index:]:  # those that stand at the very end
        places[len(made)] = entry
        made.extend(_section(entry))
    return tuple(made), places


def _part(text: str, chunk: Chunk, start: int, end: int) -> Chunk:
    span, part = Span(start, end), text[start:end]
    if chunk.kind is Kind.HTML and _WRAPPING.fullmatch(part):
        return replace(chunk, kind=Kind.TEXT, span=span, content="\n")
    return replace(chunk, kind=chunk.kind if part.strip() else Kind.TEXT, span=span)


def _section(entry: Entry) -> Iterator[Chunk]:
    yield Chunk(Kind.HEADING, entry.span, VIRTUAL, entry.title)
    if entry.text is not None:
        yield Chunk(Kind.TEXT, entry.span, content=f"{entry.text}\n")
        yield Chunk(Kind.HEADING, Span(entry.cut.end, entry.cut.end), VIRTUAL)
