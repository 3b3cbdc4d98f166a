"""How long sections usually are, and which of a post are not. Shared by the rules on length."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from statistics import median
from types import MappingProxyType
from typing import NamedTuple

from ninefold.blocks import Block
from ninefold.canvas import Document, Section
from ninefold.diagnostics import Fault
from ninefold.rules.passages import line_of, words

# Words in 958 published canvases: the 5th and the 95th percentile of each block.
USUAL: Mapping[Block, tuple[int, int]] = MappingProxyType(
    {
        Block.CUSTOMER_SEGMENTS: (25, 192),
        Block.VALUE_PROPOSITIONS: (76, 441),
        Block.CHANNELS: (23, 185),
        Block.CUSTOMER_RELATIONSHIPS: (33, 219),
        Block.REVENUE_STREAMS: (17, 172),
        Block.KEY_RESOURCES: (31, 143),
        Block.KEY_ACTIVITIES: (11, 133),
        Block.KEY_PARTNERSHIPS: (24, 209),
        Block.COST_STRUCTURE: (37, 115),
    }
)


class Length(NamedTuple):
    """How long a section is: its words, and its limits in words.

    `own` says that the limits are not the usual ones but the site's.
    """

    section: Section
    words: int
    low: int
    high: int
    own: bool

    @property
    def lines(self) -> int:
        """The lines of the section that are not blank."""
        return sum(1 for line in self.section.text.split("\n") if line.strip())


Measure = Callable[[Length], bool]
# Of a length, and of its fellows: the median, over the sections of the post, of their words as a
# share of the upper limit.
Sparing = Callable[[Length, float], bool]
# Scripts that put no spaces between words, or count them otherwise.
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)


def faults(
    document: Document, rule: str, outside: Measure, spared: Sparing, usual: str, advice: str
) -> Iterable[Fault]:
    """Yield a fault of a rule for each section whose length is outside its limits.

    None, if that is more than a third of the post's sections: a choice of the author, and no
    slip. Of the rest, those `spared` are passed over. `usual` says, after "95 of 100 canvases
    have", what the others have, with `{low}` or `{high}` for the limit.
    """
    lengths = document.once(_lengths)
    found = [its for its in lengths if outside(its)]
    if not found or len(found) * 3 > len(lengths):
        return
    fellows = median(its.words / max(1, its.high) for its in lengths)
    for its in found:
        section = its.section
        places = [f.span for f in document.headings if f.block is section.block]
        if (
            spared(its, fellows)
            or not places
            or (not section.text.isascii() and _UNSPACED.search(section.text))
        ):
            continue
        told = "1 word" if its.words == 1 else f"{its.words:,} words"
        limit = usual.format(low=its.low, high=its.high)
        others = "this site asks for" if its.own else "95 of 100 canvases have"
        message = f"“{section.block.title}” has {told}; {others} {limit} here."
        yield Fault(rule, line_of(document.source.text, places[0]), message, advice)


def _lengths(document: Document) -> list[Length]:
    own = {block: (low, high) for block, low, high in document.standards.lengths}
    limits = {**USUAL, **own} if own else USUAL
    sections = document.post.sections if document.post else ()
    return [
        Length(
            section, len(found) - _bars(section.text), *limits[section.block], section.block in own
        )
        for section, found in zip(sections, document.once(words), strict=False)
    ]


def _bars(text: str) -> int:
    return text.count("|") if "|" in text else 0  # which is sooner known
