"""Each company at all its dates, and the list of companies from A to Z."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import groupby, pairwise

from ninefold import charts, routes
from ninefold.charts import Chart
from ninefold.comparison import Pair
from ninefold.languages import cldr
from ninefold.pages.gathering import Gathered, Line, gather, initial, said_by
from ninefold.pages.ground import Entry, Ground, called
from ninefold.pages.page import Page
from ninefold.pages.paging import paged, pager
from ninefold.pages.parts import Card, Chrome, FactLine, Link, Name, Pager
from ninefold.routes import Route

LIST_SIZE = 500


@dataclass(frozen=True, slots=True)
class CompaniesPage:
    """A page of the list of companies, in groups by their first letter."""

    chrome: Chrome
    letters: tuple[tuple[str, tuple[Line, ...]], ...]
    total: int
    canvases: int
    pager: Pager


@dataclass(frozen=True, slots=True)
class Step:
    """A canvas of a company, and the comparison with the one before, where there is one.

    `before` and `after` say which two are compared, by their dates where they have any.
    """

    card: Card
    comparison: Route | None
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact at its date, its unit told elsewhere, and the canvas that states it."""

    fact: FactLine
    canvas: Name
    route: Route


@dataclass(frozen=True, slots=True)
class Series:
    """A fact over time: its statements from the oldest, and a chart of the plain numbers."""

    name: str
    unit: str
    lang: str
    dir: str
    statements: tuple[Statement, ...]
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class CompanyPage:
    """One company: its canvases from the oldest, its facts over time, where it is found."""

    chrome: Chrome
    names: tuple[Name, ...]
    industries: tuple[Line, ...]
    steps: tuple[Step, ...]
    series: tuple[Series, ...]


def plan(ground: Ground) -> Iterator[Page]:
    """Plan the list of companies, and the page of each."""
    entries = ground.all()
    found = gather((said_by(entry, entry.post.company), entry) for entry in entries)
    yield from _lists(found, ground)
    for group in found:
        known = [entry.key for entry in group.items]
        view = ground.later(
            partial(_view, group, ground), known, group.names, _pairs(group.items, ground)
        )
        yield Page(routes.company(group.text), "company.html", view)


def _lists(found: Sequence[Gathered[Entry]], ground: Ground) -> Iterator[Page]:
    chunks = list(paged(found, LIST_SIZE))
    numbers = {number: routes.companies(number) for number, _, _ in chunks}
    for number, count, some in chunks:
        letters = tuple(
            (letter, tuple(_line(group) for group in groups))
            for letter, groups in groupby(some, key=lambda group: initial(group.text))
        )
        total, place = len(ground.site.posts), pager(number, count, numbers)
        view = CompaniesPage(ground.chrome, letters, len(found), total, place)
        yield Page(numbers[number], "companies.html", view)


def _line(group: Gathered[Entry]) -> Line:
    return Line(group.names, routes.company(group.text), len(group.items))


def _view(group: Gathered[Entry], ground: Ground) -> CompanyPage:
    entries = sorted(group.items, key=lambda e: (e.post.as_of or e.post.date, e.post.slug))
    industries = gather((said_by(e, e.post.industry), e) for e in entries if e.post.industry)
    return CompanyPage(
        ground.chrome,
        group.names,
        tuple(Line(g.names, routes.industry(g.text), len(g.items)) for g in industries),
        tuple(_steps(entries, ground)),
        tuple(_series(entries, ground)),
    )


def _steps(entries: Sequence[Entry], ground: Ground) -> Iterator[Step]:
    yield Step(entries[0].card, None, "", "")
    for before, after in pairwise(entries):
        link = _comparison(before.post.slug, after.post.slug, ground)
        names = (_when(entry, ground) for entry in (before, after)) if link else ("", "")
        yield Step(after.card, link.route if link else None, *names)


def _when(entry: Entry, ground: Ground) -> str:
    date = entry.card.as_of
    return ground.phrases.date(date) if date else called(entry.name, ground.phrases)


def _comparison(left: str, right: str, ground: Ground) -> Link | None:
    found = (pair for pair in ground.site.pairs_of[left] if right in (pair.left, pair.right))
    return next((ground.comparisons[pair] for pair in found), None)


def _pairs(entries: Sequence[Entry], ground: Ground) -> list[Pair]:
    """The pairs that a company's canvases make with one another."""
    slugs = {entry.post.slug for entry in entries}
    pairs = (pair for slug in slugs for pair in ground.site.pairs_of[slug] if len(slugs) > 1)
    return sorted({pair for pair in pairs if {pair.left, pair.right} <= slugs})


def _series(entries: Sequence[Entry], ground: Ground) -> Iterator[Series]:
    """The facts of several dates, matched by name and unit; no value is converted.

    A canvas may state again what an older one stated: of equal statements the newest stands.
    """
    stated: dict[tuple[str, str], dict[tuple[str, str], Statement]] = {}
    units: dict[tuple[str, str], str] = {}
    for entry in entries:
        for fact in entry.post.facts:
            as_of = fact.as_of or entry.post.as_of
            if as_of:
                line = replace(entry.line(fact), unit="", as_of=as_of)
                key = fact.name.casefold(), fact.unit.casefold()
                same = stated.setdefault(key, {})
                same[as_of, fact.value] = Statement(line, entry.name, entry.card.route)
                units[key] = fact.unit
    for key, same in stated.items():
        if len({date for date, _ in same}) > 1:
            statements = tuple(same[said] for said in sorted(same, key=lambda said: said[0]))
            last = statements[-1]
            yield Series(
                last.fact.name,
                units[key],
                last.canvas.lang,
                last.canvas.dir,
                statements,
                _chart(statements, units[key], ground),
            )


def _chart(statements: Sequence[Statement], unit: str, ground: Ground) -> Chart | None:
    """The chart of the plain numbers, where they are of two dates and more."""
    values: Mapping[str, Decimal] = {
        said.fact.as_of: Decimal(said.fact.value)
        for said in statements
        if cldr.is_plain(said.fact.value)
    }
    if len(values) < 2:
        return None
    phrases = ground.phrases
    series = sorted(values.items(), key=lambda item: charts.year(item[0]))
    return charts.chart(
        series, lambda value: phrases.figure(value, unit), phrases.date, phrases.dir == "rtl"
    )
