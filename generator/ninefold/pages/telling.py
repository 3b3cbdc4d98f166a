"""A comparison in the forms of the terminal: text, Markdown, JSON, CSV."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from ninefold.comparison import Change
from ninefold.encoding.markdown import words
from ninefold.languages import Phrasebook
from ninefold.pages.compared import ComparedBlock, ComparedFact, ComparisonPage
from ninefold.pages.writers import bare, comparison_csv, comparison_json, plain

_WIDTH = 88


def markdown(view: ComparisonPage, phrases: Phrasebook) -> str:
    """Return a comparison as Markdown, the texts of a block one below the other."""
    return "\n\n".join(_markdown(view, phrases)) + "\n"


def text(view: ComparisonPage, phrases: Phrasebook) -> str:
    """Return a comparison as plain text, wrapped for a terminal."""
    return "\n\n".join(_unmarked(piece) for piece in _markdown(view, phrases, escape=False)) + "\n"


def _markdown(view: ComparisonPage, phrases: Phrasebook, escape: bool = True) -> Iterator[str]:
    kept: Callable[[str], str] = words if escape else str
    labels = [kept(side.label) for side in view.sides]
    yield f"# {kept(view.title) or phrases.listing(labels)}"
    sentences = [bare(sentence) for sentence in view.summary]
    if view.shared:
        terms = ", ".join(view.shared)
        both = phrases.say("comparison.because", terms=terms)
        every = phrases.say("comparison.because_all", terms=terms)
        sentences.insert(0, both if len(labels) == 2 else every)
    if view.likeness is not None:
        told = phrases.say("comparison.likeness", degree=view.degree, number=view.likeness)
        sentences.insert(0, told)
    yield kept(" ".join(sentences))
    for row in view.blocks:
        yield from _block(row, labels, phrases, kept)
    if view.facts:
        yield f"## {phrases.say('canvas.facts')}"
        yield "\n".join(line for fact in view.facts for line in _fact(fact, labels, phrases, kept))


def _block(
    row: ComparedBlock, labels: list[str], phrases: Phrasebook, kept: Callable[[str], str]
) -> Iterator[str]:
    yield f"## {row.block.number} {row.title}"
    told = row.degree
    if row.likeness is not None:
        told = phrases.say("comparison.row", degree=row.degree, number=row.likeness)
    if row.shared:
        told += f" · {phrases.say('comparison.shared')}: {kept(', '.join(row.shared))}"
    yield told
    for label, cell in zip(labels, row.cells, strict=True):
        said = kept(plain(cell)) or phrases.say("canvas.undescribed")
        own = f" ({kept(', '.join(cell.own))})" if cell.own else ""
        yield f"**{label}**{own}: {said}"
    changes = {
        Change.ADDED: phrases.say("comparison.added"),
        Change.REMOVED: phrases.say("comparison.removed"),
        Change.REWORDED: phrases.say("comparison.reworded"),
    }
    for edit in row.edits:
        marks = {"same": "{}", "del": "[-{}-]", "ins": "{{+{}+}}"}
        pieces = (marks[piece.kind].format(kept(piece.text)) for piece in edit.pieces)
        yield f"- {changes[edit.change]}: {''.join(pieces)}"


def _fact(
    fact: ComparedFact, labels: list[str], phrases: Phrasebook, kept: Callable[[str], str]
) -> Iterator[str]:
    told = []
    for label, figure in zip(labels, fact.figures, strict=True):
        if figure is None:
            told.append(f"{label} {phrases.say('facts.unstated')}")
            continue
        date = f" ({phrases.date(figure.as_of)})" if figure.as_of else ""
        told.append(f"{label} {kept(phrases.figure(figure.value, fact.unit))}{date}")
    unit = f" ({kept(fact.unit)})" if fact.unit else ""
    yield f"- {kept(fact.name)}{unit}: {'; '.join(told)}"
    if fact.difference:
        number = phrases.figure(fact.difference, fact.unit)
        change = phrases.say("comparison.change", number=number)
        difference = phrases.say("comparison.difference", number=number)
        yield f"  {change if fact.dates_differ else difference}"


def _unmarked(piece: str) -> str:
    """A piece without its marks of Markdown, at the width of a terminal."""
    if piece.startswith("#"):
        title = piece.lstrip("# ")
        return f"{title}\n{('=' if piece.startswith('# ') else '-') * len(title)}"
    bare = re.sub(r"^\*\*(.*?)\*\*", r"\1", piece)
    lines = (textwrap.fill(line, _WIDTH, subsequent_indent="  ") for line in bare.split("\n"))
    return "\n".join(lines)


TELLERS: Mapping[str, Callable[[ComparisonPage, Phrasebook], str]] = MappingProxyType(
    {"text": text, "md": markdown, "json": comparison_json, "csv": comparison_csv}
)
