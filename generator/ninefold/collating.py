"""Site -> what its pages need of many canvases at once, each worked out once and remembered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ninefold import comparison, keywords, markup
from ninefold.comparison import Texts
from ninefold.executor import Mapper
from ninefold.lazily import Recalled, recalled
from ninefold.markup import Rendered
from ninefold.pages.ground import Collated
from ninefold.sealing import Sealed
from ninefold.site import Site
from ninefold.store import Store, digest

# A canvas is compared several times, and need not be made ready anew each time.
_READY = 256


@dataclass(frozen=True, slots=True)
class Typeset:
    """The texts of a library as HTML, in its order, and by slug what stands for each post."""

    library: Site
    rendered: Sealed[Rendered]
    posts: dict[str, bytes]

    @property
    def texts(self) -> Recalled[str, Rendered]:
        """The texts by slug."""
        return recalled((post.slug for post in self.library.posts), self.rendered)

    def keys(self) -> dict[str, bytes]:
        """Return by slug what stands for each canvas by itself: for its post and its text."""
        both = zip(self.library.posts, self.rendered.seals, strict=True)
        return {post.slug: digest(self.posts[post.slug], seal) for post, seal in both}


def collate(typeset: Typeset, cache: Store, mapper: Mapper) -> Collated:
    """Return what is said of the canvases that the site compares, what stands for each, the
    lengths of their blocks, and the words of all.

    A comparison is known by what it is made from, so that an edit makes anew only those of
    the canvas that it is in.
    """
    site, rendered, canvases = typeset.library, typeset.texts, typeset.keys()
    keys = {
        slug: comparison.key_of(canvases[slug], outline, site.weights)
        for slug, outline in site.outlines.items()
    }

    @lru_cache(_READY)
    def ready(slug: str) -> Texts:
        post, profile = site.by_slug[slug], site.profiles[slug]
        return comparison.texts(post, rendered[slug], profile, site.weights, keys[slug])

    wanted = list(_wanted(site))
    compared = cache.memo_sealed(
        comparison.compare,
        wanted,
        mapper,
        key=lambda slugs: [keys[slug] for slug in slugs],
        ready=lambda slugs: [ready(slug) for slug in slugs],
    )
    words = cache.memo_sealed(
        keywords.words, site.posts, mapper, key=lambda post: typeset.posts[post.slug]
    )
    long = cache.memo_short(markup.lengths, typeset.rendered)
    lengths = {post.slug: some for post, some in zip(site.posts, long, strict=True)}
    return Collated(recalled(wanted, compared), keys, canvases, lengths, words)


def _wanted(site: Site) -> Iterator[tuple[str, ...]]:
    """The slugs of the canvases of each comparison, in the order in which it shows them."""
    more = (one.slugs for one in site.curated if len(one.slugs) > 2)
    for slugs in (*((pair.left, pair.right) for pair in site.pairs), *more):
        yield tuple(post.slug for post in comparison.in_order(site.by_slug[s] for s in slugs))
