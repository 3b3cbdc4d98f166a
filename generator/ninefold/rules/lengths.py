"""How long sections usually are, and which of a post are not. Shared by the rules on length."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from ninefold.blocks import Block
from ninefold.canvas import Document, Section

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
_Outside = Callable[[int, tuple[int, int]], bool]
# Scripts that put no spaces between words, or count them otherwise.
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)


_latest: list[tuple[Document, list[tuple[Section, int]]]] = []


def short(document: Document) -> list[tuple[Section, int]]:
    """The sections a tenth and more below the 5th percentile, with their words.

    None, if that is more than a third of the post's sections.
    """
    return _unusual(document, lambda words, limits: 0 < words < 0.9 * limits[0])


def long(document: Document) -> list[tuple[Section, int]]:
    """The sections a tenth and more above the 95th percentile, likewise."""
    return _unusual(document, lambda words, limits: words > 1.1 * limits[1])


def _unusual(document: Document, outside: _Outside) -> list[tuple[Section, int]]:
    counted = _counted(document)
    found = [(section, words) for section, words in counted if outside(words, USUAL[section.block])]
    if len(found) * 3 > len(counted):  # a choice of the author, not a slip
        return []
    return [(s, words) for s, words in found if s.text.isascii() or not _UNSPACED.search(s.text)]


def _counted(document: Document) -> list[tuple[Section, int]]:
    if not _latest or _latest[0][0] is not document:
        sections = document.post.sections if document.post else ()
        _latest[:] = [(document, [(section, _words(section.text)) for section in sections])]
    return _latest[0][1]


def _words(text: str) -> int:
    return len(text.split()) - text.count("|")
