"""A canvas in other forms: Markdown, a picture, a preview, a table of its facts.

Each view holds what its form says; the file is made of it only where it is out of date.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ninefold import drawing, routes, transcript
from ninefold.canvas import Fact, Post, Reference
from ninefold.drawing import Caption, Drawn
from ninefold.encoding import tabular
from ninefold.encoding.xml import encoded
from ninefold.pages.ground import Entry, Ground
from ninefold.pages.page import Page
from ninefold.routes import Route
from ninefold.site import canvases_at, resolved

FACT_COLUMNS = (
    *("canvas", "company", "as_of", "fact", "value", "unit", "fact_as_of"),
    *("source", "publisher", "source_date", "source_url"),
)


@dataclass(frozen=True, slots=True)
class MarkdownFile:
    """`index.md`: the post as clean Markdown; `links` are its relative addresses, resolved."""

    post: Post
    links: tuple[tuple[str, str], ...]

    def written(self) -> bytes:
        """Return the file."""
        return encoded(transcript.markdown(self.post, dict(self.links)))


@dataclass(frozen=True, slots=True)
class PictureFile:
    """`canvas.svg`: the poster for slides."""

    cells: tuple[Drawn, ...]
    caption: Caption

    def written(self) -> bytes:
        """Return the file."""
        return drawing.poster(self.cells, self.caption)


@dataclass(frozen=True, slots=True)
class PreviewFile:
    """`card.png`: what a link to the canvas looks like elsewhere."""

    fills: tuple[int, ...]
    rtl: bool

    def written(self) -> bytes:
        """Return the file."""
        return drawing.card(self.fills, self.rtl)


@dataclass(frozen=True, slots=True)
class FactsFile:
    """`facts.csv`: the facts with their sources, a row each."""

    slug: str
    company: str
    as_of: str
    facts: tuple[Fact, ...]
    sources: tuple[Reference, ...]

    def written(self) -> bytes:
        """Return the file."""
        return tabular.table(FACT_COLUMNS, self._rows())

    def _rows(self) -> Iterator[tuple[str, ...]]:
        known = {source.id: source for source in self.sources}
        for fact in self.facts:
            source = known.get(fact.source, Reference("", ""))
            own = (self.slug, self.company, self.as_of)
            stated = (fact.name, fact.value, fact.unit, fact.as_of)
            yield *own, *stated, source.title, source.publisher, source.date, source.url


def plan(entry: Entry, ground: Ground) -> Iterator[Page]:
    """Plan the twins of a canvas; without facts there is no table of them."""
    post, card = entry.post, entry.card
    known, links = made_from(entry, ground)
    markdown = ground.later(lambda: MarkdownFile(post, links), known, links)
    yield Page(routes.twin(post.slug, "index.md"), "", markdown)
    picture = ground.later(lambda: _picture(entry, ground), known)
    yield Page(routes.twin(post.slug, "canvas.svg"), "", picture)
    preview = PreviewFile(card.fills, card.dir == "rtl")
    yield Page(routes.twin(post.slug, "card.png"), "", preview)
    if post.facts:
        table = ground.later(lambda: _table(post), known)
        yield Page(routes.twin(post.slug, "facts.csv"), "", table)


def made_from(entry: Entry, ground: Ground) -> tuple[Sequence[bytes], tuple[tuple[str, str], ...]]:
    """Return the canvas, and where its links lead."""
    return [entry.key], tuple(_links(entry.post, ground.once(_paths)))


def _paths(ground: Ground) -> Mapping[str, Route]:
    return canvases_at(ground.site.posts)


def _links(post: Post, paths: Mapping[str, Route]) -> Iterator[tuple[str, str]]:
    """What the relative addresses of a post are on the site."""
    for target in post.targets:
        if address := resolved(post.path, target, paths):
            yield target, address


def _table(post: Post) -> FactsFile:
    return FactsFile(post.slug, post.company, post.as_of, post.facts, post.sources)


def _picture(entry: Entry, ground: Ground) -> PictureFile:
    card, chrome, poster = entry.card, ground.chrome, entry.poster
    address = routes.absolute(chrome.base_url, card.route) if chrome.base_url else ""
    caption = Caption(
        card.title,
        ground.phrases.date(card.as_of),
        card.lang,
        card.dir,
        poster.titles.lang,
        ground.phrases.lang,
        ground.phrases.say("canvas.undescribed"),
        " · ".join(filter(None, (chrome.site, address))),
    )
    return PictureFile(poster.drawn(), caption)
