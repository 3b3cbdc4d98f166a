"""What a check found: the values, their order, and one pure formatter a format."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from ninefold.source import Source, Span


class Severity(StrEnum):
    """How much a finding matters.

    An error means that the post cannot be published as a canvas; a warning, that a
    reader is misled or an editor would send it back; a hint is worth a look and never
    counts towards the exit code.
    """

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at a place of a source, before it is known how much it matters.

    `rule` is the name of the rule that reports it ("unknown-key"), `message` says in one
    sentence what is wrong, `help` in one sentence what to do.
    """

    rule: str
    span: Span
    message: str
    help: str


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One finding, ready to be shown: lines and columns count from 1, in code points.

    The end is exclusive. Diagnostics sort by path and place, then by code and message.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    code: str
    name: str
    severity: Severity
    message: str
    help: str


def diagnostic(source: Source, fault: Fault, code: str, severity: Severity) -> Diagnostic:
    """Return the fault as a diagnostic with the lines and columns of its source."""
    start, end = source.position(fault.span.start), source.position(fault.span.end)
    return Diagnostic(
        source.path,
        start.line,
        start.column,
        end.line,
        end.column,
        code,
        fault.rule,
        severity,
        fault.message,
        fault.help,
    )


def printable(text: str) -> str:
    """Return the text with control, format and bidirectional characters shown escaped.

    Text of posts and file names can hold terminal sequences and characters that reorder
    or forge a line; none of them reaches a terminal or a log as it is.
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else f"\\u{{{ord(char):x}}}" for char in text)


_UNPRINTABLE = re.compile(
    r"[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_COLOURS = MappingProxyType({Severity.ERROR: 31, Severity.WARNING: 33, Severity.HINT: 36})


def as_text(diagnostics: Iterable[Diagnostic], colour: bool = False) -> str:
    """One finding a paragraph: place, severity, code and message; the help beneath."""

    def painted(severity: Severity) -> str:
        return f"\x1b[1;{_COLOURS[severity]}m{severity}\x1b[0m" if colour else severity

    return "".join(
        f"{printable(d.path)}:{d.line}:{d.column}: {painted(d.severity)} {d.code} {d.name}: "
        f"{printable(d.message)}\n    {printable(d.help)}\n"
        for d in diagnostics
    )


def as_json(diagnostics: Iterable[Diagnostic], colour: bool = False) -> str:
    """One JSON array of objects whose keys are part of the command line's contract."""
    place = ("path", "line", "column", "end_line", "end_column")
    keys = (*place, "severity", "code", "name", "message", "help")
    rows = [{key: getattr(d, key) for key in keys} for d in diagnostics]
    text = json.dumps(rows, ensure_ascii=False, indent=2)
    # JSON lets characters through that a terminal acts upon; it can also write them escaped.
    return "\n".join(_UNPRINTABLE.sub(_escaped, line) for line in text.split("\n")) + "\n"


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]


FORMATS: Mapping[str, Callable[[Iterable[Diagnostic], bool], str]] = MappingProxyType(
    {"text": as_text, "json": as_json}
)
