"""Front matter that hardly needs a YAML reader: a key and a plain value on every line.

Most posts write nothing else but short lists, and lists of such keys, as under `facts`. That is
read here, at a third of the cost. Whatever is written in any other way is left to the real
reader, with which this one agrees to the place: a test compares them on all sorts of lines.
"""

from __future__ import annotations

import re

from ninefold.parser.nodes import Listing, Mapping, Node, Scalar
from ninefold.source import Span

# Nothing here means anything to YAML: no comment, no second key, no blank at an end.
_SIGNS = r"\w.;/()%+$€£’&\-"
_PLAIN = rf"\w(?:[{_SIGNS},]|:(?=[\w/])|[ ]+(?=[{_SIGNS}]))*+"
_WORD = rf"\w(?:[{_SIGNS}]|[ ]+(?=[{_SIGNS}]))*+"
_LINE = re.compile(
    rf"""(?P<indent>[ ]*)(?P<dash>-[ ]+)?(?P<key>[A-Za-z_][\w-]{{0,60}}):
    (?:[ ]+(?:(?P<plain>{_PLAIN})
      | (?P<quoted>(?P<mark>["'])[{_SIGNS},:#\ ]*(?P=mark))
      | (?P<list>\[[ ]*{_WORD}(?:,[ ]+{_WORD})*+\])
    ))?\n""",
    re.VERBOSE,
)
_ITEM = re.compile(_WORD)


def read(text: str, offset: int) -> Mapping | None:
    """Return the mapping of a front matter that stands at `offset`; None if YAML must say."""
    lines: list[re.Match[str]] = []
    place = 0
    while place < len(text):
        line = _LINE.match(text, place)
        if not line:
            return None
        lines.append(line)
        place = line.end()
    entries: dict[str, tuple[Scalar, Node]] = {}
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        value = _value(line, offset)
        if value is None:
            records, index = _records(lines, index, offset)
            value = records
        if value is None or line["key"] in entries or line.start("key") > line.start():
            return None
        entries[line["key"]] = _key(line, offset), value
    return Mapping(tuple(entries.values()), Span(offset, offset + len(text))) if entries else None


def _records(lines: list[re.Match[str]], index: int, offset: int) -> tuple[Listing | None, int]:
    """The list of mappings that begins with a line, and the line after it; None for no list."""
    first = index
    items: list[Node] = []
    while index < len(lines) and lines[index]["dash"]:
        opening = lines[index]
        record: dict[str, tuple[Scalar, Node]] = {}
        while True:
            line = lines[index]
            value = _value(line, offset)
            if value is None or line["key"] in record:
                return None, index
            record[line["key"]] = _key(line, offset), value
            index += 1
            if index == len(lines) or lines[index]["dash"]:
                break
            if _column(lines[index]) != _column(opening):
                break
        start = offset + opening.start("key")
        items.append(Mapping(tuple(record.values()), Span(start, offset + _begin(lines, index))))
        if opening["indent"] != lines[first]["indent"]:
            return None, index
    if not items or not lines[first]["indent"]:
        return None, index
    span = Span(offset + lines[first].start("dash"), offset + _begin(lines, index))
    return Listing(tuple(items), span), index


def _begin(lines: list[re.Match[str]], index: int) -> int:
    """Where the first thing on a line stands, or where the last line ends."""
    return lines[index].end("indent") if index < len(lines) else lines[-1].end()


def _column(line: re.Match[str]) -> int:
    return line.start("key") - line.start()


def _key(line: re.Match[str], offset: int) -> Scalar:
    start, end = line.span("key")
    return Scalar(line["key"], Span(offset + start, offset + end))


def _value(line: re.Match[str], offset: int) -> Scalar | Listing | None:
    if (plain := line["plain"]) is not None:
        start, end = line.span("plain")
        return Scalar(plain, Span(offset + start, offset + end))
    if (quoted := line["quoted"]) is not None:
        start, end = line.span("quoted")
        return Scalar(quoted[1:-1], Span(offset + start, offset + end), True)
    if line["list"] is None:
        return None
    start, end = line.span("list")
    items = (
        Scalar(item[0], Span(offset + item.start(), offset + item.end()))
        for item in _ITEM.finditer(line.string, start + 1, end - 1)
    )
    return Listing(tuple(items), Span(offset + start, offset + end))
