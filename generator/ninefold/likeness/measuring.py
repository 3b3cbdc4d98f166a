"""Measures canvases of a library against one another, and looks up only what that takes.

Candidates come from the heaviest terms that a canvas shares with up to MAX_POSTING others;
the MAX_CANDIDATES best of them are measured in full. Industry and tags count as terms, and
are all that canvases in different languages can share. benchmarks/likeness.py measures how
often this finds what measuring all pairs would find.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from heapq import nsmallest
from operator import mul

from ninefold.likeness.parts import Corpus
from ninefold.likeness.weights import Weights, steps
from ninefold.store import digest

MAX_POSTING = 256
MAX_PROBES = 128
MAX_CANDIDATES = 64

# Terms by number, so that the inner loops hash no text.
_Vector = dict[int, int]
# The places of those who hold a term, and what it weighs for each.
_Posting = tuple["array[int]", "array[int]"]


class Measuring:
    """The weights of each canvas's terms, told apart by language, and of its labels.

    A canvas goes by its place in the order of all slugs, which decides between equals. `norms`
    are the sums of the squared weights, `signs` stand for company and weights. Terms that no
    other canvas has can make none like it. They count in the sum alone, and there in steps: a
    word that is new to a library should not move neighbours.
    """

    def __init__(self, corpus: Corpus, weights: Weights, companies: Mapping[str, str]) -> None:
        self._corpus = corpus
        self._weights = weights
        self._companies = companies
        # In the order of the terms themselves, so that none depends on the others.
        self._keys = sorted(
            (language, key)
            for language, holders in weights.holders.items()
            for key, count in holders.items()
            if count > 1
        )
        self._numbers: dict[str, dict[str, int]] = defaultdict(dict)
        for number, (language, key) in enumerate(self._keys):
            self._numbers[language][key] = number
        self._counts = [weights.holders[language][key] for language, key in self._keys]
        self.slugs = sorted(corpus.slugs)
        places = {slug: place for place, slug in enumerate(self.slugs)}
        self.order = [places[slug] for slug in corpus.slugs]
        self._at = {place: index for index, place in enumerate(self.order)}
        self.signs: dict[int, bytes] = {}
        self.norms: dict[int, int] = {}
        self._vectors: dict[int, _Vector] = {}
        self._postings: dict[int, _Posting] = {}

    def seal(self, place: int) -> bytes:
        """Return what stands for the terms of a canvas."""
        return self._corpus.seals[self._at[place]]

    def vector(self, place: int) -> Mapping[int, int]:
        """Return what a canvas shares with others; its norm and sign are known from then on."""
        if place not in self._vectors:
            outline = self._corpus.outlines[self._at[place]]
            own = self._weights.of_whole(outline)
            labels = {label: self._weights.rarity("", label) for label in outline.labels}
            square = sum(weight * weight for weight in (*own.values(), *labels.values()))
            words, names = self._numbers[outline.language], self._numbers[""]
            vector = {words[key]: weight for key, weight in own.items() if key in words}
            vector |= {names[key]: weight for key, weight in labels.items() if key in names}
            norm = sum(weight * weight for weight in vector.values())
            self.norms[place] = norm + _coarse(square - norm)
            told = [(*self._keys[key], weight) for key, weight in vector.items()]
            company = self._companies[self.slugs[place]]
            self.signs[place] = digest(company, self.norms[place], told)
            self._vectors[place] = vector
        return self._vectors[place]

    def probes(self, place: int) -> list[int]:
        """Return the terms by which a canvas finds candidates."""
        own, counts = self.vector(place), self._counts
        shared = [(-own[key], counts[key], key) for key in own if counts[key] <= MAX_POSTING]
        return [key for _, _, key in nsmallest(MAX_PROBES, shared)]

    def told(self, probes: Iterable[int]) -> bytes:
        """Return what stands for terms."""
        return digest([self._keys[key] for key in probes])

    def at_most(self, places: Iterable[int]) -> dict[int, float]:
        """Return how near others can find any of some canvases at most, by all terms that may be
        asked for.
        """
        some = list(places)
        self._look_up(key for place in some for key in self.vector(place))
        nearest: dict[int, float] = defaultdict(float)
        for place in some:
            hits: defaultdict[int, int] = defaultdict(int)
            for key, weight in self.vector(place).items():
                if self._counts[key] <= MAX_POSTING:
                    for other, its in zip(*self._postings[key], strict=True):
                        hits[other] += weight * its
            for other, hit in hits.items():
                nearest[other] = max(nearest[other], hit**2 / self.norms[place])
        return nearest

    def ranked(self, place: int) -> tuple[list[int], float]:
        """Return the most similar canvases to one, best first; equals in the order of their slugs.

        Also returns how near one more has to be found to be among those that are measured.
        """
        own, asked = self.vector(place), self.probes(place)
        hits: defaultdict[int, int] = defaultdict(int)
        for key in asked:
            weight = own[key]
            for other, its in zip(*self._postings[key], strict=True):
                hits[other] += weight * its
        hits.pop(place, None)

        # The squares of cosines, without the norm of `own`, which is the same for all.
        def near(other: int) -> tuple[float, int]:
            return -(hits[other] ** 2 / self._norm(other)), other

        rest = {key: weight for key, weight in own.items() if key not in set(asked)}

        def nearer(other: int) -> tuple[float, int]:
            its = self.vector(other)
            further = rest.keys() & its.keys()
            weights = map(mul, map(rest.__getitem__, further), map(its.__getitem__, further))
            return -((hits[other] + sum(weights)) ** 2 / self._norm(other)), other

        found = nsmallest(MAX_CANDIDATES, hits, key=near)
        least = -near(found[-1])[0] if len(found) == MAX_CANDIDATES else 0.0
        return sorted(found, key=nearer), least

    def prepare(self, places: Iterable[int]) -> None:
        """Look up all that ranking some canvases takes, at once."""
        self._look_up(key for place in places for key in self.probes(place))

    def _norm(self, place: int) -> int:
        if place not in self.norms:
            self.vector(place)
        return self.norms[place]

    def _look_up(self, keys: Iterable[int]) -> None:
        """Find who holds terms, but for those that too many hold."""
        wanted: dict[str, dict[str, int]] = defaultdict(dict)
        for number in set(keys) - self._postings.keys():
            if self._counts[number] <= MAX_POSTING:
                language, key = self._keys[number]
                wanted[language][key] = number
                self._postings[number] = array("I"), array("I")
        terms = {language: numbers.keys() for language, numbers in wanted.items()}
        for language, key, start, posting in self._corpus.held(terms):
            weight = self._weights.rarity(language, key)
            holders, weighing = self._postings[wanted[language][key]]
            for index, times in zip(posting[::2], posting[1::2], strict=True):
                holders.append(self.order[start + index])
                weighing.append(weight * times.bit_length() if times else 1)


def reach(holders: int) -> tuple[int, int]:
    """Return what the number of those who hold a term decides: its weight, and whom it leads to.

    One that no other canvas has leads nowhere, and weighs for that canvas alone.
    """
    if holders < 2:
        return 0, 0
    return steps(holders), min(holders, MAX_POSTING + 1)


def _coarse(number: int) -> int:
    """A number down to its two first binary digits."""
    rest = max(0, number.bit_length() - 2)
    return number >> rest << rest
