"""List items: those that lead a sub-list or paragraph, and lead-ins ("**Name**: text")."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ninefold.parser.forms.lines import LONGEST, Line, bold_words, named
from ninefold.parser.forms.reading import Entry, Reading
from ninefold.source import Span
from ninefold.vocabulary import Aliases, nearest, relative, undressed

# A bold name with its colon or dash, inside or outside; or a plain one with its colon.
_BOLD_LEAD = re.compile(
    r"(?P<name>[^\w*_<]*(?:\d{1,2}[.):]?\s*)?(?P<mark>\*{1,3}|_{1,3}|<(?:b|strong)>)"
    r"(?P<inside>[^\n]{2,100}?)(?:(?P=mark)|</(?:b|strong)>)"
    r"(?:\s*[(（][^)）\n]{0,60}[)）])?)\s*(?P<colon>[:：]|\s[–—-](?=\s)|[–—](?=\s))?\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_PLAIN_LEAD = re.compile(
    r"(?P<name>[^\n:：]{2,80}?)\s*(?P<colon>[:：]|\s[–—-](?=\s))\s*(?P<rest>.*)"
)


def read_lists(text: str, found: Sequence[Line], aliases: Aliases) -> Iterator[Reading]:
    """The items that are a name and lead what is indented under them, level by level."""
    levels: defaultdict[int, list[Entry]] = defaultdict(list)
    ends = _ends(found)
    for number, line in enumerate(found):
        if not line.mark or not line.words or len(line.words) > LONGEST:
            continue
        end = ends[number]
        names = named(line.words, aliases)
        if not names and number + 1 >= end:
            continue
        made = _dedented(text, found[number + 1 : end], line)
        title = undressed(line.words)
        opens = bool(names or relative(title) or nearest(title))
        cut = Span(line.span.start, found[end - 1].end)
        levels[line.indent].append(
            Entry(names, line.span, title, cut, made, "list", opens, bool(made.strip()))
        )
    for level, entries in levels.items():
        yield Reading("list", level, tuple(entries))


def read_leads(text: str, found: Sequence[Line], aliases: Aliases) -> Iterator[Reading]:
    """The lines that begin with a name and a colon, as paragraphs or as items."""
    levels: defaultdict[int, list[Entry]] = defaultdict(list)
    ends = _ends(found)
    for number, line in enumerate(found):
        if line.words and (entry := _lead(text, found, number, ends[number], aliases)):
            levels[line.indent if line.mark else 0].append(entry)
    for level, entries in levels.items():
        last = max((i for i, entry in enumerate(entries) if entry.names), default=0)
        yield Reading(
            "lead-in",
            level,
            tuple(
                entry
                if entry.names or relative(entry.title) or nearest(entry.title)
                else _closing(entry, opens=i > last and entry.text is None)
                for i, entry in enumerate(entries)
            ),
        )


def _closing(entry: Entry, *, opens: bool) -> Entry:
    return Entry(
        entry.names, entry.span, entry.title, entry.cut, entry.text, entry.form, opens, entry.filled
    )


def _lead(
    text: str, found: Sequence[Line], number: int, end: int, aliases: Aliases
) -> Entry | None:
    line = found[number]
    lead = _BOLD_LEAD.match(line.words)
    bold = bool(lead and (lead["colon"] or lead["inside"].rstrip().endswith((":", "："))))
    if not bold:
        lead = _PLAIN_LEAD.match(line.words)
    if not lead or (not lead["rest"] and bold_words(line.words) is None and not line.mark):
        return None
    names = named(lead["name"], aliases)
    if not names and not bold and not relative(lead["name"]):
        return None
    if not line.mark and line.indent >= 4:
        return None
    title = undressed(lead["name"])
    filled = bool(lead["rest"].strip())
    if line.mark:
        under = _dedented(text, found[number + 1 : end], line)
        made = f"{lead['rest'].strip()}\n{under}".strip("\n")
        cut = Span(line.span.start, found[end - 1].end)
        return Entry(names, line.span, title, cut, made, "lead-in", True, filled or bool(under))
    cut = Span(line.span.start, line.place + lead.start("rest"))
    return Entry(names, line.span, title, cut, None, "lead-in", True, filled)


def _ends(found: Sequence[Line]) -> list[int]:
    """For each line, the number of the first line that is not indented under it.

    Blank lines at the end belong to what follows; a line that goes on a paragraph of an
    item without indent belongs to the item.
    """
    ends = [number + 1 for number in range(len(found))]
    open_items: list[int] = []
    last = -1
    for number, line in enumerate(found):
        if not line.words and not line.mark:
            if line.span.start < line.span.end and line.place == line.span.end:
                pass  # a quote or table: goes with what it is indented under, or ends it
            else:
                continue
        lazy = not line.mark and not line.after_blank and bool(line.words)
        while open_items and not lazy and line.indent <= found[open_items[-1]].indent:
            ends[open_items.pop()] = last + 1
        if line.mark:
            open_items.append(number)
        last = number
    for number in open_items:
        ends[number] = last + 1
    return ends


def _dedented(text: str, under: Sequence[Line], item: Line) -> str:
    """The lines under an item as Markdown of their own."""
    inner = min((line.indent for line in under if line.indent > item.indent), default=0)
    made = []
    for line in under:
        raw = text[line.span.start : line.span.end].expandtabs(4)
        width = min(inner, len(raw) - len(raw.lstrip(" ")))
        made.append(raw[width:])
    return "\n".join(made).strip("\n")
