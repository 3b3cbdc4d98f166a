"""Posts -> Site: all posts as one value, with the indexes over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ninefold import routes
from ninefold.canvas import Post
from ninefold.comparison import Curated, Pair, by_company, curated, pairs
from ninefold.likeness import Corpus, Profile, Rankings, Rare, Weights, rank, rare, weigh
from ninefold.markup import Manuscript
from ninefold.vocabulary import block_linked

RARE = 60  # terms that few canvases share


@dataclass(frozen=True, slots=True)
class Owner:
    """What the configuration says of the site as a whole.

    `featured` are the two slugs of the comparison that the front page shows, or nothing;
    `raw_html` is what becomes of HTML in posts, "sanitize" or "escape".
    """

    title: str
    description: str
    base_url: str
    language: str
    comparisons: tuple[Curated, ...] = ()
    neighbours: int = 4
    featured: tuple[str, str] | tuple[()] = ()
    search: bool = True
    raw_html: str = "sanitize"


@dataclass(frozen=True, slots=True)
class Survey:
    """What only all texts together tell: the weights of terms, who is most like whom, and which
    terms a few share.
    """

    weights: Weights
    near: Mapping[str, tuple[str, ...]]
    rare: tuple[Rare, ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """The library: posts sorted by company and date, and what is asked of them all.

    `profiles` are the terms of each post by slug; `rare` are those that a few share.
    """

    owner: Owner
    posts: tuple[Post, ...]
    by_slug: Mapping[str, Post]
    companies: Mapping[str, tuple[Post, ...]]
    pairs: tuple[Pair, ...]
    pairs_of: Mapping[str, tuple[Pair, ...]]
    curated: tuple[Curated, ...]
    profiles: Mapping[str, Profile]
    weights: Weights
    rare: tuple[Rare, ...]

    def dates(self, post: Post) -> tuple[Post, ...]:
        """Return all canvases of a post's company, itself included, oldest first."""
        return self.companies[post.company.casefold()]


def survey(
    posts: Iterable[Post],
    corpus: Corpus,
    neighbours: int,
    before: Rankings | None = None,
) -> tuple[Survey, Rankings]:
    """Return what all texts together tell; `neighbours` are wanted for each canvas.

    Also returns what the next survey may take for its `before`: what need not be found anew.
    """
    weights = weigh(corpus.parts)
    companies = {post.slug: post.company.casefold() for post in posts}
    found = rank(corpus, weights, companies, neighbours, before)
    near = {slug: one.nearest for slug, one in found.rankings.items()}
    return Survey(weights, near, rare(corpus, weights, companies, RARE)), found


def assemble(
    posts: Iterable[Post],
    profiles: Mapping[str, Profile],
    surveyed: Survey,
    owner: Owner,
) -> Site:
    """Return the site that the posts make. Slugs are unique among them."""
    ordered = tuple(sorted(posts, key=_shelf))
    featured = [Curated(owner.featured)] if owner.featured else []
    named = [*owner.comparisons, *featured]
    found = pairs(ordered, surveyed.near, named)
    pairs_of: dict[str, list[Pair]] = {post.slug: [] for post in ordered}
    for pair in found:
        pairs_of[pair.left].append(pair)
        pairs_of[pair.right].append(pair)
    return Site(
        owner,
        ordered,
        {post.slug: post for post in ordered},
        {name: tuple(dates) for name, dates in by_company(ordered).items()},
        found,
        {slug: tuple(some) for slug, some in pairs_of.items()},
        curated(ordered, owner.comparisons),
        profiles,
        surveyed.weights,
        surveyed.rare,
    )


def revised(site: Site, posts: Iterable[Post], profiles: Mapping[str, Profile]) -> Site:
    """Return a site with other texts in the place of those of the same slugs.

    Only for posts of the same company, dates and `compare` as those that they replace: who
    stands beside whom is as it was. `profiles` are those of all posts, these included.
    """
    new = {post.slug: post for post in posts}
    companies = dict(site.companies)
    for name in {post.company.casefold() for post in new.values()}:
        companies[name] = tuple(new.get(post.slug, post) for post in companies[name])
    return replace(
        site,
        posts=tuple(new.get(post.slug, post) for post in site.posts),
        by_slug={**site.by_slug, **new},
        companies=companies,
        profiles=profiles,
    )


def manuscripts(
    posts: Iterable[Post], files: frozenset[str], raw_html: str = "sanitize"
) -> tuple[Manuscript, ...]:
    """Return what is to be rendered of each post, its relative links resolved.

    `files` are the paths of the images in the content folder; `raw_html` is the owner's.
    """
    posts = tuple(posts)
    pages = canvases_at(posts)
    return tuple(manuscript(post, pages, files, raw_html) for post in posts)


def canvases_at(posts: Iterable[Post]) -> dict[str, routes.Route]:
    """Return the pages of posts, by the posts' paths."""
    return {post.path: routes.canvas(post.slug) for post in posts}


def manuscript(
    post: Post, pages: Mapping[str, routes.Route], files: frozenset[str], raw_html: str
) -> Manuscript:
    """Return what is to be rendered of one post; `pages` are those of all posts by path."""
    return Manuscript(
        post.slug,
        post.introduction,
        tuple((section.block, section.text) for section in post.sections),
        tuple((extra.heading, extra.text) for extra in post.extras),
        post.definitions,
        post.notes,
        tuple(reference.id for reference in post.sources),
        tuple(
            (target, address)
            for target in post.targets
            if (address := resolved(post.path, target, pages, files))
        ),
        raw_html,
    )


def media(posts: Iterable[Post], files: frozenset[str]) -> tuple[str, ...]:
    """Return the paths of the images that posts use, sorted."""
    used = {routes.resolve(post.path, target) for post in posts for target in post.targets}
    return tuple(sorted(path for path in used if path in files and routes.is_media(path)))


def resolved(
    path: str,
    target: str,
    pages: Mapping[str, routes.Route],
    files: frozenset[str] | None = None,
) -> str:
    """Return what a relative address of the post at `path` is on the site, "" for nothing.

    It is right on any page two folders below the root. `pages` are the posts' by path; of
    images only those in `files` are known, or all where none are given.
    """
    route = _route(path, target, pages, files)
    return f"{routes.from_depth(2, route)}{_anchor(target)}" if route else ""


def _route(
    path: str,
    target: str,
    pages: Mapping[str, routes.Route],
    files: frozenset[str] | None,
) -> routes.Route | None:
    file = routes.resolve(path, target)
    if file is None:
        return None
    if routes.is_media(file) and (files is None or file in files):
        return routes.media(file)
    return pages.get(file)


def _anchor(target: str) -> str:
    """The fragment of a link to another post, where it names one of the nine sections."""
    block = block_linked(target.partition("#")[2])
    return f"#{block.slug}" if block else ""


def _shelf(post: Post) -> tuple[str, str, str]:
    return post.company.casefold(), post.as_of or post.date, post.slug
