"""What several lists of canvases share: which canvas is newer, and how many there are of a kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ninefold import routes
from ninefold.canvas import Post
from ninefold.pages.ground import Entry
from ninefold.pages.parts import Name


@dataclass(frozen=True, slots=True)
class Tally:
    """Something that canvases have in common, such as an industry, and how many share it.

    Spellings that share a slug are one; `name` is the first of them.
    """

    slug: str
    name: Name
    count: int


def tallies(entries: Iterable[Entry], names: Callable[[Post], Iterable[str]]) -> tuple[Tally, ...]:
    """Return the names that posts give, each with its count: the most frequent first."""
    found: dict[str, Name] = {}
    counts: dict[str, int] = {}
    for entry in entries:
        given = {routes.slug(name): name for name in names(entry.post) if name}
        for slug, name in given.items():
            found.setdefault(slug, Name(name, entry.card.lang, entry.card.dir))
            counts[slug] = counts.get(slug, 0) + 1
    order = sorted(found, key=lambda slug: (-counts[slug], slug))
    return tuple(Tally(slug, found[slug], counts[slug]) for slug in order)


def age(post: Post) -> tuple[str, str, str]:
    """Return a key that sorts posts from old to new: by `date`, else `as_of`, then by `as_of`."""
    return post.date or post.as_of, post.as_of, post.slug
