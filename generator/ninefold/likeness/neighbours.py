"""The canvases most like each one, at a bounded cost for each.

What was found for a library before is found again only where it may be another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from ninefold.likeness.measuring import Measuring, reach
from ninefold.likeness.parts import Corpus, corpus
from ninefold.likeness.profile import Outline
from ninefold.likeness.weights import Weights, steps


class Ranking(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What was found for a canvas: the slugs of the `nearest`, the nearest first.

    `seal` stands for its terms, `sign` for its company and the weights of its terms, whose
    squares add up to `norm`, and `asked` for the terms by which candidates were found.
    `measured` are the slugs that were measured in full; as near as `least` another would have to
    be to be one of them.
    """

    seal: bytes
    company: str
    sign: bytes
    norm: int
    asked: bytes
    measured: tuple[str, ...]
    least: float
    nearest: tuple[str, ...]


class Rankings(msgspec.Struct, frozen=True, array_like=True):
    """What was found for each canvas of a library, by slug, and how many held each term then."""

    rankings: dict[str, Ranking]
    totals: dict[str, int]
    holders: dict[str, dict[str, int]]


def nearest(
    outlines: Iterable[Outline], weights: Weights, companies: Mapping[str, str], count: int
) -> dict[str, tuple[str, ...]]:
    """Return, for each slug, the slugs of the `count` most similar canvases, nearest first.

    Canvases of the same company are left out, and of another company only the nearest date
    is taken. The order of the outlines does not matter.
    """
    found = rank(corpus(outlines), weights, companies, count)
    return {slug: ranking.nearest for slug, ranking in found.rankings.items()}


def rank(
    library: Corpus,
    weights: Weights,
    companies: Mapping[str, str],
    count: int,
    before: Rankings | None = None,
) -> Rankings:
    """Return the same with what it takes to know, the next time, what need not be found anew.

    `before` is what was returned for the same `count` and another state of the library, or the
    same; it changes nothing but how long this takes.
    """
    totals, holders = dict(weights.totals), {k: dict(v) for k, v in weights.holders.items()}
    if count < 1:
        return Rankings({}, totals, holders)
    search = _Search(library, weights, companies)
    known = search.unmoved(before) if before else {}
    rest = [place for place, slug in enumerate(search.slugs) if slug not in known]
    search.measuring.prepare(rest)
    found = {search.slugs[place]: search.ranking(place, count) for place in rest}
    ordered = {slug: known.get(slug) or found[slug] for slug in search.slugs}
    return Rankings(ordered, totals, holders)


class _Search:
    """The search for neighbours in one state of a library."""

    def __init__(self, library: Corpus, weights: Weights, companies: Mapping[str, str]) -> None:
        self.library = library
        self.weights = weights
        self.companies = companies
        self.measuring = Measuring(library, weights, companies)
        self.slugs = self.measuring.slugs

    def unmoved(self, before: Rankings) -> dict[str, Ranking]:
        """Return, of what was found before, all that would be found again.

        A canvas that is as it was finds others when it asks for other terms, when one of those
        that were measured is another now, or when one that is another is near enough to be
        measured.
        """
        measuring, rankings = self.measuring, before.rankings
        touched = self._touched(before)
        if touched is None or len(touched) * 4 > len(self.slugs):  # all again takes no longer
            return {}
        for place, slug in enumerate(self.slugs):
            if place not in touched:
                measuring.norms[place] = rankings[slug].norm
                measuring.signs[place] = rankings[slug].sign
            else:
                measuring.vector(place)
        other = {
            place
            for place in touched
            if (known := rankings.get(self.slugs[place])) is None
            or known.sign != measuring.signs[place]
        }
        nearer = measuring.at_most(other)
        moved = rankings.keys() - set(self.slugs)
        moved |= {self.slugs[place] for place in other}
        unmoved: dict[str, Ranking] = {}
        for place, slug in enumerate(self.slugs):
            if place in other:
                continue
            known = rankings[slug]
            as_it_was = place not in touched or known.asked == self._asked(place)
            out_of_reach = not nearer.get(place) or nearer[place] < known.least
            if as_it_was and out_of_reach and moved.isdisjoint(known.measured):
                unmoved[slug] = self._again(place, known)
        return unmoved

    def _asked(self, place: int) -> bytes:
        return self.measuring.told(self.measuring.probes(place))

    def _again(self, place: int, known: Ranking) -> Ranking:
        """The same, of terms that are others and weigh as much."""
        seal = self.measuring.seal(place)
        return known if known.seal == seal else msgspec.structs.replace(known, seal=seal)

    def _touched(self, before: Rankings) -> set[int] | None:
        """The canvases whose terms or company are others, or whose terms weigh otherwise or lead
        to more candidates or fewer; None where that is true of all.
        """
        other: dict[str, set[str]] = {}
        for language in {*before.totals, *self.weights.totals}:
            totals = before.totals.get(language, 0), self.weights.totals.get(language, 0)
            if steps(totals[0]) != steps(totals[1]):
                return None
            old = before.holders.get(language, {})
            new = self.weights.holders.get(language, {})
            other[language] = {
                key
                for key in old.keys() | new.keys()
                if reach(old.get(key, 0)) != reach(new.get(key, 0))
            }
        rankings, order = before.rankings, self.measuring.order
        touched = {
            place
            for place, slug in enumerate(self.slugs)
            if (known := rankings.get(slug)) is None
            or known.seal != self.measuring.seal(place)
            or known.company != self.companies[slug]
        }
        for _, _, start, posting in self.library.held(other):
            touched.update(order[start + index] for index in posting[::2])
        return touched

    def ranking(self, place: int, count: int) -> Ranking:
        """Return what is found for a canvas."""
        measuring, companies = self.measuring, self.companies
        ranked, least = measuring.ranked(place)
        slug = self.slugs[place]
        chosen: dict[str, str] = {companies[slug]: slug}
        for other in ranked:
            chosen.setdefault(companies[self.slugs[other]], self.slugs[other])
            if len(chosen) > count:
                break
        return Ranking(
            measuring.seal(place),
            companies[slug],
            measuring.signs[place],
            measuring.norms[place],
            self._asked(place),
            tuple(self.slugs[other] for other in ranked),
            least,
            tuple(chosen.values())[1:],
        )
