"""What a person or another program reads: data on stdout, notices on stderr."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from ninefold.diagnostics import FORMATS, Diagnostic, Severity, printable
from ninefold.files.faults import EnvironmentFault
from ninefold.files.writing import Report


def shown(path: Path, here: Path | None = None) -> str:
    """Return a path as a person in the current folder, or `here`, would type it.

    Bytes that are no text are shown escaped.
    """
    return as_text(os.path.relpath(path, here).replace(os.sep, "/"))


def as_text(path: str) -> str:
    """Return a path as text that every format can hold."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def placed(findings: Iterable[Diagnostic], folder: Path, here: Path) -> tuple[Diagnostic, ...]:
    """Return the findings on a content folder with their paths from the folder `here`.

    Templates lie elsewhere: their paths begin `here` as it is.
    """

    def base(finding: Diagnostic) -> Path:
        return here if finding.name == "broken-template" else here / folder

    return tuple(sorted(replace(d, path=shown(base(d) / d.path, here)) for d in findings))


def print_findings(findings: Iterable[Diagnostic], options: argparse.Namespace) -> None:
    """Print findings in the format and with the colour that the arguments ask for."""
    wish = getattr(options, "color", "auto")
    allowed = sys.stdout and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    colour = wish == "always" or (wish == "auto" and bool(allowed))
    say(FORMATS[getattr(options, "format", "text")](findings, colour))


def say(text: str) -> None:
    """Write to stdout, as UTF-8 whatever the locale; to nobody if stdout is closed."""
    if not sys.stdout:
        return
    try:
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise EnvironmentFault(f"The output cannot be written: {error.strerror}.") from error


def notice(line: str) -> None:
    """Tell the person something, on stderr."""
    print(f"ninefold: {printable(line)}", file=sys.stderr)


def hush(line: str) -> None:
    """Take a notice, and keep it to oneself."""


def summary(findings: Iterable[Diagnostic]) -> str:
    """Return in a few words how many findings there are of each severity."""
    counts = Counter(finding.severity for finding in findings)
    words = [
        f"{counts[severity]} {severity}{'s' if counts[severity] > 1 else ''}"
        for severity in Severity
        if counts[severity]
    ]
    return ", ".join(words) + "." if words else "No findings."


def built(canvases: int, report: Report, folder: str) -> str:
    """Return in one sentence what a build did."""
    what = "1 canvas" if canvases == 1 else f"{canvases:,} canvases"
    changes = f"{report.written:,} written, {report.removed:,} removed"
    if not report.written and not report.removed:
        changes = "nothing changed"
    return f"Built {what}: {report.files:,} files in {folder} ({changes})."
