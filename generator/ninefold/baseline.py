"""The findings of one day, so that later runs report only what is new.

A finding is known by its post, its rule, its message and the text of its line, and not by
the number of the line: what stands above it may grow. Known twice means twice: a third one
of the same kind is new.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable

from ninefold.diagnostics import Diagnostic

Known = Counter[tuple[str, str, str]]
LineOf = Callable[[str, int], str]

_VERSION = 1


def record(findings: Iterable[Diagnostic], line: LineOf) -> str:
    """Return a baseline of findings as JSON; `line` gives the text of a line of a post."""
    known: dict[str, dict[str, dict[str, int]]] = {}
    for (path, code, mark), count in sorted(_keys(findings, line).items()):
        known.setdefault(path, {}).setdefault(code, {})[mark] = count
    text = {"ninefold-baseline": _VERSION, "findings": known}
    return json.dumps(text, ensure_ascii=False, indent=1) + "\n"


def read(text: str) -> Known | None:
    """Return what a baseline knows; None where the text is none."""
    try:
        data = json.loads(text)
        if data["ninefold-baseline"] != _VERSION:
            return None
        return Counter(
            {
                (str(path), str(code), str(mark)): int(count)
                for path, codes in data["findings"].items()
                for code, marks in codes.items()
                for mark, count in marks.items()
            }
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def unknown(
    findings: Iterable[Diagnostic], line: LineOf, known: Known
) -> tuple[tuple[Diagnostic, ...], int]:
    """Return the findings that are not in a baseline, and how many of it did not turn up."""
    left = known.copy()
    new = []
    for finding in findings:
        key = _key(finding, line)
        if left[key] > 0:
            left[key] -= 1
        else:
            new.append(finding)
    return tuple(new), left.total()


def _keys(findings: Iterable[Diagnostic], line: LineOf) -> Known:
    return Counter(_key(finding, line) for finding in findings)


def _key(finding: Diagnostic, line: LineOf) -> tuple[str, str, str]:
    text = "\0".join((finding.message, line(finding.path, finding.line).strip()))
    mark = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
    return finding.path, finding.code, mark
