"""The front page: ways into the library."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ninefold import routes
from ninefold.blocks import BLOCKS, Block
from ninefold.comparison import Pair, Reason
from ninefold.pages.ground import Ground
from ninefold.pages.page import Page
from ninefold.pages.parts import Card, Chrome, Link
from ninefold.pages.shelves import Tally, age, tallies

SHOWN_CANVASES = 6
SHOWN_INDUSTRIES = 24


@dataclass(frozen=True, slots=True)
class Featured:
    """The comparison that the front page shows: its link, and the two canvases in its order."""

    link: Link
    left: Card
    right: Card


@dataclass(frozen=True, slots=True)
class HomePage:
    """The front page; `canvases`, `companies`, `facts` and `sources` are numbers of the library.

    `industries` are the most frequent of `all_industries`, each with its page.
    """

    chrome: Chrome
    canvases: int
    companies: int
    facts: int
    sources: int
    featured: Featured | None
    newest: tuple[Card, ...]
    sections: tuple[tuple[Block, Link], ...]
    industries: tuple[tuple[Tally, Link], ...]
    all_industries: int


def plan(ground: Ground) -> Iterator[Page]:
    """Plan the page."""
    site = ground.site
    newest = sorted(site.posts, key=age, reverse=True)[:SHOWN_CANVASES]
    industries = tallies(ground.all(), lambda post: (post.industry,))
    view = HomePage(
        ground.chrome,
        len(site.posts),
        len(site.companies),
        sum(len(post.facts) for post in site.posts),
        sum(len(post.sources) for post in site.posts),
        _featured(ground),
        tuple(ground.entries[post.slug].card for post in newest),
        tuple((block, Link(ground.titles.title(block), routes.section(block))) for block in BLOCKS),
        tuple(
            (tally, Link(tally.name.text, routes.industry(tally.name.text), names=(tally.name,)))
            for tally in industries[:SHOWN_INDUSTRIES]
        ),
        len(industries),
    )
    yield Page(routes.home(), "home.html", view)


def _featured(ground: Ground) -> Featured | None:
    """The pair that the configuration features, else the best of all.

    A pair that an author named goes before dates of one company, and these before pairs that
    are only alike; among equals the newest goes first, by the older canvas of the two.
    """
    site = ground.site
    if not site.pairs:
        return None
    order = (Reason.LIKENESS, Reason.DATES, Reason.NAMED)

    def worth(pair: Pair) -> tuple[object, ...]:
        older, newer = sorted((site.by_slug[pair.left], site.by_slug[pair.right]), key=age)
        return order.index(pair.reason), age(older), age(newer)

    chosen = sorted(site.owner.featured)
    named = (pair for pair in site.pairs if [pair.left, pair.right] == chosen)
    pair = next(named, None) or max(site.pairs, key=worth)
    left, right = ground.sides(pair)
    return Featured(ground.comparisons[pair], left.card, right.card)
