"""Which terms canvases share in a block, and which set each apart; what is marked of them.

A term is shared where two canvases in one language use it in the block, and sets a canvas
apart where no other in its language uses it anywhere. Named are the NAMED that matter most:
of shared ones by what they add to the likeness, of others by their weight. What is marked is
what is named, as far as it makes up no more than a tenth of the words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, zip_longest

from ninefold.blocks import Block
from ninefold.comparison.sheet import Sheet
from ninefold.likeness import BlockTerms, cosine, percent

NAMED = 5
_NOTHING: Mapping[str, int] = {}


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


@dataclass(frozen=True, slots=True)
class _Named:
    """A term to be named: its score, its place in the text, and its forms there."""

    score: int
    place: int
    keys: tuple[str, ...]
    forms: tuple[str, ...]
    count: int


def words(sheets: Sequence[Sheet], block: Block) -> Words:
    """Compare what canvases say of one block."""
    return _compared(
        sheets,
        [sheet.blocks.get(block) for sheet in sheets],
        [sheet.vectors.get(block, _NOTHING) for sheet in sheets],
    )


def whole(sheets: Sequence[Sheet]) -> Words:
    """Compare all that canvases say."""
    return _compared(
        sheets, [sheet.all_terms for sheet in sheets], [sheet.whole for sheet in sheets]
    )


def likenesses(sheets: Sequence[Sheet]) -> Iterator[tuple[int, int, int]]:
    """Yield for every two canvases in one language their places and their likeness."""
    yield from _pairs(sheets, [sheet.whole for sheet in sheets])


def _pairs(
    sheets: Sequence[Sheet], vectors: Sequence[Mapping[str, int]]
) -> Iterator[tuple[int, int, int]]:
    for one, other in combinations(range(len(sheets)), 2):
        if sheets[one].profile.language == sheets[other].profile.language:
            found = cosine(vectors[one], vectors[other])
            if found is not None:
                yield one, other, percent(found)


def _compared(
    sheets: Sequence[Sheet],
    blocks: Sequence[BlockTerms | None],
    vectors: Sequence[Mapping[str, int]],
) -> Words:
    found = [number for _, _, number in _pairs(sheets, vectors)]
    mean = round(sum(found) / len(found)) if found else None
    together: dict[str, list[int]] = defaultdict(list)
    for index, sheet in enumerate(sheets):
        together[sheet.profile.language].append(index)
    shared: list[list[_Named]] = [[] for _ in sheets]
    own: list[list[_Named]] = [[] for _ in sheets]
    for group in together.values():
        if len(group) < 2:
            continue
        scores = _scores([vectors[index] for index in group])
        phrases = _common_phrases([blocks[index] for index in group])
        for index in group:
            block = blocks[index]
            if block is None:
                continue
            sheet = sheets[index]
            shared[index] = _best(_shared(block, sheet.telling, scores, phrases))
            others = [sheets[other].whole for other in group if other != index]
            own[index] = _best(_own(block, sheet, vectors[index], others))
    return Words(
        mean,
        _names(shared),
        tuple(tuple(named.forms[0] for named in some) for some in own),
        tuple(_marks(block, *lists) for block, *lists in zip(blocks, shared, own, strict=True)),
    )


def _scores(vectors: Sequence[Mapping[str, int]]) -> Mapping[str, int]:
    """What each term that two texts share adds to their likeness, over all pairs of texts."""
    sums: Counter[str] = Counter()
    squares: Counter[str] = Counter()
    for vector in vectors:
        for key, weight in vector.items():
            sums[key] += weight
            squares[key] += weight * weight
    return {key: score for key in sums if (score := (sums[key] ** 2 - squares[key]) // 2)}


def _common_phrases(blocks: Iterable[BlockTerms | None]) -> set[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    for block in blocks:
        if block:
            counts.update((phrase.first, phrase.second) for phrase in block.phrases)
    return {key for key, count in counts.items() if count > 1}


def _shared(
    block: BlockTerms,
    telling: frozenset[str],
    scores: Mapping[str, int],
    phrases: set[tuple[str, str]],
) -> Iterator[_Named]:
    places = {term.key: place for place, term in enumerate(block.terms)}
    for phrase in block.phrases:
        keys = (phrase.first, phrase.second)
        if keys in phrases and not telling.isdisjoint(keys):
            score = scores[phrase.first] + scores[phrase.second]
            yield _Named(score, places[phrase.first], keys, phrase.forms, 2 * phrase.count)
    for place, term in enumerate(block.terms):
        if term.key in scores and term.key in telling:
            yield _Named(scores[term.key], place, (term.key,), term.forms, term.count)


def _own(
    block: BlockTerms,
    sheet: Sheet,
    vector: Mapping[str, int],
    others: Sequence[Mapping[str, int]],
) -> Iterator[_Named]:
    mine = {key for key in vector if not any(key in other for other in others)}
    places = {term.key: place for place, term in enumerate(block.terms)}
    for phrase in block.phrases:
        keys = (phrase.first, phrase.second)
        if keys in sheet.characteristic and mine.intersection(keys) & sheet.telling:
            score = sum(sheet.whole[key] + vector[key] for key in keys if key in mine) + 1
            yield _Named(score, places[phrase.first], keys, phrase.forms, 2 * phrase.count)
    for place, term in enumerate(block.terms):
        if term.key in mine & sheet.telling & sheet.characteristic:
            score = sheet.whole[term.key] + vector[term.key]
            yield _Named(score, place, (term.key,), term.forms, term.count)


def _best(found: Iterable[_Named]) -> list[_Named]:
    """The NAMED best, none of them part of another."""
    chosen: list[_Named] = []
    for named in sorted(found, key=lambda named: (-named.score, -len(named.keys), named.place)):
        if not any(set(named.keys) & set(other.keys) for other in chosen):
            chosen.append(named)
            if len(chosen) == NAMED:
                break
    return chosen


def _names(shared: Iterable[Sequence[_Named]]) -> tuple[str, ...]:
    """The shared terms of all texts, the best first, each in the form of the first text."""
    best: dict[tuple[str, ...], _Named] = {}
    for some in shared:
        for named in some:
            best.setdefault(named.keys, named)
    ordered = sorted(best.values(), key=lambda named: (-named.score, named.keys))
    return tuple(named.forms[0] for named in ordered[:NAMED])


def _marks(block: BlockTerms | None, shared: Sequence[_Named], own: Sequence[_Named]) -> Marks:
    """What of the named terms fits into a tenth of the words, of both kinds in turn."""
    left = block.words // 10 if block else 0
    chosen: tuple[list[str], list[str]] = ([], [])
    for kinds in zip_longest(shared, own):
        for named, forms in zip(kinds, chosen, strict=True):
            if named and named.count <= left:
                forms.extend(named.forms)
                left -= named.count
    return Marks(tuple(chosen[0]), tuple(chosen[1]))
