"""The terms of a library, counted in parts: an edit changes one, and the rest is as it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

import msgspec

from ninefold.likeness.profile import Outline
from ninefold.store import digest

PART = 64

# The places of those who hold a term, each with how often it stands there: 0 if it is general.
Posting = tuple[int, ...]


class Part(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Canvases that stand together: how many there are of each language, and who holds each
    term of it. Labels are of the language "".
    """

    totals: dict[str, int]
    terms: dict[str, dict[str, Posting]]


@dataclass(frozen=True, slots=True)
class Corpus:
    """A library by its terms: slugs, outlines and what stands for each, all in one order, and
    the same by parts of PART canvases.
    """

    slugs: Sequence[str]
    outlines: Sequence[Outline]
    seals: Sequence[bytes]
    parts: Sequence[Part]

    def held(self, terms: Mapping[str, Set[str]]) -> Iterator[tuple[str, str, int, Posting]]:
        """Yield who holds terms, given by language: language, term, and what a part knows of it,
        with where in the corpus that part begins.
        """
        for number, part in enumerate(self.parts if terms else ()):
            for language, keys in terms.items():
                known = part.terms.get(language, {})
                for key in keys & known.keys():
                    yield language, key, number * PART, known[key]


def corpus(outlines: Iterable[Outline]) -> Corpus:
    """Return outlines as a corpus."""
    some = tuple(outlines)
    slugs = [outline.slug for outline in some]
    return Corpus(slugs, some, list(map(digest, some)), [part(some[s]) for s in spans(len(some))])


def spans(count: int) -> list[slice]:
    """Return where the parts of so many canvases begin and end."""
    return [slice(start, start + PART) for start in range(0, count, PART)]


def part(outlines: Sequence[Outline]) -> Part:
    """Return who holds each term, of canvases that stand together. Pure."""
    totals: dict[str, int] = {"": len(outlines)}
    terms: dict[str, dict[str, list[int]]] = {"": {}}
    for place, outline in enumerate(outlines):
        totals[outline.language] = totals.get(outline.language, 0) + 1
        known = terms.setdefault(outline.language, {})
        for used in outline.whole:
            known.setdefault(used.key, []).extend((place, 0 if used.general else used.times))
        for label in outline.labels:
            terms[""].setdefault(label, []).extend((place, 1))
    frozen = {
        language: {key: tuple(posting) for key, posting in some.items()}
        for language, some in terms.items()
    }
    return Part(totals, frozen)
