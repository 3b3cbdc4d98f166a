"""Headings with marks inside that cannot be seen, or with a space before some of them.

They are understood here; other programs, a search in the source among them, may miss them. A
post gets one finding. Where every heading begins with a space, that is how the post is
written, and only a site that asks for official names (`official_names`) is told.

Example:

```markdown
 ## Channels

A café on a ship.
```

Instead:

```markdown
## Channels

A café on a ship.
```
"""

import re
from collections.abc import Iterable, Iterator

from ninefold.canvas import Document
from ninefold.diagnostics import Edit, Fault, Fix, Severity
from ninefold.rules.passages import line_of
from ninefold.rules.rule import Rule
from ninefold.source import Span

_INDENT = re.compile(r"[ ]{1,3}(?=#)")
_UNSEEN = re.compile(r"\u00a0|[\u200b\u2060\ufeff\u00ad]")


def check(document: Document) -> Iterable[Fault]:
    """Report the first such heading of a section, and how many there are."""
    text = document.source.text
    unseen = not text.isascii() and _UNSEEN.search(text)
    if not document.post or not (
        unseen or any(text[f.span.start] == " " for f in document.headings)
    ):
        return
    spans = dict.fromkeys(line_of(text, f.span) for f in document.headings if f.level > 0)
    indented = sum(text[span.start] == " " for span in spans)
    uniform = indented == len(spans) and not document.standards.official_names
    untidy = [(span, edits) for span in spans if (edits := tuple(_edits(text, span, uniform)))]
    if not untidy:
        return
    first = untidy[0][0]
    seen = text[first.start] == " " and not uniform
    what = "begins with a space" if seen else "holds a space or a mark that cannot be seen"
    more = len(untidy) - 1
    also = f", like {more} more of this post" if more else ""
    yield Fault(
        "untidy-heading",
        first,
        f"This heading {what}{also}.",
        "Begin headings at the margin, and write plain spaces.",
        Fix(tuple(edit for _, edits in untidy for edit in edits)),
    )


def _edits(text: str, span: Span, indented: bool) -> Iterator[Edit]:
    """What to write instead; headings that are all `indented` may stay so."""
    if (indent := _INDENT.match(text, span.start, span.end)) and not indented:
        yield Edit(Span(*indent.span()), "")
    for unseen in _UNSEEN.finditer(text, span.start, span.end):
        yield Edit(Span(*unseen.span()), " " if unseen[0] == "\u00a0" else "")


RULE = Rule("NF215", "untidy-heading", Severity.HINT, check)
