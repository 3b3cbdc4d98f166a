"""Site -> Pages: which pages there are, and exactly what each shows. Pure and cheap."""

from collections.abc import Callable, Iterator, Sequence

from ninefold.languages import Catalogue
from ninefold.markup import Rendered
from ninefold.pages import canvas, comparisons, feeds, home, notfound, search, sections
from ninefold.pages.ground import Ground, ground_of
from ninefold.pages.page import Page
from ninefold.site import Site

PLANNERS: tuple[Callable[[Ground], Iterator[Page]], ...] = (
    home.plan,
    canvas.plan,
    comparisons.plan,
    sections.plan,
    search.plan,
    notfound.plan,
    feeds.plan_feed,
)


def plan(site: Site, rendered: Sequence[Rendered], catalogue: Catalogue) -> tuple[Page, ...]:
    """Return all pages of the site, in the order of the planners, the sitemap last.

    `catalogue` holds the phrases of the site's language.
    """
    ground = ground_of(site, rendered, catalogue)
    pages = [page for planner in PLANNERS for page in planner(ground)]
    return (*pages, feeds.sitemap(ground, pages))
