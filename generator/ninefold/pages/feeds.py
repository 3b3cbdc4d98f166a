"""What other programs read: the Atom feed and the sitemap."""

from collections.abc import Iterator

from ninefold import routes
from ninefold.canvas import Post
from ninefold.languages import cldr
from ninefold.pages.ground import Ground
from ninefold.pages.page import Page
from ninefold.pages.parts import FeedEntry
from ninefold.pages.views import FeedPage, SitemapPage

FEED_LENGTH = 50


def plan_feed(ground: Ground) -> Iterator[Page]:
    """Plan the feed: the newest canvases that have a date, newest first.

    A feed needs a time for every entry, and a build must not depend on when it runs: a
    canvas without `date` and `as_of` is not in the feed.
    """
    owner = ground.site.owner
    dated = [post for post in ground.site.posts if _day(post)]
    dated.sort(key=lambda post: (_day(post), post.slug), reverse=True)
    entries = tuple(
        FeedEntry(
            _id(owner.base_url, routes.canvas(post.slug)),
            _link(owner.base_url, routes.canvas(post.slug)),
            _title(post, post.lang or owner.language),
            post.summary,
            f"{_day(post)}T00:00:00Z",
            post.lang or owner.language,
        )
        for post in dated[:FEED_LENGTH]
    )
    view = FeedPage(
        ground.chrome,
        _id(owner.base_url, routes.FEED),
        _link(owner.base_url, routes.FEED),
        _link(owner.base_url, routes.home()),
        entries[0].updated if entries else "1970-01-01T00:00:00Z",
        entries,
    )
    yield Page(routes.FEED, "feed.xml", view)


def sitemap(ground: Ground, pages: list[Page]) -> Page:
    """Return the sitemap of the planned pages, 404 and the pages for frames aside."""
    shown = sorted(
        page.route for page in pages if page.template.endswith(".html") and _is_listed(page)
    )
    urls = tuple(routes.absolute(ground.site.owner.base_url, route) for route in shown)
    return Page(routes.SITEMAP, "sitemap.xml", SitemapPage(urls))


def _is_listed(page: Page) -> bool:
    return page.route != routes.NOT_FOUND and page.template != "embed.html"


def _title(post: Post, lang: str) -> str:
    """A canvas's title with its date, all in its own language."""
    return f"{post.title} ({cldr.date(lang, post.as_of)})" if post.as_of else post.title


def _day(post: Post) -> str:
    """The date of a post as a whole day: a partial one stands for its first day."""
    date = post.date or post.as_of
    return f"{date}-01-01"[:10] if len(date) == 4 else f"{date}-01"[:10] if date else ""


def _link(base_url: str, route: routes.Route) -> str:
    return routes.absolute(base_url, route) if base_url else route.url or "./"


def _id(base_url: str, route: routes.Route) -> str:
    return routes.absolute(base_url, route) if base_url else f"tag:ninefold,2026:/{route.url}"
