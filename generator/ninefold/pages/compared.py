"""A comparison as its page, its files and the terminal show it: one view for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ninefold import comparison, routes
from ninefold.blocks import BLOCKS, Block
from ninefold.comparison import BlockRow, Comparison, Coverage, Edit, FactRow, Marks
from ninefold.languages import Phrasebook
from ninefold.markup.sanitiser import Html
from ninefold.pages.ground import Entry, Ground, called
from ninefold.pages.parts import Card, Chrome, FactLine, Link
from ninefold.pages.series import Series, series
from ninefold.routes import Route


@dataclass(frozen=True, slots=True)
class Side:
    """One of the canvases: its card, how much it tells, and the terms that set it apart.

    `label` is what it is called beside the others; `newest` is the date of its newest fact.
    """

    card: Card
    slug: str
    label: str
    described: int
    words: int
    facts: int
    sources: int
    newest: str
    own: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one canvas says of a block; `html` is None where it does not describe it."""

    html: Html | None
    own: tuple[str, ...]
    marks: Marks


@dataclass(frozen=True, slots=True)
class ComparedBlock:
    """One block of all canvases; `likeness` is None where words are not compared.

    `degree` says how alike they are, or else how the block stands.
    """

    block: Block
    title: str
    state: str
    likeness: int | None
    degree: str
    shared: tuple[str, ...]
    cells: tuple[Cell, ...]
    edits: tuple[Edit, ...]
    anew: bool


@dataclass(frozen=True, slots=True)
class ComparedFact:
    """One quantity in all canvases; None where a canvas does not state it."""

    name: str
    unit: str
    figures: tuple[FactLine | None, ...]
    difference: str
    ratio: str
    dates_differ: bool


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """Two to four canvases side by side.

    `title` and `introduction` are those of its curator, empty for others. `over_time` tells
    dates of one company from different companies; `series` are its facts over the dates.
    """

    chrome: Chrome
    title: str
    introduction: Html
    reason: str
    sides: tuple[Side, ...]
    over_time: bool
    likeness: int | None
    degree: str
    shared: tuple[str, ...]
    summary: tuple[str, ...]
    blocks: tuple[ComparedBlock, ...]
    facts: tuple[ComparedFact, ...]
    series: tuple[Series, ...]
    fewer: tuple[Link, ...]
    others: tuple[Link, ...]
    route: Route
    json: Route
    csv: Route


def of(slugs: Sequence[str], ground: Ground) -> ComparisonPage:
    """Return what is shown of two to four canvases: as named, or one company by date.

    Reason, introduction and links are left open.
    """
    posts = comparison.in_order(ground.entries[slug].post for slug in slugs)
    entries = [ground.entries[post.slug] for post in posts]
    known = ground.collated.compared.get(tuple(post.slug for post in posts))
    found = known or _compared(entries, ground)
    labels = _labels(entries, ground.phrases)
    company = ground.site.companies[entries[0].post.company.casefold()]
    told = zip(entries, labels, found.coverage, found.words.own, strict=True)
    return ComparisonPage(
        chrome=ground.chrome,
        title="",
        introduction=Html(""),
        reason="",
        sides=tuple(_side(*side) for side in told),
        over_time=found.one_company,
        likeness=found.words.likeness,
        degree=_degree(found.words.likeness, ground.phrases),
        shared=found.words.shared,
        summary=tuple(_summary(found, _isolated(entries, labels, ground), ground)),
        blocks=tuple(_block(row, entries, ground) for row in found.blocks),
        facts=tuple(_fact(row, entries) for row in found.facts),
        series=series(company, found.facts) if found.one_company else (),
        fewer=(),
        others=(),
        route=routes.comparison(*found.slugs),
        json=routes.comparison(*found.slugs, file="comparison.json"),
        csv=routes.comparison(*found.slugs, file="comparison.csv"),
    )


def _compared(entries: Sequence[Entry], ground: Ground) -> Comparison:
    site = ground.site
    return comparison.compare(
        [
            comparison.texts(e.post, e.rendered, site.profiles[e.post.slug], site.weights)
            for e in entries
        ]
    )


def _side(entry: Entry, label: str, covered: Coverage, own: tuple[str, ...]) -> Side:
    return Side(
        entry.card,
        entry.post.slug,
        label,
        covered.described,
        covered.words,
        covered.facts,
        covered.sources,
        covered.newest,
        own,
    )


def _labels(entries: Sequence[Entry], phrases: Phrasebook) -> tuple[str, ...]:
    """What canvases are called: by their titles, with dates where titles are the same."""
    titles = [entry.post.title for entry in entries]
    companies = {entry.post.company.casefold() for entry in entries}
    if len(set(titles)) == len(titles) == len(companies):
        return tuple(titles)
    return tuple(called(entry.name, phrases) for entry in entries)


def _isolated(entries: Sequence[Entry], labels: Sequence[str], ground: Ground) -> list[str]:
    """Names as they stand in a sentence: one of the other direction keeps to itself (FSI, PDI)."""
    sides = zip(entries, labels, strict=True)
    own = ground.phrases.dir
    return [name if e.card.dir == own else f"\u2068{name}\u2069" for e, name in sides]


def _degree(likeness: int | None, phrases: Phrasebook) -> str:
    if likeness is None:
        return ""
    return phrases.say(f"degrees.{comparison.degree(likeness)}")


def _block(row: BlockRow, entries: Sequence[Entry], ground: Ground) -> ComparedBlock:
    index = BLOCKS.index(row.block)
    cells = zip(entries, row.words.own, row.words.marks, strict=True)
    return ComparedBlock(
        row.block,
        ground.titles.title(row.block),
        row.state.value,
        row.words.likeness,
        _degree(row.words.likeness, ground.phrases) or ground.phrases.say(f"states.{row.state}"),
        row.words.shared,
        tuple(Cell(entry.texts[index], own, marks) for entry, own, marks in cells),
        row.edits,
        row.anew,
    )


def _fact(row: FactRow, entries: Sequence[Entry]) -> ComparedFact:
    sides = zip(row.facts, entries, strict=True)
    figures = tuple(entry.line(fact) if fact else None for fact, entry in sides)
    return ComparedFact(row.name, row.unit, figures, row.difference, row.ratio, row.dates_differ)


def _summary(found: Comparison, labels: Sequence[str], ground: Ground) -> Iterator[str]:
    """The comparison in sentences, but for the first, which a template fills with terms."""
    phrases, titles = ground.phrases, ground.titles
    if not found.one_language:
        yield phrases.say("comparison.languages")
    told = [row for row in found.blocks if row.words.likeness is not None]
    order = sorted(told, key=lambda row: (-(row.words.likeness or 0), row.block.number))
    if len(order) > 2 and order[0].words.likeness != order[-1].words.likeness:
        yield phrases.say(
            "comparison.extremes",
            most=titles.title(order[0].block),
            number=order[0].words.likeness,
            least=titles.title(order[-1].block),
            lowest=order[-1].words.likeness,
        )
    if len(found.pairs) > 1:
        pairs = sorted(found.pairs, key=lambda pair: -pair[2])
        shown = [
            phrases.say("comparison.of_pair", left=labels[one], right=labels[other], number=number)
            for one, other, number in pairs
        ]
        yield phrases.say("comparison.by_pairs", pairs=phrases.listing(shown))
    for index, label in enumerate(labels):
        alone = [r for r in found.blocks if r.described[index] and sum(r.described) == 1]
        if alone:
            blocks = phrases.listing([titles.title(row.block) for row in alone])
            yield phrases.say("comparison.only", name=label, blocks=blocks)
    if all(all(row.described) for row in found.blocks):
        yield phrases.say("comparison.everything")
    both = sum(sum(fact is not None for fact in row.facts) > 1 for row in found.facts)
    if both:
        yield phrases.say("comparison.facts_shared", count=both)
    elif any(covered.facts for covered in found.coverage):
        yield phrases.say("comparison.no_facts")
    dated = [
        phrases.say("comparison.of_date", name=label, date=phrases.date(covered.newest))
        for label, covered in zip(labels, found.coverage, strict=True)
        if covered.newest
    ]
    if dated:
        yield phrases.say("comparison.newest", dates=phrases.listing(dated))
