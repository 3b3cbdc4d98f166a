"""What the formatters share: what they may know besides the findings, and safe text."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from ninefold.diagnostics import Diagnostic, Severity

_UNPRINTABLE = re.compile(
    r"[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)

COLOURS = MappingProxyType({Severity.ERROR: 31, Severity.WARNING: 33, Severity.HINT: 36})


def _no_line(path: str, line: int) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Context:
    """What a formatter may know besides the findings.

    `line` gives the text of a line of a file, "" where it is not known; `rules` maps codes
    to the first sentence of their rules' documentation; `version` is Ninefold's.
    """

    colour: bool = False
    line: Callable[[str, int], str] = _no_line
    rules: Mapping[str, str] = field(default_factory=dict)
    version: str = ""


def printable(text: str) -> str:
    """Return the text with control, format and bidirectional characters shown escaped.

    Text of posts and file names can hold terminal sequences and characters that reorder
    or forge a line; none of them reaches a terminal or a log as it is.
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else f"\\u{{{ord(char):x}}}" for char in text)


def json_text(value: object, indent: int | None = 2) -> str:
    """Return a value as JSON that a terminal can be shown.

    Letters of every script stay as they are; what a terminal would act upon is escaped.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return "\n".join(_UNPRINTABLE.sub(_escaped, line) for line in text.split("\n"))


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]


def painted(text: str, colour: int, context: Context) -> str:
    """Return the text in a bold colour of the terminal, where colours are wanted."""
    return f"\x1b[1;{colour}m{text}\x1b[0m" if context.colour else text


def fingerprinted(
    diagnostics: Iterable[Diagnostic], context: Context
) -> Iterator[tuple[Diagnostic, str]]:
    """Yield each finding with a fingerprint that stays when lines move.

    It is made of the path, the code, the message and the text of the line; findings that
    are alike in all of these are numbered.
    """
    seen: Counter[str] = Counter()
    for d in diagnostics:
        line = context.line(d.path, d.line).strip()
        key = "\0".join((d.path, d.code, d.message, line))
        seen[key] += 1
        yield d, hashlib.sha256(f"{key}\0{seen[key]}".encode("utf-8", "replace")).hexdigest()[:32]
