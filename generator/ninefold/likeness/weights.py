"""How much a term weighs: the rarer in the library, the more, in few and whole steps.

After G. Salton and C. Buckley, Term-weighting approaches in automatic text retrieval
(1988): the weight of a term is its frequency in the text, dampened, times its inverse
document frequency. Both are rounded to whole numbers:

    rarity(t) = 1 + steps(N) - steps(df(t)),   steps(n) = floor(log4 n)
    weight(t) = rarity(t) * (1 + floor(log2 tf(t)))

where df(t) of the N canvases in the language hold t, which stands tf(t) times in this text.
As N and df are rounded each by itself, a canvas that shares no word with another changes
none of its weights, unless N reaches a power of four; and one more canvas with a word moves
the weight of that word only when df reaches 4, 16, 64 …
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ninefold.likeness.profile import Profile

Vector = Mapping[str, int]


@dataclass(frozen=True)
class Weights:
    """The rarity of every term of a library, by language; labels are of the language ""."""

    totals: Mapping[str, int]
    holders: Mapping[tuple[str, str], int]

    def rarity(self, language: str, key: str) -> int:
        """Return the rarity of a term, from 1 up; of a term unknown here, the highest."""
        total = max(1, self.totals.get(language, 1))
        return max(1, 1 + steps(total) - steps(self.holders.get((language, key), 1)))

    def least_telling(self, language: str) -> int:
        """Return the rarity from which on a term says something: all but the lowest.

        In a library of fewer than four canvases every term does.
        """
        return 2 if steps(self.totals.get(language, 1)) else 1

    @cached_property
    def rarities(self) -> Mapping[str, Mapping[str, int]]:
        """The rarities of all terms, by language."""
        found: dict[str, dict[str, int]] = {language: {} for language in self.totals}
        for language, key in self.holders:
            found[language][key] = self.rarity(language, key)
        return found

    def of(self, profile: Profile) -> tuple[int, ...]:
        """Return the rarities of the terms of a canvas, in the order of its `whole`."""
        language = profile.language
        known = self.rarities.get(language, {})
        return tuple([known.get(key) or self.rarity(language, key) for key, _ in profile.whole])

    def of_whole(self, profile: Profile) -> Vector:
        """Return the weights of the terms of all blocks together."""
        return weighed(profile, self.of(profile))


def weighed(profile: Profile, rarities: Iterable[int]) -> Vector:
    """Return the weights of the terms of a canvas by their rarities, given in order."""
    general = profile.general
    return {
        key: 1 if key in general else rarity * count.bit_length()
        for (key, count), rarity in zip(profile.whole, rarities, strict=True)
    }


def weigh(profiles: Iterable[Profile]) -> Weights:
    """Return the weights that a library gives to its terms."""
    totals: Counter[str] = Counter()
    holders: Counter[tuple[str, str]] = Counter()
    for profile in profiles:
        totals[profile.language] += 1
        totals[""] += 1
        holders.update((profile.language, key) for key, _ in profile.whole)
        holders.update(("", label) for label in profile.labels)
    return Weights(totals, holders)


def steps(count: int) -> int:
    """Return how often a number from 1 up can be divided by four, rounding down."""
    return (count.bit_length() - 1) // 2
