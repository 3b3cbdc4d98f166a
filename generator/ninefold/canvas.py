"""The domain: sections, facts, and the post that holds a canvas. Values only, no positions.

A `Post` is what a file says once it is read; a `Document` adds where it says it, for the
rules, and goes no further than the checker.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

import msgspec

from ninefold.blocks import BLOCKS, Block
from ninefold.diagnostics import Edit, Fault
from ninefold.source import Source, Span

T = TypeVar("T")


class Section(msgspec.Struct, frozen=True):
    """A heading of a post and the Markdown under it, filling one block."""

    block: Block
    heading: str
    text: str


class Extra(msgspec.Struct, frozen=True):
    """A section of a post that fills none of the nine blocks."""

    heading: str
    text: str


class Reference(msgspec.Struct, frozen=True):
    """A source that a post names, as its front matter gives it; dates are ISO, maybe partial."""

    id: str
    title: str
    publisher: str = ""
    url: str = ""
    date: str = ""


class Fact(msgspec.Struct, frozen=True):
    """A figure or short statement with its unit, its date and the id of its source."""

    name: str
    value: str
    unit: str = ""
    as_of: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """Front matter and canvas of one file.

    Dates are ISO 8601 and may be partial ("2023", "2023-11"), or empty where the post
    gives none. `sections` stand in canvas order, at most one a block. `notes` holds the
    definitions of links and footnotes, which any section may use.
    """

    path: str
    slug: str
    title: str
    company: str
    as_of: str = ""
    date: str = ""
    summary: str = ""
    industry: str = ""
    region: str = ""
    tags: tuple[str, ...] = ()
    lang: str = ""
    dir: str = ""
    draft: bool = False
    sources: tuple[Reference, ...] = ()
    facts: tuple[Fact, ...] = ()
    compare: tuple[str, ...] = ()
    summaries: tuple[tuple[Block, str], ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()
    introduction: str = ""
    sections: tuple[Section, ...] = ()
    extras: tuple[Extra, ...] = ()
    definitions: str = ""
    notes: tuple[tuple[str, str], ...] = ()
    targets: tuple[str, ...] = ()

    def section(self, block: Block) -> Section | None:
        """Return the section that fills a block, or None where the post has none."""
        return next((s for s in self.sections if s.block is block), None)

    @property
    def missing(self) -> tuple[Block, ...]:
        """The blocks that no section fills, in canvas order."""
        present = {s.block for s in self.sections}
        return tuple(block for block in BLOCKS if block not in present)


class Kind(StrEnum):
    """What a document is: a canvas, an empty one to fill in, a Lean Canvas, or none of them."""

    CANVAS = "canvas"
    TEMPLATE = "template"
    LEAN = "lean"
    OTHER = "other"


class Found(msgspec.Struct, frozen=True):
    """A name taken for one of the nine blocks, and where it stands.

    `form` is how it is written: "heading", "setext", "bold", "plain", "list", "lead-in",
    "table" or "html-table"; `level` is a heading's, 0 in the other forms; `text` is the name
    as written, without numbers, marks and remarks.
    """

    block: Block
    span: Span
    level: int
    empty: bool = False
    form: str = "heading"
    text: str = ""


class NotTaken(msgspec.Struct, frozen=True):
    """What might have begun a section and did not; `reason` ends a sentence about it."""

    span: Span
    text: str
    reason: str


class Suppression(msgspec.Struct, frozen=True):
    """An author's word that a rule, by code or name, is to be silent within `scope`.

    `span` is where the rule is named; `removal` takes the word back, None where that is more
    than taking out a few characters.
    """

    rule: str
    span: Span
    scope: Span
    removal: Edit | None = None


@dataclass(frozen=True, slots=True)
class Standards:
    """What the owner of a site expects of its posts, where owners differ.

    `language` is that of posts that name none; `order` is that of the sections, () for any;
    `official_names` asks for the names that the site shows; a figure is stale `stale_after`
    years after it was true, 0 for never; `lengths` are the least and the most words of a
    block, where they are not the usual ones.
    """

    language: str = "en"
    order: tuple[Block, ...] = ()
    official_names: bool = False
    stale_after: int = 0
    lengths: tuple[tuple[Block, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A post with positions: what a rule may look at.

    `kind`, `form` and `language` are of the canvas as a whole: the form in which most of its
    sections are written ("" where there are none, "fence" where it is `fenced`: the only
    canvas is inside one fence), and the language of their names. `resembles` is what a document
    that is no canvas is instead: "lean", "mission", "value", "swot", a "guide" to canvases, or "".

    `places` maps what can be pointed at ("title", "compare[0]", "facts[1].source",
    "link:other.md") to its span; `headings` are the names taken for blocks, in the file's order,
    duplicates included; `nameless` are headings without any text; `faults` are what the
    parser could not read, each naming the rule that reports it. `links` are the addresses
    that the body's links and images lead to, each at every place; `suppressions` are what the
    author does not want to hear of, `standards` what the owner of the site asks for. `outline`
    gives start, end and level of every heading of Markdown, in the file's order.
    """

    source: Source
    post: Post | None
    headings: tuple[Found, ...] = ()
    nameless: tuple[Span, ...] = ()
    places: Mapping[str, Span] | None = None
    faults: tuple[Fault, ...] = ()
    kind: Kind = Kind.OTHER
    form: str = ""
    language: str = "en"
    fenced: bool = False
    resembles: str = ""
    links: tuple[tuple[str, Span], ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    standards: Standards = field(default_factory=Standards)
    outline: tuple[tuple[int, int, int], ...] = ()
    _told: Callable[[], Iterable[NotTaken]] = field(default=tuple, compare=False, repr=False)
    _worked_out: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def not_taken(self) -> tuple[NotTaken, ...]:
        """Headings that begin no section, and near candidates of other forms; seldom asked for."""
        return tuple(self._told())

    @property
    def sections_found(self) -> tuple[Found, ...]:
        """What was taken for the nine blocks, in the file's order."""
        return self.headings

    def once(self, work: Callable[[Document], T]) -> T:
        """Return what a pure function makes of this document, calling it the first time only."""
        if work not in self._worked_out:
            self._worked_out[work] = work(self)
        made: T = self._worked_out[work]
        return made

    def faults_of(self, rule: str) -> Iterable[Fault]:
        """The parser's faults that one rule reports."""
        return (fault for fault in self.faults if fault.rule == rule)

    def place(self, name: str) -> Span:
        """Return where something stands; the start of the file where it is not written."""
        return (self.places or {}).get(name, Span(0, 0))
