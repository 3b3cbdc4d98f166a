"""A section that holds nothing but placeholders.

“TBD”, three dots, a template's field or the block's own question look like text to a program
and like nothing to a reader. Write what is known, or say plainly that nothing is.

Example:

```markdown
## Channels

TBD
```

Instead:

```markdown
## Channels

Not disclosed; the annual report names no channels.
```
"""

from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.passages import line_of, of
from ninefold.rules.rule import Rule
from ninefold.rules.unfinished import may_be, placeholders
from ninefold.source import Span


def check(document: Document) -> Iterable[Fault]:
    """Report the heading of each section in which every line stands in for a text to come."""
    if not document.post or not may_be(document):
        return
    prose = of(document)
    for passage in prose.sections:
        block = passage.block
        if block and placeholders(prose, block, passage.start, passage.end):
            found = next(f for f in document.headings if f.span.end == passage.start)
            yield Fault(
                "placeholder-section",
                line_of(document.source.text, Span(found.span.start, found.span.end)),
                f"The section “{block.title}” holds only a placeholder.",
                f"Answer its question: {block.questions[0]}",
            )


RULE = Rule("NF206", "placeholder-section", Severity.WARNING, check)
