"""How much one text may hold: what is beyond it is shown as it is written.

Python-Markdown takes time that grows with the square of some shapes of text; each has a
limit here, which no canvas comes near. What slips through meets `executor/limits.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MAX_LENGTH = 100_000
MAX_LINE = 32_000
MAX_CELLS = 20_000
MAX_LEVELS = 50
# Each of these begins something for whose end the renderer looks.
_MOST = {"[": 2_000, "<": 4_000, "\\": 4_000, "`": 4_000, "*": 8_000, "_": 8_000, "&": 8_000}
# It begins with a line break, which is found sooner than the start of a line.
_NESTED = re.compile(
    rf"\n(?:(?:[ \t]*(?:[>*+-]|\d{{1,9}}[.)])){{{MAX_LEVELS + 1},}}[ \t]*[^\s*-]"
    r"|[ \t]{200,}(?:[*+-]|\d+[.)])[ \t])"
)
# A line that may be so nested: sooner known.
_DEEP = re.compile(rf"\n[ \t>*+.)0-9-]{{{MAX_LEVELS + 1}}}")
_ROWS = re.compile(r"(?:^[^\n]*\|[^\n]*(?:\n|\Z))+", re.MULTILINE)


def excess(text: str) -> str:
    """Return what a text has more of than can be rendered in time, or nothing.

    The words go on after a name of the text: "holds a line longer than 32,000 characters".
    """
    if len(text) > MAX_LENGTH:
        return f"is longer than {MAX_LENGTH:,} characters"
    for sign, most in _MOST.items():
        if sign in text and text.count(sign) > most:
            return f"holds more than {most:,} times the character {sign}"
    if len(text) > MAX_LINE and any(len(line) > MAX_LINE for line in text.split("\n")):
        return f"holds a line longer than {MAX_LINE:,} characters"
    if _DEEP.search(text := f"\n{text}") and _NESTED.search(text):
        return f"is nested more than {MAX_LEVELS} levels deep"
    if any(_cells(rows[0].split("\n")) > MAX_CELLS for rows in _tables(text)):
        return f"holds a table of more than {MAX_CELLS:,} cells"
    return ""


def _tables(text: str) -> Iterator[re.Match[str]]:
    # A table is as wide as its first row, and a row is looked through once for each code in it.
    return _ROWS.finditer(text) if "|" in text and text.count("|") > 100 else iter(())


def _cells(rows: list[str]) -> int:
    widest = max(row.count("|") for row in rows) + 1
    return max(widest * len(rows), *(row.count("|") * row.count("`") for row in rows))
