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
from ninefold.rules.passages import line_of

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
    """How long a section is: its words, its limits in words, and its fellows.

    `fellows` is the median, over the sections of the post, of their words as a share of the
    upper limit; `own` says that the limits are not the usual ones but the site's.
    """

    section: Section
    words: int
    low: int
    high: int
    fellows: float
    own: bool

    @property
    def lines(self) -> int:
        """The lines of the section that are not blank."""
        return sum(1 for line in self.section.text.split("\n") if line.strip())


Measure = Callable[[Length], bool]
# Scripts that put no spaces between words, or count them otherwise.
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)


def faults(
    document: Document, rule: str, outside: Measure, spared: Measure, usual: str, advice: str
) -> Iterable[Fault]:
    """Yield a fault of a rule for each section whose length is outside its limits.

    None, if that is more than a third of the post's sections: a choice of the author, and no
    slip. Of the rest, those `spared` are passed over. `usual` says, after "95 of 100 canvases
    have", what the others have, with `{low}` or `{high}` for the limit.
    """
    lengths = document.once(_lengths)
    found = [its for its in lengths if outside(its)]
    if len(found) * 3 > len(lengths):
        return
    for its in found:
        section, words = its.section, its.words
        places = [f.span for f in document.headings if f.block is section.block]
        if (
            spared(its)
            or not places
            or (not section.text.isascii() and _UNSPACED.search(section.text))
        ):
            continue
        told = "1 word" if words == 1 else f"{words:,} words"
        limit = usual.format(low=its.low, high=its.high)
        others = "this site asks for" if its.own else "95 of 100 canvases have"
        message = f"“{section.block.title}” has {told}; {others} {limit} here."
        yield Fault(rule, line_of(document.source.text, places[0]), message, advice)


def _lengths(document: Document) -> list[Length]:
    own = {block: (low, high) for block, low, high in document.standards.lengths}
    limits = {**USUAL, **own} if own else USUAL
    sections = document.post.sections if document.post else ()
    counted = [(section, _words(section.text)) for section in sections]
    fellows = median([words / max(1, limits[s.block][1]) for s, words in counted] or [0.0])
    return [Length(s, words, *limits[s.block], fellows, s.block in own) for s, words in counted]


def _words(text: str) -> int:
    return len(text.split()) - text.count("|")
