"""Which canvases are compared, and what stands beside what.

Pages are made for pairs that authors or the configuration name, for consecutive dates of
one company, and for the nearest canvases of each. At most `neighbours` pairs a canvas come
from likeness, so their number grows with the library, not with its square.

Likeness is the cosine of two canvases' sets of words, each word weighing the rarer the
more (Salton and Buckley, Term-weighting approaches in automatic text retrieval, 1988, with
binary term frequency): w(t) = log2(N / df(t)), rounded to whole numbers, so that a word's
weight only moves when the number of canvases that use it doubles or halves.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from ninefold.canvas import Fact, Post

MAX_POSTING = 64
MAX_PROBES = 48
MAX_CANDIDATES = 24

_WORD = re.compile(r"[^\W\d_]{3,}")
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
_ADDRESS = re.compile(r"https?://\S+|\]\([^)]*\)")


class Reason(StrEnum):
    """Why two canvases are compared; the first that applies is kept."""

    DATES = "dates"
    NAMED = "named"
    LIKENESS = "likeness"


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two slugs in order, and why they are compared."""

    left: str
    right: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class FactRow:
    """One quantity in two canvases: a fact of each with the same name and unit, or None."""

    name: str
    unit: str
    left: Fact | None
    right: Fact | None


@dataclass(frozen=True, slots=True)
class Terms:
    """The words by which a canvas is told from others; words of no language but its own."""

    slug: str
    words: tuple[str, ...]


def terms(post: Post) -> Terms:
    """Return the different words of a post's nine sections, sorted, with its industry and tags.

    Letters count, figures do not; runs of Chinese characters and kana give their pairs of
    neighbours, as they are written without spaces. Words carry their language, so that
    texts in two languages share only industry and tags.
    """
    text = _ADDRESS.sub(" ", "\n".join(section.text for section in post.sections)).casefold()
    found = set(_WORD.findall(_IDEOGRAPHS.sub(" ", text)))
    for run in _IDEOGRAPHS.findall(text):
        found.update(run[i : i + 2] for i in range(max(1, len(run) - 1)))
    language = post.lang.partition("-")[0].lower()
    words = {f"{language}:{word}" for word in found}
    words.update(f"industry:{post.industry.casefold()}" for _ in post.industry[:1])
    words.update(f"tag:{tag.casefold()}" for tag in post.tags)
    return Terms(post.slug, tuple(sorted(words)))


def pairs(
    posts: Sequence[Post],
    all_terms: Sequence[Terms],
    named: Iterable[tuple[str, str]],
    neighbours: int,
) -> tuple[Pair, ...]:
    """Return the pairs to compare, sorted, each once with its strongest reason.

    `named` are the pairs that the configuration names; those of the posts are their own.
    Slugs that no post has, and a canvas with itself, make no pair.
    """
    slugs = {post.slug for post in posts}
    wanted: dict[tuple[str, str], Reason] = {}

    def add(one: str, other: str, reason: Reason) -> None:
        if one != other and one in slugs and other in slugs:
            wanted.setdefault((min(one, other), max(one, other)), reason)

    for dates in by_company(posts).values():
        for earlier, later in pairwise(dates):
            add(earlier.slug, later.slug, Reason.DATES)
    for one, other in named:
        add(one, other, Reason.NAMED)
    for post in posts:
        for other in post.compare:
            add(post.slug, other, Reason.NAMED)
    companies = {post.slug: post.company.casefold() for post in posts}
    for slug, near in nearest(all_terms, companies, neighbours).items():
        for other in near:
            add(slug, other, Reason.LIKENESS)
    return tuple(sorted(Pair(*key, reason) for key, reason in wanted.items()))


def by_company(posts: Iterable[Post]) -> dict[str, list[Post]]:
    """Return the posts of each company from the earliest date to the latest.

    Companies are told apart without regard to case. A date given less exactly comes before
    those within it; posts without a date come first.
    """
    companies: dict[str, list[Post]] = defaultdict(list)
    for post in sorted(posts, key=lambda post: (post.as_of or post.date, post.slug)):
        companies[post.company.casefold()].append(post)
    return companies


def nearest(
    all_terms: Sequence[Terms], companies: Mapping[str, str], count: int
) -> dict[str, tuple[str, ...]]:
    """Return, for each slug, the slugs of the `count` most similar canvases, nearest first.

    Canvases of the same company are left out, and of another company only the nearest date
    is taken. Candidates come from the rarest words that a canvas shares with up to
    MAX_POSTING others, so the cost for each is bounded whatever the size of the library.
    """
    if count < 1:
        return {}
    postings: dict[str, list[int]] = defaultdict(list)
    for index, entry in enumerate(all_terms):
        for word in entry.words:
            postings[word].append(index)
    total = len(all_terms)
    weights = {word: round(math.log2(total / len(who))) for word, who in postings.items()}
    lengths = [math.sqrt(sum(weights[w] ** 2 for w in entry.words)) for entry in all_terms]
    found = {}
    for index, entry in enumerate(all_terms):
        near = _ranked(index, all_terms, postings, weights, lengths)
        chosen: dict[str, str] = {companies[entry.slug]: entry.slug}
        for other in near:
            slug = all_terms[other].slug
            chosen.setdefault(companies[slug], slug)
            if len(chosen) > count:
                break
        found[entry.slug] = tuple(chosen.values())[1:]
    return found


def _ranked(
    index: int,
    all_terms: Sequence[Terms],
    postings: Mapping[str, Sequence[int]],
    weights: Mapping[str, int],
    lengths: Sequence[float],
) -> list[int]:
    """The most similar canvases to one, best first; equals in the order of their slugs."""
    own = all_terms[index]
    shared = [word for word in own.words if 1 < len(postings[word]) <= MAX_POSTING]
    probes = sorted(shared, key=lambda word: (len(postings[word]), word))[:MAX_PROBES]
    hits: Counter[int] = Counter()
    for word in probes:
        weight = weights[word] ** 2
        for other in postings[word]:
            hits[other] += weight
    del hits[index]
    best = sorted(hits, key=lambda other: (-hits[other], all_terms[other].slug))
    words = set(own.words)

    def likeness(other: int) -> float:
        common = sum(weights[word] ** 2 for word in all_terms[other].words if word in words)
        norm = lengths[index] * lengths[other]
        return common / norm if norm else 0.0

    candidates = best[:MAX_CANDIDATES]
    return sorted(candidates, key=lambda other: (-likeness(other), all_terms[other].slug))


def fact_rows(left: Post, right: Post) -> tuple[FactRow, ...]:
    """Return the facts of two canvases side by side: first those of both, then of one.

    Facts match by name and unit without regard to case; of several with one name and unit
    in a canvas, each takes a row of its own. No value is converted.
    """
    rows: list[FactRow] = []
    rest = list(right.facts)
    for fact in left.facts:
        match = next((other for other in rest if _same_quantity(fact, other)), None)
        if match:
            rest.remove(match)
        rows.append(FactRow(fact.name, fact.unit, fact, match))
    rows += [FactRow(fact.name, fact.unit, None, fact) for fact in rest]
    return tuple(sorted(rows, key=lambda row: row.left is None or row.right is None))


def _same_quantity(one: Fact, other: Fact) -> bool:
    return (one.name.casefold(), one.unit.casefold()) == (
        other.name.casefold(),
        other.unit.casefold(),
    )
