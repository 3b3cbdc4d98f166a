"""Site -> Comparisons: all that its pages need, each worked out once and remembered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ninefold import comparison
from ninefold.executor import Mapper
from ninefold.markup import Rendered
from ninefold.pages.ground import Collated
from ninefold.site import Site
from ninefold.store import Store


def collate(site: Site, rendered: Sequence[Rendered], cache: Store, mapper: Mapper) -> Collated:
    """Return what is said of the canvases that the site compares, and what stands for each.

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
    compared = cache.memo(comparison.compare, wanted, mapper, key=comparison.keys)
    return compared, {slug: one.key for slug, one in ready.items()}


def _wanted(site: Site) -> Iterator[tuple[str, ...]]:
    """The slugs of the canvases of each comparison, in the order in which it shows them."""
    more = (one.slugs for one in site.curated if len(one.slugs) > 2)
    for slugs in (*((pair.left, pair.right) for pair in site.pairs), *more):
        yield tuple(post.slug for post in comparison.in_order(site.by_slug[s] for s in slugs))
