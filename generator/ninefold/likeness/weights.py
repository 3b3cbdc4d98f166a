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

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ninefold.likeness.parts import Part
from ninefold.likeness.profile import Outline
from ninefold.store import digest

Vector = Mapping[str, int]


@dataclass(frozen=True)
class Weights:
    """The rarity of every term of a library, by language; labels are of the language ""."""

    totals: Mapping[str, int]
    holders: Mapping[str, Mapping[str, int]]

    def rarity(self, language: str, key: str) -> int:
        """Return the rarity of a term, from 1 up; of a term unknown here, the highest."""
        total = max(1, self.totals.get(language, 1))
        holders = self.holders.get(language, {}).get(key, 1)
        return max(1, 1 + steps(total) - steps(holders))

    def least_telling(self, language: str) -> int:
        """Return the rarity from which on a term says something: all but the lowest.

        In a library of fewer than four canvases every term does.
        """
        return 2 if steps(self.totals.get(language, 1)) else 1

    @cached_property
    def rarities(self) -> Mapping[str, Mapping[str, int]]:
        """The rarities of all terms, by language."""
        return {
            language: {key: self.rarity(language, key) for key in keys}
            for language, keys in self.holders.items()
        }

    def of(self, outline: Outline) -> tuple[int, ...]:
        """Return the rarities of the terms of a canvas, in the order of its `whole`."""
        language = outline.language
        known = self.rarities.get(language, {})
        unknown = self.rarity(language, "")  # no term is empty
        return tuple([known.get(used.key, unknown) for used in outline.whole])

    def told(self, outline: Outline) -> bytes:
        """Return what stands for the weights of the terms of a canvas."""
        return digest(self.of(outline), self.least_telling(outline.language))

    def of_part(self, part: Part) -> Rarities:
        """Return what terms of a part weigh."""
        found = {
            language: {key: self.rarities[language][key] for key in terms}
            for language, terms in part.terms.items()
        }
        return Rarities(found, {language: self.least_telling(language) for language in part.totals})

    def of_whole(self, outline: Outline) -> Vector:
        """Return the weights of the terms of all blocks together."""
        return weighed(outline, self.of(outline))


@dataclass(frozen=True, slots=True)
class Rarities:
    """The rarity of terms by language, and from which one on a term says something."""

    terms: dict[str, dict[str, int]]
    least: dict[str, int]


@dataclass(frozen=True, slots=True)
class Weighed:
    """Canvases that stand together, and the rarities of their terms."""

    outlines: tuple[Outline, ...]
    rarities: Rarities


def told(some: Weighed) -> tuple[bytes, ...]:
    """Return what stands for the weights of the terms of each canvas. Pure."""
    terms, least = some.rarities.terms, some.rarities.least
    return tuple(
        digest([terms[one.language][used.key] for used in one.whole], least[one.language])
        for one in some.outlines
    )


def weighed(outline: Outline, rarities: Iterable[int]) -> Vector:
    """Return the weights of the terms of a canvas by their rarities, given in order."""
    return {
        used.key: 1 if used.general else rarity * used.times.bit_length()
        for used, rarity in zip(outline.whole, rarities, strict=True)
    }


def weigh(parts: Iterable[Part]) -> Weights:
    """Return the weights that a library gives to its terms."""
    totals: dict[str, int] = {}
    holders: dict[str, dict[str, int]] = {}
    for part in parts:
        for language, count in part.totals.items():
            totals[language] = totals.get(language, 0) + count
        for language, terms in part.terms.items():
            known = holders.setdefault(language, {})
            for key, posting in terms.items():
                known[key] = known.get(key, 0) + len(posting) // 2
    return Weights(totals, holders)


def steps(count: int) -> int:
    """Return how often a number from 1 up can be divided by four, rounding down."""
    return (count.bit_length() - 1) // 2
