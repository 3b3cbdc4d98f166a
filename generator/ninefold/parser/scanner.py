"""Cuts a post's body into chunks: the one place that decides what is a heading.

The chunks tile the text: joined, they give it back. What the scanner takes for a heading
the renderer gets as one, and what it does not the renderer never sees as one (see
`chunk.markdown`), so the two agree by construction. Fences, comments, HTML blocks, quotes,
list items and indented code hold no headings.

Every question that looks ahead or back in the text ("where does this fence close?") is
answered from something remembered, so that the time a scan takes grows with the length of
the text alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from ninefold.parser.chunk import TAG_END, Chunk, Kind
from ninefold.parser.starts import places, start_at
from ninefold.source import Span

_FENCE_END = re.compile(r"^ {0,3}(`{3,}|~{3,})[ \t]*$", re.MULTILINE)
_LIST_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)")
_NO_PARAGRAPH = re.compile(r"\s*$|[ ]{4}|[ ]{0,3}(?:\t|>|\||\#{1,6}(?:\s|$)|[-*+](?:\s|$))")
# A paragraph of one sentence with a rule under it is no heading: a heading's text would
# leave the section that the sentence belongs to.
_SENTENCE = re.compile(r"(?:[.;,]|[。；，、])[\"'”’)\]*_]*$")
_CLOSING_HASHES = re.compile(r"(?:^|(?<=\s))\#+\s*$")
_CHILDLESS = frozenset({"col", "frame", "hr", "link"})
_NOTE_GOES_ON = re.compile(
    r"""(?:(?![ ]{0,3}(?:
            \#{1,6}\s|`{3}|~{3}|[<>|=]|-+[ \t]*$|[-*+][ \t]|\d+[.)][ \t]|\[[^\]\n]+\]:
        ))
        [^\n]*\S[^\n]*(?:\n|\Z))*                          # the rest of its paragraph
        (?:(?:[ \t]*\n)*(?:[ ]{4}|\t)[ \t]*\S.*(?:\n|\Z))*  # and what is indented under it""",
    re.VERBOSE | re.MULTILINE,
)


def scan(text: str, start: int = 0) -> tuple[Chunk, ...]:
    """Cut `text` from `start` into chunks that tile it, in order."""
    chunks: list[Chunk] = []
    scanner = _Scanner(text, start)
    place = start
    for at in places(text, start):
        if at < place or not (match := start_at(text, at)):
            continue
        chunk = scanner.chunk(match)
        if isinstance(chunk, int):  # nothing begins here; go on from there
            place = chunk
            continue
        if chunk.span.start > scanner.done:
            chunks.append(Chunk(Kind.TEXT, Span(scanner.done, chunk.span.start)))
        chunks.append(chunk)
        scanner.done = place = chunk.span.end
    if scanner.done < len(text):
        chunks.append(Chunk(Kind.TEXT, Span(scanner.done, len(text))))
    return tuple(chunks)


def headings(chunks: Sequence[Chunk]) -> Iterator[tuple[int, Chunk]]:
    """The heading chunks with their index."""
    return ((i, chunk) for i, chunk in enumerate(chunks) if chunk.kind is Kind.HEADING)


class _Scanner:
    """One scan: `done` is the end of the last chunk that is not plain text.

    Each recogniser returns the chunk that a match begins, or where to go on if it begins
    none.
    """

    def __init__(self, text: str, done: int) -> None:
        self.text = text
        self.done = done
        self._comment_end = done
        self._line = 0, 0, 0, 0
        self._elements: dict[str, dict[int, int]] = {}
        self._listed, self._item = done, _NO_ITEM

    def chunk(self, match: re.Match[str]) -> Chunk | int:
        """Return what a match of `start_at` begins."""
        return _RECOGNISERS[match.lastgroup or ""](self, match)

    def _heading(self, match: re.Match[str]) -> Chunk | int:
        end = self._line_end(match.end())
        indent = match.start("hashes") - match.start()
        if indent and self._item_before(match.start()) <= indent:
            return match.end()
        title = self.text[match.end() : end].strip()
        if title.endswith("#"):
            title = _CLOSING_HASHES.sub("", title).strip()
        return Chunk(Kind.HEADING, Span(match.start(), end), len(match["hashes"]), title)

    def _item_before(self, place: int) -> int:
        """How far a line must be indented to belong to a list item that goes on at `place`."""
        if self._listed < self.done:
            self._listed, self._item = self.done, _NO_ITEM
        for line in self.text[self._listed : place].split("\n")[:-1]:
            if item := _LIST_ITEM.match(line):
                self._item = min(self._item, len(item.group().expandtabs(4)))
            elif line[:1] not in ("", " ", "\t"):
                self._item = _NO_ITEM
        self._listed = place
        return self._item

    def _setext(self, match: re.Match[str]) -> Chunk | int:
        """A one-line paragraph with an underline; a longer paragraph is none (as in Markdown)."""
        if match.start() <= self.done:
            return match.end()
        above = self._line_start(match.start() - 1)
        line = self.text[above : match.start() - 1]
        before = self.text[self._line_start(above - 1) : above] if above > self.done else ""
        if _NO_PARAGRAPH.match(line) or before.strip():
            return match.end()
        title = line.strip()
        level = 1 if match["underline"].startswith("=") else 2
        if level == 2 and (_SENTENCE.search(title) or self._lists(match)):
            return match.end()
        return Chunk(Kind.HEADING, Span(above, self._line_end(match.end())), level, title)

    def _lists(self, match: re.Match[str]) -> bool:
        """Whether a lone hyphen is an empty list item, as the line after it shows."""
        after = self._line_end(match.end())
        return match["underline"] == "-" and self.text[after : after + 2].rstrip() == "-"

    def _fence(self, match: re.Match[str]) -> Chunk | int:
        mark = match["fence"]
        closing, marks, longest = self._fence_ends[mark[0]]
        index = bisect_left(closing, self._line_end(match.end()))
        if index == len(closing) or longest[index] < len(mark):
            return match.end()  # one that never closes is text, or it would swallow the post
        while marks[index] < len(mark):
            index += 1
        return Chunk(Kind.FENCE, Span(match.start(), self._line_end(closing[index])))

    @cached_property
    def _fence_ends(self) -> dict[str, tuple[list[int], list[int], list[int]]]:
        """For each mark: where its lines are, how long each is, the longest from each on."""
        ends: dict[str, tuple[list[int], list[int], list[int]]] = {
            "`": ([], [], []),
            "~": ([], [], []),
        }
        for found in _FENCE_END.finditer(self.text, self.done):
            closing, marks, _ = ends[found[1][0]]
            closing.append(found.start())
            marks.append(len(found[1]))
        for _, marks, longest in ends.values():
            most = 0
            for length in reversed(marks):
                longest.append(most := max(most, length))
            longest.reverse()
        return ends

    def _comment(self, match: re.Match[str]) -> Chunk | int:
        if self._comment_end < match.end():
            end = self.text.find("-->", match.end())
            self._comment_end = len(self.text) + 1 if end < 0 else end
        start, ticks = self._line_before(match.start())
        if self._comment_end > len(self.text) or ticks % 2:
            return match.end()  # never closed, or shown as code
        end = self._comment_end + len("-->")
        if match.start() - start > 3 or self.text[start : match.start()].strip():
            return end
        line_end = self._line_end(end)
        if self.text[end:line_end].strip():
            return end
        return Chunk(Kind.COMMENT, Span(start, line_end))

    def _line_before(self, place: int) -> tuple[int, int]:
        """Where the line that holds `place` starts, and the backticks in it before `place`."""
        start, end, counted, ticks = self._line
        if not start <= place < end:
            start, end = self._line_start(place), self._line_end(place)
            counted, ticks = start, 0
        ticks += self.text.count("`", counted, place)
        self._line = start, end, place, ticks
        return start, ticks

    def _html(self, match: re.Match[str]) -> Chunk | int:
        """A block of HTML: to the tag that closes it, else to the next blank line."""
        name = match["html"].lower()
        end = self._line_end(match.end())
        if name not in _CHILDLESS:
            opening = match.start("html") - 1
            end = self._closing_tags(name).get(opening) or self._blank_line(match.end())
        return Chunk(Kind.HTML, Span(match.start(), end))

    def _closing_tags(self, name: str) -> dict[int, int]:
        """For each opening tag of a name that is closed: the end of the line that closes it."""
        if name not in self._elements:
            closed: dict[int, int] = {}
            unclosed: list[int] = []
            tags = re.compile(rf"<(/?){name}{TAG_END}", re.IGNORECASE)
            for tag in tags.finditer(self.text, self.done):
                if not tag[1]:
                    unclosed.append(tag.start())
                elif unclosed:
                    closed[unclosed.pop()] = self._line_end(tag.end())
            self._elements[name] = closed
        return self._elements[name]

    def _blank_line(self, start: int) -> int:
        blank = re.compile(r"\n[ \t]*\n").search(self.text, start)
        return blank.start() + 1 if blank else len(self.text)

    def _note(self, match: re.Match[str]) -> Chunk | int:
        """A footnote's definition: its paragraph, and what is indented under it."""
        more = _NOTE_GOES_ON.match(self.text, self._line_end(match.end()))
        end = more.end() if more else self._line_end(match.end())
        return Chunk(Kind.NOTE, Span(match.start(), end), label=match["note"])

    def _definition(self, match: re.Match[str]) -> Chunk | int:
        """A link's definition, which cannot interrupt a paragraph."""
        above = self.text[self._line_start(match.start() - 1) : match.start()]
        if match.start() > self.done and above.strip():
            return match.end()
        end = self._line_end(match.end())
        return Chunk(Kind.DEFINITION, Span(match.start(), end), label=match["link"])

    def _line_end(self, place: int) -> int:
        """The start of the line after the one that holds `place`, or the end of the text."""
        end = self.text.find("\n", place)
        return len(self.text) if end < 0 else end + 1

    def _line_start(self, place: int) -> int:
        """The start of the line that holds `place`, `done` where the line begins before it."""
        return max(self.done, self.text.rfind("\n", self.done, max(place, 0)) + 1)


_RECOGNISERS = {
    "hashes": _Scanner._heading,
    "underline": _Scanner._setext,
    "fence": _Scanner._fence,
    "comment": _Scanner._comment,
    "html": _Scanner._html,
    "note": _Scanner._note,
    "link": _Scanner._definition,
}
_NO_ITEM = 1_000_000
