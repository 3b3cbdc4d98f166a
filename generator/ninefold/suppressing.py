"""Silences the findings that an author does not want to hear of, and notes which words did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ninefold.canvas import Document
from ninefold.diagnostics import Diagnostic, Edit, Fix
from ninefold.rules import BY_NAME, RULES
from ninefold.settings import Settings

_RULE = BY_NAME["unused-suppression"]
_CODES = {name: rule.code for rule in RULES for name in (rule.code, rule.name.upper())}


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A suppression by lines: the rule as the author names it, where, and in which lines.

    `place` gives line, column, end line and end column of the name; `code` is "" where no
    rule has that name.
    """

    rule: str
    code: str
    place: tuple[int, int, int, int]
    first: int
    last: int
    removal: Edit | None = None
    used: bool = False


def suppressed(document: Document) -> tuple[Suppressed, ...]:
    """Return the suppressions of a document by the lines in which they hold."""
    return tuple(_by_lines(document))


def _by_lines(document: Document) -> Iterable[Suppressed]:
    at = document.source.position
    for word in document.suppressions:
        start, end = at(word.span.start), at(word.span.end)
        place = start.line, start.column, end.line, end.column
        first, last = at(word.scope.start).line, at(max(word.scope.start, word.scope.end - 1)).line
        yield Suppressed(
            word.rule, _CODES.get(word.rule.upper(), ""), place, first, last, word.removal
        )


def suppress(
    findings: Iterable[Diagnostic], words: Sequence[Suppressed]
) -> tuple[tuple[Diagnostic, ...], tuple[Suppressed, ...]]:
    """Return the findings that are left, sorted, and the words with those marked that were used."""
    if not words:
        return tuple(sorted(findings)), ()
    kept: list[Diagnostic] = []
    used = {word for word in words if word.used}
    for finding in findings:
        same = (word for word in words if word.code == finding.code)
        silencing = [word for word in same if word.first <= finding.line <= word.last]
        used.update(silencing[-1:])  # the nearest: one before the section counts before the list
        kept += [] if silencing else [finding]
    marked = tuple(replace(word, used=True) if word in used else word for word in words)
    return tuple(sorted(kept)), marked


def unused(
    path: str, words: Iterable[Suppressed], ran: frozenset[str], settings: Settings
) -> Iterable[Diagnostic]:
    """Yield a finding for each word that silences nothing, of the rules that `ran`."""
    severity = settings.severity(_RULE, path)
    if not severity:
        return
    for word in words:
        if word.used or (word.code and word.code not in ran):
            continue
        message = f"`{word.rule}` is to be ignored here, and does not occur."
        advice = "Take it out, so that nothing new hides behind it."
        if not word.code:
            message = f"`{word.rule}` is to be ignored here, and is no rule."
            advice = "Name a rule by its code; `ninefold rule --all` lists them."
        fix = Fix((word.removal,)) if word.removal else None
        named = _RULE.code, _RULE.name, severity
        yield Diagnostic(path, *word.place, *named, message, advice, fix)
