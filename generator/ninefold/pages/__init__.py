"""Site -> Pages: which pages there are, and exactly what each shows. Pure and cheap."""

from collections.abc import Callable, Iterator

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
from ninefold.pages.ground import Entry, Ground
from ninefold.pages.page import Page

# Those of each canvas by itself; the folder that they all fill is "canvases".
CANVAS_PLANNERS: tuple[Callable[[Entry, Ground], Iterator[Page]], ...] = (
    canvas.plan,
    embed.plan,
    data.plan,
    twins.plan,
    prepared.plan,
    search.plan_text,
)

# Those of the library as a whole, with the folders that they fill; "" is the root.
SITE_PLANNERS: tuple[tuple[Callable[[Ground], Iterator[Page]], tuple[str, ...]], ...] = (
    (home.plan, ("",)),
    (canvases.plan, ("canvases",)),
    (comparable.plan, ("compare",)),
    (comparisons.plan, ("compare",)),
    (sections.plan, ("sections",)),
    (groups.plan_industries, ("industries",)),
    (groups.plan_tags, ("tags",)),
    (companies.plan, ("companies",)),
    (facts.plan, ("facts",)),
    (about.plan, ("about",)),
    (search.plan, ("search",)),
    (notfound.plan, ("",)),
    (feeds.plan, ("", "sections")),
    (library.plan, ("",)),
    (crawlers.plan, ("",)),
    (hosting.plan, ("",)),
)


def plan(ground: Ground) -> tuple[Page, ...]:
    """Return all pages of the site, the sitemap last."""
    pages = [
        page for entry in ground.all() for plan in CANVAS_PLANNERS for page in plan(entry, ground)
    ]
    pages += [page for plan, _ in SITE_PLANNERS for page in plan(ground)]
    return (*pages, *crawlers.sitemaps(ground, pages))


def find(path: str, ground: Ground) -> Page | None:
    """Return the page whose file has this path, without planning more than has to be.

    None where the site has no such page. Only the sitemap, which names all pages, has them planned.
    """
    return next((page for page in _around(path, ground) if page.route.path == path), None)


def _around(path: str, ground: Ground) -> Iterator[Page]:
    """The pages among which one is, if it is anywhere."""
    if path.startswith("sitemap"):
        yield from plan(ground)
        return
    folder, _, rest = path.rpartition("/")[0].partition("/")
    slug = rest.partition("/")[0]
    if folder == "search" and slug == "text":
        folder, slug = "canvases", path.rpartition("/")[2].removesuffix(".json")
    if folder == "canvases" and slug in ground.site.by_slug:
        for of_canvas in CANVAS_PLANNERS:
            yield from of_canvas(ground.entries[slug], ground)
    if folder == "compare":
        yield from comparisons.plan_one(slug, ground)
    for of_site, folders in SITE_PLANNERS:
        if folder in folders:
            yield from of_site(ground)
