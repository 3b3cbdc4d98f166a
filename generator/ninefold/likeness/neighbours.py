"""The canvases most like each one, at a bounded cost for each.

Candidates come from the heaviest terms that a canvas shares with up to MAX_POSTING others;
the MAX_CANDIDATES best of them are measured in full. Industry and tags count as terms, and
are all that canvases in different languages can share. benchmarks/likeness.py measures how
often this finds what measuring all pairs would find.

What was found for a library before is found again only where it may be another.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from heapq import nsmallest
from operator import mul

import msgspec

from ninefold.likeness.profile import Outline
from ninefold.likeness.weights import Weights
from ninefold.store import digest

MAX_POSTING = 256
MAX_PROBES = 128
MAX_CANDIDATES = 64

# Terms by number, so that the inner loops hash no text.
_Vector = dict[int, int]
# The places of those who hold a term, and what it weighs for each.
_Posting = tuple["array[int]", "array[int]"]


class Ranking(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What was found for a canvas: the slugs of the `nearest`, the nearest first.

    `sign` stands for its company and the weights of its terms, `asked` for the terms by which
    candidates were found. `measured` are the slugs that were measured in full; as near as
    `least` another would have to be to be one of them.
    """

    sign: bytes
    asked: bytes
    measured: tuple[str, ...]
    least: float
    nearest: tuple[str, ...]


def nearest(
    outlines: Iterable[Outline], weights: Weights, companies: Mapping[str, str], count: int
) -> dict[str, tuple[str, ...]]:
    """Return, for each slug, the slugs of the `count` most similar canvases, nearest first.

    Canvases of the same company are left out, and of another company only the nearest date
    is taken. The order of the outlines does not matter.
    """
    found = rank(outlines, weights, companies, count)
    return {slug: ranking.nearest for slug, ranking in found.items()}


def rank(
    outlines: Iterable[Outline],
    weights: Weights,
    companies: Mapping[str, str],
    count: int,
    before: Mapping[str, Ranking] | None = None,
) -> dict[str, Ranking]:
    """Return the same with what it takes to know, the next time, what need not be found anew.

    `before` is what was returned for the same `count` and another state of the library, or the
    same; it changes nothing but how long this takes.
    """
    if count < 1:
        return {}
    library = _Library(outlines, weights, companies)
    known = library.unmoved(before or {})
    return {slug: known.get(slug) or library.ranking(index, count) for index, slug in library.all()}


class _Library:
    """The weights of each canvas's terms, told apart by language, and of its labels.

    A canvas goes by its place in the order of all slugs, which decides between equals. `norms`
    are the sums of the squared weights. Terms that no other canvas has can make none like
    it. They count in the sum alone, and there in steps: a word that is new to a library
    should not move neighbours.
    """

    def __init__(
        self, outlines: Iterable[Outline], weights: Weights, companies: Mapping[str, str]
    ) -> None:
        # In the order of the terms themselves, so that none depends on the others.
        self.keys = sorted(
            (language, key)
            for language, holders in weights.holders.items()
            for key, count in holders.items()
            if count > 1
        )
        self.numbers: dict[str, dict[str, int]] = defaultdict(dict)
        for number, (language, key) in enumerate(self.keys):
            self.numbers[language][key] = number
        self.companies = companies
        self.slugs = sorted(companies)
        self.signs: dict[int, bytes] = {}
        self.norms: dict[int, int] = {}
        self.vectors: dict[int, _Vector] = {}
        self.postings: dict[int, _Posting] = {}
        places = {slug: place for place, slug in enumerate(self.slugs)}
        for outline in outlines:  # one by one, as they are many
            self._add(places[outline.slug], outline, weights)

    def all(self) -> Iterator[tuple[int, str]]:
        """Yield the place and the slug of each canvas, in order."""
        return ((index, self.slugs[index]) for index in sorted(self.vectors))

    def _add(self, index: int, outline: Outline, weights: Weights) -> None:
        own = weights.of_whole(outline)
        labels = {label: weights.rarity("", label) for label in outline.labels}
        square = sum(weight * weight for weight in (*own.values(), *labels.values()))
        words, names = self.numbers[outline.language], self.numbers[""]
        vector = {words[key]: weight for key, weight in own.items() if key in words}
        vector |= {names[key]: weight for key, weight in labels.items() if key in names}
        norm = sum(weight * weight for weight in vector.values())
        self.norms[index] = norm + _coarse(square - norm)
        told = [(*self.keys[key], weight) for key, weight in vector.items()]
        self.signs[index] = digest(self.companies[outline.slug], self.norms[index], told)
        self.vectors[index] = vector
        for key, weight in vector.items():
            holders, weighing = self.postings.setdefault(key, (array("I"), array("I")))
            holders.append(index)
            weighing.append(weight)

    def unmoved(self, before: Mapping[str, Ranking]) -> dict[str, Ranking]:
        """Return, of what was found before, all that would be found again.

        A canvas that is as it was finds others when it asks for other terms, when one of those
        that were measured is another now, or when one that is another is near enough to be
        measured.
        """
        own = dict(self.all())
        other = {
            slug
            for index, slug in own.items()
            if slug not in before or before[slug].sign != self.signs[index]
        }
        gone = before.keys() - set(own.values())
        if len(other) * 4 > len(own):  # it takes no longer to do it all again
            return {}
        nearer: dict[int, float] = defaultdict(float)
        for index, slug in own.items():
            if slug in other:
                for one, near in self._at_most(index).items():
                    nearer[one] = max(nearer[one], near)
        moved = other | gone
        return {
            slug: known
            for index, slug in own.items()
            if slug not in other
            and (known := before[slug]).asked == self._told(self._probes(index))
            and (not nearer[index] or nearer[index] < known.least)
            and moved.isdisjoint(known.measured)
        }

    def ranking(self, index: int, count: int) -> Ranking:
        """Return what is found for a canvas."""
        probes = self._probes(index)
        ranked, least = self._ranked(index, probes)
        slug = self.slugs[index]
        chosen: dict[str, str] = {self.companies[slug]: slug}
        for other in ranked:
            chosen.setdefault(self.companies[self.slugs[other]], self.slugs[other])
            if len(chosen) > count:
                break
        measured = tuple(self.slugs[other] for other in ranked)
        asked = self._told(probes)
        return Ranking(self.signs[index], asked, measured, least, tuple(chosen.values())[1:])

    def _at_most(self, index: int) -> dict[int, float]:
        """How near others can find a canvas at most, by all terms that may be asked for."""
        hits: defaultdict[int, int] = defaultdict(int)
        for key, weight in self.vectors[index].items():
            if len(self.postings[key][0]) <= MAX_POSTING:
                for other, its in zip(*self.postings[key], strict=True):
                    hits[other] += weight * its
        return {other: hit**2 / self.norms[index] for other, hit in hits.items()}

    def _probes(self, index: int) -> list[int]:
        """The terms by which a canvas finds candidates."""
        own, postings = self.vectors[index], self.postings
        shared = [(-own[key], len(postings[key][0]), key) for key in own]
        shared = [one for one in shared if one[1] <= MAX_POSTING]
        return [key for _, _, key in nsmallest(MAX_PROBES, shared)]

    def _told(self, probes: Iterable[int]) -> bytes:
        return digest([self.keys[key] for key in probes])

    def _ranked(self, index: int, probes: Iterable[int]) -> tuple[list[int], float]:
        """The most similar canvases to one, best first; equals in the order of their slugs.

        Also returns how near one more has to be found to be among those that are measured.
        """
        vectors, norms = self.vectors, self.norms
        own, asked = vectors[index], set(probes)
        hits: defaultdict[int, int] = defaultdict(int)
        for key in probes:
            weight = own[key]
            for other, its in zip(*self.postings[key], strict=True):
                hits[other] += weight * its
        hits.pop(index, None)

        # The squares of cosines, without the norm of `own`, which is the same for all.
        def near(other: int) -> tuple[float, int]:
            return -(hits[other] ** 2 / norms[other]), other

        rest = {key: weight for key, weight in own.items() if key not in asked}

        def nearer(other: int) -> tuple[float, int]:
            its = vectors[other]
            further = rest.keys() & its.keys()
            weights = map(mul, map(rest.__getitem__, further), map(its.__getitem__, further))
            return -((hits[other] + sum(weights)) ** 2 / norms[other]), other

        found = nsmallest(MAX_CANDIDATES, hits, key=near)
        least = -near(found[-1])[0] if len(found) == MAX_CANDIDATES else 0.0
        return sorted(found, key=nearer), least


def _coarse(number: int) -> int:
    """A number down to its two first binary digits."""
    rest = max(0, number.bit_length() - 2)
    return number >> rest << rest
