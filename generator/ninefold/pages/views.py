"""The values that each template sees, one class a template."""

from __future__ import annotations

from dataclasses import dataclass

from ninefold.blocks import Block
from ninefold.pages.parts import (
    BlockEntry,
    Chrome,
    FeedEntry,
    Link,
    Pager,
)


@dataclass(frozen=True, slots=True)
class BlockPage:
    """One block across all canvases; `missing` are the canvases that do not describe it."""

    chrome: Chrome
    block: Block
    title: str
    entries: tuple[BlockEntry, ...]
    missing: tuple[Link, ...]
    total: int
    pager: Pager
    blocks: tuple[tuple[Block, Link], ...]


@dataclass(frozen=True, slots=True)
class BlocksPage:
    """The nine blocks, and where each is read across all canvases."""

    chrome: Chrome
    blocks: tuple[tuple[Block, Link], ...]


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """What a host shows for an address that does not exist; `root` is the site's path."""

    chrome: Chrome
    root: str
    sections: tuple[tuple[Block, Link], ...]


@dataclass(frozen=True, slots=True)
class SitemapPage:
    """The addresses of pages, or of the `parts` of a sitemap that is too long for one file."""

    urls: tuple[str, ...]
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedPage:
    """A feed of canvases, newest first."""

    chrome: Chrome
    title: str
    id: str
    address: str
    home: str
    updated: str
    entries: tuple[FeedEntry, ...]
