"""What changed in a text from one date to the next: sentences aligned, words inside them.

Sentences that stayed are found first (the longest common subsequence); of those between, two
that share nearly half their words are one sentence, reworded, and the rest were removed or
added. RapidFuzz computes both, in time that texts at hand can not make long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

# Beyond this, sentences are not aligned with one another, and a reworded one is shown whole.
MAX_SENTENCES = 60
MAX_WORDS = 400
ALIKE = 450  # thousandths

_KINDS = {"equal": "same", "delete": "del", "insert": "ins"}
_WORD = re.compile(r"\w+")
# A figure is one piece, whatever signs are inside it.
_PIECE = re.compile(r"\d[\d.,]*\d|\w+|\s+|[^\w\s]")


class Change(StrEnum):
    """What became of a sentence."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text inside a sentence: `kind` is "same", "del" or "ins"."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A sentence that changed, in pieces; without its "ins" it is the old one, without its
    "del" the new.
    """

    change: Change
    pieces: tuple[Piece, ...]


def edits(old: Sequence[str], new: Sequence[str]) -> tuple[Edit, ...]:
    """Return what changed between two lists of sentences, in the order of the text."""
    found: list[Edit] = []
    start = (0, 0)
    codes = Indel.opcodes(old, new)
    ends = [(c.src_start, c.dest_start, c.src_end, c.dest_end) for c in codes if c.tag == "equal"]
    for src, dest, src_end, dest_end in [*ends, (len(old), len(new), len(old), len(new))]:
        found += _between(old[start[0] : src], new[start[1] : dest])
        start = (src_end, dest_end)
    return tuple(found)


def written_anew(old: Sequence[str], new: Sequence[str], found: Sequence[Edit]) -> bool:
    """Whether no sentence of a text stayed, nor became another: then edits say nothing."""
    return bool(old and new) and len(found) == len(old) + len(new)


def _between(old: Sequence[str], new: Sequence[str]) -> Iterator[Edit]:
    """What became of sentences of which none stayed as it was."""
    start = (0, 0)
    for index, other in [*_aligned(old, new), (len(old), len(new))]:
        yield from (Edit(Change.REMOVED, (Piece("del", s),)) for s in old[start[0] : index])
        yield from (Edit(Change.ADDED, (Piece("ins", s),)) for s in new[start[1] : other])
        if index < len(old) and other < len(new):
            yield Edit(Change.REWORDED, _pieces(old[index], new[other]))
        start = (index + 1, other + 1)


def _aligned(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Which old sentence became which new one, in order.

    Chosen so that the likenesses of all that are aligned add up to the most (Needleman and
    Wunsch, 1970, with no price for what is left out).
    """
    if not old or not new or max(len(old), len(new)) > MAX_SENTENCES:
        return []
    ones, others = ([words_of(s) for s in some] for some in (old, new))
    like = [[_likeness(one, other) for other in others] for one in ones]
    best = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            both = best[i + 1][j + 1] + like[i][j] if like[i][j] >= ALIKE else 0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], both)
    found = []
    i = j = 0
    while i < len(old) and j < len(new):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            found.append((i, j))
            i, j = i + 1, j + 1
    return found


def words_of(sentence: str) -> list[str]:
    """Return the words by which a sentence is told from others."""
    return _WORD.findall(sentence.casefold())[:MAX_WORDS]


def pieces_of(sentence: str) -> list[str]:
    """Return the words, figures, spaces and signs of a sentence; together they are it."""
    return _PIECE.findall(sentence)


def _likeness(one: Sequence[str], other: Sequence[str]) -> int:
    """How much of two sentences' words is in both, in their order, in thousandths."""
    both = len(one) + len(other)
    return int(Indel.similarity(one, other)) * 1000 // both if both else 1000


def _pieces(old: str, new: str) -> tuple[Piece, ...]:
    """A sentence in pieces, word by word."""
    one, other = pieces_of(old), pieces_of(new)
    if max(len(one), len(other)) > MAX_WORDS:
        return Piece("del", old), Piece("ins", new)
    found: list[Piece] = []
    for code in Indel.opcodes(one, other):
        kind = _KINDS[code.tag]
        some = (
            other[code.dest_start : code.dest_end]
            if kind == "ins"
            else (one[code.src_start : code.src_end])
        )
        found.append(Piece(kind, "".join(some)))
    return _readable(found)


def _readable(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces of a sentence, those that follow one another without a word between as one."""
    found: list[Piece] = []
    gone, come = "", ""
    for number, piece in enumerate(pieces):
        last = number == len(pieces) - 1
        if piece.kind == "del":
            gone += piece.text
        elif piece.kind == "ins":
            come += piece.text
        elif (gone or come) and piece.text.isspace() and not last:
            gone, come = gone + piece.text, come + piece.text
        else:
            found += _changed(gone, come)
            found.append(piece)
            gone, come = "", ""
    return (*found, *_changed(gone, come))


def _changed(gone: str, come: str) -> Iterator[Piece]:
    """What was taken out and put in; a space at the end of both is neither."""
    space = " " if gone.endswith(" ") and come.endswith(" ") else ""
    for kind, text in (("del", gone), ("ins", come)):
        if bare := text.removesuffix(space) if space else text:
            yield Piece(kind, bare)
    if space:
        yield Piece("same", space)
