"""Runs the rules: over a post as it is read, and over all posts together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ninefold.blocks import Block
from ninefold.canvas import Document, Post
from ninefold.diagnostics import Diagnostic, Severity, diagnostic
from ninefold.parser import parse
from ninefold.rules import BY_NAME, RULES
from ninefold.rules.cards import Card, card_of
from ninefold.rules.rule import Library, PostCheck, Rule
from ninefold.source import Raw, decode

Place = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Settings:
    """What configuration says of rules and sections.

    A rule has a severity, or None for off, by code or name; `aliases` are further names of
    blocks.
    """

    severities: tuple[tuple[str, Severity | None], ...] = ()
    aliases: tuple[tuple[str, Block], ...] = ()

    def severity(self, rule: Rule) -> Severity | None:
        """Return the severity at which a rule reports; None where it is off."""
        chosen = dict(self.severities)
        return chosen.get(rule.code, chosen.get(rule.name, rule.severity))


@dataclass(frozen=True, slots=True)
class Inspected:
    """One file, read and checked.

    `post` is None where nothing could be made of the file or it is no canvas, and where it
    was examined only. `card` is what rules across posts know of it, and `places` gives line,
    column, end line and end column of what they point at.
    """

    path: str
    post: Post | None
    places: tuple[tuple[str, Place], ...]
    findings: tuple[Diagnostic, ...]
    card: Card | None = None


def inspect(raw: Raw, settings: Settings) -> Inspected:
    """Read one file and run every rule over it. Pure, so its result can be kept."""
    document = parse(decode(raw), settings.aliases)
    found = [
        diagnostic(document.source, fault, rule.code, severity)
        for rule, check, severity in _checks(settings)
        for fault in check(document)
    ]
    if document.post and not document.headings:
        found = [d for d in found if d.name == "no-canvas"]
        return Inspected(raw.path, None, (), tuple(found))
    card = card_of(document.post) if document.post else None
    return Inspected(raw.path, document.post, _places(document), tuple(sorted(found)), card)


def examine(raw: Raw, settings: Settings) -> Inspected:
    """Inspect one file for its findings alone: without the post, which is most of the result."""
    return replace(inspect(raw, settings), post=None)


def inspect_all(
    inspected: Sequence[Inspected], files: frozenset[str], settings: Settings
) -> tuple[Diagnostic, ...]:
    """Run the rules that look across posts; return what they find, sorted."""
    posts = tuple(item.card for item in inspected if item.card)
    by_path = {item.path: item for item in inspected}
    library = Library(posts, files)
    found = [
        Diagnostic(
            fault.path,
            *dict(by_path[fault.path].places).get(fault.place, (1, 1, 1, 1)),
            rule.code,
            rule.name,
            severity,
            fault.message,
            fault.help,
        )
        for rule in RULES
        if rule.library and (severity := settings.severity(rule))
        for fault in rule.library(library)
    ]
    return tuple(sorted(found))


def outside(name: str, path: str, message: str, help: str) -> Diagnostic:  # noqa: A002
    """Return a finding about a file as a whole, met before or after it is read."""
    rule = BY_NAME[name]
    return Diagnostic(path, 1, 1, 1, 1, rule.code, name, rule.severity, message, help)


def stops(findings: Iterable[Diagnostic], strict: bool) -> bool:
    """Whether findings count as failure: errors do, and warnings if `strict`."""
    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(finding.severity in bad for finding in findings)


@lru_cache(maxsize=4)
def _checks(settings: Settings) -> tuple[tuple[Rule, PostCheck, Severity], ...]:
    """The rules that look at one post and are not off, each with its check and severity."""
    return tuple(
        (rule, rule.post, severity)
        for rule in RULES
        if rule.post and (severity := settings.severity(rule))
    )


def _places(document: Document) -> tuple[tuple[str, Place], ...]:
    wanted = ("slug", "title", "as_of", "compare[", "link:")
    places = {}
    for name, span in (document.places or {}).items():
        if name.startswith(wanted) or (name.startswith("facts[") and name.endswith(".value")):
            start = document.source.position(span.start)
            end = document.source.position(span.end)
            places[name] = (start.line, start.column, end.line, end.column)
    if "slug" not in places and "title" in places:
        places["slug"] = places["title"]
    return tuple(places.items())
