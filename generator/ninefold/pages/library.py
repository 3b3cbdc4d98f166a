"""The whole library as data: JSON and CSV. docs/data.md describes both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ninefold import routes
from ninefold.blocks import BLOCKS
from ninefold.encoding.jsontext import listed
from ninefold.encoding.tabular import table
from ninefold.pages.ground import Entry, Ground
from ninefold.pages.page import Page
from ninefold.pages.parts import Chrome

# Goes up when a key changes its meaning or goes away; new keys leave it as it is.
VERSION = 1

COLUMNS = (
    *("slug", "url", "title", "company", "as_of", "date", "industry", "region", "tags"),
    *("lang", "dir", "summary", "described", "words"),
    *(block.value for block in BLOCKS),
)
FACT_COLUMNS = (
    *("slug", "company", "canvas_as_of", "fact", "value", "unit", "as_of"),
    *("source", "source_url"),
)


@dataclass(frozen=True, slots=True)
class Record:
    """One canvas; `fills` are those of its nine cells, in canvas order."""

    slug: str
    url: str
    title: str
    company: str
    as_of: str
    date: str
    industry: str
    region: str
    tags: tuple[str, ...]
    lang: str
    dir: str
    summary: str
    fills: tuple[int, ...]
    described: int
    words: int


@dataclass(frozen=True, slots=True)
class LibraryJson:
    """All canvases as JSON; addresses are relative to the root of the site."""

    chrome: Chrome
    records: tuple[Record, ...]

    def written(self) -> bytes:
        """Return the library, a line a canvas."""
        head = {
            "version": VERSION,
            "title": self.chrome.site,
            "description": self.chrome.description,
            "base_url": self.chrome.base_url,
            "lang": self.chrome.lang,
            "blocks": [block.value for block in BLOCKS],
        }
        return listed(head, "canvases", map(_object, self.records))


@dataclass(frozen=True, slots=True)
class LibraryCsv:
    """All canvases as CSV, a row each."""

    records: tuple[Record, ...]

    def written(self) -> bytes:
        """Return the table."""
        return table(COLUMNS, map(_row, self.records))


@dataclass(frozen=True, slots=True)
class FactsCsv:
    """The facts of all canvases as CSV."""

    rows: tuple[tuple[str, ...], ...]

    def written(self) -> bytes:
        """Return the table."""
        return table(FACT_COLUMNS, self.rows)


def plan(ground: Ground) -> Iterator[Page]:
    """Plan the library as JSON and as CSV, and all its facts as CSV."""
    records = tuple(map(_record, ground.all()))
    facts = (row for entry in ground.all() for row in _facts(entry))
    yield Page(routes.LIBRARY_JSON, "", LibraryJson(ground.chrome, records))
    yield Page(routes.LIBRARY_CSV, "", LibraryCsv(records))
    yield Page(routes.LIBRARY_FACTS, "", FactsCsv(tuple(facts)))


def _record(entry: Entry) -> Record:
    post, card = entry.post, entry.card
    return Record(
        post.slug,
        card.route.url,
        post.title,
        post.company,
        post.as_of,
        post.date,
        post.industry,
        post.region,
        post.tags,
        card.lang,
        card.dir,
        post.summary,
        card.fills,
        sum(map(bool, card.fills)),
        entry.words,
    )


def _object(record: Record) -> dict[str, object]:
    """A record without what is empty, as it is read on every visit of a list."""
    values = {name: getattr(record, name) for name in Record.__slots__}
    return {name: value for name, value in values.items() if value not in ("", ())}


def _row(record: Record) -> list[str]:
    values = (getattr(record, name) for name in COLUMNS[: -len(BLOCKS)])
    cells = (", ".join(value) if isinstance(value, tuple) else str(value) for value in values)
    return [*cells, *map(str, record.fills)]


def _facts(entry: Entry) -> Iterator[tuple[str, ...]]:
    post = entry.post
    sources = {source.id: source for source in post.sources}
    for fact in post.facts:
        source = sources.get(fact.source)
        known = (source.title, source.url) if source else ("", "")
        canvas = (post.slug, post.company, post.as_of)
        yield (*canvas, fact.name, fact.value, fact.unit, fact.as_of, *known)
