"""A comparison as files for programs: what it says, without the texts it is about.

The texts stand in each canvas's own `canvas.json`, so an edit of a word leaves these files as
they are unless it changes what the comparison says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ninefold import routes
from ninefold.comparison import Edit
from ninefold.encoding import tabular
from ninefold.encoding.jsontext import json_text
from ninefold.encoding.xml import encoded
from ninefold.languages import Phrasebook
from ninefold.markup import sentences
from ninefold.pages.compared import Cell, ComparedBlock, ComparedFact, ComparisonPage, Side
from ninefold.routes import Route

_STOPS = tuple(".!?:;…。！？؟”’»)")


@dataclass(frozen=True, slots=True)
class Told:
    """What a comparison says, without the texts of the canvases."""

    title: str
    route: Route
    reason: str
    likeness: int | None
    shared: tuple[str, ...]
    summary: tuple[str, ...]
    sides: tuple[Side, ...]
    blocks: tuple[ToldBlock, ...]
    facts: tuple[ComparedFact, ...]


@dataclass(frozen=True, slots=True)
class ToldBlock:
    """What a comparison says of one block."""

    key: str
    title: str
    state: str
    likeness: int | None
    shared: tuple[str, ...]
    own: tuple[tuple[str, ...], ...]
    edits: tuple[Edit, ...]
    anew: bool


@dataclass(frozen=True, slots=True)
class JsonFile:
    """`comparison.json`; docs/comparison.md describes its keys."""

    told: Told

    def written(self) -> bytes:
        """Return the file."""
        return encoded(_json(self.told))


@dataclass(frozen=True, slots=True)
class CsvFile:
    """`comparison.csv`: a row a block and a fact, columns for each canvas."""

    told: Told
    head: tuple[str, ...]

    def written(self) -> bytes:
        """Return the file."""
        return tabular.table(self.head, _rows(self.told))


def told(view: ComparisonPage) -> Told:
    """Return what a comparison says, without the texts of the canvases."""
    return Told(
        view.title,
        view.route,
        view.reason,
        view.likeness,
        view.shared,
        view.summary,
        view.sides,
        tuple(map(_told_block, view.blocks)),
        view.facts,
    )


def head(sides: Sequence[Side], phrases: Phrasebook) -> tuple[str, ...]:
    """Return the heads of the columns of `comparison.csv`."""
    own = [
        phrases.say("facts.fact"),
        phrases.say("comparison.unit"),
        phrases.say("comparison.likeness_column"),
        phrases.say("comparison.shared"),
        phrases.say("comparison.difference_column"),
        phrases.say("comparison.ratio_column"),
    ]
    dated = phrases.say("canvas.as_of")
    for side in sides:
        only = phrases.say("comparison.own", name=side.label)
        own += [side.label, f"{side.label}: {dated}", only]
    return tuple(own)


def comparison_json(view: ComparisonPage, _: Phrasebook | None = None) -> str:
    """Return a comparison as JSON."""
    return _json(told(view))


def comparison_csv(view: ComparisonPage, phrases: Phrasebook) -> str:
    """Return a comparison as a table, without the mark at its beginning."""
    return CsvFile(told(view), head(view.sides, phrases)).written().decode("utf-8-sig")


def bare(sentence: str) -> str:
    """Return a sentence without the signs that isolate names of the other direction."""
    return sentence.replace("\u2068", "").replace("\u2069", "")


def plain(cell: Cell) -> str:
    """Return what a canvas says of a block as plain text; nothing where it says nothing.

    What ends without a full stop, such as an item of a list, ends its line.
    """
    said = sentences(cell.html) if cell.html else ()
    ended = (s if s.endswith(_STOPS) else f"{s}\n" for s in said)
    return " ".join(ended).replace("\n ", "\n").rstrip("\n")


def _told_block(row: ComparedBlock) -> ToldBlock:
    return ToldBlock(
        row.block.value,
        row.title,
        row.state,
        row.likeness,
        row.shared,
        tuple(cell.own for cell in row.cells),
        row.edits,
        row.anew,
    )


def _json(told: Told) -> str:
    data = {
        "title": told.title or " / ".join(side.label for side in told.sides),
        "page": told.route.url,
        "reason": told.reason,
        "likeness": told.likeness,
        "shared_terms": told.shared,
        "summary": [bare(sentence) for sentence in told.summary],
        "canvases": [_canvas(side) for side in told.sides],
        "blocks": [_block(block) for block in told.blocks],
        "facts": [_fact(fact) for fact in told.facts],
    }
    return json_text(data) + "\n"


def _rows(told: Told) -> Iterator[list[str]]:
    for block in told.blocks:
        number = "" if block.likeness is None else str(block.likeness)
        row = [block.title, "", number, ", ".join(block.shared), "", ""]
        for side, own in zip(told.sides, block.own, strict=True):
            row += ["", side.card.as_of, ", ".join(own)]
        yield row
    for fact in told.facts:
        row = [fact.name, fact.unit, "", "", fact.difference, fact.ratio]
        for figure in fact.figures:
            row += [figure.value, figure.as_of, ""] if figure else ["", "", ""]
        yield row


def _canvas(side: Side) -> dict[str, Any]:
    return {
        "slug": side.slug,
        "data": routes.twin(side.slug, "canvas.json").url,
        "title": side.card.title,
        "company": side.card.company,
        "as_of": side.card.as_of,
        "language": side.card.lang,
        "blocks_described": side.described,
        "facts": side.facts,
        "sources": side.sources,
        "newest": side.newest,
        "own_terms": side.own,
    }


def _block(block: ToldBlock) -> dict[str, Any]:
    return {
        "block": block.key,
        "title": block.title,
        "state": block.state,
        "likeness": block.likeness,
        "shared_terms": block.shared,
        "own_terms": block.own,
        "changes": [_edit(edit) for edit in block.edits],
        "written_anew": block.anew,
    }


def _edit(edit: Edit) -> dict[str, Any]:
    return {"change": edit.change.value, "pieces": [[p.kind, p.text] for p in edit.pieces]}


def _fact(fact: ComparedFact) -> dict[str, Any]:
    return {
        "name": fact.name,
        "unit": fact.unit,
        "values": [
            {"value": figure.value, "as_of": figure.as_of, "source": figure.source}
            if figure
            else None
            for figure in fact.figures
        ],
        "difference": fact.difference,
        "ratio": fact.ratio,
        "dates_differ": fact.dates_differ,
    }
