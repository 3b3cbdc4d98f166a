"""One page a canvas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from ninefold import routes
from ninefold.canvas import Post
from ninefold.comparison import Pair
from ninefold.markup.sanitiser import Html
from ninefold.pages.ground import Entry, Ground
from ninefold.pages.page import MadeFrom, Page
from ninefold.pages.parts import (
    Card,
    Chrome,
    ExtraPassage,
    FactLine,
    Link,
    Passage,
    SourceLine,
)
from ninefold.pages.poster import Poster
from ninefold.routes import Route

OLD = 2  # years
_FIRST_DAY = {4: "-01-01", 7: "-01"}
_LAST_DAY = {4: "-12-31", 7: "-31"}


@dataclass(frozen=True, slots=True)
class StatedFact:
    """A fact, and what it is more than two years older than: "canvas", "library", or "".

    That is the canvas's own date; a canvas without one is measured by the newest canvas.
    """

    fact: FactLine
    older_than: str


@dataclass(frozen=True, slots=True)
class Related:
    """Another canvas, the comparison of the two, and why they are compared."""

    canvas: Link
    comparison: Route
    note: str


@dataclass(frozen=True, slots=True)
class Twin:
    """The canvas in another form: where it is, and of which media type."""

    route: Route
    media: str


@dataclass(frozen=True, slots=True)
class CanvasPage:
    """One canvas: poster, sections in full, facts, sources, and where to go from here.

    `frame` is the address of the poster for a frame on another site, whole where the site has
    a base URL. `previous` and `next` are the neighbours in the industry; `date` is that of the
    post, `image` a picture of the poster.
    """

    chrome: Chrome
    card: Card
    slug: str
    poster: Poster
    company: Route
    industry: Route | None
    region: str
    tags: tuple[Link, ...]
    twins: tuple[Twin, ...]
    frame: str
    introduction: Html
    passages: tuple[Passage, ...]
    extras: tuple[ExtraPassage, ...]
    facts: tuple[StatedFact, ...]
    sources: tuple[SourceLine, ...]
    dates: tuple[Link, ...]
    related: tuple[Related, ...]
    previous: Link | None
    next: Link | None
    date: str
    image: Route


def plan(entry: Entry, ground: Ground) -> Iterator[Page]:
    """Plan the page of a canvas."""
    view = ground.later(partial(_view, entry, ground), *made_from(entry, ground))
    yield Page(routes.canvas(entry.post.slug), "canvas.html", view)


def made_from(entry: Entry, ground: Ground) -> MadeFrom:
    """Return the canvas, and what its page shows of the rest of the library."""
    post, names = entry.post, ground.entries
    dates = ground.site.dates(post)
    pairs = ground.site.pairs_of[post.slug]
    return (
        [entry.key],
        [slug and (slug, names[slug].name) for slug in _beside(post, ground)],
        [(other.slug, names[other.slug].name) for other in dates] if len(dates) > 1 else (),
        [(pair, names[_other(pair, post)].name) for pair in pairs],
        _measure(post, ground),
    )


def _view(entry: Entry, ground: Ground) -> CanvasPage:
    post, card, rendered, poster = entry.post, entry.card, entry.rendered, entry.poster
    extras = enumerate(rendered.extras, 1)
    newest = _measure(post, ground)
    previous, following = (
        ground.link(ground.entries[slug]) if slug else None for slug in _beside(post, ground)
    )
    return CanvasPage(
        ground.chrome,
        card,
        post.slug,
        poster,
        routes.company(post.company),
        routes.industry(post.industry) if post.industry else None,
        post.region,
        tuple(Link(tag, routes.tag(tag)) for tag in post.tags),
        twins(post),
        _frame(post, ground.chrome.base_url),
        rendered.introduction,
        tuple(
            Passage(cell.block, cell.title, text)
            for cell, text in zip(poster.cells, entry.texts, strict=True)
        ),
        tuple(ExtraPassage(title, f"extra-{number}", html) for number, (title, html) in extras),
        tuple(_stated(entry.line(fact), _date(post), newest) for fact in post.facts),
        tuple(_sources(post)),
        tuple(_dates(post, ground)),
        tuple(_related(pair, post, ground) for pair in ground.site.pairs_of[post.slug]),
        previous,
        following,
        post.date,
        routes.twin(post.slug, "card.png"),
    )


def twins(post: Post) -> tuple[Twin, ...]:
    """Return the other forms of a canvas; without facts there is no table of them."""
    named = {
        "index.md": "text/markdown",
        "canvas.json": "application/json",
        "canvas.svg": "image/svg+xml",
    } | ({"facts.csv": "text/csv"} if post.facts else {})
    return tuple(Twin(routes.twin(post.slug, name), media) for name, media in named.items())


def _frame(post: Post, base_url: str) -> str:
    route = routes.embed(post.slug)
    own = routes.canvas(post.slug)
    return routes.absolute(base_url, route) if base_url else routes.relative(own, route)


def _measure(post: Post, ground: Ground) -> str:
    """The date of the newest canvas, by which one without a date of its own is measured."""
    return "" if _date(post) else ground.once(_newest)


def _beside(post: Post, ground: Ground) -> tuple[str, str]:
    return ground.once(_neighbours).get(post.slug, ("", ""))


def _newest(ground: Ground) -> str:
    return max(map(_date, ground.site.posts), default="")


def _neighbours(ground: Ground) -> Mapping[str, tuple[str, str]]:
    """The slugs of the canvases before and after each one in its industry; "" for none."""
    industries: Mapping[str, list[str]] = defaultdict(list)
    for post in ground.site.posts:
        if post.industry:
            industries[routes.slug(post.industry)].append(post.slug)
    return {
        slug: (before, after)
        for slugs in industries.values()
        for before, slug, after in zip(["", *slugs], slugs, [*slugs[1:], ""], strict=False)
    }


def _date(post: Post) -> str:
    return post.as_of or post.date


def _stated(fact: FactLine, own: str, newest: str) -> StatedFact:
    date, measure = (own, "canvas") if own else (newest, "library")
    return StatedFact(fact, measure if is_old(fact.as_of, date) else "")


def is_old(then: str, now: str) -> bool:
    """Whether a partial date is beyond doubt more than two years before another."""
    if not then or not now:
        return False
    last = f"{int(then[:4]) + OLD:04}{then[4:]}{_LAST_DAY.get(len(then), '')}"
    return last < f"{now}{_FIRST_DAY.get(len(now), '')}"


def _sources(post: Post) -> Iterator[SourceLine]:
    """The sources, numbered as the text refers to them; only web addresses become links."""
    for number, source in enumerate(post.sources, 1):
        web = source.url.lower().startswith(("http://", "https://"))
        address = source.url if web else ""
        yield SourceLine(number, source.title, source.publisher, source.date, address)


def _dates(post: Post, ground: Ground) -> Iterator[Link]:
    dates = ground.site.dates(post)
    if len(dates) > 1:
        for other in dates:
            text = ground.phrases.date(other.as_of) or other.title
            yield Link(text, routes.canvas(other.slug))


def _related(pair: Pair, post: Post, ground: Ground) -> Related:
    """The other canvas of a pair."""
    other = ground.entries[_other(pair, post)]
    comparison = ground.comparisons[pair]
    return Related(ground.link(other), comparison.route, comparison.note)


def _other(pair: Pair, post: Post) -> str:
    return pair.right if pair.left == post.slug else pair.left
