"""What a canvas is, and how to read this site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ninefold import routes
from ninefold.blocks import BLOCKS, Block
from ninefold.pages.ground import Ground
from ninefold.pages.page import Page
from ninefold.pages.parts import Chrome, Link


@dataclass(frozen=True, slots=True)
class AboutPage:
    """The nine blocks, each with the page where it is read across all canvases."""

    chrome: Chrome
    blocks: tuple[tuple[Block, Link], ...]


def plan(ground: Ground) -> Iterator[Page]:
    """Plan the page."""
    titles = ground.titles
    blocks = tuple((block, Link(titles.title(block), routes.section(block))) for block in BLOCKS)
    yield Page(routes.about(), "about.html", AboutPage(ground.chrome, blocks))
