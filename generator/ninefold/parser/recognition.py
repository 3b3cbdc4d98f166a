"""Which form of which post is its canvas: one form and level wins, and what it takes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

from ninefold.blocks import BLOCKS
from ninefold.canvas import Kind, NotTaken
from ninefold.parser import forms, kinds, scanner
from ninefold.parser.chunk import Chunk
from ninefold.parser.chunk import Kind as ChunkKind
from ninefold.parser.forms import headings
from ninefold.parser.forms.reading import VIRTUAL, Entry, Reading, rewritten
from ninefold.source import Span
from ninefold.vocabulary import Aliases, blocks_named, named_together, names_in, nearest, undressed

_FENCED = re.compile(
    r"[ ]{0,3}([`~]{3,})[ \t]*(?:markdown|md|mdx|text|txt)?[ \t]*\n", re.IGNORECASE
)
_ORDER = {form: number for number, form in enumerate(forms.FORMS)}
_HEADINGS = ("heading", "setext")
_SHOWN = {
    "heading": "the headings",
    "setext": "the headings",
    "bold": "the bold lines",
    "plain": "the plain lines",
    "list": "the list items",
    "lead-in": "the lines that begin with a name",
    "table": "the cells of the table",
    "html-table": "the cells of the table",
}
_WHERE = {
    "bold": "on a bold line",
    "plain": "on a line of its own",
    "list": "in a list",
    "lead-in": "before a colon",
    "table": "in a table",
    "html-table": "in a table",
}
_WHY = {
    Kind.CANVAS: "too little of a canvas stands around it",
    Kind.TEMPLATE: "too little of a canvas stands around it",
    Kind.OTHER: "too little of a canvas stands around it",
    Kind.LEAN: "the post is a Lean Canvas",
}


class Recognition(msgspec.Struct, frozen=True):
    """What was recognised: the chunks to cut into sections, and the entries that begin them.

    `chunks` are the scanner's, rewritten where another form than headings won; `taken`
    gives, by index of a chunk, the entry whose section begins there. `level` is that of the
    headings that end a section.
    """

    kind: Kind
    chunks: tuple[Chunk, ...]
    taken: Mapping[int, Entry] = msgspec.field(default_factory=dict)
    level: int = 0
    reading: Reading | None = None
    language: str = ""
    fenced: bool = False
    losers: tuple[Reading, ...] = ()
    resembles: str = ""


def recognise(
    text: str,
    chunks: tuple[Chunk, ...],
    title: str = "",
    lang: str = "",
    aliases: Aliases = (),
    *,
    inside: bool = False,
) -> Recognition:
    """Find a post's canvas. `inside` is set for the text of a fence, which opens no other."""
    indexes = [i for i, _ in scanner.headings(chunks)]
    named = _named([chunks[i].title for i in indexes], indexes, aliases)
    first = headings.read(text, chunks, indexes, named)
    if len(first.blocks) >= forms.ENOUGH:
        taken = {i: e for i, e in _by_index(chunks, first) if e.names}
        language = _language(first, lang)
        return Recognition(Kind.CANVAS, chunks, taken, first.level, first, language)
    readings = [first, *forms.readings(text, chunks, aliases)]
    calls_itself = " ".join((title, *(chunks[i].title for i in indexes if i not in named)))
    best: tuple[tuple[int, int, int], Reading, str] | None = None
    for reading in readings:
        other = kinds.relative_of(reading)
        if not other and not kinds.credible(reading, calls_itself):
            continue
        alike = len(reading.relatives) if other else 0
        if other == "swot":  # which may also stand beside a canvas
            alike //= 2
        rank = (len(reading.blocks) + alike, -_ORDER[reading.form], -reading.level)
        if best is None or rank > best[0]:
            best = rank, reading, other
    if best is None:
        fence = None if inside else _in_fence(text, chunks, lang, aliases)
        losers = tuple(r for r in readings if r.blocks)
        most = max(losers, key=lambda reading: len(reading.blocks), default=None)
        language = fence or (_language(most, lang) if most else "")
        fenced = fence is not None
        return Recognition(Kind.OTHER, chunks, language=language, fenced=fenced, losers=losers)
    _, winner, relative = best
    language = _language(winner, lang)
    losers = tuple(r for r in readings if r is not winner and r.entries)
    if relative:
        kind = Kind.LEAN if relative == "lean" else Kind.OTHER
        losers = (winner, *losers)
        return Recognition(kind, chunks, language=language, losers=losers, resembles=relative)
    kind = Kind.CANVAS
    if winner is first:
        taken = {i: e for i, e in _by_index(chunks, first) if e.names}
        return Recognition(kind, chunks, taken, first.level, first, language, losers=losers)
    made, places = rewritten(text, chunks, winner)
    taken = {i: entry for i, entry in places.items() if entry.names}
    return Recognition(kind, made, taken, VIRTUAL, winner, language, losers=losers)


def _named(titles: list[str], indexes: list[int], aliases: Aliases) -> headings.Names:
    """What headings name, by index; several together where each alone names too little."""
    alone = [names_in(title, aliases) for title in titles]
    named = {i: names for i, names in zip(indexes, alone, strict=True) if names}
    blocks = {name.block for names in alone for name in names}
    if len(named) == len(indexes) or len(blocks) == len(BLOCKS):
        return named
    return {indexes[i]: names for i, names in named_together(titles, aliases).items()} | named


def _by_index(chunks: Sequence[Chunk], reading: Reading) -> Iterator[tuple[int, Entry]]:
    starts = {entry.cut.start: entry for entry in reading.entries}
    for index, chunk in scanner.headings(chunks):
        if entry := starts.get(chunk.span.start):
            yield index, entry


def _in_fence(text: str, chunks: Sequence[Chunk], lang: str, aliases: Aliases) -> str | None:
    """The language of the canvas inside a fence, when exactly one fence holds one."""
    found = []
    for chunk in chunks:
        if chunk.kind is not ChunkKind.FENCE:
            continue
        body = text[chunk.span.start : chunk.span.end]
        if opening := _FENCED.match(body):
            inner = body[opening.end() : body.rstrip().rfind("\n") + 1]
            read = recognise(inner, scanner.scan(inner), "", lang, aliases, inside=True)
            if read.reading and len(read.reading.blocks) > 3:
                found.append(read.language)
    return found[0] if len(found) == 1 else None


def _language(reading: Reading, lang: str) -> str:
    """The language in which most of the names are; where two are even, not English.

    English must be ahead by more than a quarter: who writes both names uses the English ones
    for the canvas and their own for its readers. Of languages that are even otherwise, the
    one that the front matter names wins, then the first of the vocabulary.
    """
    names = [name for entry in reading.entries for name in entry.names]
    return _most_common(tuple(name.languages for name in names), lang)


@lru_cache(maxsize=256)
def _most_common(languages: tuple[frozenset[str], ...], lang: str) -> str:
    counts = Counter(tag for known in languages for tag in known)
    counts["en"] -= counts["en"] // 4
    mine = lang.casefold()
    return max(
        counts,
        key=lambda tag: (counts[tag], tag != "en", mine.startswith(tag.casefold())),
        default="",
    )


def not_taken(
    chunks: Sequence[Chunk], found: Recognition, aliases: Aliases, *, general: bool = False
) -> Iterator[NotTaken]:
    """Every heading that begins no section, and what other forms nearly began, with reasons.

    `general` says that the sections explain the blocks and were taken back.
    """
    winner = None if general else found.reading
    why = "the sections explain canvases in general" if general else _WHY[found.kind]
    missing = winner is None or len(winner.blocks) < len(BLOCKS)
    chosen = {entry.span.start for entry in winner.named} if winner else set()
    above: list[tuple[int, str]] = []
    for _, chunk in scanner.headings(chunks):
        while above and above[-1][0] >= chunk.level:
            above.pop()
        if chunk.span.start in chosen:
            above.append((chunk.level, chunk.title))
            continue
        span = Span(chunk.span.start, max(chunk.span.start, chunk.span.end - 1))
        names, near = blocks_named(chunk.title, aliases), nearest(chunk.title) if missing else None
        if not chunk.title:
            reason = "has no words"
        elif above:
            reason = f"is a sub-heading of {undressed(above[-1][1])}"
        elif not names:
            reason = f"nearly spells {near}" if near else "names no block"
        elif winner is None:
            reason = f"names {names[0].title}, but {why}"
        elif winner.form in _HEADINGS:
            reason = f"names {names[0].title} at another level than the sections"
            if chunk.level == winner.level:
                reason = f"names {names[0].title} again, in another chapter than most sections"
        else:
            reason = f"names {names[0].title}, but {_SHOWN[winner.form]} were taken instead"
        yield NotTaken(span, undressed(chunk.title), reason)
    yield from _in_other_forms(found.losers, winner, chosen, why)


def _in_other_forms(
    losers: Sequence[Reading], winner: Reading | None, chosen: set[int], why: str
) -> Iterator[NotTaken]:
    seen = set(chosen)
    for entry in winner.entries if winner and winner.form not in _HEADINGS else ():
        if not entry.names and entry.title:
            near = nearest(entry.title)
            reason = f"nearly spells {near}" if near else "names no block"
            if not entry.opens and winner and "table" in winner.form:
                reason = "is the head row of the table"
            yield NotTaken(entry.span, entry.title, reason)
    for reading in losers:
        for entry in reading.named if reading.form not in _HEADINGS else ():
            if entry.span.start in seen:
                continue
            seen.add(entry.span.start)
            if winner is None:
                reason = f"stands {_WHERE[reading.form]}, but {why}"
            else:
                shown = _SHOWN[winner.form]
                reason = f"stands {_WHERE[reading.form]}; {shown} were taken instead"
            yield NotTaken(entry.span, entry.title, reason)
