"""Which words set a section apart: rare on its block, frequent in its canvas.

The product of term frequency and inverse document frequency (Salton and Buckley, Term-weighting
approaches in automatic text retrieval, 1988), with two differences. The frequency is that in the
canvas, up to MAX_COUNT, as sections are short; and the weight is rounded, round(log2(N / df)),
where N and df count the sections on one block in one language. So a weight only moves when df
about doubles or halves, and as words of more than MAX_SECTIONS sections are left out, an edit of
one word can reach the terms of few other canvases.

A library is counted in parts, so that what is known of the others need not be counted again.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ninefold.blocks import BLOCKS
from ninefold.keywords.splitting import CanvasWords

TERMS = 4
LEAST_SECTIONS = 4
MAX_SECTIONS = 8
MAX_COUNT = 3

Terms = tuple[str, ...]
# Of each word on each block, in canvas order.
Counts = tuple[dict[str, int], ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """By language, in how many sections on each block a word stands, and how many there are."""

    uses: dict[str, Counts] = field(default_factory=dict)
    totals: dict[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Weighed:
    """Canvases, and by language what each word that sets something apart weighs on each block."""

    canvases: tuple[CanvasWords, ...]
    weights: dict[str, Counts]


def pick(library: Sequence[CanvasWords]) -> tuple[tuple[Terms, ...], ...]:
    """Return, for each canvas, the terms of each of its sections, at most TERMS, best first.

    Among fewer than LEAST_SECTIONS, nothing is said to stand apart.
    """
    counted = tally(library)
    return choose(Weighed(tuple(library), weights(counted, counted)))


def tally(canvases: Sequence[CanvasWords]) -> Tally:
    """Return how many sections of these canvases say each word. Pure."""
    uses: dict[str, tuple[Counter[str], ...]] = {}
    totals: dict[str, list[int]] = {}
    for canvas in canvases:
        counts = uses.setdefault(canvas.language, tuple(Counter() for _ in BLOCKS))
        sections = totals.setdefault(canvas.language, [0] * len(BLOCKS))
        for index, found in enumerate(canvas.sections):
            counts[index].update(found)
            sections[index] += bool(found)
    plain = {language: tuple(map(dict, counts)) for language, counts in uses.items()}
    return Tally(plain, {language: tuple(some) for language, some in totals.items()})


def joined(tallies: Iterable[Tally]) -> Tally:
    """Return the same of all canvases together."""
    uses: dict[str, Counts] = {}
    totals: dict[str, tuple[int, ...]] = {}
    for one in tallies:
        for language, counts in one.uses.items():
            known = uses.setdefault(language, tuple({} for _ in BLOCKS))
            for sums, some in zip(known, counts, strict=True):
                for word, times in some.items():
                    sums[word] = sums.get(word, 0) + times
        for language, more in one.totals.items():
            before = totals.get(language, (0,) * len(BLOCKS))
            totals[language] = tuple(map(int.__add__, before, more))
    return Tally(uses, totals)


def weights(part: Tally, whole: Tally) -> dict[str, Counts]:
    """Return what each word of a part weighs in the whole, where it sets something apart."""
    return {
        language: tuple(
            _weights(words, whole.uses[language][index], whole.totals[language][index])
            for index, words in enumerate(counts)
        )
        for language, counts in part.uses.items()
    }


def _weights(words: Iterable[str], uses: Mapping[str, int], total: int) -> dict[str, int]:
    if total < LEAST_SECTIONS:
        return {}
    worth = [0, *(max(0, round(math.log2(total / n))) for n in range(1, MAX_SECTIONS + 1))]
    found = ((word, uses[word]) for word in words)
    return {word: worth[n] for word, n in found if n <= MAX_SECTIONS and worth[n]}


def choose(some: Weighed) -> tuple[tuple[Terms, ...], ...]:
    """Return the terms of each section of some canvases. Pure."""
    return tuple(
        tuple(
            _best(canvas, found, some.weights[canvas.language][index])
            for index, found in enumerate(canvas.sections)
        )
        for canvas in some.canvases
    )


def _best(canvas: CanvasWords, found: Sequence[str], weights: Mapping[str, int]) -> Terms:
    scores = {
        word: weights[word] * min(canvas.counts[word], MAX_COUNT)
        for word in found
        if word in weights
    }
    best: list[str] = []
    for word in sorted(scores, key=lambda word: -scores[word]):
        if not any(_same(word, other) for other in best):
            best.append(word)
            if len(best) == TERMS:
                break
    return tuple(canvas.written[word] for word in best)


def _same(one: str, other: str) -> bool:
    """Whether two words look like forms of one: "disc" and "discs"."""
    short, long = sorted((one, other), key=len)
    return len(short) > 2 and long.startswith(short) and len(long) <= len(short) + 2
