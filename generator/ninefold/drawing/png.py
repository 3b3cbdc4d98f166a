"""The preview of a link to a canvas: its poster in colours, as a PNG of 1200 by 630 pixels.

It says what the site's miniatures say: the stronger a cell's colour, the longer the text on
that block; an open cell is not described. It holds no letters. Whoever shows a preview sets
the title beside it, in any script, and letters would need a font for each script and a
library to shape them. So the picture follows from nine numbers and a direction alone, and
the standard library writes it: a palette, rows of pixels, zlib (PNG, W3C 2003, sections 10
and 11). Rows that repeat the one above are marked as such, and cost next to nothing.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from ninefold.blocks import BLOCKS
from ninefold.drawing.sheet import COLOURS, INK, PAPER, Box, box

WIDTH, HEIGHT = 1200, 630
_SHEET = Box(60, 45, WIDTH - 120, HEIGHT - 90)
_FOOT = 150
_BAR = 12
_STRENGTHS = (0.0, 0.28, 0.5, 0.75, 1.0)  # as .fill-1 to .fill-4 of the style sheet
_PAPER, _INK = 0, 1


@lru_cache(maxsize=512)
def card(fills: Sequence[int], rtl: bool) -> bytes:
    """Return the picture for the fills of the nine cells, 0 to 4 each, in canvas order."""
    painted = _painted(fills, rtl)
    edges = sorted({0, HEIGHT, *(int(y) for b, _ in painted for y in (b.y, b.y + b.height))})
    rows = bytearray()
    for top, bottom in pairwise(edges):
        row = bytearray(WIDTH)
        for place, colour in painted:
            if place.y <= top < place.y + place.height:
                left, right = int(place.x), int(place.x + place.width)
                row[left:right] = bytes((colour,)) * (right - left)
        # Filter 0: the row itself; filter 2: the difference from the row above, none here.
        rows += b"\x00" + row + (b"\x02" + bytes(WIDTH)) * (bottom - top - 1)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    chunks = (("IHDR", header), ("PLTE", _palette()), ("IDAT", _packed(bytes(rows))), ("IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _packed(rows: bytes) -> bytes:
    # Runs of one colour are all there is to find: as small as with a full search, and sooner.
    packer = zlib.compressobj(6, zlib.DEFLATED, 15, 9, zlib.Z_RLE)
    return packer.compress(rows) + packer.flush()


def _painted(fills: Sequence[int], rtl: bool) -> list[tuple[Box, int]]:
    """Rectangles and their colours in the palette, later ones over earlier ones."""
    painted = []
    for index, (block, fill) in enumerate(zip(BLOCKS, fills, strict=True)):
        place = box(block, _SHEET, _FOOT, 8, rtl)
        place = Box(int(place.x), int(place.y), int(place.width), int(place.height))
        painted.append((place, 2 + 5 * index + 4))
        inner = Box(place.x + 3, place.y + _BAR, place.width - 6, place.height - _BAR - 3)
        painted.append((inner, 2 + 5 * index + fill if fill else _PAPER))
    return painted


@lru_cache(maxsize=1)
def _palette() -> bytes:
    paper = _rgb(PAPER)
    colours = [paper, _rgb(INK)]
    for block in BLOCKS:
        strong = _rgb(COLOURS[block][0])
        colours += [
            tuple(round(p + (s - p) * share) for p, s in zip(paper, strong, strict=True))
            for share in _STRENGTHS
        ]
    return bytes(level for colour in colours for level in colour)


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


def _chunk(name: str, data: bytes) -> bytes:
    body = name.encode() + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))
