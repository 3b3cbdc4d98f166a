"""Runs the rules: over a post as it is read, and over all posts together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ninefold.canvas import Document, Post
from ninefold.diagnostics import Diagnostic, Fault, Severity, diagnostic
from ninefold.parser import parse
from ninefold.rules import BY_NAME, RULES, blank_template
from ninefold.rules.rule import Library, Rule
from ninefold.settings import Settings
from ninefold.source import Raw, Source, Span, decode
from ninefold.suppressing import Suppressed, suppress, suppressed, unused

Place = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Inspected:
    """One file, read and checked.

    `post` is None where nothing could be made of the file or it is no canvas. `places`
    gives line, column, end line and end column of what rules across posts point at.
    `suppressed` are the author's suppressions, each with whether it silenced anything yet.
    """

    path: str
    post: Post | None
    places: tuple[tuple[str, Place], ...]
    findings: tuple[Diagnostic, ...]
    suppressed: tuple[Suppressed, ...] = ()


def inspect(raw: Raw, settings: Settings) -> Inspected:
    """Read one file and run every rule over it. Pure, so its result can be kept."""
    document = parse(decode(raw), settings.aliases)
    document = replace(document, standards=settings.standards)
    severities = settings.severities_for(raw.path)
    found = [
        diagnostic(document.source, fault, rule.code, severity)
        for rule in RULES
        if rule.post and (severity := severities[rule.code])
        for fault in _checked(rule, document)
    ]
    if document.post and not document.headings:
        found = [d for d in found if d.name == "no-canvas"]
    if any(d.name == blank_template.RULE.name for d in found):
        found = [d for d in found if d.name not in blank_template.SPEAKS_FOR]
    kept, words = suppress(found, suppressed(document))
    if document.post and not document.headings:
        return Inspected(raw.path, None, (), kept)
    return Inspected(raw.path, document.post, _places(document), kept, words)


def inspect_all(
    inspected: Sequence[Inspected],
    files: frozenset[str],
    settings: Settings,
    alone: bool = False,
) -> tuple[Diagnostic, ...]:
    """Return what can only be said at the end, sorted: what rules across posts find, unless
    the posts stand `alone`, and which suppressions silence nothing.
    """
    across = [] if alone else list(_across(inspected, files, settings))
    by_path: dict[str, list[Diagnostic]] = {item.path: [] for item in inspected}
    for finding in across:
        by_path[finding.path].append(finding)
    found: list[Diagnostic] = []
    for item in inspected:
        kept, words = suppress(by_path[item.path], item.suppressed)
        ran = _ran(settings, item.path, alone) if words else frozenset()
        found += [*kept, *unused(item.path, words, ran, settings)]
    return tuple(sorted(found))


def outside(
    name: str,
    path: str,
    message: str,
    help: str,  # noqa: A002
    place: Place = (1, 1, 1, 1),
    severity: Severity | None = None,
) -> Diagnostic:
    """Return a finding met before or after a file is read: about the file as a whole, or a place.

    It has the rule's own severity unless another is given.
    """
    rule = BY_NAME[name]
    severity = severity or rule.severity
    return Diagnostic(path, *place, rule.code, name, severity, message, help)


def place_of(source: Source, span: Span) -> Place:
    """Return line, column, end line and end column of a span."""
    start, end = source.position(span.start), source.position(span.end)
    return start.line, start.column, end.line, end.column


def _across(
    inspected: Sequence[Inspected], files: frozenset[str], settings: Settings
) -> Iterable[Diagnostic]:
    posts = tuple(item.post for item in inspected if item.post)
    places: Mapping[str, dict[str, Place]] = {item.path: dict(item.places) for item in inspected}
    library = Library(posts, files)
    for rule in RULES:
        for fault in rule.library(library) if rule.library else ():
            if severity := settings.severities_for(fault.path)[rule.code]:
                place = places[fault.path].get(fault.place, (1, 1, 1, 1))
                named = rule.code, rule.name, severity
                yield Diagnostic(fault.path, *place, *named, fault.message, fault.help)


def _ran(settings: Settings, path: str, alone: bool) -> frozenset[str]:
    """The codes of the rules that had their say on a file."""
    severities = settings.severities_for(path)
    return frozenset(
        rule.code
        for rule in RULES
        if severities[rule.code] and (rule.post or (rule.library and not alone))
    )


def _checked(rule: Rule, document: Document) -> Iterable[Fault]:
    return rule.post(document) if rule.post else ()


def _places(document: Document) -> tuple[tuple[str, Place], ...]:
    wanted = ("slug", "title", "as_of", "compare[", "facts[", "link:")
    places = {}
    for name, span in (document.places or {}).items():
        if name.startswith(wanted):
            places[name] = place_of(document.source, span)
    if "slug" not in places and "title" in places:
        places["slug"] = places["title"]
    return tuple(places.items())
