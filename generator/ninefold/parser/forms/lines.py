"""Lines of their own: bold-only lines and plain lines that are exactly a name.

Also cuts text into lines with their list marks, for the forms that look at lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec
from msgspec.structs import replace

from ninefold.parser.chunk import Chunk, Kind
from ninefold.parser.forms.reading import Entry, Reading
from ninefold.source import Span
from ninefold.vocabulary import (
    Aliases,
    Name,
    named_together,
    names_in,
    nearest,
    relative,
    undressed,
)

LONGEST = 120

_LINE = re.compile(
    r"^(?P<indent>[ \t]*)(?P<mark>(?:[-*+•▪–]|\d{1,3}\\?[.)])(?=[ \t\u00a0]|$)[ \t\u00a0]*)?"
    r"(?P<task>\[[ xX]\][ \t]+)?(?P<words>[^\n]*)$",
    re.MULTILINE,
)
_BOLD = re.compile(
    r"(?P<before>[^\w*_<(]*(?:\w{0,8}[.):、]?[^\w*_<(]+)?)"
    r"(?P<mark>\*{2,3}|_{2,3}|<(?:b|strong)>)(?P<words>.+?)(?:(?P=mark)|</(?:b|strong)>)"
    r"(?P<after>[^\w\n]*|\s*[(（\[][^)）\]\n]*[)）\]][^\w\n]*)",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"^[ \t]*(?:<details\b[^<>\n]*>[ \t]*)?<(?P<tag>h[1-6]|summary)\b[^<>\n]*>(?P<words>[^\n]+?)"
    r"</(?P=tag)>[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>")
_UNDER = 4  # an indent at which no line begins a section
_COMMAS = (",", "，", "、", ";", "；")
_LOWER = re.compile(r"[^\W\d_]")


class Line(msgspec.Struct, frozen=True):
    """A line of text: `indent` in columns, `mark` the width of its list mark (0 for none).

    `words` is what is left without indent, mark and task box, and begins at `place`;
    `after_blank` and `before_blank` say whether blank lines part it from its neighbours.
    """

    span: Span
    indent: int
    mark: int
    words: str
    place: int
    after_blank: bool = True
    before_blank: bool = True
    numbered: bool = False

    @property
    def end(self) -> int:
        """Where the next line starts."""
        return self.span.end + 1


def lines(text: str, chunks: Sequence[Chunk]) -> list[Line]:
    """The lines of all text chunks; quotes, tables and indented code are left out.

    Blank lines stay, without words. Where headings or summaries are written in HTML, those are
    lines of their own, and the other lines of HTML are only what stands under them.
    """
    found: list[Line] = []
    titled = any(
        chunk.kind is Kind.HTML and _TITLE.search(text, chunk.span.start, chunk.span.end)
        for chunk in chunks
    )
    for chunk in chunks:
        if chunk.kind is Kind.TEXT:
            found.extend(_lines(text, chunk))
        elif titled and chunk.kind is Kind.HTML:
            found.extend(_html_lines(text, chunk))
    return found


def _html_lines(text: str, chunk: Chunk) -> Iterator[Line]:
    place = chunk.span.start
    while place < chunk.span.end:
        end = _next_line(text, place, chunk.span.end)
        title = _TITLE.fullmatch(text, place, end)
        words = _TAG.sub(" ", title["words"] if title else text[place:end]).strip()
        indent = 0 if title or not words else _UNDER
        yield Line(Span(place, end), indent, 0, words, place)
        place = end + 1


def _lines(text: str, chunk: Chunk) -> Iterator[Line]:
    blank, listed = True, False
    for match in _LINE.finditer(text, chunk.span.start, chunk.span.end):
        start, end = match.span()
        if start == end == chunk.span.end:
            break
        indent = len(match["indent"].expandtabs(4))
        words = match["words"].rstrip()
        mark = len((match["mark"] or "").expandtabs(4)) if match["mark"] else 0
        if not words and not mark:
            blank = True
            yield Line(Span(start, end), 0, 0, "", start)
            continue
        listed = bool(mark) or (listed and (indent > 0 or not blank))
        code = indent >= 4 and not listed
        if not code and words[:1] not in (">", "|"):
            after = text[end + 1 : _next_line(text, end + 1, chunk.span.end)]
            numbered = bool(mark) and (match["mark"] or "")[0].isdigit()
            yield Line(
                Span(start, end),
                indent,
                mark,
                words,
                match.start("words"),
                blank,
                not after.strip(),
                numbered,
            )
        else:
            yield Line(Span(start, end), indent, 0, "", end, blank, False)
        blank = False


def _next_line(text: str, start: int, end: int) -> int:
    found = text.find("\n", start, end)
    return end if found < 0 else found


def bold_words(words: str) -> str | None:
    """What stands bold on a line on which nothing else stands but marks and remarks."""
    if not any(mark in words for mark in "*_<"):
        return None
    found = _BOLD.fullmatch(words)
    return words.replace(found["mark"], " ", 2) if found else None


def named(words: str, aliases: Aliases) -> tuple[Name, ...]:
    """The names that a line is, when it is nothing but names and remarks in brackets."""
    if len(words) > LONGEST:
        return ()
    names = names_in(words, aliases)
    if not names or all(name.exact for name in names):
        return names
    bare = re.sub(r"\s*[(（\[][^)）\]]*[)）\]]", "", words)
    again = names_in(bare, aliases) if bare != words else ()
    return names if again and all(name.exact for name in again) else ()


def read(found: Sequence[Line], aliases: Aliases) -> Iterator[Reading]:
    """The bold lines, and the plain lines, each as a reading."""
    bold, plain = [], []
    for number, line in enumerate(found):
        if not line.words or len(line.words) > LONGEST or _leads_more(found, number):
            continue
        if (words := bold_words(line.words)) is not None:
            names = named(words, aliases)
            room = line.before_blank or _filled(found, number)  # no name on the very next line
            bold.append(_entry(line, names, words, "bold", room))
        elif (
            line.indent < 4
            and (names := named(line.words, aliases))
            and len(names) < 3  # more are an enumeration
            and _stands_out(line, found[number - 1].words if number else "")
        ):
            plain.append(_entry(line, names, line.words, "plain", _filled(found, number)))
        elif line.indent < 4 and line.after_blank and line.before_blank and _telling(line.words):
            plain.append(_entry(line, (), line.words, "plain", filled=True))
    together = named_together([entry.title for entry in bold], aliases)
    for number, names in together.items():
        if not bold[number].names:
            bold[number] = replace(bold[number], names=names, opens=True)
    yield Reading("bold", 0, tuple(bold))
    yield Reading("plain", 0, tuple(plain))


def _telling(words: str) -> bool:
    """Whether a line that names no block is one of another canvas, or a name misspelt."""
    return len(words) <= 60 and bool(relative(words) or nearest(words))


def _entry(line: Line, names: tuple[Name, ...], words: str, form: str, filled: bool) -> Entry:
    opens = bool(names) or _telling(words)
    cut = Span(line.span.start, line.end)
    return Entry(names, line.span, undressed(words), cut, None, form, opens, filled)


def _stands_out(line: Line, before: str) -> bool:
    """Whether a plain line is set off: by a blank line, a colon, or a capital or number.

    A line of an enumeration that runs over several lines is not.
    """
    if line.words.endswith(_COMMAS) or (before.endswith(_COMMAS) and not line.after_blank):
        return False
    if line.mark and not line.numbered:
        return line.after_blank and line.before_blank
    if line.after_blank or line.words.endswith((":", "：")):
        return True
    letter = _LOWER.search(line.words)
    return bool(letter and not letter[0].islower())


def _leads_more(found: Sequence[Line], number: int) -> bool:
    """Whether a list item leads a sub-list or paragraph of its own: another form's."""
    line = found[number]
    if not line.mark:
        return line.indent >= 4
    following = next((other for other in found[number + 1 : number + 4] if other.words), None)
    return following is not None and following.indent > line.indent


def _filled(found: Sequence[Line], number: int) -> bool:
    """Whether something other than the next name follows a name."""
    after = next((other for other in found[number + 1 : number + 4] if other.words), None)
    return after is not None and not (names_in(after.words) and len(after.words) < LONGEST)
