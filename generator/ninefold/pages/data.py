"""`canvas.json`: a canvas as data, for programs and for comparisons made in the browser.

`docs/data.md` and `docs/canvas.schema.json` describe it. A change that a reader of the file
could trip over is a new VERSION.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from msgspec import structs

from ninefold import routes
from ninefold.canvas import Fact, Reference
from ninefold.encoding.xml import encoded
from ninefold.markup import RenderedSection
from ninefold.markup.sanitiser import Html, prose_of
from ninefold.pages.ground import Entry, Ground, alone
from ninefold.pages.page import Page
from ninefold.pages.parts import Card, Cell

VERSION = 1


@dataclass(frozen=True, slots=True)
class DataFile:
    """What the file says; the texts are still HTML, and become plain when it is made."""

    slug: str
    url: str
    card: Card
    date: str
    region: str
    tags: tuple[str, ...]
    cells: tuple[Cell, ...]
    introduction: Html
    sections: tuple[RenderedSection, ...]
    extras: tuple[tuple[str, Html], ...]
    words: int
    facts: tuple[Fact, ...]
    sources: tuple[Reference, ...]

    def written(self) -> bytes:
        """Return the file."""
        card = self.card
        told = {
            "version": VERSION,
            "slug": self.slug,
            "url": self.url,
            "title": card.title,
            "company": card.company,
            "as_of": card.as_of,
            "date": self.date,
            "lang": card.lang,
            "dir": card.dir,
            "summary": card.summary,
            "industry": card.industry,
            "region": self.region,
            "tags": self.tags,
            "introduction": prose_of(self.introduction),
            "words": self.words,
            "blocks": list(self._blocks()),
            "extras": [{"title": name, "text": prose_of(html)} for name, html in self.extras],
            "facts": list(self._facts()),
            "sources": [{"number": n, **structs.asdict(s)} for n, s in enumerate(self.sources, 1)],
        }
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        return encoded(f"{text}\n")

    def _blocks(self) -> Iterator[dict[str, Any]]:
        sections = {section.block: section for section in self.sections}
        for cell in self.cells:
            section = sections.get(cell.block)
            yield {
                "key": cell.block.value,
                "slug": cell.block.slug,
                "number": cell.block.number,
                "title": cell.title,
                "points": cell.points,
                "text": prose_of(section.html) if section else "",
                "words": section.words if section else 0,
            }

    def _facts(self) -> Iterator[dict[str, Any]]:
        numbers = {source.id: number for number, source in enumerate(self.sources, 1)}
        for fact in self.facts:
            yield structs.asdict(fact) | {"source": numbers.get(fact.source)}


def plan(entry: Entry, ground: Ground) -> Iterator[Page]:
    """Plan the data of a canvas."""
    make = partial(_view, entry, ground.chrome.base_url)
    view = ground.later(make, *alone(entry, ground))
    yield Page(routes.twin(entry.post.slug, "canvas.json"), "", view)


def _view(entry: Entry, base_url: str) -> DataFile:
    post, route, rendered = entry.post, entry.card.route, entry.rendered
    return DataFile(
        post.slug,
        routes.absolute(base_url, route) if base_url else route.url,
        entry.card,
        post.date,
        post.region,
        post.tags,
        entry.poster.cells,
        rendered.introduction,
        rendered.sections,
        rendered.extras,
        entry.words,
        post.facts,
        post.sources,
    )
