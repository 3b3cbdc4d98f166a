"""A finding with its line and a mark under the place: for people at a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from ninefold.diagnostics import Diagnostic
from ninefold.diagnostics.formatting import COLOURS, Context, painted, printable

_WIDTH = 100
_BEFORE = 40
_BLUE = 34


def render(diagnostics: Iterable[Diagnostic], context: Context) -> str:
    """Return the findings, each with a code frame, what to do, and the rule to look up."""
    return "".join(_frame(d, context) for d in diagnostics)


def _frame(d: Diagnostic, context: Context) -> str:
    margin = " " * len(str(d.line))
    bar = painted("|", _BLUE, context)
    head = painted(f"{d.severity}[{d.code}]", COLOURS[d.severity], context)
    rows = [
        f"{head} {d.name}: {printable(d.message)}",
        f"{margin}{painted('-->', _BLUE, context)} {printable(d.path)}:{d.line}:{d.column}",
    ]
    if line := context.line(d.path, d.line):
        shown, indent, mark = _marked(line, d)
        number = painted(str(d.line), _BLUE, context)
        mark = painted(mark, COLOURS[d.severity], context)
        rows += [f"{margin} {bar}", f"{number} {bar} {shown}", f"{margin} {bar} {indent}{mark}"]
    rows += [
        f"{margin} {painted('=', _BLUE, context)} {printable(d.help)}",
        f"{margin} {painted('=', _BLUE, context)} ninefold rule {d.code}{_mendable(d)}",
    ]
    return "\n".join(rows) + "\n\n"


def _mendable(d: Diagnostic) -> str:
    if d.fix is None:
        return ""
    return f"; mended by {'--fix' if d.fix.safe else '--unsafe-fixes'}"


def _marked(line: str, d: Diagnostic) -> tuple[str, str, str]:
    """The part of the line around the place, the space before the mark, and the mark."""
    start = min(d.column - 1, len(line))
    end = min(d.end_column - 1 if d.end_line == d.line else len(line), len(line))
    first = max(0, start - _BEFORE) if len(line) > _WIDTH else 0
    last = min(len(line), first + _WIDTH)
    lead = "…" if first else ""
    tail = "…" if last < len(line) else ""
    before = lead + printable(line[first:start].replace("\t", " "))
    place = printable(line[start : min(end, last)].replace("\t", " "))
    after = printable(line[max(start, min(end, last)) : last].replace("\t", " "))
    return before + place + after + tail, " " * _cells(before), "^" * max(1, _cells(place))


def _cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )
