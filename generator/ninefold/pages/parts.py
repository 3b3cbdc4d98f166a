"""The pieces that pages are made of: frozen, free of positions, and no more than is shown."""

from __future__ import annotations

from dataclasses import dataclass

from ninefold.blocks import Block
from ninefold.markup.sanitiser import Html
from ninefold.routes import Route


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language and the direction in which it is written."""

    lang: str
    dir: str


@dataclass(frozen=True, slots=True)
class Name:
    """The title of a canvas, in its language, and the date by which it is told from others."""

    text: str
    lang: str
    dir: str
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to a page, with a word on why where there is one.

    `names` are the canvases that the text names, where it names any.
    """

    text: str
    route: Route
    note: str = ""
    names: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Chrome:
    """What every page shows around its content.

    `lang` and `dir` are those of the interface and so of the page; `owner` is the language
    of the site's own title and description, which may be one that has no catalogue; `search`
    says whether the site can be searched.
    """

    site: str
    description: str
    lang: str
    dir: str
    owner: Tongue
    base_url: str
    search: bool = True


@dataclass(frozen=True, slots=True)
class Pager:
    """One page of a list: its number from 1, how many there are, and its neighbours."""

    number: int
    count: int
    previous: Route | None
    next: Route | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the poster: its block, its title in the canvas's language, what it says.

    `fill` tells the length of the section: 0 none, then 1 to 4 from short to long.
    """

    block: Block
    title: str
    points: tuple[str, ...]
    described: bool
    fill: int


@dataclass(frozen=True, slots=True)
class Card:
    """A canvas in a list; `fills` are those of its nine cells, in canvas order."""

    route: Route
    title: str
    company: str
    as_of: str
    industry: str
    summary: str
    lang: str
    dir: str
    blocks: tuple[Block, ...]
    fills: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A section in full; `html` is None where the canvas does not describe the block."""

    block: Block
    title: str
    html: Html | None


@dataclass(frozen=True, slots=True)
class ExtraPassage:
    """A section beyond the nine."""

    title: str
    anchor: str
    html: Html


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source of a canvas; `number` is the one by which the text refers to it."""

    number: int
    title: str
    publisher: str
    date: str
    url: str


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact of a canvas with the number of its source, 0 where it has none."""

    name: str
    value: str
    unit: str
    as_of: str
    source: int


@dataclass(frozen=True, slots=True)
class BlockEntry:
    """One canvas's text for a block, in the list of all canvases.

    `terms` are those that set it apart from the other texts there.
    """

    card: Card
    html: Html
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A canvas in a feed; `updated` is an RFC 3339 time, `html` what the feed holds of it."""

    id: str
    address: str
    title: str
    summary: str
    updated: str
    lang: str
    tags: tuple[str, ...] = ()
    html: str = ""
