"""The library: all canvases as cards."""

from collections.abc import Iterator

from ninefold import routes
from ninefold.blocks import BLOCKS
from ninefold.comparison import Reason
from ninefold.pages.ground import Ground, paged, pager
from ninefold.pages.page import Page
from ninefold.pages.parts import Link
from ninefold.pages.views import HomePage

PAGE_SIZE = 60
SHOWN_COMPARISONS = 6


def plan(ground: Ground) -> Iterator[Page]:
    """Plan the list of canvases, PAGE_SIZE a page."""
    site = ground.site
    sections = tuple(
        (block, Link(ground.titles.title(block), routes.section(block))) for block in BLOCKS
    )
    told = [pair for pair in site.pairs if pair.reason is not Reason.LIKENESS] or site.pairs
    comparisons = tuple(ground.comparisons[pair] for pair in told[:SHOWN_COMPARISONS])
    chunks = list(paged(site.posts, PAGE_SIZE))
    numbers = {number: _route(number) for number, _, _ in chunks}
    for number, count, posts in chunks:
        view = HomePage(
            ground.chrome,
            tuple(ground.entries[post.slug].card for post in posts),
            len(site.posts),
            len(site.companies),
            pager(number, count, numbers),
            sections,
            comparisons if number == 1 else (),
        )
        yield Page(_route(number), "home.html", view)


def _route(number: int) -> routes.Route:
    return routes.home() if number == 1 else routes.canvases(number)
