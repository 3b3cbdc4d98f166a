"""Which terms canvases share in a block, and which set each apart; what is marked of them.

A term is shared where two canvases in one language use it in the block, and sets a canvas
apart where no other in its language uses it anywhere. The names of the companies that are
compared do neither: what is said of one is no news to its own canvas. Named are the NAMED
that matter most: of shared ones by what they add to the likeness, of others by their weight.
What is marked is what is named, as far as it makes up no more than a tenth of the words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, zip_longest

from ninefold.blocks import Block
from ninefold.comparison.sheet import Named, Part, Sheet
from ninefold.likeness import cosine, percent

NAMED = 5


@dataclass(frozen=True, slots=True)
class Marks:
    """The words to be marked in one text, as written there: shared ones, and its own."""

    shared: tuple[str, ...] = ()
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """What a comparison by words says of one block, or of whole canvases.

    `likeness` is 0 to 100, the mean of all pairs in one language; None where there is none.
    `own` and `marks` stand in the order of the canvases.
    """

    likeness: int | None
    shared: tuple[str, ...]
    own: tuple[tuple[str, ...], ...]
    marks: tuple[Marks, ...] = ()


def words(sheets: Sequence[Sheet], block: Block | None = None) -> Words:
    """Compare what canvases say of one block, or without one all that they say."""
    parts = [sheet.parts.get(block) for sheet in sheets]
    groups: dict[str, list[int]] = defaultdict(list)
    for index, part in enumerate(parts):
        if part:
            groups[sheets[index].profile.language].append(index)
    found = [number for _, _, number in likenesses(sheets, block)]
    names = frozenset(name for sheet in sheets for name in sheet.profile.names)
    shared: dict[int, list[tuple[int, Named]]] = {}
    own: dict[int, list[Named]] = {}
    for language, group in groups.items():
        present = [part for index in group if (part := parts[index])]
        scores, together = _scores(present), _together(present)
        for index in group:
            part = parts[index]
            others = [
                other.whole
                for place, other in enumerate(sheets)
                if place != index and other.profile.language == language
            ]
            if part and others:
                shared[index] = _shared(part, scores, together, names)
                own[index] = _own(part, others, names)
    return Words(
        round(sum(found) / len(found)) if found else None,
        _names(shared.values()),
        tuple(tuple(n.forms[0] for n in own.get(i, ())) for i in range(len(sheets))),
        tuple(
            _marks(part, [n for _, n in shared.get(i, ())], own.get(i, ()))
            for i, part in enumerate(parts)
        ),
    )


def likenesses(
    sheets: Sequence[Sheet], block: Block | None = None
) -> Iterator[tuple[int, int, int]]:
    """Yield for every two canvases in one language their places and their likeness."""
    for one, other in combinations(range(len(sheets)), 2):
        if sheets[one].profile.language != sheets[other].profile.language:
            continue
        left, right = sheets[one].parts.get(block), sheets[other].parts.get(block)
        if left and right and left.vector and right.vector:
            dot = sum(_products(left, right).values())
            yield one, other, percent(cosine(dot, left.square, right.square))


def _products(one: Part, other: Part) -> dict[str, int]:
    """What each term that two texts share adds to the numerator of their likeness."""
    return {
        key: one.vector[key] * other.vector[key] for key in one.vector.keys() & other.vector.keys()
    }


def _scores(parts: Sequence[Part]) -> Mapping[str, int]:
    """The same over all pairs of texts."""
    scores: dict[str, int] = {}
    for one, other in combinations(parts, 2):
        for key, product in _products(one, other).items():
            scores[key] = scores.get(key, 0) + product
    return scores


def _shared(
    part: Part,
    scores: Mapping[str, int],
    together: Container[tuple[str, str]],
    names: frozenset[str],
) -> list[tuple[int, Named]]:
    """The best terms of one text that others share, each with its score."""
    found = [(scores[key], part.terms[key]) for key in (part.terms.keys() & scores.keys()) - names]
    found += [
        (scores[keys[0]] + scores[keys[1]], named)
        for keys, named in part.phrases.items()
        if keys in together and names.isdisjoint(keys)
    ]
    found.sort(key=lambda item: (-item[0], -len(item[1].keys), item[1].place))
    chosen = _apart(named for _, named in found)
    told = {named.keys: score for score, named in found}
    return [(told[named.keys], named) for named in chosen]


def _together(parts: Iterable[Part]) -> set[tuple[str, str]]:
    """The terms of two words that stand in two texts or more."""
    counts = Counter(keys for part in parts for keys in part.phrases)
    return {keys for keys, count in counts.items() if count > 1}


def _own(part: Part, others: Sequence[Mapping[str, int]], names: frozenset[str]) -> list[Named]:
    """The terms of one text with a word that no other canvas uses, the weightiest first."""
    known = others[0].keys() if len(others) == 1 else set[str]().union(*others)
    holds = known.__contains__
    return _apart(
        named
        for named in part.own
        if names.isdisjoint(named.keys) and not all(map(holds, named.telling))
    )


def _apart(found: Iterable[Named]) -> list[Named]:
    """The first NAMED of which none is part of another."""
    chosen: list[Named] = []
    taken: set[str] = set()
    for named in found:
        if taken.isdisjoint(named.keys):
            chosen.append(named)
            taken.update(named.keys)
            if len(chosen) == NAMED:
                break
    return chosen


def _names(shared: Iterable[Sequence[tuple[int, Named]]]) -> tuple[str, ...]:
    """The shared terms of all texts, the best first, each in the form of the first text.

    A form in small letters comes before one with a capital.
    """
    best: dict[tuple[str, ...], tuple[int, Named]] = {}
    for some in shared:
        for score, named in some:
            known = best.setdefault(named.keys, (score, named))[1].forms[0]
            if known[0].isupper() and not named.forms[0][0].isupper():
                best[named.keys] = (score, named)
    ordered = sorted(best.values(), key=lambda item: (-item[0], item[1].keys))
    return tuple(named.forms[0] for _, named in ordered[:NAMED])


def _marks(part: Part | None, shared: Iterable[Named], own: Iterable[Named]) -> Marks:
    """What of the named terms fits into a tenth of the words, of both kinds in turn."""
    left = part.words // 10 if part else 0
    chosen: tuple[list[str], list[str]] = ([], [])
    for kinds in zip_longest(shared, own):
        for named, forms in zip(kinds, chosen, strict=True):
            if named and named.words <= left:
                forms.extend(named.forms)
                left -= named.words
    return Marks(tuple(chosen[0]), tuple(chosen[1]))
