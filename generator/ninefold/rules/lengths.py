"""How long sections usually are, and which of a post are not. Shared by the rules on length."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

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
Outside = Callable[[int, int, int], bool]
# Scripts that put no spaces between words, or count them otherwise.
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)


def faults(
    document: Document, rule: str, outside: Outside, usual: str, advice: str
) -> Iterable[Fault]:
    """Yield a fault of a rule for each section whose number of words is outside its limits.

    None, if that is more than a third of the post's sections: a choice of the author, and no
    slip. `usual` says, after "95 of 100 canvases have", what the others have, with `{low}` or
    `{high}` for the limit.
    """
    counted = document.once(_counted)
    found = [(s, words) for s, words in counted if outside(words, *USUAL[s.block])]
    if len(found) * 3 > len(counted):
        return
    for section, words in found:
        places = [f.span for f in document.headings if f.block is section.block]
        if not places or (not section.text.isascii() and _UNSPACED.search(section.text)):
            continue
        low, high = USUAL[section.block]
        told = "1 word" if words == 1 else f"{words:,} words"
        limit = usual.format(low=low, high=high)
        message = f"“{section.block.title}” has {told}; 95 of 100 canvases have {limit} here."
        yield Fault(rule, line_of(document.source.text, places[0]), message, advice)


def _counted(document: Document) -> tuple[tuple[Section, int], ...]:
    sections = document.post.sections if document.post else ()
    return tuple((section, _words(section.text)) for section in sections)


def _words(text: str) -> int:
    return len(text.split()) - text.count("|")
