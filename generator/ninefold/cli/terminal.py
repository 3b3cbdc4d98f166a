"""What a person or another program reads: data on stdout, notices on stderr."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ninefold import __version__, manual
from ninefold.diagnostics import Diagnostic, Severity
from ninefold.diagnostics.formats import FORMATS
from ninefold.diagnostics.formatting import Context, printable
from ninefold.files import reading
from ninefold.files.faults import EnvironmentFault
from ninefold.rules import RULES
from ninefold.source import Raw, decode

if TYPE_CHECKING:
    from ninefold.files.writing import Report


def shown(path: Path, here: Path | None = None) -> str:
    """Return a path as a person in the current folder, or `here`, would type it.

    Bytes that are no text are shown escaped.
    """
    return as_text(os.path.relpath(path, here).replace(os.sep, "/"))


def as_text(path: str) -> str:
    """Return a path as text that every format can hold."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def placed(findings: Iterable[Diagnostic], folder: Path, here: Path) -> tuple[Diagnostic, ...]:
    """Return the findings on a content folder with their paths from the folder `here`.

    Templates and the configuration lie elsewhere: their paths begin `here` as it is.
    """

    prefix = shown(here / folder, here)

    def path(finding: Diagnostic) -> str:
        if finding.name in ("broken-template", "unknown-canvas"):
            return shown(here / finding.path, here)
        if prefix.startswith(".."):  # the current folder may be inside the other
            return shown(here / folder / finding.path, here)
        return finding.path if prefix == "." else f"{prefix}/{finding.path}"

    return tuple(sorted(replace(d, path=path(d)) for d in findings))


def print_findings(findings: Iterable[Diagnostic], options: argparse.Namespace) -> None:
    """Print findings in the format and with the colour that the arguments ask for."""
    say(told(findings, options))


def told(findings: Iterable[Diagnostic], options: argparse.Namespace) -> str:
    """Return findings in the format and with the colour that the arguments ask for."""
    person = bool(sys.stdout and sys.stdout.isatty())
    wish = getattr(options, "color", "auto")
    colour = wish == "always" or (wish == "auto" and person and not os.environ.get("NO_COLOR"))
    chosen = getattr(options, "format", None) or ("full" if person else "text")
    found = list(findings)
    known = {d.name for d in found}
    rules = {rule.code: manual.summary(rule) for rule in RULES if rule.name in known}
    context = Context(colour, _line_of, rules, __version__)
    return FORMATS[chosen](found, context)


def _line_of(path: str, number: int) -> str:
    lines = _lines_of(path)
    return lines[number - 1] if number <= len(lines) else ""


@lru_cache(maxsize=8)
def _lines_of(path: str) -> tuple[str, ...]:
    raw = reading.read_file(Path(path), path, reading.MAX_READ)
    return tuple(decode(raw).text.split("\n")) if isinstance(raw, Raw) else ()


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
    print(noticed(line), file=sys.stderr)


def noticed(line: str) -> str:
    """Return a notice as it stands on stderr."""
    return f"ninefold: {printable(line)}"


def hush(line: str) -> None:
    """Take a notice, and keep it to oneself."""


def summary(findings: Sequence[Diagnostic], *, fixes: bool = False) -> str:
    """Return in a few words how many findings there are of each severity.

    With `fixes`, how many of them Ninefold can mend as well.
    """
    counts = Counter(finding.severity for finding in findings)
    words = [
        f"{counts[severity]} {severity}{'s' if counts[severity] > 1 else ''}"
        for severity in Severity
        if counts[severity]
    ]
    if not words:
        return "No findings."
    fixable = [finding.fix.safe for finding in findings if finding.fix]
    ways = ((fixable.count(True), "--fix"), (fixable.count(False), "--unsafe-fixes"))
    mended = [f"{count} with {option}" for count, option in ways if count and fixes]
    return ", ".join(words) + "." + (f" Can be mended: {', '.join(mended)}." if mended else "")


def statistics(findings: Iterable[Diagnostic]) -> str:
    """Return how often each rule reports something, the most frequent first."""
    counts = Counter((d.code, d.name) for d in findings)
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return "".join(f"{count:6} {code} {name}\n" for (code, name), count in rows)


def built(canvases: int, report: Report, folder: str) -> str:
    """Return in one sentence what a build did."""
    what = "1 canvas" if canvases == 1 else f"{canvases:,} canvases"
    changes = f"{report.written:,} written, {report.removed:,} removed"
    if not report.written and not report.removed:
        changes = "nothing changed"
    return f"Built {what}: {report.files:,} files in {folder} ({changes})."
