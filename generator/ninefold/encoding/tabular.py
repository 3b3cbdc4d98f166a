"""Tables as CSV: RFC 4180 in UTF-8, and harmless to whoever opens them in a spreadsheet.

The file begins with a byte order mark: without one, Excel takes UTF-8 for the machine's own
code page, and Arabic and the euro sign for something else. Other readers skip it.

A cell that a spreadsheet would take for a formula gets an apostrophe in front, as OWASP
advises ("CSV Injection"): one that begins with `=`, `+`, `-` or `@`, also in their wide
forms, with a tab or a line's end. A plain number, such as -12.5, is none and stays as it is.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

# What reads as a formula, behind spaces too; the control characters come into no cell at all.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_NUMBER = re.compile(r"-?[0-9]+(?:[.,][0-9]+)*", re.ASCII)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a CSV file with a row of heads, every cell guarded."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(map(guarded, head))
    writer.writerows(map(guarded, row) for row in rows)
    return file.getvalue().encode("utf-8-sig", "replace")


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = _CONTROL.sub("", cell)
    harmful = _FORMULA.match(text) and not _NUMBER.fullmatch(text)
    return f"'{text}" if harmful else text
