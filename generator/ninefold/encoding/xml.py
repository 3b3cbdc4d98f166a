"""Text inside XML, SVG and HTML: the one place that knows what has to be escaped or left out."""

from __future__ import annotations

import re

from markupsafe import escape

# XML 1.0 has no place for these, and HTML takes them for errors.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def escaped(text: str) -> str:
    """Return a text as it stands in XML, as content or between quotation marks."""
    return str(escape(FORBIDDEN.sub("", text)))


def encoded(document: str) -> bytes:
    """Return a document of any kind as UTF-8, without the characters that XML and HTML refuse."""
    return FORBIDDEN.sub("", document).encode("utf-8", "replace")
