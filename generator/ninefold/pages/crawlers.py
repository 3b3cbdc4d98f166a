"""What crawlers and language models look for: sitemap, robots.txt, llms.txt and all text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ninefold import routes
from ninefold.blocks import BLOCKS
from ninefold.pages.fulltext import inline, markdown
from ninefold.pages.ground import Entry, Ground, called
from ninefold.pages.page import Page, Text
from ninefold.pages.views import SitemapPage
from ninefold.routes import Route
from ninefold.site import canvases_at

# The most that a sitemap may hold (https://www.sitemaps.org/protocol.html).
SITEMAP_LENGTH = 50_000


def plan(ground: Ground) -> Iterator[Page]:
    """Plan robots.txt, llms.txt (https://llmstxt.org) and llms-full.txt."""
    yield Page(routes.ROBOTS, "", Text(_robots(ground.chrome.base_url)))
    yield Page(routes.LLMS, "", Text("\n".join(_llms(ground))))
    yield Page(routes.LLMS_FULL, "", Text("\n".join(_whole(ground))))


def sitemaps(ground: Ground, pages: Iterable[Page]) -> Iterator[Page]:
    """Plan the sitemap, which needs full addresses: a base URL. `pages` are those of the library.

    What is left out are the 404 page and the canvases for frames, which stand elsewhere.
    """
    base_url = ground.chrome.base_url
    if not base_url:
        return
    shown = [page.route for page in pages if _is_listed(page)]
    shown += [routes.canvas(post.slug) for post in ground.site.posts]
    shown += [routes.comparison(pair.left, pair.right) for pair in ground.site.pairs]
    urls = [routes.absolute(base_url, route) for route in sorted(shown)]
    if len(urls) <= SITEMAP_LENGTH:
        yield Page(routes.SITEMAP, "sitemap.xml", SitemapPage(tuple(urls)))
        return
    starts = range(0, len(urls), SITEMAP_LENGTH)
    parts = [routes.sitemap_part(number) for number, _ in enumerate(starts, 1)]
    for part, start in zip(parts, starts, strict=True):
        view = SitemapPage(tuple(urls[start : start + SITEMAP_LENGTH]))
        yield Page(part, "sitemap.xml", view)
    listed = tuple(routes.absolute(base_url, part) for part in parts)
    yield Page(routes.SITEMAP, "sitemap.xml", SitemapPage((), listed))


def _is_listed(page: Page) -> bool:
    return page.template.endswith(".html") and page.route != routes.NOT_FOUND


def _robots(base_url: str) -> str:
    rule = "User-agent: *\nAllow: /\n"
    if not base_url:
        return rule
    return f"{rule}\nSitemap: {routes.absolute(base_url, routes.SITEMAP)}\n"


def _llms(ground: Ground) -> Iterator[str]:
    """The lines of llms.txt: what the site is, and its texts as Markdown."""
    phrases, titles, owner = ground.phrases, ground.titles, ground.site.owner
    yield f"# {inline(owner.title)}\n"
    yield f"> {inline(owner.description or phrases.say('data.summary'))}\n"
    yield f"{inline(phrases.say('library.about'))}\n"
    yield f"## {inline(phrases.say('site.library'))}\n"
    for entry in ground.all():
        twin = routes.twin(entry.post.slug, "index.md")
        yield _item(called(entry.name, ground.phrases), twin, entry.post.summary, ground)
    yield f"\n## {inline(phrases.say('site.sections'))}\n"
    for block in BLOCKS:
        yield _item(titles.title(block), routes.section(block), "", ground)
    yield "\n## Optional\n"  # a word of the form: what may be passed over
    yield _item(routes.LLMS_FULL.url, routes.LLMS_FULL, phrases.say("data.full"), ground)
    yield _item(routes.LIBRARY_JSON.url, routes.LIBRARY_JSON, phrases.say("data.json"), ground)
    yield _item(routes.LIBRARY_CSV.url, routes.LIBRARY_CSV, phrases.say("data.csv"), ground)
    yield _item(routes.LIBRARY_FACTS.url, routes.LIBRARY_FACTS, phrases.say("data.facts"), ground)
    yield _item(routes.FEED.url, routes.FEED, phrases.say("site.feed"), ground)
    yield ""


def _item(text: str, route: Route, note: str, ground: Ground) -> str:
    line = f"- [{inline(text)}]({_address(ground, route)})"
    return f"{line}: {inline(note)}" if note else line


def _address(ground: Ground, route: Route) -> str:
    """A full address, or without a base URL one from the root, where these files lie."""
    base_url = ground.chrome.base_url
    return routes.absolute(base_url, route) if base_url else route.url or "./"


def _whole(ground: Ground) -> Iterator[str]:
    owner = ground.site.owner
    yield f"# {inline(owner.title)}\n"
    if owner.description:
        yield f"> {inline(owner.description)}\n"
    routes_of = canvases_at(ground.site.posts)

    def link(entry: Entry, target: str) -> str:
        route = routes_of.get(routes.resolve(entry.post.path, target) or "")
        return _address(ground, route) if route else ""

    entries: Sequence[Entry] = tuple(ground.all())
    for entry in entries:
        title = called(entry.name, ground.phrases)
        yield markdown(entry, title, _address(ground, entry.card.route), link, ground.phrases)
