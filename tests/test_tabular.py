"""CSV: what comes back is what went in, and no cell is a formula."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ninefold.encoding import tabular, xml


def read(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_file_is_utf_8_with_a_mark_and_has_lines_as_rfc_4180_wants_them() -> None:
    data = tabular.table(("name", "value"), [("Größe", 'a "b", c'), ("", "two\nlines")])
    assert data == '\ufeffname,value\r\nGröße,"a ""b"", c"\r\n,"two\nlines"\r\n'.encode()


@pytest.mark.parametrize(
    "cell",
    [
        '=HYPERLINK("http://evil.example","x")',
        "+1+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "\u00a0=1",
        "\x00=1",
        "＝1+1",
        "＋1",
        "-",
        "=",
    ],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(cell: str) -> None:
    assert tabular.guarded(cell).startswith("'")


@pytest.mark.parametrize(
    "cell", ["", "703", "-12.5", "-1,200", "−5", "over 2.5", "a=b", "10-20", "8x8", "'quoted'"]
)
def test_a_plain_cell_stays_as_it_is(cell: str) -> None:
    assert tabular.guarded(cell) == cell


@pytest.mark.parametrize("cell", ["-12.5+1", "-1\n=2", "--1", "-1 ", "-٣"])
def test_what_only_begins_like_a_number_is_guarded(cell: str) -> None:
    assert tabular.guarded(cell) == f"'{cell}"


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=5))
def test_no_cell_of_any_file_begins_a_formula(rows: list[list[str]]) -> None:
    found = read(tabular.table(("a", "b"), rows))
    assert all(len(row) == 2 for row in found)
    for row in found:
        for cell in row:
            assert cell[:1] not in tuple("=+@\t\r\n")
            assert not cell.startswith("-") or cell[1:2].isdigit()


def test_text_in_xml_is_escaped_and_holds_nothing_that_xml_refuses() -> None:
    assert xml.escaped("<a href=\"'&\x00\ufffe") == "&lt;a href=&#34;&#39;&amp;"
    assert xml.encoded("a\x1bb\ud800") == b"ab?"
