"""Which canvases are compared.

Pages are made for what authors or the configuration name, for consecutive dates of one
company, and for the nearest canvases of each. At most `neighbours` pairs a canvas come from
likeness, so their number grows with the library, not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from ninefold.canvas import Post


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
class Curated:
    """A comparison that the owner of the site chose, of two to four slugs.

    `title` and `text` (Markdown) introduce it; both may be empty.
    """

    slugs: tuple[str, ...]
    title: str = ""
    text: str = ""


def pairs(
    posts: Sequence[Post],
    near: Mapping[str, Iterable[str]],
    named: Iterable[Curated],
) -> tuple[Pair, ...]:
    """Return the pairs to compare, sorted, each once with its strongest reason.

    `near` are the most similar canvases of each; `named` is what the configuration names,
    of which only the twos are pairs. Slugs that no post has, and a canvas with itself, make
    no pair.
    """
    slugs = {post.slug for post in posts}
    wanted: dict[tuple[str, str], Reason] = {}

    def add(one: str, other: str, reason: Reason) -> None:
        if one != other and one in slugs and other in slugs:
            wanted.setdefault((min(one, other), max(one, other)), reason)

    for dates in by_company(posts).values():
        for earlier, later in pairwise(dates):
            add(earlier.slug, later.slug, Reason.DATES)
    for chosen in curated(posts, named):
        if len(chosen.slugs) == 2:
            add(chosen.slugs[0], chosen.slugs[1], Reason.NAMED)
    for post in posts:
        for other in post.compare:
            add(post.slug, other, Reason.NAMED)
    for slug, others in near.items():
        for other in others:
            add(slug, other, Reason.LIKENESS)
    return tuple(sorted(Pair(*key, reason) for key, reason in wanted.items()))


def curated(posts: Iterable[Post], named: Iterable[Curated]) -> tuple[Curated, ...]:
    """Return what the configuration names, as far as there are posts for it.

    Of those with the same canvases, the first is kept. A slug that no post has is left out,
    and the whole where fewer than two remain.
    """
    slugs = {post.slug for post in posts}
    found: dict[frozenset[str], Curated] = {}
    for one in named:
        there = tuple(dict.fromkeys(slug for slug in one.slugs if slug in slugs))
        if len(there) >= 2:
            found.setdefault(frozenset(there), replace(one, slugs=there))
    return tuple(found.values())


def by_company(posts: Iterable[Post]) -> dict[str, list[Post]]:
    """Return the posts of each company from the earliest date to the latest.

    Companies are told apart without regard to case. A date given less exactly comes before
    those within it; posts without a date come first.
    """
    companies: dict[str, list[Post]] = defaultdict(list)
    for post in sorted(posts, key=lambda post: (post.as_of or post.date, post.slug)):
        companies[post.company.casefold()].append(post)
    return companies


def in_order(posts: Iterable[Post]) -> list[Post]:
    """Return canvases as a comparison shows them: as named, dates of one company by date."""
    found = list(posts)
    if len({post.company.casefold() for post in found}) == 1:
        found.sort(key=lambda post: post.as_of)
    return found
