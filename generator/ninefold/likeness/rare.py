"""Terms that a few canvases of a library share, and no others: what they say to one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from ninefold.likeness.parts import Corpus
from ninefold.likeness.weights import Weights

FEW = 4
_AT_ONCE = 200


class Rare(NamedTuple):
    """A term of a language, and the slugs of those who hold it."""

    language: str
    key: str
    slugs: tuple[str, ...]


def rare(
    corpus: Corpus, weights: Weights, companies: Mapping[str, str], most: int
) -> tuple[Rare, ...]:
    """Return the longest terms, at most so many, that two to FEW canvases hold of more than one
    company. General terms are none of them.
    """
    return tuple(islice(_rare(corpus, weights, companies), most))


def _rare(corpus: Corpus, weights: Weights, companies: Mapping[str, str]) -> Iterator[Rare]:
    few = (
        (language, key)
        for language, holders in weights.holders.items()
        if language  # labels have none
        for key, count in holders.items()
        if 2 <= count <= FEW
    )
    rest = iter(sorted(few, key=lambda term: (-len(term[1]), term)))
    while some := list(islice(rest, _AT_ONCE)):
        wanted: dict[str, set[str]] = {}
        for language, key in some:
            wanted.setdefault(language, set()).add(key)
        found: dict[tuple[str, str], list[tuple[str, int]]] = {term: [] for term in some}
        for language, key, start, posting in corpus.held(wanted):
            places = zip(posting[::2], posting[1::2], strict=True)
            found[language, key] += [(corpus.slugs[start + at], times) for at, times in places]
        for term, holding in found.items():
            slugs = tuple(slug for slug, _ in holding)
            if all(times for _, times in holding) and len({companies[s] for s in slugs}) > 1:
                yield Rare(*term, slugs)
