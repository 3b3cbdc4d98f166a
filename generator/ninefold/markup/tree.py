"""Sanitised HTML as values, from which a script can build elements without reading HTML."""

from __future__ import annotations

import html
import re
from typing import Any

from ninefold.markup.sanitiser import Html

_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:[^>"]|"[^"]*")*)>')
_ATTRIBUTE = re.compile(r'([a-z][a-z-]*)(?:="([^"]*)")?')
_VOID = frozenset({"br", "hr", "img"})


def tree(fragment: Html) -> list[Any]:
    """Return the content of a fragment: texts, and elements as name, attributes, content.

    The fragment comes from `sanitised`, so its elements are closed and their attributes
    stand between double quotes.
    """
    top: list[Any] = []
    open_elements = [top]
    at = 0
    for match in _TAG.finditer(fragment.text):
        if match.start() > at:
            open_elements[-1].append(html.unescape(fragment.text[at : match.start()]))
        at = match.end()
        if match[1]:
            if len(open_elements) > 1:
                open_elements.pop()
            continue
        found = _ATTRIBUTE.findall(match[3])
        element = [match[2], {name: html.unescape(value) for name, value in found}]
        open_elements[-1].append(element)
        if match[2] not in _VOID:
            open_elements.append(element)
    if rest := fragment.text[at:]:
        open_elements[-1].append(html.unescape(rest))
    return top
