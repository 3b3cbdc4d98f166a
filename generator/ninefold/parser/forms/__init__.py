"""The forms in which people write the nine sections: the written-down table.

A form is a pure function from a post's text and chunks to readings: what begins a section,
level by level. Headings are always read; the other forms only where headings name fewer
than `ENOUGH` blocks, so an ordinary post pays for none of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ninefold.parser.chunk import Chunk
from ninefold.parser.forms import html_tables, items, lines, tables
from ninefold.parser.forms.reading import Reading
from ninefold.vocabulary import Aliases

ENOUGH = 7
# Of two forms that explain as many blocks, the one that stands earlier here wins.
FORMS = ("heading", "setext", "bold", "plain", "list", "lead-in", "table", "html-table")


def readings(text: str, chunks: Sequence[Chunk], aliases: Aliases) -> Iterator[Reading]:
    """A post in every form but headings."""
    found = lines.lines(text, chunks)
    yield from lines.read(found, aliases)
    yield from items.read_lists(text, found, aliases)
    yield from items.read_leads(text, found, aliases)
    yield tables.read(text, chunks, aliases)
    yield html_tables.read(text, chunks, aliases)
