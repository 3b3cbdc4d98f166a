"""A mark that says the text is not finished.

“TODO”, “TBD”, “XXX”, “???” and “[citation needed]” are notes to oneself. Published, they tell
the reader that the rest may not be finished either.

Example:

```markdown
Sold in TBD countries.
```

Instead:

```markdown
The number of countries is not disclosed.
```
"""

import re
from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.passages import of
from ninefold.rules.rule import Rule
from ninefold.rules.unfinished import placeholders
from ninefold.source import Span

# A pattern for each sign that a mark begins with: one sign is found many times faster than a set.
_MAY_MARK = {
    "T": re.compile(r"T(?:ODO|B[DC])"),
    "F": re.compile("FIXME"),
    "X": re.compile("XXX"),
    "?": re.compile(r"\?{3}"),
    "[": re.compile(r"\[(?:citation|source)"),
}
# TODO and FIXME stand at the edge of what they are about, XXX in place of a number: in the midst
# of a sentence they are a name or a matter that the company deals with.
_MARK = re.compile(
    r"\b(?:TBD|TBC)\b(?![-/’'])"
    r"|(?:^[ \t>*_-]*|[(\[]|[:.–—] )(?P<note>TODO|FIXME)\b(?![-/’'])"
    r"|\b(?:TODO|FIXME)(?=[.*_]*$|[)\]])"
    r"|[$€£]XXX\b|\bXXX(?= ?(?:%|(?:million|billion|customers|users|clients|people|employees|stores"
    r"|partners|countries)\b))"
    r"|(?<![\w?\"“”’')])\?{3,}(?![\w-])|\b[Ll]orem ipsum dolor\b"
    r"|(?<![\"“„«])\[(?i:citation needed|source needed|source\?|citation\?)\]",
    re.MULTILINE,
)
# Beside a word that begins with a capital or a figure, the mark is part of a name.
_NAME = re.compile(r"[A-Z][\w&.]* $")


def check(document: Document) -> Iterable[Fault]:
    """Report each mark in running text, sections aside that hold nothing else."""
    text = document.source.text
    marked = any(sign in text and mark.search(text) for sign, mark in _MAY_MARK.items())
    if not document.post or not (marked or "orem ipsum" in text):
        return
    prose = of(document)
    empty = [
        section
        for section in prose.sections
        if section.block and placeholders(prose, section.block, section.start, section.end)
    ]
    for found in _MARK.finditer(prose.text):
        mark = found["note"] or found[0]
        start = found.end() - len(mark)
        line = document.source.line_span(start)
        words = document.source.text[line.start : line.end]
        known = mark in document.post.title or mark in document.post.company
        known = known or (mark == "TODO" and document.post.lang[:2] in ("es", "gl", "pt"))
        named = mark.isupper() and (
            bool(_NAME.search(prose.text, max(0, start - 20), start))
            or words.isupper()
            or _initials(prose.text[line.start : start]) == mark
        )
        if known or named or any(s.start <= start < s.end for s in empty):
            continue
        yield Fault(
            "unfinished-text",
            Span(start, found.end()),
            f"“{mark}” says that this text is not finished.",
            "Write what is meant, or say that it is not known.",
        )


def _initials(before: str) -> str:
    """The first letters of the three words before a bracket: what it may abbreviate."""
    words = before[:-2].split()[-3:] if before.endswith(" (") else []
    return "".join(word[0] for word in words)


RULE = Rule("NF302", "unfinished-text", Severity.WARNING, check)
