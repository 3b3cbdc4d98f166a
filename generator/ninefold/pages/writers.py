"""Files that a function writes instead of a template: one view, in other forms."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from ninefold.comparison import Edit
from ninefold.diagnostics.formatting import json_text
from ninefold.encoding.tabular import guarded
from ninefold.languages import Phrasebook
from ninefold.markup import sentences
from ninefold.pages.compared import Cell, ComparedBlock, ComparedFact, ComparisonPage, Side

_STOPS = tuple(".!?:;…。！？؟”’»)")


def comparison_json(view: ComparisonPage, _: Phrasebook | None = None) -> str:
    """Return a comparison as JSON; docs/comparison.md describes its keys."""
    told = {
        "title": view.title or " / ".join(side.label for side in view.sides),
        "page": view.route.url,
        "reason": view.reason,
        "likeness": view.likeness,
        "shared_terms": view.shared,
        "summary": [bare(sentence) for sentence in view.summary],
        "canvases": [_canvas(side) for side in view.sides],
        "blocks": [_block(block) for block in view.blocks],
        "facts": [_fact(fact) for fact in view.facts],
    }
    return json_text(told, 1) + "\n"


def comparison_csv(view: ComparisonPage, phrases: Phrasebook) -> str:
    """Return a comparison as a table: a row a block and a fact, columns for each canvas."""
    rows = [
        [
            phrases.say("facts.fact"),
            phrases.say("comparison.unit"),
            phrases.say("comparison.likeness_column"),
            phrases.say("comparison.shared"),
            phrases.say("comparison.difference_column"),
            phrases.say("comparison.ratio_column"),
        ]
    ]
    for side in view.sides:
        rows[0] += [
            side.label,
            f"{side.label}: {phrases.say('canvas.as_of')}",
            phrases.say("comparison.own", name=side.label),
        ]
    for block in view.blocks:
        row = [block.title, "", _shown(block.likeness), ", ".join(block.shared), "", ""]
        for side, cell in zip(view.sides, block.cells, strict=True):
            row += [plain(cell), side.card.as_of, ", ".join(cell.own)]
        rows.append(row)
    for fact in view.facts:
        row = [fact.name, fact.unit, "", "", fact.difference, fact.ratio]
        for figure in fact.figures:
            row += [figure.value, figure.as_of, ""] if figure else ["", "", ""]
        rows.append(row)
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerows([map(guarded, row) for row in rows])
    return file.getvalue()


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


def _shown(likeness: int | None) -> str:
    return "" if likeness is None else str(likeness)


def _canvas(side: Side) -> dict[str, Any]:
    return {
        "slug": side.card.route.url.split("/")[1],
        "title": side.card.title,
        "company": side.card.company,
        "as_of": side.card.as_of,
        "language": side.card.lang,
        "blocks_described": side.described,
        "words": side.words,
        "facts": side.facts,
        "sources": side.sources,
        "newest": side.newest,
        "own_terms": side.own,
    }


def _block(block: ComparedBlock) -> dict[str, Any]:
    return {
        "block": block.block.value,
        "title": block.title,
        "state": block.state,
        "likeness": block.likeness,
        "shared_terms": block.shared,
        "own_terms": [cell.own for cell in block.cells],
        "texts": [plain(cell) if cell.html else None for cell in block.cells],
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


# By the name that a page gives in place of a template's.
WRITERS: Mapping[str, Callable[[Any, Phrasebook], str]] = MappingProxyType(
    {"comparison.json": comparison_json, "comparison.csv": comparison_csv}
)
