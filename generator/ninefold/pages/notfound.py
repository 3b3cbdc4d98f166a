"""What a host shows for an address that does not exist."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from ninefold import routes
from ninefold.blocks import BLOCKS
from ninefold.pages.ground import Ground
from ninefold.pages.page import Page
from ninefold.pages.parts import Link
from ninefold.pages.views import NotFoundPage


def plan(ground: Ground) -> Iterator[Page]:
    """Plan the page. It is served at any depth, so it links from the site's root."""
    root = f"{urlsplit(ground.site.owner.base_url).path.rstrip('/')}/"
    titles = ground.titles
    links = tuple((block, Link(titles.title(block), routes.section(block))) for block in BLOCKS)
    yield Page(routes.NOT_FOUND, "not-found.html", NotFoundPage(ground.chrome, root, links))
