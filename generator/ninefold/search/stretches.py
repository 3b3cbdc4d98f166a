"""The words of canvases that stand together in the library, ready to be joined to the others'.

An edit changes one stretch, so that the rest of an index need not be counted out again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ninefold.search.gathering import PARTS, Gathered

LENGTH = 64

_BITS = [[n for n in range(PARTS) if mask >> n & 1] for mask in range(1 << PARTS)]

# The first place and the last, how many there are, and the steps from the first on.
Places = tuple[int, int, int, str]


@dataclass(frozen=True, slots=True)
class Stretch:
    """The places of each word, counted from the first canvas; how many texts there are."""

    texts: int
    words: dict[str, Places]


def stretch(gathered: Sequence[Gathered]) -> Stretch:
    """Return the places of the words of canvases that stand together. Pure."""
    found: dict[str, list[int]] = {}
    for number, item in enumerate(gathered):
        base = number * PARTS
        for word, mask in item.words:
            found.setdefault(word, []).extend([base + part for part in _BITS[mask]])
    words = {word: (at[0], at[-1], len(at), _steps(at)) for word, at in found.items()}
    return Stretch(sum(item.texts for item in gathered), words)


def joined(stretches: Iterable[Stretch]) -> dict[str, tuple[int, str]]:
    """Return, for each word, how many places say it, and these as steps from one to the next."""
    last: dict[str, int] = {}
    counts: dict[str, int] = {}
    steps: dict[str, list[str]] = {}
    for number, one in enumerate(stretches):
        base = number * LENGTH * PARTS
        for word, (first, end, count, rest) in one.words.items():
            if word in last:
                steps[word].append(f",{base + first - last[word]}{rest}")
                counts[word] += count
            else:
                steps[word] = [f"{base + first}{rest}"]
                counts[word] = count
            last[word] = base + end
    return {word: (counts[word], "".join(some)) for word, some in steps.items()}


def _steps(places: Sequence[int]) -> str:
    return "".join([f",{step}" for step in map(int.__sub__, places[1:], places)])
