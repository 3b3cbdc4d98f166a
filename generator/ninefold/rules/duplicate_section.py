"""Two sections for one block.

Both texts are shown under the one block, in the file's order, which is seldom what the
author meant. Join the two, or give one of them its right name. “Customer Segments (consumers)”
and “Customer Segments (firms)” say what each is for, and are left alone.

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

import re
from collections.abc import Iterable

from ninefold.blocks import Block
from ninefold.canvas import Document, Found
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.rule import Rule
from ninefold.vocabulary import blocks_named

_REMARK = re.compile(r"\(([^()]*)\)$|\w(?::| [–—-]) +(\w[^:]*)$")


def check(document: Document) -> Iterable[Fault]:
    """Report every heading after the first that names a block already filled."""
    first: dict[Block, Found] = {}
    for found in document.headings:
        if found.block in first and not _shared(document, first[found.block], found):
            line = document.source.position(first[found.block].span.start).line
            yield Fault(
                "duplicate-section",
                found.span,
                f"The section “{found.block.title}” stands here a second time.",
                f"Join it with the one on line {line}, or rename one of the two.",
            )
        first.setdefault(found.block, found)


def _shared(document: Document, one: Found, two: Found) -> bool:
    """Whether two headings say themselves which part of the block each holds."""
    texts = [document.source.text[f.span.start : f.span.end].strip("# \t\n") for f in (one, two)]
    remarks = [found[1] or found[2] for text in texts if (found := _REMARK.search(text))]
    telling = [r for r in remarks if any(c.isalpha() for c in r) and not blocks_named(r)]
    return len(set(telling)) == 2


RULE = Rule("NF204", "duplicate-section", Severity.WARNING, check)
