"""Runs the rules: over a post as it is read, and over all posts together."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice

import msgspec
from msgspec.structs import replace

from ninefold.canvas import Document, Post
from ninefold.diagnostics import Diagnostic, Severity, diagnostic
from ninefold.parser import parse
from ninefold.rules import BY_NAME, RULES, blank_template
from ninefold.rules.cards import Card, card_of
from ninefold.rules.rule import Library, PostCheck, Rule
from ninefold.settings import Layers, Settings, table
from ninefold.source import Raw, Source, Span, decode
from ninefold.suppressing import Suppressed, suppress, suppressed, unused

Place = tuple[int, int, int, int]
MOST_OF_A_RULE = 1_000  # findings in one post: whoever has that many mends those first
# What findings across posts may point at, by its name among a document's places.
_POINTED_AT = re.compile(r"slug|title|as_of|compare\[|link:|facts\[\d+\]\.value$").match
_SIGNS = sorted({sign for rule in RULES for sign in rule.signs})


class Inspected(msgspec.Struct, frozen=True):
    """One file, read and checked.

    `post` is None where nothing could be made of the file or it is no canvas, and where it
    was examined only. `card` is what rules across posts know of it, and `places` gives line,
    column, end line and end column of what they point at. `suppressed` are the author's
    suppressions, each with whether it silenced anything yet.
    """

    path: str
    post: Post | None
    places: tuple[tuple[str, Place], ...]
    findings: tuple[Diagnostic, ...]
    card: Card | None = None
    suppressed: tuple[Suppressed, ...] = ()


def inspect(raw: Raw, settings: Settings) -> Inspected:
    """Read one file and run every rule over it. Pure, so its result can be kept."""
    return inspect_each([raw], settings)[0]


def inspect_each(raws: Sequence[Raw], settings: Settings) -> list[Inspected]:
    """Inspect several files, rule by rule: what a processor has at hand it need not fetch anew,
    which saves a tenth of the time.
    """
    documents = [parse(decode(raw), settings.aliases, settings.standards) for raw in raws]
    under: dict[Layers, list[tuple[Document, list[Diagnostic], frozenset[str]]]] = {}
    found: list[list[Diagnostic]] = [[] for _ in raws]
    for document, findings in zip(documents, found, strict=True):
        text = document.source.text
        missing = frozenset(sign for sign in _SIGNS if sign not in text)
        alike = under.setdefault(settings.layers_for(document.source.path), [])
        alike.append((document, findings, missing))
    for layers, alike in under.items():
        for rule, check, severity in _checks(layers):
            for document, findings, missing in alike:
                if not rule.signs or not missing.issuperset(rule.signs):
                    faults = islice(check(document), MOST_OF_A_RULE)
                    findings += [
                        diagnostic(document.source, f, rule.code, severity) for f in faults
                    ]
    return [_inspected(*both) for both in zip(documents, found, strict=True)]


def _inspected(document: Document, found: list[Diagnostic]) -> Inspected:
    path = document.source.path
    if document.post and not document.headings:
        found = [d for d in found if d.name == "no-canvas"]
    if any(d.name == blank_template.RULE.name for d in found):
        found = [d for d in found if d.name not in blank_template.SPEAKS_FOR]
    kept, words = suppress(found, suppressed(document))
    if document.post and not document.headings:
        return Inspected(path, None, (), kept)
    card = card_of(document.post) if document.post else None
    return Inspected(path, document.post, _places(document), kept, card, words)


def examine(raw: Raw, settings: Settings) -> Inspected:
    """Inspect one file for its findings alone: without the post, which is most of the result."""
    return replace(inspect(raw, settings), post=None)


def examine_each(raws: Sequence[Raw], settings: Settings) -> list[Inspected]:
    """Examine several files, as `inspect_each` inspects them."""
    return [replace(inspected, post=None) for inspected in inspect_each(raws, settings)]


def lost(raw: Raw, why: str) -> Inspected:
    """Return what is said of a file that took too much to be read, `why` in words."""
    return Inspected(raw.path, None, (), (costly(raw.path, why),))


def costly(path: str, why: str) -> Diagnostic:
    """Return the finding on a post that took too much, `why` in words."""
    advice = "Look for text that repeats a mark thousands of times, and take it out."
    return outside("costly-post", path, f"This post {why}, so it is left out.", advice)


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
    found += [] if alone else _nowhere(inspected, settings)
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
    by_path = {item.path: item for item in inspected}
    library = Library(tuple(item.card for item in inspected if item.card), files)
    for rule in RULES:
        for fault in rule.library(library) if rule.library else ():
            if severity := settings.severities_for(fault.path)[rule.code]:
                place = dict(by_path[fault.path].places).get(fault.place, (1, 1, 1, 1))
                named = rule.code, rule.name, severity
                yield Diagnostic(fault.path, *place, *named, fault.message, fault.help)


def _nowhere(inspected: Sequence[Inspected], settings: Settings) -> Iterable[Diagnostic]:
    """The canvases that the configuration names and that do not exist."""
    slugs = {item.card.slug for item in inspected if item.card}
    severity = settings.severity(BY_NAME["unknown-canvas"])
    for named in settings.named if severity else ():
        if named.slug not in slugs:
            close = difflib.get_close_matches(named.slug, sorted(slugs), 1)
            advice = f"Did you mean `{close[0]}`?" if close else "Name a post by its slug."
            message = f"There is no canvas `{named.slug}`."
            yield outside("unknown-canvas", named.path, message, advice, named.place, severity)


def _ran(settings: Settings, path: str, alone: bool) -> frozenset[str]:
    """The codes of the rules that had their say on a file."""
    severities = settings.severities_for(path)
    return frozenset(
        rule.code
        for rule in RULES
        if severities[rule.code] and (rule.post or (rule.library and not alone))
    )


def stops(findings: Iterable[Diagnostic], strict: bool) -> bool:
    """Whether findings count as failure: errors do, and warnings if `strict`."""
    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(finding.severity in bad for finding in findings)


@lru_cache(maxsize=64)
def _checks(layers: Layers) -> tuple[tuple[Rule, PostCheck, Severity], ...]:
    """The rules that look at one post and are not off, each with its check and severity."""
    severities = table(layers)
    return tuple(
        (rule, rule.post, severity)
        for rule in RULES
        if rule.post and (severity := severities[rule.code])
    )


def _places(document: Document) -> tuple[tuple[str, Place], ...]:
    places = {
        name: place_of(document.source, span)
        for name, span in (document.places or {}).items()
        if _POINTED_AT(name)
    }
    if "slug" not in places and "title" in places:
        places["slug"] = places["title"]
    return tuple(places.items())
