"""Where in a post's body something other than plain text may start."""

from __future__ import annotations

import re

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
# How a line of them begins, and a comment: both are quickly found.
_MARK = re.compile(r"\n(?=[ ]{0,3}[#`~=<\[-])|<(?=!--)")


def next_start(text: str, place: int) -> re.Match[str] | None:
    """Return what may start at a place or next after it, named by its group; None if nothing."""
    if place == 0 and (match := _START.match(text)):
        return match
    for mark in _MARK.finditer(text, max(place - 1, 0)):
        at = mark.end() if mark[0] == "\n" else mark.start()
        if at >= place and (match := _START.match(text, at)):
            return match
    return None
