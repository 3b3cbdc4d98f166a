"""Markdown -> safe HTML fragments: what a post's text becomes on every page that shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass

import nh3

from ninefold import routes
from ninefold.blocks import BLOCKS, Block
from ninefold.bounds import Allowance
from ninefold.markup.converter import MARK, converted
from ninefold.markup.marking import marked, sentences
from ninefold.markup.sanitiser import Html, as_written, is_note, sanitised, text_of
from ninefold.markup.summary import points
from ninefold.markup.tree import tree
from ninefold.vocabulary import block_linked

__all__ = [
    "Html",
    "Manuscript",
    "Rendered",
    "RenderedSection",
    "lengths",
    "marked",
    "plain",
    "render",
    "sentences",
    "text_of",
    "tree",
]

_WEB = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_LONG_LINE = 10_000  # characters: no heading or name is that long


@dataclass(frozen=True, slots=True)
class Manuscript:
    """All that decides how the text of one post is rendered; it holds no position.

    `links` maps the relative addresses that the post writes to addresses of the site;
    `raw_html` says what becomes of HTML: what is harmless passes ("sanitize"), or all of it
    is shown as it is written ("escape").
    """

    slug: str
    introduction: str
    sections: tuple[tuple[Block, str], ...]
    extras: tuple[tuple[str, str], ...]
    definitions: str
    notes: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    raw_html: str = "sanitize"


@dataclass(frozen=True, slots=True)
class RenderedSection:
    """One section as HTML, what of it a cell of the poster shows, and its length in words."""

    block: Block
    html: Html
    points: tuple[str, ...]
    words: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """A post's text as HTML fragments, ready for any page two folders below the root."""

    slug: str
    introduction: Html
    sections: tuple[RenderedSection, ...]
    extras: tuple[tuple[str, Html], ...]

    def section(self, block: Block) -> RenderedSection | None:
        """Return the section that fills a block, or None."""
        return next((s for s in self.sections if s.block is block), None)


def lengths(rendered: Rendered) -> tuple[int | None, ...]:
    """Return how many words each block has, in canvas order; None for one without text."""
    shown = {section.block: section.words for section in rendered.sections if section.html.text}
    return tuple(map(shown.get, BLOCKS))


def render(manuscript: Manuscript) -> Rendered:
    """Render the text of one post. Pure; never raises for any text."""
    fragment = _Fragments(manuscript)
    return Rendered(
        manuscript.slug,
        fragment(manuscript.introduction, "introduction", top=2),
        tuple(_section(block, text, fragment) for block, text in manuscript.sections),
        tuple(
            (plain(heading, fragment.allowance), fragment(text, f"extra-{number}"))
            for number, (heading, text) in enumerate(manuscript.extras, 1)
        ),
    )


def plain(text: str, allowance: Allowance | None = None) -> str:
    """Return a line of Markdown as the text that a reader sees, unescaped.

    One that is dear to render, by itself or with the others of an allowance, stays as it is.
    """
    if len(text) > _LONG_LINE or not re.search(r"[\\`*_\[<&]", text):
        return text
    if (allowance or Allowance()).excess(text):
        return text
    return text_of(nh3.clean(converted(text, "plain", ())))


def _section(block: Block, text: str, fragment: _Fragments) -> RenderedSection:
    made = fragment(text, block.slug)
    return RenderedSection(block, made, points(made), len(_WORD.findall(text_of(made.text))))


class _Fragments:
    """Renders the parts of one manuscript."""

    def __init__(self, manuscript: Manuscript) -> None:
        self.manuscript = manuscript
        self.allowance = Allowance()
        self.notes = dict(manuscript.notes)
        self.links = dict(manuscript.links)
        self.page = routes.from_depth(2, routes.canvas(manuscript.slug))

    def __call__(self, text: str, name: str, top: int = 3) -> Html:
        if not text.strip():
            return Html("")
        prefix = f"{self.manuscript.slug}-{name}"
        whole = self._with_definitions(text)
        if self.allowance.excess(whole):
            return as_written(text)
        made = converted(
            whole,
            prefix,
            self.manuscript.sources,
            f"{self.page}#source-",
            escape=self.manuscript.raw_html == "escape",
        )
        return Html(sanitised(made, lambda url: self._address(url, prefix), prefix, top))

    def _with_definitions(self, text: str) -> str:
        """The text with the footnotes it calls, and those that these call, and all links."""
        wanted = dict.fromkeys(MARK.findall(text))
        queue = list(wanted)
        while queue:
            for mark in MARK.findall(self.notes.get(queue.pop(), "")):
                if mark not in wanted:
                    wanted[mark] = None
                    queue.append(mark)
        notes = [self.notes[mark] for mark in wanted if mark in self.notes]
        links = [self.manuscript.definitions] if "[" in text else []
        return "\n\n".join([text, *links, *notes])

    def _address(self, url: str, prefix: str) -> str | None:
        if url.startswith("#"):
            if is_note(url[1:], prefix):
                return url
            block = block_linked(url)
            return f"{self.page}#{block.slug}" if block else None
        if url.startswith(f"{self.page}#source-") or _WEB.match(url):
            return url
        return self.links.get(url)
