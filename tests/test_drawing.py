"""The poster as a picture: it stays inside its cells, says everything, and holds no markup."""

from __future__ import annotations

import struct
import zlib
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ninefold.blocks import BLOCKS, Block
from ninefold.drawing import Caption, Drawn, card, poster
from ninefold.drawing.lettering import ELLIPSIS, ended, lines, pieces, width
from ninefold.drawing.png import HEIGHT, WIDTH
from ninefold.vocabulary.table import vocabulary

SVG = "{http://www.w3.org/2000/svg}"
ENGLISH = Caption("Bakery", "May 2020", "en", "ltr", "en", "en", "Not described", "Example")
ARABIC = Caption("مخبز", "مايو 2020", "ar", "rtl", "ar", "ar", "غير موصوف", "مثال")
LONG = "Sells bread, cakes and other goods to offices in the town and to the cafés around it."


def cells(*points: str, title: str = "") -> tuple[Drawn, ...]:
    return tuple(Drawn(block, title or block.title, points) for block in BLOCKS)


def parsed(data: bytes) -> ET.Element:
    return ET.fromstring(data)  # noqa: S314


def boxes(root: ET.Element) -> list[tuple[float, float, float, float]]:
    """The nine cells, in the order of the book."""
    found = [rect for rect in root.iter(f"{SVG}rect") if rect.get("stroke")]
    return [tuple(float(r.get(n, "")) for n in ("x", "y", "width", "height")) for r in found]  # type: ignore[misc]


def overflowing(root: ET.Element, size: float) -> list[str]:
    """The lines of text that leave the cell in which they begin."""
    rtl = root.get("direction") == "rtl"
    out = []
    for text in root.iter(f"{SVG}text"):
        x, y = float(text.get("x", "")), float(text.get("y", ""))
        inside = [b for b in boxes(root) if b[0] <= x <= b[0] + b[2] and b[1] < y <= b[1] + b[3]]
        if not inside:
            continue
        left, top, wide, high = inside[0]
        set_ = float(text.get("font-size", size)) * (1.12 if text.get("font-weight") else 1)
        length = width(text.text or "") * set_
        end = x - length if rtl else x + length
        if not left <= end <= left + wide + 0.01 or y > top + high - 2:
            out.append(text.text or "")
    return out


@pytest.mark.parametrize("caption", [ENGLISH, ARABIC], ids=["ltr", "rtl"])
@pytest.mark.parametrize("count", [0, 1, 2, 4])
@pytest.mark.parametrize(
    "text", [LONG, "x" * 300, "价值主张" * 40, "القيمة المقترحة " * 12, "W" * 90]
)
def test_no_text_leaves_its_cell(caption: Caption, count: int, text: str) -> None:
    root = parsed(poster(cells(*[text] * count), caption))
    assert len(boxes(root)) == 9
    assert overflowing(root, float(root.get("font-size", ""))) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=200), max_size=4), st.text(max_size=100))
def test_any_text_makes_whole_xml_inside_its_cells(points: list[str], title: str) -> None:
    caption = Caption(title, "", "en", "ltr", "en", "en", title, title)
    root = parsed(poster(cells(*points, title=title), caption))
    assert overflowing(root, float(root.get("font-size", ""))) == []
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "title", "desc", "rect", "text")
    }


def test_hostile_text_stays_text() -> None:
    evil = "</text><script>alert(1)</script><a href='x' onload=\"y\">]]>&amp;\x00"
    caption = Caption(evil, evil, 'en"><x', "ltr", evil, evil, evil, evil)
    data = poster(cells(evil, title=evil), caption)
    root = parsed(data)
    assert b"<script" not in data
    assert {element.tag for element in root.iter()} <= {
        f"{SVG}{name}" for name in ("svg", "title", "desc", "rect", "text")
    }
    names = {name for element in root.iter() for name in element.attrib}
    assert not {name for name in names if name.startswith("on")} | names & {"href", "style"}


def test_a_picture_names_itself_and_says_every_cell_in_full() -> None:
    root = parsed(poster(cells(*[LONG * 4] * 4), ENGLISH))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "title desc"
    assert root.findtext(f"{SVG}title") == "Bakery, May 2020"
    described = root.findtext(f"{SVG}desc") or ""
    assert described.count(LONG) == 9 * 16
    shown = [text.text or "" for text in root.iter(f"{SVG}text")]
    assert sum(line.endswith(ELLIPSIS) for line in shown) == 9


def test_text_that_fits_is_not_cut_and_large() -> None:
    root = parsed(poster(cells("Bread.", "Cakes."), ENGLISH))
    assert ELLIPSIS not in "".join(root.itertext())
    small = parsed(poster(cells(*[LONG] * 4), ENGLISH))
    assert int(root.get("font-size", "")) > int(small.get("font-size", ""))


def test_a_picture_from_right_to_left_is_mirrored() -> None:
    left = boxes(parsed(poster(cells("a"), ENGLISH)))
    right = boxes(parsed(poster(cells("a"), ARABIC)))
    for (x, y, wide, high), (mirrored, *rest) in zip(left, right, strict=True):
        assert rest == [y, wide, high]
        assert mirrored == pytest.approx(1600 - x - wide, abs=0.5)
    assert left[0][0] > left[7][0]


def test_words_of_another_language_say_so() -> None:
    caption = Caption("Bakery", "mai 2020", "en", "ltr", "de", "fr", "Non décrit", "Exemple")
    root = parsed(poster(cells(), caption))
    langs = [text.get("lang") for text in root.iter(f"{SVG}text")]
    assert langs == [None, "fr", "fr", *["de", "fr"] * 9]


def test_equal_cells_make_equal_bytes() -> None:
    assert poster(cells(LONG), ENGLISH) == poster(cells(LONG), ENGLISH)


@pytest.mark.parametrize("tag", sorted(vocabulary().languages))
def test_the_official_names_of_every_language_fit_without_an_ellipsis(tag: str) -> None:
    names = vocabulary().languages[tag]
    drawn = tuple(Drawn(block, names.title(block), ()) for block in BLOCKS)
    root = parsed(poster(drawn, ENGLISH))
    shown = "".join(text.text or "" for text in root.iter(f"{SVG}text"))
    assert ELLIPSIS not in shown


def test_lines_break_between_words_and_inside_what_is_wider_than_a_line() -> None:
    assert lines(pieces("one two three"), width("one two")) == ["one two", "three"]
    assert lines(pieces("aaaa"), width("aa")) == ["aa", "aa"]
    assert lines(pieces("价值主张"), 2) == ["价值", "主张"]
    assert lines(pieces("价值。主"), 2) == ["价", "值。", "主"]
    assert lines(pieces(""), 5) == []


@given(st.text(max_size=60), st.floats(min_value=2, max_value=40))
def test_lines_keep_every_letter_and_fit(text: str, room: float) -> None:
    made = lines(pieces(text), room)
    assert "".join("".join(made).split()) == "".join(text.split())
    assert all(width(line) <= room + 0.001 for line in made)


@given(st.text(min_size=1, max_size=60), st.floats(min_value=2, max_value=20))
def test_an_ellipsis_fits_as_well(text: str, room: float) -> None:
    line = ended(lines(pieces(f"a{text}"), room)[0], room)
    assert line.endswith(ELLIPSIS)
    assert width(line) <= room + 0.001


def pixels(data: bytes) -> list[bytes]:
    """The rows of a PNG with a palette, in which filters 0 and 2 are used."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, at = {}, 8
    while at < len(data):
        length, name = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        assert struct.unpack(">I", data[at + 8 + length : at + 12 + length])[0] == zlib.crc32(
            name + body
        )
        chunks[name] = body
        at += 12 + length
    assert struct.unpack(">IIBBBBB", chunks[b"IHDR"]) == (WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    raw = zlib.decompress(chunks[b"IDAT"])
    assert len(raw) == (WIDTH + 1) * HEIGHT
    rows: list[bytes] = []
    for start in range(0, len(raw), WIDTH + 1):
        row = raw[start + 1 : start + 1 + WIDTH]
        rows.append(row if raw[start] == 0 else rows[-1])
        assert raw[start] == 0 or row == bytes(WIDTH)
    assert all(max(row) * 3 < len(chunks[b"PLTE"]) for row in rows)
    return rows


def test_a_preview_is_a_whole_png_and_small() -> None:
    data = card((0, 1, 2, 3, 4, 0, 1, 2, 3), rtl=False)
    assert len(pixels(data)) == HEIGHT
    assert len(data) < 4_000


def test_a_preview_tells_fills_apart_and_is_mirrored() -> None:
    full, empty = (pixels(card((fill,) * 9, rtl=False)) for fill in (4, 0))
    assert full != empty
    assert empty[300][WIDTH // 2] == 0
    fills = tuple(4 if block is Block.KEY_PARTNERSHIPS else 0 for block in BLOCKS)
    left, right = pixels(card(fills, rtl=False)), pixels(card(fills, rtl=True))
    assert left[200][150] == right[200][WIDTH - 151] != 0
    assert left[200][WIDTH - 151] == right[200][150] == 0
