"""Site -> what its pages need of many canvases at once, each worked out once and remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TypeVar

from ninefold import comparison, keywords, likeness, markup
from ninefold.canvas import Post
from ninefold.comparison import Texts
from ninefold.executor import Mapper
from ninefold.keywords import Terms, Weighed
from ninefold.lazily import Recalled, recalled
from ninefold.likeness import Corpus, Outline, Profile
from ninefold.markup import Rendered
from ninefold.pages.ground import Collated
from ninefold.sealing import Sealed
from ninefold.site import Site
from ninefold.store import Store, digest

# A canvas is compared several times, and need not be made ready anew each time.
_READY = 256

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Typeset:
    """A library and its terms, its texts as HTML in its order, and by slug what stands for each
    post.
    """

    library: Site
    corpus: Corpus
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


def terms_of(
    posts: Sequence[Post], keys: Mapping[str, bytes], cache: Store, mapper: Mapper
) -> tuple[Mapping[str, Profile], Corpus]:
    """Return the terms of posts by slug, and all of them as a corpus; `keys` are digests of the
    posts by slug.
    """
    profiles = cache.memo_sealed(likeness.profile, posts, mapper, key=lambda post: keys[post.slug])
    outlines = profiles.told_as(Outline)
    slugs = [post.slug for post in posts]
    parts = by_parts(likeness.part, outlines, likeness.spans(len(posts)), cache, mapper)
    return recalled(slugs, profiles), Corpus(slugs, outlines, outlines.seals, list(parts))


def by_parts(
    function: Callable[[tuple[T, ...]], R],
    values: Sealed[T],
    spans: Sequence[slice],
    cache: Store,
    mapper: Mapper,
) -> Sealed[R]:
    """Return `function` of the values of each span, called only where one of them is another."""
    return cache.memo_sealed(
        function,
        spans,
        mapper,
        key=lambda span: values.seals[span],
        ready=lambda span: values[span],
    )


def collate(typeset: Typeset, cache: Store, mapper: Mapper) -> Collated:
    """Return what is said of the canvases that the site compares, what stands for each, the
    lengths of their blocks, and the words of all.

    A comparison is known by what it is made from, so that an edit makes anew only those of
    the canvas that it is in.
    """
    site, rendered, canvases = typeset.library, typeset.texts, typeset.keys()
    weights = _weights(typeset, cache, mapper)
    keys = {slug: comparison.key_of(canvases[slug], told) for slug, told in weights}

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
    long = cache.memo_short(markup.lengths, typeset.rendered)
    lengths = {post.slug: some for post, some in zip(site.posts, long, strict=True)}
    terms = tuple(_terms(typeset, cache, mapper))
    return Collated(recalled(wanted, compared), keys, canvases, lengths, terms)


def _weights(typeset: Typeset, cache: Store, mapper: Mapper) -> Iterator[tuple[str, bytes]]:
    """Yield the slug of each canvas, and what stands for the weights of its terms."""
    corpus, weights = typeset.corpus, typeset.library.weights
    spans = likeness.spans(len(corpus.slugs))
    told = cache.memo_sealed(
        likeness.told,
        [(span, weights.of_part(part)) for span, part in zip(spans, corpus.parts, strict=True)],
        mapper,
        key=lambda some: (corpus.seals[some[0]], some[1]),
        ready=lambda some: likeness.Weighed(tuple(corpus.outlines[some[0]]), some[1]),
    )
    return zip(corpus.slugs, chain.from_iterable(told), strict=True)


def _terms(typeset: Typeset, cache: Store, mapper: Mapper) -> Iterator[tuple[Terms, ...]]:
    """Yield the terms that set the sections of each canvas apart.

    What they weigh depends on the words of all, but seldom changes; they are chosen again only
    where it did, for the canvases that stand together with one of these.
    """
    posts, known = typeset.library.posts, typeset.posts
    words = cache.memo_sealed(keywords.words, posts, mapper, key=lambda post: known[post.slug])
    parts = likeness.spans(len(posts))
    tallies = by_parts(keywords.tally, words, parts, cache, mapper)
    whole = keywords.joined(tallies)
    weighed = [
        (part, keywords.weights(tally, whole)) for part, tally in zip(parts, tallies, strict=True)
    ]
    chosen = cache.memo_sealed(
        keywords.choose,
        weighed,
        mapper,
        key=lambda some: (words.seals[some[0]], some[1]),
        ready=lambda some: Weighed(words[some[0]], some[1]),
    )
    return chain.from_iterable(chosen)


def _wanted(site: Site) -> Iterator[tuple[str, ...]]:
    """The slugs of the canvases of each comparison, in the order in which it shows them."""
    more = (one.slugs for one in site.curated if len(one.slugs) > 2)
    for slugs in (*((pair.left, pair.right) for pair in site.pairs), *more):
        yield tuple(post.slug for post in comparison.in_order(site.by_slug[s] for s in slugs))
