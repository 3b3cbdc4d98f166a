"""The feeds: new canvases of the site in Atom and JSON, and of each block in Atom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from ninefold import routes
from ninefold.blocks import BLOCKS
from ninefold.canvas import Post
from ninefold.encoding.jsontext import listed
from ninefold.languages import cldr
from ninefold.markup.sanitiser import Html
from ninefold.pages.ground import Entry, Ground
from ninefold.pages.page import Page
from ninefold.pages.parts import Chrome, FeedEntry
from ninefold.pages.views import FeedPage
from ninefold.routes import Route

FEED_LENGTH = 50
_BEGINNING = "1970-01-01T00:00:00Z"
# The address of a link or image within the site; the sanitiser writes it between double quotes.
_ADDRESS = re.compile(
    r'(<(?:a|img)\b(?:[^>"]|"[^"]*")*?\s(?:href|src)=")((?:\.\./|#)[^"]*)', re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class JsonFeed:
    """The feed of canvases as JSON Feed 1.1 (https://jsonfeed.org/version/1.1).

    Its addresses have to be full ones. They may be left out, and are without a base URL.
    """

    chrome: Chrome
    address: str
    home: str
    entries: tuple[FeedEntry, ...]

    def written(self) -> bytes:
        """Return the feed."""
        head = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.chrome.site,
            "home_page_url": self.home,
            "feed_url": self.address,
            "description": self.chrome.description,
            "language": self.chrome.lang,
            "authors": [_filled({"name": self.chrome.site, "url": self.home})],
        }
        return listed(_filled(head), "items", map(self._item, self.entries))

    def _item(self, entry: FeedEntry) -> dict[str, object]:
        """An entry; one has to have content: the title, where there is no summary."""
        item = {
            "id": entry.id,
            "url": entry.address if self.home else "",
            "title": entry.title,
            "content_text": entry.summary or entry.title,
            "summary": entry.summary,
            "date_published": entry.updated,
            "tags": entry.tags,
            "language": entry.lang,
        }
        return _filled(item)


def plan(ground: Ground) -> Iterator[Page]:
    """Plan the feeds: the newest canvases that have a date, newest first, FEED_LENGTH each.

    A feed needs a time for every entry, and a build must not depend on when it runs: a
    canvas without `date` and `as_of` is in no feed. Without a base URL the links of Atom are
    relative, which it allows (RFC 4287, 2).
    """
    entries = [entry for entry in ground.all() if _day(entry.post)]
    entries.sort(key=lambda entry: (_day(entry.post), entry.post.slug), reverse=True)
    chrome, feed = ground.chrome, routes.FEED
    newest = tuple(_entry(entry, feed, chrome.base_url) for entry in entries[:FEED_LENGTH])
    yield Page(feed, "feed.xml", _feed(chrome, chrome.site, feed, routes.home(), newest))
    address, home = (_full(chrome.base_url, r) for r in (routes.JSON_FEED, routes.home()))
    yield Page(routes.JSON_FEED, "", JsonFeed(chrome, address, home, newest))
    for index, block in enumerate(BLOCKS):
        title = f"{ground.titles.title(block)} – {chrome.site}"
        route = routes.section_feed(block)
        told = _told(entries, index, block.slug, route, chrome.base_url)
        yield Page(route, "feed.xml", _feed(chrome, title, route, routes.section(block), told))


def _feed(
    chrome: Chrome, title: str, route: Route, home: Route, entries: tuple[FeedEntry, ...]
) -> FeedPage:
    base = chrome.base_url
    updated = entries[0].updated if entries else _BEGINNING
    links = (_link(base, route, route), _link(base, route, home))
    return FeedPage(chrome, title, _id(base, route.url), *links, updated, entries)


def _told(
    entries: Iterable[Entry], index: int, fragment: str, feed: Route, base_url: str
) -> tuple[FeedEntry, ...]:
    """The newest canvases that describe a block, with what they say of it."""
    described = (entry for entry in entries if entry.lengths[index] is not None)
    some = (entry for entry, _ in zip(described, range(FEED_LENGTH), strict=False))
    return tuple(_entry(e, feed, base_url, fragment, e.texts[index]) for e in some)


def _entry(
    entry: Entry, feed: Route, base_url: str, fragment: str = "", html: Html | None = None
) -> FeedEntry:
    post, card = entry.post, entry.card
    end = f"#{fragment}" if fragment else ""
    title = f"{post.title} ({cldr.date(card.lang, post.as_of)})" if post.as_of else post.title
    return FeedEntry(
        _id(base_url, card.route.url + end),
        _link(base_url, feed, card.route) + end,
        title,
        "" if html else post.summary,
        f"{_day(post)}T00:00:00Z",
        card.lang,
        tuple(dict.fromkeys(filter(None, (post.industry, *post.tags)))),
        _complete(html.text, _full(base_url, card.route)) if html else "",
    )


def _complete(html: str, page: str) -> str:
    """A fragment with full addresses; without a base URL the feed lies as deep as its pages."""
    if not page:
        return html
    return _ADDRESS.sub(lambda match: match[1] + urljoin(page, match[2]), html)


def _filled(values: Mapping[str, object]) -> dict[str, object]:
    """What there is to say: a reader takes an empty value for a fault."""
    return {key: value for key, value in values.items() if value}


def _day(post: Post) -> str:
    """The date of a post as a whole day: a partial one stands for its first day."""
    date = post.date or post.as_of
    return f"{date}-01-01"[:10] if len(date) == 4 else f"{date}-01"[:10] if date else ""


def _link(base_url: str, origin: Route, route: Route) -> str:
    return routes.absolute(base_url, route) if base_url else routes.relative(origin, route)


def _full(base_url: str, route: Route) -> str:
    return routes.absolute(base_url, route) if base_url else ""


def _id(base_url: str, url: str) -> str:
    return f"{base_url.rstrip('/')}/{url}" if base_url else f"tag:ninefold,2026:/{url}"
