"""Site -> Pages: which pages there are, and exactly what each shows. Pure and cheap."""

from collections.abc import Callable, Iterator
from functools import partial

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
from ninefold.pages.ground import Entry, Ground, alone
from ninefold.pages.page import MadeFrom, Page, Sheaf, together

Planner = tuple[Callable[[Entry, Ground], Iterator[Page]], Callable[[Entry, Ground], MadeFrom]]

# Those of each canvas by itself, with what they make its pages from; the folders that they fill
# are "canvases" and "search/text".
CANVAS_PLANNERS: tuple[Planner, ...] = (
    (canvas.plan, canvas.made_from),
    (embed.plan, alone),
    (data.plan, alone),
    (twins.plan, twins.made_from),
    (prepared.plan, prepared.made_from),
    (search.plan_text, alone),
)

# All that make up the sheaf of a canvas.
SHEAF_PLANNERS = (*CANVAS_PLANNERS, (comparisons.plan_pairs, comparisons.made_from))

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
    return tuple(page for sheaf in sheaves(ground) for page in sheaf.plan())


def sheaves(ground: Ground) -> Iterator[Sheaf]:
    """Yield the pages of each canvas under its slug, and last those of the library under ""."""
    for entry in ground.all():
        yield Sheaf(entry.post.slug, _key(entry, ground), partial(_of_canvas, entry, ground))
    yield Sheaf("", b"", partial(_of_site, ground))


def _key(entry: Entry, ground: Ground) -> bytes:
    return ground.key(*together(made_from(entry, ground) for _, made_from in SHEAF_PLANNERS))


def _of_canvas(
    entry: Entry, ground: Ground, planners: tuple[Planner, ...] = SHEAF_PLANNERS
) -> Iterator[Page]:
    for of_canvas, _ in planners:
        yield from of_canvas(entry, ground)


def _of_site(ground: Ground) -> Iterator[Page]:
    pages = [page for of_site, _ in SITE_PLANNERS for page in of_site(ground)]
    yield from pages
    yield from crawlers.sitemaps(ground, pages)


def find(path: str, ground: Ground) -> Page | None:
    """Return the page whose file has this path, without planning more than has to be.

    None where the site has no such page.
    """
    return next((page for page in _around(path, ground) if page.route.path == path), None)


def _around(path: str, ground: Ground) -> Iterator[Page]:
    """The pages among which one is, if it is anywhere."""
    if path.startswith("sitemap"):
        yield from _of_site(ground)
        return
    folder, _, rest = path.rpartition("/")[0].partition("/")
    slug = rest.partition("/")[0]
    if folder == "search" and slug == "text":
        folder, slug = "canvases", path.rpartition("/")[2].removesuffix(".json")
    if folder == "canvases" and slug in ground.site.by_slug:
        yield from _of_canvas(ground.entries[slug], ground, CANVAS_PLANNERS)
    if folder == "compare":
        yield from comparisons.plan_one(slug, ground)
    for of_site, folders in SITE_PLANNERS:
        if folder in folders:
            yield from of_site(ground)
