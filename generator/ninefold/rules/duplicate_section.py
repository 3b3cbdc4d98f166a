"""Two sections for one block.

Both texts are shown under the one block, in the file's order, which is seldom what the
author meant. Join the two, or give one of them its right name.

Example:

```markdown
## Channels

An online shop.

## Channels

Partners in every country.
```

Instead:

```markdown
## Channels

An online shop, and partners in every country.
```
"""

from collections.abc import Iterable

from ninefold.blocks import Block
from ninefold.canvas import Document, Found
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.rule import Rule


def check(document: Document) -> Iterable[Fault]:
    """Report every heading after the first that names a block already filled."""
    first: dict[Block, Found] = {}
    for found in document.headings:
        if found.block in first:
            line = document.source.position(first[found.block].span.start).line
            yield Fault(
                "duplicate-section",
                found.span,
                f"The section “{found.block.title}” stands here a second time.",
                f"Join it with the one on line {line}, or rename one of the two.",
            )
        first.setdefault(found.block, found)


RULE = Rule("NF204", "duplicate-section", Severity.WARNING, check)
