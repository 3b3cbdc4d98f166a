"""How much one text may hold: what is beyond it is shown as it is written.

Python-Markdown takes time that grows with the square of some shapes of text; each has a
limit here, which no canvas comes near. What slips through meets `executor/limits.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MAX_LENGTH = 100_000
MAX_LINE = 32_000
MAX_LINES = 10_000
MAX_CELLS = 20_000
MAX_LEVELS = 50
MAX_STEPS = 1_000_000
_FEW_LINES = 100
# Each of these begins something for whose end the renderer looks.
_MOST = {"[": 2_000, "<": 4_000, "\\": 4_000, "`": 4_000, "*": 8_000, "_": 8_000, "&": 8_000}
# It begins with a line break, which is found sooner than the start of a line.
_NESTED = re.compile(
    rf"\n(?:(?:[ \t]*(?:[>*+-]|\d{{1,9}}[.)])){{{MAX_LEVELS + 1},}}[ \t]*[^\s*-]"
    r"|[ \t]{200,}(?:[*+-]|\d+[.)])[ \t])"
)
# A line that may be so nested: sooner known.
_DEEP = re.compile(rf"\n[ \t>*+.)0-9-]{{{MAX_LEVELS + 1}}}")
# What the renderer begins to read and does not end, or ends late, it reads again and again.
# Here is what ends at once: an escaped character, a label, image, link or note. All of this
# is possessive, so a text is gone through once.
_ENDED = re.compile(
    r"""\\.|\[(?:[^][`\\]|`[^][`]*+`|\\[^][])*+\]"""
    r"""(?:\((?:[^()"'`\\]|\\.|\([^()"'`\\]*+\))*+(?:"[^"`\\]*+"|'[^'`\\]*+')?+[ ]*+\)|(?!\())"""
)
_OPEN_TAG = re.compile(
    r"""<[A-Za-z](?![^\s"'<>=`]*+"""
    r"""(?:\s++[^\s"'=<>`]++(?:\s*+=\s*+(?:"[^"<>]*+"|'[^'<>]*+'|[^\s"'=<>`]++))?+)*+\s*+/?>)"""
)
# A definition among other lines.
_DEFINED = re.compile(r"\n(?! {0,3}\[)[^\n]+\n {0,3}\[[^]\n]*\]:")
# A line that may part what is above it from what is below.
_RULE = re.compile(r"\n(?:[^\w\n]|_){3,}+(?=\n|\Z)")
_ROWS = re.compile(r"(?:^[^\n]*\|[^\n]*(?:\n|\Z))+", re.MULTILINE)


def excess(text: str) -> str:
    """Return what a text has more of than can be rendered in time, or nothing.

    The words go on after a name of the text: "holds a line longer than 32,000 characters".
    """
    return Allowance().excess(text)


class Allowance:
    """What the texts of one post may cost together, told of one after another."""

    def __init__(self) -> None:
        self._steps, self._cells = MAX_STEPS, MAX_CELLS

    def excess(self, text: str) -> str:
        """Return what a text has too much of, by itself or with those before it, or nothing."""
        if len(text) > MAX_LENGTH:
            return f"is longer than {MAX_LENGTH:,} characters"
        if text.count("\n") > MAX_LINES:
            return f"holds more than {MAX_LINES:,} lines"
        for sign, most in _MOST.items():
            if sign in text and text.count(sign) > most:
                return f"holds more than {most:,} times the character {sign}"
        if len(text) > MAX_LINE and any(len(line) > MAX_LINE for line in text.split("\n")):
            return f"holds a line longer than {MAX_LINE:,} characters"
        if _DEEP.search(text := f"\n{text}") and _NESTED.search(text):
            return f"is nested more than {MAX_LEVELS} levels deep"
        cells = sum(_cells(rows[0].split("\n")) for rows in _tables(text))
        if cells > self._cells:
            return f"holds tables of more than {MAX_CELLS:,} cells, or the post does so far"
        steps = _steps(text)
        if steps > self._steps:
            return "holds too many marks that begin something and do not end it, or the post so far"
        self._steps -= steps
        self._cells -= cells
        return ""


def _steps(text: str) -> int:
    """About how many characters the renderer looks at in vain."""
    steps = 0
    longest = max(map(len, text.split("\n\n")))
    if "[" in text:  # no link goes beyond its paragraph; an image may be in a link
        steps += _ENDED.sub("", _ENDED.sub("", text)).count("[") * longest
        steps += len(_DEFINED.findall(text)) * longest // 4
    if "<" in text:
        steps += len(_OPEN_TAG.findall(text)) * len(text) // 4
    if text.count("\n") > _FEW_LINES:
        steps += len(_RULE.findall(text)) * longest // 40
    return steps


def _tables(text: str) -> Iterator[re.Match[str]]:
    # A table is as wide as its first row, and a row is looked through once for each code in it.
    return _ROWS.finditer(text) if "|" in text and text.count("|") > 100 else iter(())


def _cells(rows: list[str]) -> int:
    widest = max(row.count("|") for row in rows) + 1
    return max(widest * len(rows), *(row.count("|") * row.count("`") for row in rows))
