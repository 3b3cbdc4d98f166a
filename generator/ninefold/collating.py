"""Site -> what its pages need of many canvases at once, each worked out once and remembered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from ninefold import comparison, keywords
from ninefold.comparison import Texts
from ninefold.executor import Mapper
from ninefold.lazily import recalled
from ninefold.markup import Rendered
from ninefold.pages.ground import Collated
from ninefold.site import Site
from ninefold.store import Store

# A canvas is compared several times, and need not be made ready anew each time.
_READY = 256


def collate(site: Site, rendered: Mapping[str, Rendered], cache: Store, mapper: Mapper) -> Collated:
    """Return what is said of the canvases that the site compares, what stands for each, and the
    words of all.

    A comparison is known by what it is made from, so that an edit makes anew only those of
    the canvas that it is in.
    """
    keys = {
        post.slug: comparison.key_of(
            post, rendered[post.slug], site.outlines[post.slug], site.weights
        )
        for post in site.posts
    }

    @lru_cache(_READY)
    def ready(slug: str) -> Texts:
        post, profile = site.by_slug[slug], site.profiles[slug]
        return comparison.texts(post, rendered[slug], profile, site.weights)

    wanted = list(_wanted(site))
    compared = cache.memo_sealed(
        comparison.compare,
        wanted,
        mapper,
        key=lambda slugs: [keys[slug] for slug in slugs],
        ready=lambda slugs: [ready(slug) for slug in slugs],
    )
    words = cache.memo_sealed(keywords.words, site.posts, mapper)
    return Collated(recalled(wanted, compared), keys, words)


def _wanted(site: Site) -> Iterator[tuple[str, ...]]:
    """The slugs of the canvases of each comparison, in the order in which it shows them."""
    more = (one.slugs for one in site.curated if len(one.slugs) > 2)
    for slugs in (*((pair.left, pair.right) for pair in site.pairs), *more):
        yield tuple(post.slug for post in comparison.in_order(site.by_slug[s] for s in slugs))
