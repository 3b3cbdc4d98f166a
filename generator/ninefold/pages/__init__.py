"""Site -> Pages: which pages there are, and exactly what each shows. Pure and cheap."""

from collections.abc import Callable, Iterator, Sequence

from ninefold.markup import Rendered
from ninefold.pages import canvas, comparisons, feeds, home, notfound, sections
from ninefold.pages.page import Page, Plan, plan_of
from ninefold.site import Site

PLANNERS: tuple[Callable[[Plan], Iterator[Page]], ...] = (
    home.plan,
    canvas.plan,
    comparisons.plan,
    sections.plan,
    notfound.plan,
    feeds.plan_feed,
)


def plan(site: Site, rendered: Sequence[Rendered]) -> tuple[Page, ...]:
    """Return all pages of the site, in the order of the planners, the sitemap last."""
    common = plan_of(site, rendered)
    pages = [page for planner in PLANNERS for page in planner(common)]
    return (*pages, feeds.sitemap(common, pages))
