"""A section with a heading and no text.

The cell of the poster stays empty and a comparison has nothing to show. Comments do not
count as text.

Example:

```markdown
## Channels

<!-- Ask the sales team. -->
```

Instead:

```markdown
## Channels

An online shop.
```
"""

from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.rule import Rule


def check(document: Document) -> Iterable[Fault]:
    """Report a block heading under which nothing is written."""
    for found in document.headings:
        if found.empty:
            yield Fault(
                "empty-section",
                found.span,
                f"The section “{found.block.title}” is empty.",
                f"Answer its question: {found.block.questions[0]}",
            )


RULE = Rule("NF205", "empty-section", Severity.WARNING, check)
