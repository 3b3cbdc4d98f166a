"""Headings of any level, written with hashes or underlined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ninefold.blocks import Block
from ninefold.parser.chunk import Chunk
from ninefold.parser.forms.reading import Entry, Reading
from ninefold.source import Span
from ninefold.vocabulary import Name

Names = Mapping[int, tuple[Name, ...]]


def read(text: str, chunks: Sequence[Chunk], headings: Sequence[int], named: Names) -> Reading:
    """The headings as a reading: those at the canvas's level and those taken beside it.

    The other headings below and above the level are `around` it: sub-headings first, then
    chapters, of which a title that stands alone on its level is none.
    """
    level = canvas_level(chunks, named)
    chosen = taken(chunks, _once(chunks, headings, named, level), level)
    entries = tuple(
        _entry(text, chunks[i], chosen.get(i, ()))
        for i in headings
        if i in chosen or (chunks[i].level == level and i not in named)
    )
    underlined = sum(entry.form == "setext" for entry in entries if entry.names)
    form = "setext" if underlined * 2 > len(chosen) else "heading"
    below = tuple(chunks[i].title for i in headings if chunks[i].level > level)
    above = [chunks[i] for i in headings if chunks[i].level < level and i not in chosen]
    titled = bool(above) and [chunk.level for chunk in above].count(above[0].level) == 1
    around = (*below, *(chunk.title for chunk in above))
    return Reading(form, level, entries, around, len(above) - titled, titled)


def _entry(text: str, chunk: Chunk, names: tuple[Name, ...]) -> Entry:
    span = Span(chunk.span.start, max(chunk.span.start, chunk.span.end - 1))
    hashes = (
        text.startswith("#", span.start) or text[span.start : span.start + 4].lstrip()[:1] == "#"
    )
    form = "heading" if hashes else "setext"
    return Entry(names, span, chunk.title, chunk.span, form=form)


def canvas_level(chunks: Sequence[Chunk], named: Names) -> int:
    """The heading level that names the most blocks; of two that name as many, the higher."""
    blocks: dict[int, set[Block]] = {}
    for index, names in named.items():
        blocks.setdefault(chunks[index].level, set()).update(name.block for name in names)
    return min(blocks, key=lambda level: (-len(blocks[level]), level), default=0)


def _once(chunks: Sequence[Chunk], headings: Sequence[int], named: Names, level: int) -> Names:
    """The named headings without recaps: a block that two chapters name is the one's that
    names more blocks, unless both name as many.
    """
    blocks = [name.block for i, names in named.items() for name in names if _at(chunks, i, level)]
    if len(blocks) == len(set(blocks)):
        return named
    chapters: dict[int, set[Block]] = {}
    chapter_of: dict[int, int] = {}
    chapter = -1
    for index in headings:
        if chunks[index].level < level:
            chapter = index
        elif index in named and _at(chunks, index, level):
            chapter_of[index] = chapter
            chapters.setdefault(chapter, set()).update(name.block for name in named[index])

    def recaps(index: int) -> bool:
        mine = chapters[chapter_of[index]] if index in chapter_of else set()
        return all(
            any(name.block in other and len(other) > len(mine) for other in chapters.values())
            for name in named[index]
        )

    return {i: names for i, names in named.items() if i not in chapter_of or not recaps(i)}


def _at(chunks: Sequence[Chunk], index: int, level: int) -> bool:
    return chunks[index].level == level


def taken(chunks: Sequence[Chunk], named: Names, level: int) -> dict[int, tuple[Name, ...]]:
    """The headings that begin a section: those of the canvas's level, and others only for
    a block that has none there.
    """
    at_level = {
        name.block for i, names in named.items() if chunks[i].level == level for name in names
    }
    chosen = {}
    for index, names in named.items():
        if chunks[index].level == level:
            chosen[index] = names
        elif missing := tuple(name for name in names if name.block not in at_level):
            chosen[index] = missing
            at_level.update(name.block for name in missing)
    return chosen
