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

_MARKS = ("TODO", "TBD", "TBC", "FIXME", "XXX", "???", "orem ipsum", "[citation", "[source")
_MARK = re.compile(
    r"\b(?:TODO|TBD|TBC|FIXME)\b(?![-/’'])|(?<![A-Z]\w{3} )\bXXX\b|\?{3,}|\b[Ll]orem ipsum\b|"
    r"\[(?i:citation needed|source needed|source\?|citation\?)\]"
)
# Beside a word that begins with a capital or a figure, the mark is part of a name.
_NAME = re.compile(r"[A-Z][\w&.]* $")


def check(document: Document) -> Iterable[Fault]:
    """Report each mark in running text, sections aside that hold nothing else."""
    if not document.post or not any(mark in document.source.text for mark in _MARKS):
        return
    prose = of(document)
    empty = [
        section
        for section in prose.sections
        if section.block and placeholders(prose, section.block, section.start, section.end)
    ]
    for found in _MARK.finditer(prose.text):
        mark = found[0]
        line = document.source.line_span(found.start())
        words = document.source.text[line.start : line.end]
        known = mark in document.post.title or mark in document.post.company
        named = mark.isupper() and (
            bool(_NAME.search(prose.text, max(0, found.start() - 20), found.start()))
            or words.isupper()
        )
        if known or named or any(s.start <= found.start() < s.end for s in empty):
            continue
        yield Fault(
            "unfinished-text",
            Span(found.start(), found.end()),
            f"“{mark}” says that this text is not finished.",
            "Write what is meant, or say that it is not known.",
        )


RULE = Rule("NF302", "unfinished-text", Severity.WARNING, check)
