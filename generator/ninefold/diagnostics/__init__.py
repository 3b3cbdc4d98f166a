"""What a check found: the values and their order; beside them, one pure formatter a format."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import msgspec

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


class Edit(msgspec.Struct, frozen=True):
    """A stretch of a source's text, and what is to stand there instead."""

    span: Span
    text: str


class Fix(msgspec.Struct, frozen=True):
    """Edits that mend a fault together.

    It is `safe` where no reader of the site can tell the difference, but for names of
    sections and the look of lists and links; anything else is the author's to decide.
    """

    edits: tuple[Edit, ...]
    safe: bool = True


class Fault(msgspec.Struct, frozen=True):
    """Something wrong at a place of a source, before it is known how much it matters.

    `rule` is the name of the rule that reports it ("unknown-key"), `message` says in one
    sentence what is wrong, `help` in one sentence what to do; `fix` does it, where that is
    more than a guess.
    """

    rule: str
    span: Span
    message: str
    help: str
    fix: Fix | None = None


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
    fix: Fix | None = field(default=None, compare=False)


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
        fault.fix,
    )
