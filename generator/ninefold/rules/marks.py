"""The source marks and footnote marks of a text (`[^id]`). Shared by the rules on sources."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ninefold.canvas import Document
from ninefold.rules.passages import of
from ninefold.source import Span

_MARK = re.compile(r"(?<!\\)\[\^([^\]\s\[]+)\](?!:)")


def marks(document: Document) -> Iterator[tuple[str, Span]]:
    """Yield the name of each mark that is shown, and its place."""
    if "^" in document.source.text:
        for found in _MARK.finditer(of(document).shown):
            yield found[1], Span(*found.span())


def place_of_source(document: Document, name: str) -> Span:
    """Where the front matter lists a source (its id)."""
    index, text = 0, document.source.text
    while f"sources[{index}].id" in (document.places or {}):
        span = document.place(f"sources[{index}].id")
        if text[span.start : span.end].strip("\"' ") == name:
            return span
        index += 1
    return document.place("sources")
