"""Which sections a canvas lacks, and where they would stand. Shared by the rules on that."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from ninefold.blocks import BLOCKS, Block
from ninefold.canvas import Document, Found
from ninefold.rules.passages import line_of, of
from ninefold.source import Span
from ninefold.vocabulary import blocks_named, nearest, undressed

# The order of the book, and the one in which most published collections write.
_ORDERS = (
    BLOCKS,
    (
        Block.CUSTOMER_SEGMENTS,
        Block.VALUE_PROPOSITIONS,
        Block.CHANNELS,
        Block.CUSTOMER_RELATIONSHIPS,
        Block.KEY_ACTIVITIES,
        Block.KEY_PARTNERSHIPS,
        Block.KEY_RESOURCES,
        Block.COST_STRUCTURE,
        Block.REVENUE_STREAMS,
    ),
)


class NearMiss(NamedTuple):
    """A heading that nearly spells the name of a missing section.

    `words` are the words in it that are to be `name`; an empty span where they are not plain.
    """

    block: Block
    name: str
    title: str
    span: Span
    words: Span


def near_misses(document: Document) -> tuple[NearMiss, ...]:
    """Return the headings at the canvas's level that come close to a missing section's name."""
    if not document.post or not document.headings or not document.post.missing:
        return ()
    return document.once(_near_misses)


def _near_misses(document: Document) -> tuple[NearMiss, ...]:
    missing = set(document.post.missing) if document.post else set()
    prose, text = of(document), document.source.text
    taken = {found.span.start for found in document.headings}
    found = []
    for start, end, level in prose.headings[:100]:
        line = line_of(text, Span(start, end))
        title = text[line.start : line.end].strip("# \t\u00a0")
        if level != prose.level or start in taken or not title or blocks_named(title):
            continue
        name = nearest(title)
        meant = blocks_named(name) if name else ()
        if name and meant and meant[0] in missing:
            words = undressed(title)
            place = max(start, text.find(words, start, end))
            plain = text.startswith(words, place)
            span = Span(place, place + len(words) if plain else place)
            found.append(NearMiss(meant[0], name, title, line, span))
    return tuple(found)


def absent(document: Document) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return the missing blocks: those cut off at the end, and those missing elsewhere.

    Two or more blocks missing together at the end of the file's own order are cut off. A
    document without any section, or without a post, lacks none: it is no canvas. A block
    whose name a heading nearly spells is left to the rule on that.
    """
    return document.once(_absent)


def _absent(document: Document) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    if not document.post or not document.post.missing or not document.headings:
        return (), ()
    missing = set(document.post.missing) - {miss.block for miss in near_misses(document)}
    order = order_of(document.headings)
    tail: list[Block] = []
    while order[-1 - len(tail)] in missing:
        tail.insert(0, order[-1 - len(tail)])
    cut = tuple(tail) if len(tail) > 1 else ()
    return cut, tuple(block for block in order if block in missing and block not in cut)


def order_of(headings: tuple[Found, ...]) -> tuple[Block, ...]:
    """Return the known order that the headings follow best; the book's for want of one."""
    present = list(dict.fromkeys(heading.block for heading in headings))

    def unlikeness(order: tuple[Block, ...]) -> tuple[int, int]:
        places = [order.index(block) for block in present]
        steps_back = sum(a > b for a, b in pairwise(places))
        return steps_back, max(places)  # of two that fit, the one cut off the earliest

    return min(_ORDERS, key=unlikeness)


def before(document: Document, block: Block) -> Span:
    """Return the heading after which a missing section would stand.

    A heading without a name in that neighbourhood is the likelier place; with nothing
    before it, the first section's heading.
    """
    order = order_of(document.headings)
    spans = {found.block: found.span for found in reversed(document.headings)}
    earlier = [b for b in order[: order.index(block)] if b in spans]
    place = spans[earlier[-1]] if earlier else document.headings[0].span
    later = [span.start for span in spans.values() if span.start > place.start]
    limit = min(later, default=len(document.source.text))
    nameless = [s for s in document.nameless if place.start < s.start < limit]
    return document.source.line_span(nameless[0].start) if nameless else place
