"""Cuts a post's body into chunks: the one place that decides what is a heading.

The chunks tile the text: joined, they give it back. What the scanner takes for a heading
the renderer gets as one, and what it does not the renderer never sees as one (`markdown`),
so the two agree by construction. Fences, comments, HTML blocks, quotes, list items and
indented code hold no headings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from ninefold.source import Span


class Kind(Enum):
    """What a chunk of a post's body is."""

    TEXT = "text"
    HEADING = "heading"
    FENCE = "fence"
    HTML = "html"
    DEFINITION = "definition"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of whole lines of one kind.

    `level` and `title` are a heading's (1 to 6, and its text without the marks); `label`
    is the name of a footnote's or link's definition.
    """

    kind: Kind
    span: Span
    level: int = 0
    title: str = ""
    label: str = ""


# Every line that may start something other than plain text; the scanner looks at no other.
_START = re.compile(
    r"""^[ ]{0,3}(?:
        (?P<hashes>\#{1,6})(?=[\s\u00a0]|$)
      | (?P<fence>`{3,}(?=[^`\n]*$)|~{3,})
      | (?P<underline>=+|-+)[ \t]*$
      | (?P<html><[A-Za-z][A-Za-z0-9-]*)
      | \[\^(?P<note>[^\]\s]+)\]:
      | \[(?P<link>[^\]\[\n^][^\]\[\n]*)\]:[ \t]*\S
    ) | (?P<comment><!--)""",
    re.MULTILINE | re.VERBOSE,
)
_LIST_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)")
_NO_PARAGRAPH = re.compile(r"\s*$|[ ]{4}|[ ]{0,3}(?:\t|>|\||\#{1,6}(?:\s|$)|[-*+](?:\s|$))")
_CLOSING_HASHES = re.compile(r"(?:^|(?<=[\s\u00a0]))\#+[\s\u00a0]*$")
_BLOCK_TAG = re.compile(
    "address|article|aside|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|"
    "dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|"
    "iframe|legend|li|link|main|menu|nav|noscript|object|ol|optgroup|option|p|pre|script|section|"
    "select|style|summary|svg|table|tbody|td|template|textarea|tfoot|th|thead|title|tr|ul|video"
)
_VOID_TAGS = frozenset({"col", "frame", "hr", "link"})


def scan(text: str, start: int = 0) -> tuple[Chunk, ...]:
    """Cut `text` from `start` into chunks that tile it, in order."""
    chunks: list[Chunk] = []
    done = start
    place = start
    while match := _START.search(text, place):
        chunk = _RECOGNISERS[match.lastgroup or ""](text, match, done)
        if isinstance(chunk, int):  # nothing begins here; go on from there
            place = chunk
            continue
        if chunk.span.start > done:
            chunks.append(Chunk(Kind.TEXT, Span(done, chunk.span.start)))
        chunks.append(chunk)
        done = place = chunk.span.end
    if done < len(text):
        chunks.append(Chunk(Kind.TEXT, Span(done, len(text))))
    return tuple(chunks)


def markdown(text: str, chunk: Chunk, level: int = 0) -> str:
    """Return a chunk as Markdown that the renderer reads exactly as the scanner did.

    `level` is the level at which a heading is to be shown; 0 keeps its own.
    """
    body = text[chunk.span.start : chunk.span.end]
    match chunk.kind:
        case Kind.HEADING:
            title = re.sub(r"(\#+\s*)$", r"\\\1", chunk.title)
            return f"\n\n{'#' * (level or chunk.level)} {title}\n\n" if chunk.title else "\n\n"
        case Kind.FENCE:
            return f"\n\n{_plain_fence(body)}\n\n"
        case Kind.HTML:
            return f"\n\n{body.strip()}\n\n"
        case Kind.TEXT:
            return re.sub(r"^([ ]{0,3})(?=\#)", r"\1\\", body, flags=re.MULTILINE)
        case _:
            return body


def _line_end(text: str, place: int) -> int:
    """The start of the line after the one that holds `place`, or the end of the text."""
    end = text.find("\n", place)
    return len(text) if end < 0 else end + 1


def _line_start(text: str, place: int, floor: int) -> int:
    """The start of the line that holds `place`, or `floor` where the line begins before it."""
    return max(floor, text.rfind("\n", floor, place) + 1)


def _heading(text: str, match: re.Match[str], done: int) -> Chunk | int:
    end = _line_end(text, match.end())
    indent = match.start("hashes") - match.start()
    if indent and _inside_list(text[done : match.start()], indent):
        return match.end()
    title = _CLOSING_HASHES.sub("", text[match.end() : end].strip()).strip()
    level = match.end("hashes") - match.start("hashes")
    return Chunk(Kind.HEADING, Span(match.start(), end), level, title)


def _inside_list(before: str, indent: int) -> bool:
    """Whether a line indented by `indent` belongs to a list item that ends `before`."""
    for line in reversed(before.split("\n")):
        if item := _LIST_ITEM.match(line):
            if len(item.group().expandtabs(4)) <= indent:
                return True
        elif line[:1] not in ("", " ", "\t"):
            return False
    return False


def _setext(text: str, match: re.Match[str], done: int) -> Chunk | int:
    """A one-line paragraph with an underline; a longer paragraph is none (as in Markdown)."""
    if match.start() <= done:
        return match.end()
    above = _line_start(text, match.start() - 1, done)
    line = text[above : match.start() - 1]
    before = text[_line_start(text, above - 1, done) : above] if above > done else ""
    if _NO_PARAGRAPH.match(line) or before.strip():
        return match.end()
    level = 1 if match["underline"].startswith("=") else 2
    span = Span(above, _line_end(text, match.end()))
    return Chunk(Kind.HEADING, span, level, line.strip())


def _fence(text: str, match: re.Match[str], done: int) -> Chunk | int:
    mark = match["fence"]
    close = re.compile(rf"^ {{0,3}}{re.escape(mark[0])}{{{len(mark)},}}[ \t]*$", re.MULTILINE)
    end = close.search(text, _line_end(text, match.end()))
    if end is None:  # a fence that never closes is text, or it would swallow the post
        return match.end()
    return Chunk(Kind.FENCE, Span(match.start(), _line_end(text, end.end())))


def _plain_fence(body: str) -> str:
    """The fence at the margin, under marks longer than any inside it."""
    lines = body.strip("\n").split("\n")
    indent = len(lines[0]) - len(lines[0].lstrip(" "))
    opening = lines[0].strip()
    language = re.match(r"[`~]+[ \t]*([\w+#.-]*)", opening)
    inner = [line[min(indent, len(line) - len(line.lstrip(" "))) :] for line in lines[1:-1]]
    longest = max((len(run) for run in re.findall(r"[`~]{3,}", "\n".join(inner))), default=2)
    marks = opening[0] * max(3, longest + 1)
    return "\n".join([f"{marks}{language[1] if language else ''}", *inner, marks])


def _comment(text: str, match: re.Match[str], done: int) -> Chunk | int:
    line_start = _line_start(text, match.start(), done)
    before = text[line_start : match.start()]
    end = text.find("-->", match.end())
    if end < 0 or before.count("`") % 2:  # never closed, or shown as code
        return match.end()
    if before.strip():
        return end + 3
    return Chunk(Kind.HTML, Span(line_start, _line_end(text, end)))


def _html(text: str, match: re.Match[str], done: int) -> Chunk | int:
    """A block of HTML: to the tag that closes it, else to the next blank line."""
    name = match["html"][1:].lower()
    if not _BLOCK_TAG.fullmatch(name):
        return match.end()
    end = _line_end(text, match.end())
    if name not in _VOID_TAGS:
        end = _closing(text, name, match.start()) or _blank_line(text, match.end())
    return Chunk(Kind.HTML, Span(match.start(), end))


def _closing(text: str, name: str, start: int) -> int | None:
    depth = 0
    for tag in re.finditer(rf"<(/?){name}(?=[\s/>])[^>]*>", text[start:], re.IGNORECASE):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return _line_end(text, start + tag.end())
    return None


def _blank_line(text: str, start: int) -> int:
    blank = re.compile(r"\n[ \t]*\n").search(text, start)
    return blank.start() + 1 if blank else len(text)


def _note(text: str, match: re.Match[str], done: int) -> Chunk | int:
    """A footnote's definition: its line, and the lines that go on under it, indented."""
    goes_on = re.compile(r"(?:(?:[ \t]*\n)*(?:[ ]{4}|\t)[ \t]*\S.*(?:\n|\Z))+")
    end = _line_end(text, match.end())
    more = goes_on.match(text, end)
    return Chunk(Kind.NOTE, Span(match.start(), more.end() if more else end), label=match["note"])


def _definition(text: str, match: re.Match[str], done: int) -> Chunk | int:
    """A link's definition, which cannot interrupt a paragraph."""
    if (
        match.start() > done
        and text[_line_start(text, match.start() - 1, done) : match.start()].strip()
    ):
        return match.end()
    end = _line_end(text, match.end())
    return Chunk(Kind.DEFINITION, Span(match.start(), end), label=match["link"])


_RECOGNISERS: dict[str, Callable[[str, re.Match[str], int], Chunk | int]] = {
    "hashes": _heading,
    "underline": _setext,
    "fence": _fence,
    "comment": _comment,
    "html": _html,
    "note": _note,
    "link": _definition,
}


def headings(chunks: tuple[Chunk, ...]) -> Iterator[tuple[int, Chunk]]:
    """The heading chunks with their index."""
    return ((i, chunk) for i, chunk in enumerate(chunks) if chunk.kind is Kind.HEADING)
