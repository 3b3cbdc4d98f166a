"""The canvases of each industry and of each tag, and the lists of both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ninefold import routes
from ninefold.pages.gathering import Gathered, Line, gather, said_by
from ninefold.pages.ground import Entry, Ground
from ninefold.pages.page import Page
from ninefold.pages.paging import paged, pager
from ninefold.pages.parts import Card, Chrome, Name, Pager
from ninefold.routes import Route

PAGE_SIZE = 60
LIST_SIZE = 500

MakeRoute = Callable[[str, int], Route]


@dataclass(frozen=True, slots=True)
class GroupsPage:
    """A page of the list of names by which canvases are grouped."""

    chrome: Chrome
    lines: tuple[Line, ...]
    total: int
    pager: Pager


@dataclass(frozen=True, slots=True)
class GroupPage:
    """The canvases that share a name."""

    chrome: Chrome
    names: tuple[Name, ...]
    cards: tuple[Card, ...]
    total: int
    companies: int
    pager: Pager


def plan_industries(ground: Ground) -> Iterator[Page]:
    """Plan the list of industries, and the canvases of each, PAGE_SIZE a page."""
    entries = _entries(ground)
    found = gather((said_by(e, e.post.industry), e) for e in entries if e.post.industry)
    yield from _lists(found, routes.industries, routes.industry, "industries.html", ground)
    for group in found:
        yield from _group(group, routes.industry, "industry.html", ground)


def plan_tags(ground: Ground) -> Iterator[Page]:
    """Plan the list of tags, and the canvases with each, PAGE_SIZE a page."""
    entries = _entries(ground)
    found = gather((said_by(e, tag), e) for e in entries for tag in e.post.tags if tag)
    yield from _lists(found, routes.tags, routes.tag, "tags.html", ground)
    for group in found:
        yield from _group(group, routes.tag, "tag.html", ground)


def _entries(ground: Ground) -> list[Entry]:
    return list(ground.all())


def _lists(
    found: tuple[Gathered[Entry], ...],
    at: Callable[[int], Route],
    of: MakeRoute,
    template: str,
    ground: Ground,
) -> Iterator[Page]:
    lines = [Line(group.names, of(group.text, 1), len(_once(group.items))) for group in found]
    chunks = list(paged(lines, LIST_SIZE))
    numbers = {number: at(number) for number, _, _ in chunks}
    for number, count, some in chunks:
        view = GroupsPage(ground.chrome, tuple(some), len(lines), pager(number, count, numbers))
        yield Page(numbers[number], template, view)


def _group(group: Gathered[Entry], of: MakeRoute, template: str, ground: Ground) -> Iterator[Page]:
    entries = _once(group.items)
    companies = len({entry.post.company.casefold() for entry in entries})
    chunks = list(paged(entries, PAGE_SIZE))
    numbers = {number: of(group.text, number) for number, _, _ in chunks}
    for number, count, some in chunks:
        view = GroupPage(
            ground.chrome,
            group.names,
            tuple(entry.card for entry in some),
            len(entries),
            companies,
            pager(number, count, numbers),
        )
        yield Page(numbers[number], template, view)


def _once(entries: Iterable[Entry]) -> list[Entry]:
    """Each canvas once: two of its tags may share a slug."""
    return list({entry.post.slug: entry for entry in entries}.values())
