"""Where in a post's body something other than plain text may start."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ninefold.parser.chunk import BLOCK_TAGS, HASHES, TAG_END

# Every line that may start something other than plain text; the scanner looks at no other.
_START = re.compile(
    rf"""^[ ]{{0,3}}(?:
        (?P<hashes>{HASHES})
      | (?P<fence>`{{3,}}(?=[^`\n]*$)|~{{3,}})
      | (?P<underline>=+|-+)[ \t]*$
      | <(?P<html>{BLOCK_TAGS}){TAG_END}
      | \[\^(?P<note>[^\]\s]+)\]:
      | \[(?P<link>[^\]\[\n^][^\]\[\n]*)\]:[ \t]*(?:<[^<>\n]*>|[^\s<]\S*)
        (?:[ \t]+(?:".*"|'.*'|\(.*\)))?[ \t]*$
    ) | (?P<comment><!--)""",
    re.MULTILINE | re.VERBOSE | re.IGNORECASE,
)
# How a line of them begins, and a comment. Each begins with one character, which is found four
# times as fast as one of two.
_LINE = re.compile(r"\n(?=[ ]{0,3}[#`~=<\[-])")
_COMMENT = re.compile(r"<!--")


def places(text: str, first: int) -> Iterable[int]:
    """Return every place, from the first on, where `start_at` may find something, in order."""
    lines = [line.end() for line in _LINE.finditer(text, max(first - 1, 0))]
    found = lines if first else [0, *lines]
    if "<" not in text:
        return found
    return sorted({*found, *(mark.start() for mark in _COMMENT.finditer(text, first))})


def start_at(text: str, place: int) -> re.Match[str] | None:
    """Return what starts at a place, named by its group; None if nothing does."""
    return _START.match(text, place)
