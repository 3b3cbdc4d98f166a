"""One fact across canvases, as a page and as a table to download, and the list of facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ninefold import routes
from ninefold.canvas import Fact
from ninefold.encoding import tabular
from ninefold.pages.gathering import Gathered, Line, alphabetical, gather, said_by
from ninefold.pages.ground import Entry, Ground
from ninefold.pages.page import Page
from ninefold.pages.paging import paged, pager
from ninefold.pages.parts import Chrome, FactLine, Name, Pager
from ninefold.routes import Route

PAGE_SIZE = 200
LIST_SIZE = 500
COLUMNS = (
    "fact",
    "company",
    "canvas",
    "as_of",
    "value",
    "unit",
    "source",
    "source_date",
    "source_url",
    "page",
)

Stated = tuple[Entry, Fact]


@dataclass(frozen=True, slots=True)
class FactsPage:
    """A page of the list of facts that several canvases state; `single` counts the others."""

    chrome: Chrome
    lines: tuple[Line, ...]
    total: int
    single: int
    pager: Pager


@dataclass(frozen=True, slots=True)
class FactRow:
    """What one canvas states, its unit told elsewhere.

    `newest` marks the newest of several of one company.
    """

    company: Name
    company_route: Route
    canvas: Name
    route: Route
    fact: FactLine
    newest: bool


@dataclass(frozen=True, slots=True)
class FactPage:
    """One fact across canvases, in groups by its unit, and the file with all of it."""

    chrome: Chrome
    names: tuple[Name, ...]
    units: tuple[tuple[Name, tuple[FactRow, ...]], ...]
    total: int
    companies: int
    file: Route
    pager: Pager


@dataclass(frozen=True, slots=True)
class FactsFile:
    """One fact across canvases as a table."""

    rows: tuple[tuple[str, ...], ...]

    def written(self) -> bytes:
        """Return the table as CSV."""
        return tabular.table(COLUMNS, self.rows)


def plan(ground: Ground) -> Iterator[Page]:
    """Plan the list of facts; and page and table of each that two canvases or more state."""
    entries = ground.all()
    found = gather((said_by(e, fact.name), (e, fact)) for e in entries for fact in e.post.facts)
    shared = [group for group in found if _canvases(group) > 1]
    yield from _lists(shared, len(found) - len(shared), ground)
    for group in shared:
        stated = sorted(group.items, key=_unit)
        stated = [row for _, rows in _by_unit(stated) for row in _ordered(rows)]
        yield from _pages(group.names, stated, ground)
        rows = tuple(_record(entry, fact, ground) for entry, fact in stated)
        yield Page(routes.fact(group.text, "facts.csv"), "", FactsFile(rows))


def _lists(shared: Sequence[Gathered[Stated]], single: int, ground: Ground) -> Iterator[Page]:
    lines = [Line(group.names, routes.fact(group.text), _canvases(group)) for group in shared]
    chunks = list(paged(lines, LIST_SIZE))
    numbers = {number: routes.facts(number) for number, _, _ in chunks}
    for number, count, some in chunks:
        place = pager(number, count, numbers)
        view = FactsPage(ground.chrome, tuple(some), len(lines), single, place)
        yield Page(numbers[number], "facts.html", view)


def _pages(names: tuple[Name, ...], stated: Sequence[Stated], ground: Ground) -> Iterator[Page]:
    companies = len({entry.post.company.casefold() for entry, _ in stated})
    rows = [
        (_unit_of(entry, fact), _row(entry, fact, newest=index == 0 and len(same) > 1))
        for _, group in groupby(stated, key=_company_and_unit)
        if (same := list(group))
        for index, (entry, fact) in enumerate(same)
    ]
    chunks = list(paged(rows, PAGE_SIZE))
    numbers = {number: _page_route(names[0].text, number) for number, _, _ in chunks}
    for number, count, some in chunks:
        units = tuple(
            (group[0][0], tuple(row for _, row in group))
            for _, same in groupby(some, key=lambda row: row[0].text.casefold())
            if (group := list(same))
        )
        view = FactPage(
            ground.chrome,
            names,
            units,
            len(rows),
            companies,
            routes.fact(names[0].text, "facts.csv"),
            pager(number, count, numbers),
        )
        yield Page(numbers[number], "fact.html", view)


def _page_route(name: str, number: int) -> Route:
    return routes.fact(name, f"page-{number}.html" if number > 1 else "")


def _canvases(group: Gathered[Stated]) -> int:
    return len({entry.post.slug for entry, _ in group.items})


def _unit(stated: Stated) -> str:
    return stated[1].unit.casefold()


def _by_unit(stated: Sequence[Stated]) -> list[tuple[str, list[Stated]]]:
    """The statements of each unit, the most frequent unit first."""
    groups = [(unit, list(rows)) for unit, rows in groupby(stated, key=_unit)]
    return sorted(groups, key=lambda group: (-len(group[1]), group[0]))


def _ordered(rows: Sequence[Stated]) -> list[Stated]:
    """Statements by company, those of each from the newest to the oldest."""
    newest = sorted(rows, key=lambda row: (_as_of(*row), row[0].post.slug), reverse=True)
    return sorted(newest, key=lambda row: alphabetical(row[0].post.company))


def _as_of(entry: Entry, fact: Fact) -> str:
    return fact.as_of or entry.post.as_of


def _company_and_unit(stated: Stated) -> tuple[str, str]:
    return stated[0].post.company.casefold(), _unit(stated)


def _row(entry: Entry, fact: Fact, newest: bool) -> FactRow:
    return FactRow(
        said_by(entry, entry.post.company),
        routes.company(entry.post.company),
        entry.name,
        entry.card.route,
        replace(entry.line(fact), unit="", as_of=_as_of(entry, fact)),
        newest,
    )


def _unit_of(entry: Entry, fact: Fact) -> Name:
    return said_by(entry, fact.unit)


def _record(entry: Entry, fact: Fact, ground: Ground) -> tuple[str, ...]:
    post = entry.post
    source = next((source for source in post.sources if source.id == fact.source), None)
    base = ground.site.owner.base_url
    return (
        fact.name,
        post.company,
        post.title,
        _as_of(entry, fact),
        fact.value,
        fact.unit,
        source.title if source else "",
        source.date if source else "",
        source.url if source else "",
        routes.absolute(base, entry.card.route) if base else entry.card.route.url,
    )
