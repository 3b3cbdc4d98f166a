"""Text with positions: what breaks a line, what is no text, and where things stand."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ninefold.source import Position, Raw, Source, Span, decode

TEXTS = st.text(st.sampled_from("ab é😀\n\r\t\x0b\x0c\x1c\x85\u2028\u2029\ufeff"), max_size=60)


def read(data: bytes) -> Source:
    return decode(Raw("a.md", data))


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_lf_crlf_and_cr_break_lines_alike(line_break: str) -> None:
    source = Source.of("a.md", f"one{line_break}{line_break}three")
    assert source.text == "one\n\nthree"
    assert source.position(source.text.index("three")) == Position(3, 1)


@pytest.mark.parametrize("char", "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
def test_no_other_character_breaks_a_line(char: str) -> None:
    source = Source.of("a.md", f"a{char}b\nc")
    assert source.position(source.text.index("b")) == Position(1, 3)
    assert source.position(source.text.index("c")) == Position(2, 1)


def test_mixed_line_breaks_are_counted_one_by_one() -> None:
    source = Source.of("a.md", "a\r\n\rb\n\r\nc")
    assert source.position(source.text.index("b")) == Position(3, 1)
    assert source.position(source.text.index("c")) == Position(5, 1)


def test_columns_count_code_points_beyond_the_basic_plane_as_one() -> None:
    source = Source.of("a.md", "😀é👩‍💻x")
    assert source.position(source.text.index("x")) == Position(1, 6)


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [
        ("", 0, Position(1, 1)),
        ("", 9, Position(1, 1)),
        ("a", -3, Position(1, 1)),
        ("a", 1, Position(1, 2)),
        ("a\n", 1, Position(1, 2)),
        ("a\n", 2, Position(2, 1)),
        ("a\n", 99, Position(2, 1)),
    ],
)
def test_offsets_outside_the_text_are_its_ends(text: str, offset: int, place: Position) -> None:
    assert Source.of("a.md", text).position(offset) == place


@given(TEXTS)
def test_every_position_leads_back_to_its_offset(text: str) -> None:
    source = Source.of("a.md", text)
    lines = source.text.split("\n")
    for offset in range(len(source.text) + 1):
        place = source.position(offset)
        assert offset == sum(len(line) + 1 for line in lines[: place.line - 1]) + place.column - 1


@given(TEXTS)
def test_a_line_span_holds_its_line_and_no_break(text: str) -> None:
    source = Source.of("a.md", text)
    for offset in range(len(source.text) + 1):
        span = source.line_span(offset)
        assert span.start <= offset <= span.end
        line = source.text.split("\n")[source.position(offset).line - 1]
        assert source.text[span.start : span.end] == line


def test_a_line_span_at_the_end_of_the_text_is_the_last_line() -> None:
    assert Source.of("a.md", "a\nbc").line_span(99) == Span(2, 4)
    assert Source.of("a.md", "a\n").line_span(99) == Span(2, 2)


def test_a_byte_order_mark_of_utf_8_is_no_part_of_the_text() -> None:
    source = read(codecs.BOM_UTF8 + b"title")
    assert (source.text, source.trouble) == ("title", None)


def test_only_the_first_byte_order_mark_is_taken_off() -> None:
    assert read(codecs.BOM_UTF8 * 2 + b"a").text == "\ufeffa"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-16", "UTF-16"),
        ("utf-32", "UTF-32"),
    ],
)
@pytest.mark.parametrize("text", ["", "title", "8×8 😀"])
def test_wider_encodings_are_named(encoding: str, name: str, text: str) -> None:
    source = read(text.encode(encoding))
    assert source.trouble == f"The file is saved as {name}, not as UTF-8."
    assert source.text == ""


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [(codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF32_BE, "utf-32-be")],
)
def test_big_endian_files_are_named_too(bom: bytes, encoding: str) -> None:
    assert "not as UTF-8" in (read(bom + "a".encode(encoding)).trouble or "")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_text_without_a_mark_is_no_text(encoding: str) -> None:
    assert "NUL" in (read("title".encode(encoding)).trouble or "")


@pytest.mark.parametrize(
    ("data", "byte", "place"),
    [
        (b"\xe9", "0xE9", Position(1, 1)),
        ("é\r\ncaf".encode() + b"\xe9", "0xE9", Position(2, 4)),
        (b"a\rb\r" + b"\xff", "0xFF", Position(3, 1)),
        ("😀".encode() + b"\x80", "0x80", Position(1, 2)),
        (b"a" + "😀".encode()[:3], "0xF0", Position(1, 2)),
        (b"\xed\xa0\xbd", "0xED", Position(1, 1)),  # a surrogate
        (b"\xc0\xaf", "0xC0", Position(1, 1)),  # a slash, written too long
    ],
)
def test_the_first_byte_that_is_no_utf_8_is_named_and_placed(
    data: bytes, byte: str, place: Position
) -> None:
    source = read(data)
    assert source.trouble == f"The byte {byte} is not UTF-8 text."
    assert source.position(source.trouble_at) == place


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"\0", Position(1, 1)),
        (b"a\r\nb\r\n\0\0", Position(3, 1)),
        ("😀\r\0".encode(), Position(2, 1)),
    ],
)
def test_a_nul_is_placed(data: bytes, place: Position) -> None:
    source = read(data)
    assert "NUL" in (source.trouble or "")
    assert source.position(source.trouble_at) == place


@pytest.mark.parametrize(
    "text", ["", "\n", "8×8", "العربية", "中文", "😀", "\ufffd", "\x01\x7f", "\u2028", "a\ufeff"]
)
def test_what_is_utf_8_gives_no_trouble(text: str) -> None:
    source = read(text.encode())
    assert (source.text, source.trouble) == (text, None)


@given(st.binary(max_size=80))
def test_no_bytes_make_decoding_fail(data: bytes) -> None:
    source = read(data)
    assert 0 <= source.trouble_at <= len(source.text)
    assert "\r" not in source.text


@given(TEXTS)
def test_what_was_written_is_what_is_read(text: str) -> None:
    expected = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    assert read(text.encode()).text == expected
