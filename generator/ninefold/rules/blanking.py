"""Blanks out what is no prose by spaces of the same length, so that places stay what they are.

The ground of passages.py: front matter, code, comments, tags, tables, addresses, headings and
definitions; and where headings and fences stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_FRONT = re.compile(r"\A---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_FENCE = re.compile(r"^ {0,3}(`{3,}(?=[^`\n]*$)|~{3,})[ \t]*(\S?)", re.MULTILINE)
_CODE = re.compile(r"(?<!`)(`++)[^\n]{1,300}?(?<!`)\1(?!`)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<https?:[^<>\s]*>")
_TARGET = re.compile(r"\]\((?:[^()\n]|\([^()\n]*\))*\)")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>]+")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]\n]+\]:.*(?:\n(?![ \t]*\n|[ \t]*$).+)*", re.MULTILINE)
_RULER = re.compile(r"^[ \t]*[|:-][-|: \t]*\|[-|: \t]*$", re.MULTILINE)
_ROW = re.compile(r"^.*\|.*$", re.MULTILINE)


def shown(text: str) -> str:
    """Return the body of a post, with front matter, code and comments blanked out."""
    if front := _FRONT.match(text):
        text = blanked(text, [front.span()])
    # One character is looked for far faster than several.
    if "`" in text or "~" in text:
        text = blanked(text, [(start, end) for start, end, closed in fences(text) if closed])
        text = _CODE.sub(_spaces, text)
    if "<" in text and "-->" in text:
        text = _COMMENT.sub(_spaces, text)
    return text


def fences(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield start and end of each fenced block, and whether it closes; none after one that
    does not.
    """
    opened: re.Match[str] | None = None
    for found in _FENCE.finditer(text):
        if opened is None:
            opened = found
        elif not found[2] and found[1][0] == opened[1][0] and len(found[1]) >= len(opened[1]):
            yield opened.start(), found.end(), True
            opened = None
    if opened:
        yield opened.start(), opened.end(), False


def prose(text: str) -> str:
    """Return a body without its headings with all else blanked out that is no prose."""
    for sign, pattern in (("]:", _DEFINITION), ("](", _TARGET), ("<", _TAG)):
        if sign[0] in text and sign in text:
            text = pattern.sub(_spaces, text)
    if ("/" in text and "://" in text) or "www." in text:
        text = _ADDRESS.sub(_spaces, text)
    if "|" in text and _RULER.search(text):
        text = _ROW.sub(_spaces, text)
    return text


def untouched(text: str) -> bool:
    """Whether nothing in a body but headings would be blanked out."""
    return not (
        any(sign in text for sign in "`~<|")
        or ("]" in text and ("](" in text or "]:" in text))
        or ("/" in text and "://" in text)
        or "www." in text
    )


def _spaces(found: re.Match[str]) -> str:
    return _blank(found[0])


def _blank(piece: str) -> str:
    if "\n" not in piece:
        return " " * len(piece)
    return "\n".join([" " * len(line) for line in piece.split("\n")])


def blanked(text: str, places: Iterable[tuple[int, int]]) -> str:
    """Return the text with some stretches blanked out; their line breaks stay."""
    pieces: list[str] = []
    done = 0
    for start, end in sorted(places):
        start = max(start, done)
        pieces += (text[done:start], _blank(text[start:end]))
        done = max(done, end)
    return "".join(pieces) + text[done:]
