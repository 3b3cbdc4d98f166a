"""The values that each template sees, one class a template."""

from __future__ import annotations

from dataclasses import dataclass

from ninefold.blocks import Block
from ninefold.markup.sanitiser import Html
from ninefold.pages.parts import (
    BlockEntry,
    Card,
    Cell,
    Chrome,
    ExtraPassage,
    FactLine,
    FeedEntry,
    Link,
    Pager,
    Passage,
    SourceLine,
    Tongue,
)


@dataclass(frozen=True, slots=True)
class HomePage:
    """The library."""

    chrome: Chrome
    cards: tuple[Card, ...]
    total: int
    companies: int
    pager: Pager
    sections: tuple[tuple[Block, Link], ...]
    comparisons: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class CanvasPage:
    """One canvas: poster, sections in full, facts, sources, and where to go from here.

    `titles` is the language of the block names: the post's, where the vocabulary has it.
    """

    chrome: Chrome
    card: Card
    titles: Tongue
    region: str
    tags: tuple[str, ...]
    cells: tuple[Cell, ...]
    introduction: Html
    passages: tuple[Passage, ...]
    extras: tuple[ExtraPassage, ...]
    facts: tuple[FactLine, ...]
    sources: tuple[SourceLine, ...]
    dates: tuple[Link, ...]
    comparisons: tuple[Link, ...]


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


@dataclass(frozen=True, slots=True)
class SitemapPage:
    """The addresses of all pages."""

    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeedPage:
    """The feed of canvases, newest first."""

    chrome: Chrome
    id: str
    address: str
    home: str
    updated: str
    entries: tuple[FeedEntry, ...]
