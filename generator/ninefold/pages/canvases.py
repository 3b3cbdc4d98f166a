"""The library: all canvases as cards, and what they can be narrowed down by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ninefold import routes
from ninefold.pages.ground import Entry, Ground
from ninefold.pages.page import Page
from ninefold.pages.paging import paged, pager
from ninefold.pages.parts import Card, Chrome, Name, Pager
from ninefold.pages.shelves import Tally, tallies

# So many that a page stays light: the outline of a miniature alone has ten elements.
PAGE_SIZE = 36
# Choices of one kind: rarer ones have their page, and the search.
SHOWN_CHOICES = 60


@dataclass(frozen=True, slots=True)
class Listed:
    """A canvas in the list, and by what it is found: slugs, with spaces between those of tags."""

    card: Card
    industry: str
    region: str
    tags: str


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to narrow the list down: its key in the page's address, and what to choose from."""

    key: str
    choices: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class CanvasesPage:
    """A page of the list of all canvases; only the first offers to narrow it down.

    `rest` are the pages on which the other canvases stand.
    """

    chrome: Chrome
    canvases: tuple[Listed, ...]
    total: int
    companies: int
    pager: Pager
    filters: tuple[Filter, ...]
    rest: tuple[routes.Route, ...]


def plan(ground: Ground) -> Iterator[Page]:
    """Plan the list of canvases, PAGE_SIZE a page."""
    entries = list(ground.all())
    chunks = list(paged(entries, PAGE_SIZE))
    numbers = {number: routes.canvases(number) for number, _, _ in chunks}
    filters = tuple(_filters(entries, ground))
    for number, count, some in chunks:
        view = CanvasesPage(
            ground.chrome,
            tuple(map(_listed, some)),
            len(entries),
            len(ground.site.companies),
            pager(number, count, numbers),
            filters if number == 1 else (),
            tuple(numbers.values())[1:] if number == 1 else (),
        )
        yield Page(numbers[number], "canvases.html", view)


def _listed(entry: Entry) -> Listed:
    post = entry.post
    return Listed(
        entry.card,
        _slugs(post.industry),
        _slugs(post.region),
        _slugs(*post.tags),
    )


def _slugs(*names: str) -> str:
    return " ".join(routes.slug(name) for name in names if name)


def _filters(entries: list[Entry], ground: Ground) -> Iterator[Filter]:
    """The filters that leave a choice, the most frequent choices of each by their names."""
    offered = {
        "industry": tallies(entries, lambda post: (post.industry,)),
        "region": tallies(entries, lambda post: (post.region,)),
        "tag": tallies(entries, lambda post: post.tags),
    }
    for key, choices in offered.items():
        if len(choices) > 1:
            shown = sorted(choices[:SHOWN_CHOICES], key=lambda choice: choice.name.text.casefold())
            yield Filter(key, tuple(shown))
    spoken: dict[str, int] = {}
    for entry in entries:
        spoken[entry.card.lang] = spoken.get(entry.card.lang, 0) + 1
    if len(spoken) > 1:
        chrome = ground.chrome
        names = {tag: Name(ground.phrases.language(tag), chrome.lang, chrome.dir) for tag in spoken}
        order = sorted(spoken, key=lambda tag: names[tag].text.casefold())
        yield Filter("lang", tuple(Tally(tag, names[tag], spoken[tag]) for tag in order))
