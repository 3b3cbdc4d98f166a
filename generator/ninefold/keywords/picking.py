"""Which words set a section apart: rare on its block, frequent in its canvas."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from ninefold.keywords.splitting import CanvasWords

TERMS = 4
LEAST_SECTIONS = 4
MAX_SECTIONS = 8
MAX_COUNT = 3

Terms = tuple[str, ...]


def pick(library: Sequence[CanvasWords]) -> tuple[tuple[Terms, ...], ...]:
    """Return, for each canvas, the terms of each of its sections, at most TERMS, best first.

    The product of term frequency and inverse document frequency (Salton and Buckley,
    Term-weighting approaches in automatic text retrieval, 1988), with two differences. The
    frequency is that in the canvas, up to MAX_COUNT, as sections are short; and the weight
    is rounded, round(log2(N / df)), where N and df count the sections on one block in one
    language. So a weight only moves when df about doubles or halves, and as words of more
    than MAX_SECTIONS sections are left out, an edit of one word can reach the terms of few
    other canvases. Among fewer than LEAST_SECTIONS, nothing is said to stand apart.
    """
    uses: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    totals: Counter[tuple[str, int]] = Counter()
    for canvas in library:
        for index, found in enumerate(canvas.sections):
            if found:
                uses[canvas.language, index].update(found)
                totals[canvas.language, index] += 1
    return tuple(
        tuple(
            _best(canvas, found, uses[canvas.language, index], totals[canvas.language, index])
            for index, found in enumerate(canvas.sections)
        )
        for canvas in library
    )


def _best(canvas: CanvasWords, found: Sequence[str], uses: Counter[str], total: int) -> Terms:
    if total < LEAST_SECTIONS:
        return ()
    weights = [round(math.log2(total / times)) for times in range(1, MAX_SECTIONS + 1)]
    scores = {
        word: weights[uses[word] - 1] * min(canvas.counts[word], MAX_COUNT)
        for word in found
        if uses[word] <= MAX_SECTIONS
    }
    best: list[str] = []
    for word in sorted((word for word in scores if scores[word] > 0), key=lambda w: -scores[w]):
        if not any(_same(word, other) for other in best):
            best.append(word)
            if len(best) == TERMS:
                break
    return tuple(canvas.written[word] for word in best)


def _same(one: str, other: str) -> bool:
    """Whether two words look like forms of one: "disc" and "discs"."""
    short, long = sorted((one, other), key=len)
    return len(short) > 2 and long.startswith(short) and len(long) <= len(short) + 2
