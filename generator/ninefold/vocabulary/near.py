"""Which name a misspelt heading may mean: for suggestions only."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache, lru_cache

from ninefold.vocabulary.dress import key, undressed
from ninefold.vocabulary.names import LONGEST, names_in
from ninefold.vocabulary.table import vocabulary

_SHORTEST, _LONG = 5, 8


@lru_cache(maxsize=2048)
def nearest(heading: str) -> str | None:
    """Return the name of a block that a heading nearly spells, or None.

    Words of five to seven letters may differ in one letter (added, lost, or two changed
    about), longer ones in two, and no word of the two may be another everyday word
    in full ("Key Risks" is not "Key Assets"). A near miss is never taken for the name.
    """
    words = key(undressed(heading)) if len(heading) <= LONGEST else ""
    if not _SHORTEST <= len(words) <= 60 or names_in(heading) or words in vocabulary().relatives:
        return None
    shared = Counter(known for pair in _pairs(words) for known in _index().get(pair, ()))
    best: tuple[int, str] | None = None
    for known, count in shared.items():
        shorter = min(len(known), len(words))
        allowed = 2 if shorter >= _LONG else 1
        if shorter < _SHORTEST or abs(len(known) - len(words)) > allowed:
            continue
        if count < len(_pairs(known)) - 3 * allowed:
            continue
        distance = _distance(words, known, allowed)
        if shorter < _LONG and len(known) == len(words) and sorted(known) != sorted(words):
            continue  # one letter for another makes a short word another word
        close = 0 < distance <= allowed and (best is None or (distance, known) < best)
        pairs = zip(words.split(), known.split(), strict=False)
        if close and all(_alike(*pair) for pair in pairs):
            best = distance, known
    return vocabulary().spelt[best[1]] if best else None


def _alike(word: str, known: str) -> bool:
    """Whether one word may be the other misspelt: few letters of a short word may differ."""
    length = max(len(word), len(known))
    allowed = 0 if length < 4 else 1 if length < 7 else 2
    return word == known or _distance(word, known, allowed) <= allowed


def _pairs(words: str) -> frozenset[str]:
    padded = f" {words} "
    return frozenset(padded[i : i + 2] for i in range(len(padded) - 1))


@cache
def _index() -> dict[str, tuple[str, ...]]:
    index: defaultdict[str, list[str]] = defaultdict(list)
    for known in vocabulary().names:
        for pair in _pairs(known):
            index[pair].append(known)
    return {pair: tuple(known) for pair, known in index.items()}


def _distance(a: str, b: str, most: int) -> int:
    """How many letters are added, lost, changed or changed about; `most` + 1 for more."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    above = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        row = [i]
        for j, other in enumerate(b, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, above = above, row
    return above[-1]
