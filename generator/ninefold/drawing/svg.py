"""The poster as one SVG file: nothing outside it is needed, nothing in it runs.

All text is set in lines that fit their cells. The description says every cell in full, so
that what an ellipsis cuts short on the sheet is not lost to a screen reader.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ninefold.drawing.lettering import BOLD, Piece, ended, lines, pieces, width
from ninefold.drawing.sheet import COLOURS, INK, MUTED, PAPER, Box, Drawn, box
from ninefold.encoding.xml import encoded, escaped

WIDTH, HEIGHT = 1600, 900
SIZES = (21, 19, 17, 15, 13)
_HEADINGS = (19, 17, 15, 13)
_SHEET = Box(40, 104, WIDTH - 80, 730)
_FOOT = 176
_PADDING = 14
_HEADING = 44  # from the cell's top to the first line of its text
_LINE = 1.32  # of the size of the type; Arabic stands taller
_TALL_LINE = 1.5
_GAP = 0.35  # between two points, in lines


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands around the poster.

    `undescribed` is what an empty cell says, `credit` the line at the foot; both are in the
    language of the site, `site`.
    """

    title: str
    date: str
    lang: str
    dir: str
    titles_lang: str
    site: str
    undescribed: str
    credit: str


def poster(cells: Sequence[Drawn], caption: Caption) -> bytes:
    """Return the poster of nine cells as an SVG file, mirrored from right to left.

    The type is the largest of SIZES at which every cell holds its text; at the smallest, a
    text that is still too long ends in an ellipsis.
    """
    rtl = caption.dir == "rtl"
    boxes = [box(cell.block, _SHEET, _FOOT, 6, rtl) for cell in cells]
    texts = [[pieces(point) for point in cell.points] for cell in cells]
    leading = _TALL_LINE if rtl else _LINE
    size, laid = _laid(boxes, texts, leading)
    heading_size = _heading_size(cells, boxes)
    heading = caption.title + (f", {caption.date}" if caption.date else "")
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" lang="{escaped(caption.lang)}" '
        f'direction="{"rtl" if rtl else "ltr"}" role="img" aria-labelledby="title desc" '
        f'font-family="sans-serif" font-size="{size}" fill="{INK}">',
        f'<title id="title">{escaped(heading)}</title>',
        f'<desc id="desc">{escaped(_description(cells, caption))}</desc>',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>',
        *_head(caption, rtl),
    ]
    for cell, place, texts_of_cell in zip(cells, boxes, laid, strict=True):
        parts.extend(_heading(cell, place, heading_size, caption))
        parts.extend(_said(cell, place, texts_of_cell, size, leading, caption))
    parts.append("</svg>\n")
    return encoded("\n".join(parts))


def _laid(
    boxes: Sequence[Box], texts: Sequence[Sequence[Sequence[Piece]]], leading: float
) -> tuple[int, list[list[list[str]]]]:
    """The size of the type, and for each cell the lines of its points."""
    for size in SIZES:
        laid = []
        for place, points in zip(boxes, texts, strict=True):
            room = _room(place, size, len(points) > 1)
            set_ = [lines(point, room) for point in points]
            if _height(set_, size, leading) > place.height - _HEADING - 8:
                break
            laid.append(set_)
        else:
            return size, laid
    return size, [
        _cut(place, [lines(p, _room(place, size, len(points) > 1)) for p in points], size, leading)
        for place, points in zip(boxes, texts, strict=True)
    ]


def _room(place: Box, size: int, listed: bool) -> float:
    """The width of a cell's lines in ems; points of a list stand behind a mark."""
    return (place.width - 2 * _PADDING) / size - listed


def _height(points: Sequence[Sequence[str]], size: int, leading: float) -> float:
    count = sum(map(len, points)) + _GAP * max(0, len(points) - 1)
    return count * size * leading


def _cut(place: Box, points: list[list[str]], size: int, leading: float) -> list[list[str]]:
    """The lines of a cell that fit it, an ellipsis at the end of the last where there were more."""
    left = place.height - _HEADING - 8
    step = size * leading
    kept: list[list[str]] = []
    for number, point in enumerate(points):
        left -= _GAP * step if number else 0
        fitting = max(0, int(left / step))
        if fitting < len(point):
            short = kept[-1] if not fitting and kept else point[:fitting]
            if short:
                short[-1] = ended(short[-1], _room(place, size, len(points) > 1))
            return [*kept, short] if fitting else kept
        kept.append(point)
        left -= len(point) * step
    return kept


def _head(caption: Caption, rtl: bool) -> Iterator[str]:
    """Title and date above the sheet, the credit below it."""
    start, end = (WIDTH - 40, 40) if rtl else (40, WIDTH - 40)
    date_room = 15.0 if caption.date else 0.0
    title = _line(caption.title, (WIDTH - 80) / (40 * BOLD) - date_room * 22 / 40)
    yield _text(start, 72, title, f'font-size="40" font-weight="bold" {_lang("", caption)}')
    if caption.date:
        date = _line(caption.date, date_room)
        attributes = f'font-size="22" text-anchor="end" fill="{MUTED}" '
        yield _text(end, 72, date, attributes + _lang(caption.site, caption))
    credit = _line(caption.credit, (WIDTH - 80) / 16)
    attributes = f'font-size="16" fill="{MUTED}" {_lang(caption.site, caption)}'
    yield _text(start, HEIGHT - 28, credit, attributes)


def _heading_size(cells: Sequence[Drawn], boxes: Sequence[Box]) -> int:
    """The largest size at which the names of all blocks fit, else the smallest there is."""
    widest = max(
        width(_name(cell)) * BOLD / (place.width - 2 * _PADDING)
        for cell, place in zip(cells, boxes, strict=True)
    )
    return next((size for size in _HEADINGS if size * widest <= 1), _HEADINGS[-1])


def _name(cell: Drawn) -> str:
    return f"{cell.block.number} {cell.title}"


def _start(place: Box, caption: Caption) -> float:
    """Where the lines of a cell begin: at its right where they run to the left."""
    return place.x + (place.width - _PADDING if caption.dir == "rtl" else _PADDING)


def _heading(cell: Drawn, place: Box, size: int, caption: Caption) -> Iterator[str]:
    """The cell itself, and the name of its block."""
    colour, tint = COLOURS[cell.block]
    dashed = "" if cell.points else ' stroke-dasharray="6 5"'
    yield _rect(place, f'fill="{tint if cell.points else PAPER}" stroke="{INK}"{dashed}')
    yield _rect(Box(place.x, place.y, place.width, 6), f'fill="{colour}"')
    name = _line(_name(cell), (place.width - 2 * _PADDING) / (size * BOLD))
    bold = f'font-size="{size}" font-weight="bold" fill="{colour}" '
    yield _text(
        _start(place, caption), place.y + 31, name, bold + _lang(caption.titles_lang, caption)
    )


def _said(
    cell: Drawn,
    place: Box,
    points: Sequence[Sequence[str]],
    size: int,
    leading: float,
    caption: Caption,
) -> Iterator[str]:
    """What a cell says, point by point."""
    colour = COLOURS[cell.block][0]
    rtl = caption.dir == "rtl"
    start = _start(place, caption)
    y = place.y + _HEADING + size
    if not cell.points:
        said = _line(caption.undescribed, (place.width - 2 * _PADDING) / 17)
        yield _text(start, y, said, f'font-size="17" fill="{MUTED}" {_lang(caption.site, caption)}')
    for point in points:
        x = start
        if len(cell.points) > 1:
            x += -size if rtl else size
            mark = 0.4 * size
            left = start - mark if rtl else start
            yield _rect(Box(left, y - 0.55 * size, mark, mark), f'fill="{colour}"')
        for line in point:
            yield _text(x, y, line)
            y += size * leading
        y += _GAP * size * leading


def _line(text: str, room: float) -> str:
    """A text on one line of a width in ems."""
    found = lines(pieces(text), room)
    return ended(found[0], room) if len(found) > 1 else "".join(found)


def _description(cells: Sequence[Drawn], caption: Caption) -> str:
    said = (
        f"{cell.block.number} {cell.title}: {'; '.join(cell.points) or caption.undescribed}"
        for cell in cells
    )
    return " — ".join(said)


def _lang(lang: str, caption: Caption) -> str:
    return f'lang="{escaped(lang)}"' if lang not in ("", caption.lang) else ""


def _text(x: float, y: float, text: str, attributes: str = "") -> str:
    more = f" {attributes.strip()}" if attributes.strip() else ""
    return f'<text x="{x:g}" y="{y:.4g}"{more}>{escaped(text)}</text>'


def _rect(place: Box, attributes: str) -> str:
    corner = f'x="{place.x:g}" y="{place.y:.4g}"'
    return f'<rect {corner} width="{place.width:.4g}" height="{place.height:.4g}" {attributes}/>'
