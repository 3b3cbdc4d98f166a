"""Writes suppressions into a post, each as near as can be to what it is to silence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ninefold.diagnostics import Diagnostic
from ninefold.parser import frontmatter, scanner
from ninefold.parser.chunk import Chunk, Kind
from ninefold.parser.suppressions import blocks
from ninefold.source import Raw, Source, Span, decode, edited

_OWN_KEY = re.compile(r"^ninefold[ \t]*:", re.MULTILINE)


def ignored(raw: Raw, findings: Iterable[Diagnostic]) -> Raw:
    """Return a post with words that silence the findings in it.

    In the body that is a comment before the paragraph, list or heading concerned; in the
    front matter, the list `ninefold: {ignore: […]}`, if the post does not have one yet.
    What cannot be silenced so is left as it is.
    """
    source = decode(raw)
    if source.trouble:
        return raw
    matter = frontmatter.read(source.text)
    chunks = scanner.scan(source.text, matter.body)
    codes: dict[int, set[str]] = {}
    for finding in findings:
        place = _offset(source, finding)
        before = 0 if place < matter.body else _block_start(source.text, chunks, place)
        codes.setdefault(before, set()).add(finding.code)
    edits = []
    for place, some in codes.items():
        names = ", ".join(sorted(some))
        if place:
            edits.append((Span(place, place), f"<!-- ninefold: ignore {names} -->\n"))
        elif matter.body and not matter.faults and not _has_own_key(source.text, matter.body):
            end = source.text.rstrip("\n").rfind("\n", 0, matter.body - 1) + 1
            edits.append((Span(end, end), f"ninefold:\n  ignore: [{names}]\n"))
    return Raw(raw.path, edited(raw, edits)) if edits else raw


def _offset(source: Source, finding: Diagnostic) -> int:
    line = source.text.split("\n")[: finding.line - 1]
    return sum(len(text) + 1 for text in line) + finding.column - 1


def _has_own_key(text: str, end: int) -> bool:
    return _OWN_KEY.search(text, 0, end) is not None


def _block_start(text: str, chunks: Iterable[Chunk], place: int) -> int:
    """Where the paragraph, list or heading that holds a place begins; 0 where nowhere."""
    chunk = next((c for c in chunks if c.span.start <= place < c.span.end), None)
    if chunk is None or chunk.kind is Kind.COMMENT:
        return 0
    start = chunk.span.start
    if chunk.kind is Kind.TEXT:
        begun = [block.start for block in blocks(text, chunk.span) if block.start <= place]
        start = begun[-1] if begun else start
    return start if start == 0 or text[start - 1] == "\n" else 0
