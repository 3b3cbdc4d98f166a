"""Text with positions: what a file says, and where in it something stands."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

import msgspec

_BOMS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_BREAK = re.compile(r"\r\n|\n|\r")
_NEAR = 1000  # characters: up to there lines are sooner counted than looked up
# Keys, tables and dotted keys of TOML, as they begin a line.
_NAME = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_TABLE = re.compile(r"\s*\[\[?([^\[\]]+)\]")
_KEY = re.compile(rf"\s*({_NAME}(?:\s*\.\s*{_NAME})*)\s*=")


class Span(msgspec.Struct, frozen=True):
    """A half-open range of code points in a text."""

    start: int
    end: int


class Position(msgspec.Struct, frozen=True):
    """A place in a text as people count: line and column from 1, in code points."""

    line: int
    column: int


class Raw(msgspec.Struct, frozen=True):
    """A file as it lies on the disk: its path in the content folder, and its bytes."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded file.

    `text` breaks lines with `\\n` alone, so positions count LF, CRLF and CR files alike,
    and never at the other characters that `str.splitlines` takes for line breaks.
    `trouble` says, in words, why the bytes could not be read as text; the text is then
    the best that could be made of them.
    """

    path: str
    text: str
    trouble: str | None = None
    trouble_at: int = 0
    _starts: list[int] = field(default_factory=list, compare=False, repr=False)

    @classmethod
    def of(cls, path: str, text: str, trouble: str | None = None, trouble_at: int = 0) -> Source:
        """Return the source of a text whose line breaks may be of any of the three kinds."""
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return cls(path, text, trouble, trouble_at)

    def position(self, offset: int) -> Position:
        """Return the line and column of an offset; past the end, those of the end."""
        offset = max(0, min(offset, len(self.text)))
        if offset < _NEAR and not self._starts:  # all that is asked of most posts
            before = self.text[:offset]
            return Position(before.count("\n") + 1, offset - before.rfind("\n"))
        starts = self._line_starts()
        line = bisect_right(starts, offset)
        return Position(line, offset - starts[line - 1] + 1)

    def line_span(self, offset: int) -> Span:
        """Return the span of the line that holds an offset, without its break."""
        starts, line = self._line_starts(), self.position(offset).line
        end = starts[line] - 1 if line < len(starts) else len(self.text)
        return Span(starts[line - 1], end)

    def _line_starts(self) -> list[int]:
        if not self._starts:
            lengths = [len(line) + 1 for line in self.text.split("\n")]
            self._starts.extend((0, *accumulate(lengths[:-1])))
        return self._starts


def decode(raw: Raw) -> Source:
    """Turn a file's bytes into a Source.

    UTF-8 is the only encoding taken, with or without a byte order mark. Anything else
    gives a Source whose `trouble` names the fault and whose `trouble_at` is the place of
    the first bad byte, in code points. Never raises.
    """
    for bom, name in _BOMS:
        if raw.data.startswith(bom):
            return Source.of(raw.path, "", f"The file is saved as {name}, not as UTF-8.")
    data = raw.data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").replace("\r\n", "\n")
        trouble = f"The byte 0x{data[error.start]:02X} is not UTF-8 text."
        return Source.of(raw.path, data.decode("utf-8", "replace"), trouble, len(before))
    if "\0" in text:
        place = text.replace("\r\n", "\n").index("\0")
        return Source.of(raw.path, text, "The file holds a NUL byte, so it is not text.", place)
    return Source.of(raw.path, text)


def edited(raw: Raw, edits: Iterable[tuple[Span, str]]) -> bytes:
    """Return a file's bytes with stretches of its text replaced.

    The spans are those of `decode(raw).text` and do not overlap. Byte order mark and line
    breaks stay as they are; new text gets the line break that most lines have.
    """
    mark = codecs.BOM_UTF8 if raw.data.startswith(codecs.BOM_UTF8) else b""
    text = raw.data[len(mark) :].decode("utf-8")
    breaks = Counter(found[0] for found in _BREAK.finditer(text))
    usual = breaks.most_common(1)[0][0] if breaks else "\n"
    # In the decoded text every pair of CR and LF is one character.
    pairs = [found.start() - i for i, found in enumerate(re.finditer("\r\n", text))]
    pieces, done = [], 0
    for span, new in sorted(edits, key=lambda edit: (edit[0].start, edit[0].end)):
        start, end = (place + bisect_left(pairs, place) for place in (span.start, span.end))
        pieces += [text[done:start], new.replace("\n", usual)]
        done = end
    return mark + "".join([*pieces, text[done:]]).encode("utf-8")


def place_of_key(lines: Iterable[str], wanted: Sequence[str]) -> tuple[int, int, int] | None:
    """Return line, first and last column of a key of TOML, named by the keys that lead to it.

    tomllib tells no positions, so the last key is looked for where tables, dotted keys and
    inline tables before it lead.
    """
    named = re.compile(rf"""(?<![\w-]){re.escape(wanted[-1])}(?=["']?\s*[=.\]])""")
    table: list[str] = []
    for number, line in enumerate(lines, 1):
        if found := _TABLE.match(line):
            path = table = _keys(found[1])
        elif found := _KEY.match(line):
            path = [*table, *_keys(found[1])]
        else:
            continue
        leads_there = path[: len(wanted)] == list(wanted[: len(path)])
        if leads_there and (place := named.search(line)):
            return number, place.start() + 1, place.end() + 1
    return None


def _keys(path: str) -> list[str]:
    return [key.strip("\"'") for key in re.findall(_NAME, path)]
