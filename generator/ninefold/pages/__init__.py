"""Site -> Pages: which pages there are, and exactly what each shows. Pure and cheap."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from ninefold.comparison import Comparison
from ninefold.languages import Catalogue
from ninefold.markup import Rendered
from ninefold.pages import (
    about,
    canvas,
    canvases,
    companies,
    comparable,
    comparisons,
    crawlers,
    data,
    embed,
    facts,
    feeds,
    groups,
    home,
    hosting,
    library,
    notfound,
    prepared,
    search,
    sections,
    twins,
)
from ninefold.pages.ground import Ground, ground_of
from ninefold.pages.page import Page
from ninefold.site import Site

PLANNERS: tuple[Callable[[Ground], Iterator[Page]], ...] = (
    home.plan,
    canvases.plan,
    canvas.plan,
    embed.plan,
    data.plan,
    twins.plan,
    comparisons.plan,
    comparable.plan,
    prepared.plan,
    sections.plan,
    groups.plan_industries,
    groups.plan_tags,
    companies.plan,
    facts.plan,
    about.plan,
    search.plan,
    notfound.plan,
    feeds.plan,
    library.plan,
    crawlers.plan,
    hosting.plan,
)


def plan(
    site: Site,
    rendered: Sequence[Rendered],
    catalogue: Catalogue,
    compared: Iterable[Comparison] = (),
) -> tuple[Page, ...]:
    """Return all pages of the site, in the order of the planners, the sitemap last.

    `catalogue` holds the phrases of the site's language; comparisons that are not among
    `compared` are made here.
    """
    ground = ground_of(site, rendered, catalogue, compared)
    pages = [page for planner in PLANNERS for page in planner(ground)]
    return (*pages, *crawlers.sitemaps(ground, pages))
