"""A heading that nearly spells the name of a section that is missing.

A near miss is never taken for the name: the text under it is shown outside the poster, and
the section is missing, which this finding says as well. Usually a letter is lost.

Example:

```markdown
## Key Resrces

A network of masts.
```

Instead:

```markdown
## Key Resources

A network of masts.
```
"""

from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Edit, Fault, Fix, Severity
from ninefold.rules.absence import near_misses
from ninefold.rules.rule import Rule


def check(document: Document) -> Iterable[Fault]:
    """Report headings at the canvas's level that come close to a missing section's name."""
    mended = set()
    for miss in near_misses(document):
        first = miss.block not in mended and miss.words.end > miss.words.start
        mended.add(miss.block)
        yield Fault(
            "near-miss-heading",
            miss.span,
            f"“{miss.title}” nearly spells “{miss.name}”, a section that is missing.",
            f"If it is meant, write the heading as “{miss.name}”.",
            Fix((Edit(miss.words, miss.name),)) if first else None,
        )


RULE = Rule("NF207", "near-miss-heading", Severity.ERROR, check)
