"""A canvas that lacks one of the nine sections.

A canvas is read as a whole, and a cell without text misleads whoever compares it. Write the
section, even if only to say that nothing is known. The place of the finding is the heading
after which the section would stand, or a heading without a name where there is one.

Example:

```markdown
## Channels

An online shop.
```

Instead:

```markdown
## Channels

An online shop.

## Customer Relationships

Nothing is known of them.
```
"""

from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Edit, Fault, Fix, Severity
from ninefold.rules.absence import absent, before
from ninefold.rules.rule import Rule
from ninefold.source import Span


def check(document: Document) -> Iterable[Fault]:
    """Report each block without a section, but for those cut off together at the end."""
    _, missing = absent(document)
    for block in missing:
        place = before(document, block)
        nameless = any(span.start == place.start for span in document.nameless)
        advice = "Give this heading its name" if nameless else "Add the heading below this section"
        yield Fault(
            "missing-section",
            place,
            f"The section “{block.title}” is missing.",
            f"{advice}: {block.title}.",
            Fix((Edit(Span(place.end, place.end), f" {block.title}"),), safe=False)
            if nameless
            else None,
        )


RULE = Rule("NF202", "missing-section", Severity.ERROR, check)
