"""The sheet that both pictures draw: where each block has its cell, and its colours."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from ninefold.blocks import Block


@dataclass(frozen=True, slots=True)
class Drawn:
    """A cell to be drawn: its block's title and what it says, () where it is not described."""

    block: Block
    title: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float


# Where a cell stands on the poster: its left edge and its width in tenths of the sheet, and
# the band that it fills: both upper bands, the first, the second, or the foot.
PLACES = MappingProxyType(
    {
        Block.KEY_PARTNERSHIPS: (0, 2, "both"),
        Block.KEY_ACTIVITIES: (2, 2, "first"),
        Block.KEY_RESOURCES: (2, 2, "second"),
        Block.VALUE_PROPOSITIONS: (4, 2, "both"),
        Block.CUSTOMER_RELATIONSHIPS: (6, 2, "first"),
        Block.CHANNELS: (6, 2, "second"),
        Block.CUSTOMER_SEGMENTS: (8, 2, "both"),
        Block.COST_STRUCTURE: (0, 5, "foot"),
        Block.REVENUE_STREAMS: (5, 5, "foot"),
    }
)

# The light colours of templates/styles/base.css in sRGB, as slides and previews know no oklch:
# for each block its colour and its tint.
COLOURS = MappingProxyType(
    {
        Block.CUSTOMER_SEGMENTS: ("#8d3a32", "#fdf0ee"),
        Block.VALUE_PROPOSITIONS: ("#753f7e", "#f8f0f9"),
        Block.CHANNELS: ("#874300", "#fbf1eb"),
        Block.CUSTOMER_RELATIONSHIPS: ("#893855", "#fcf0f3"),
        Block.REVENUE_STREAMS: ("#6f5400", "#f7f3e9"),
        Block.KEY_RESOURCES: ("#006485", "#eaf6fa"),
        Block.KEY_ACTIVITIES: ("#235996", "#edf4fd"),
        Block.KEY_PARTNERSHIPS: ("#544c94", "#f2f2fd"),
        Block.COST_STRUCTURE: ("#006c51", "#ebf7f2"),
    }
)
PAPER = "#fefefc"
INK = "#1d222b"
MUTED = "#535862"


def box(block: Block, sheet: Box, foot: float, gap: float, rtl: bool) -> Box:
    """Return the cell of a block on a sheet whose lowest band is `foot` high.

    Cells stand `gap` apart; a sheet that is read from right to left is mirrored.
    """
    left, wide, band = PLACES[block]
    if rtl:
        left = 10 - left - wide
    upper = (sheet.height - foot - 2 * gap) / 2
    tops = {"both": 0.0, "first": 0.0, "second": upper + gap, "foot": 2 * (upper + gap)}
    heights = {"both": 2 * upper + gap, "first": upper, "second": upper, "foot": foot}
    tenth = (sheet.width + gap) / 10
    return Box(sheet.x + left * tenth, sheet.y + tops[band], wide * tenth - gap, heights[band])
