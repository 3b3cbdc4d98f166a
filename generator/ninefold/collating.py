"""Site -> Comparisons: all that its pages need, each worked out once and remembered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ninefold import comparison
from ninefold.comparison import Comparison
from ninefold.executor import Mapper
from ninefold.markup import Rendered
from ninefold.site import Site
from ninefold.store import Store


def collate(
    site: Site, rendered: Sequence[Rendered], cache: Store, mapper: Mapper
) -> tuple[Comparison, ...]:
    """Return what is said of the canvases that the site compares.

    A comparison is known by what it is made from, so that an edit makes anew only those of
    the canvas that it is in.
    """
    by_slug = {item.slug: item for item in rendered}
    ready = {
        post.slug: comparison.texts(
            post, by_slug[post.slug], site.profiles[post.slug], site.weights
        )
        for post in site.posts
    }
    wanted = (tuple(ready[slug] for slug in slugs) for slugs in _wanted(site))
    return cache.memo(comparison.compare, wanted, mapper, key=comparison.keys)


def _wanted(site: Site) -> Iterator[tuple[str, ...]]:
    """The slugs of the canvases of each comparison, in the order in which it shows them."""
    more = (one.slugs for one in site.curated if len(one.slugs) > 2)
    for slugs in (*((pair.left, pair.right) for pair in site.pairs), *more):
        yield tuple(post.slug for post in comparison.in_order(site.by_slug[s] for s in slugs))
