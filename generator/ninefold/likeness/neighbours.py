"""The canvases most like each one, at a bounded cost for each.

Candidates come from the heaviest terms that a canvas shares with up to MAX_POSTING others;
the MAX_CANDIDATES best of them are measured in full. Industry and tags count as terms, and
are all that canvases in different languages can share. benchmarks/likeness.py measures how
often this finds what measuring all pairs would find.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest
from operator import mul

from ninefold.likeness.profile import Profile
from ninefold.likeness.weights import Weights

MAX_POSTING = 256
MAX_PROBES = 128
MAX_CANDIDATES = 64

# Terms by number, so that the inner loops hash no text.
_Vector = dict[int, int]
_Postings = Mapping[int, Sequence[tuple[int, int]]]


def nearest(
    profiles: Sequence[Profile], weights: Weights, companies: Mapping[str, str], count: int
) -> dict[str, tuple[str, ...]]:
    """Return, for each slug, the slugs of the `count` most similar canvases, nearest first.

    Canvases of the same company are left out, and of another company only the nearest date
    is taken. The order of the profiles does not matter.
    """
    if count < 1:
        return {}
    ordered = sorted(profiles, key=lambda profile: profile.slug)
    vectors, norms = _vectors(ordered, weights)
    postings: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for index, vector in enumerate(vectors):
        for key, weight in vector.items():
            postings[key].append((index, weight))
    found = {}
    for index, profile in enumerate(ordered):
        chosen: dict[str, str] = {companies[profile.slug]: profile.slug}
        for other in _ranked(index, vectors, norms, postings):
            slug = ordered[other].slug
            chosen.setdefault(companies[slug], slug)
            if len(chosen) > count:
                break
        found[profile.slug] = tuple(chosen.values())[1:]
    return found


def _vectors(profiles: Iterable[Profile], weights: Weights) -> tuple[list[_Vector], list[int]]:
    """The weights of each canvas's terms, told apart by language, and of its labels; and the
    sums of their squares.

    Terms that no other canvas has can make none like it. They count in the sum alone, and
    there in steps: a word that is new to a library should not move neighbours.
    """
    numbers: dict[tuple[str, str], int] = {}
    vectors, norms = [], []
    for profile in profiles:
        language = profile.language
        own = [((language, key), w) for key, w in weights.of_whole(profile).items()]
        own += [(("", label), weights.rarity("", label)) for label in profile.labels]
        held = [(key, w) for key, w in own if weights.holders[key] > 1]
        square = sum(w * w for _, w in own)
        norm = sum(w * w for _, w in held)
        vectors.append({numbers.setdefault(key, len(numbers)): w for key, w in held})
        norms.append(norm + _coarse(square - norm))
    return vectors, norms


def _coarse(number: int) -> int:
    """A number down to its two first binary digits."""
    rest = max(0, number.bit_length() - 2)
    return number >> rest << rest


def _ranked(
    index: int, vectors: Sequence[_Vector], norms: Sequence[int], postings: _Postings
) -> list[int]:
    """The most similar canvases to one, best first; equals in the order of their slugs."""
    own = vectors[index]
    shared = [key for key in own if len(postings[key]) <= MAX_POSTING]
    probes = sorted(shared, key=lambda key: (-own[key], len(postings[key]), key))[:MAX_PROBES]
    asked = set(probes)
    hits: defaultdict[int, int] = defaultdict(int)
    for key in probes:
        weight = own[key]
        for other, its in postings[key]:
            hits[other] += weight * its
    hits.pop(index, None)

    # The squares of cosines, without the norm of `own`, which is the same for all.
    def near(other: int) -> tuple[float, int]:
        return -(hits[other] ** 2) / norms[other], other

    rest = {key: weight for key, weight in own.items() if key not in asked}

    def nearer(other: int) -> tuple[float, int]:
        its = vectors[other]
        further = rest.keys() & its.keys()
        weights = map(mul, map(rest.__getitem__, further), map(its.__getitem__, further))
        return -((hits[other] + sum(weights)) ** 2) / norms[other], other

    return sorted(nsmallest(MAX_CANDIDATES, hits, key=near), key=nearer)
