"""A host that reads `_headers`: which headers it sends with a path."""

from __future__ import annotations

import re


def rules(text: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the paths of a `_headers` file, each with its headers."""
    found: list[tuple[str, list[tuple[str, str]]]] = []
    for line in text.splitlines():
        if line.startswith("/"):
            found.append((line, []))
        else:
            name, _, value = line.partition(": ")
            assert name.startswith("  "), line
            found[-1][1].append((name.strip(), value))
    return found


def sent(text: str, path: str) -> list[tuple[str, str]]:
    """Return what is sent with a path: the headers of every rule that fits it."""
    return [header for rule, headers in rules(text) if _fits(rule, path) for header in headers]


def _fits(rule: str, path: str) -> bool:
    """A star stands for anything, a name behind a colon for one part of a path."""
    pattern = re.sub(r":[a-z]+", "[^/]+", re.escape(rule).replace(r"\*", ".*"))
    return re.fullmatch(pattern, path) is not None
