"""A source that nothing in the post refers to.

A reader sees it listed and cannot tell what it vouches for. Mark the sentences that rest on
it, name it in a fact, or take it off the list.

Example:

```markdown
---
title: Example
as_of: 2023
sources: [{id: report, title: Annual report 2023}]
---

## Channels

Sold by partners.
```

Instead:

```markdown
---
title: Example
as_of: 2023
sources: [{id: report, title: Annual report 2023}]
---

## Channels

Sold by partners.[^report]
```
"""

from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.marks import marks, place_of_source
from ninefold.rules.rule import Rule


def check(document: Document) -> Iterable[Fault]:
    """Report listed sources that no mark and no fact names."""
    post = document.post
    if not post or not post.sources:
        return
    used = {fact.source for fact in post.facts} | {name for name, _ in marks(document)}
    for reference in post.sources:
        if reference.id not in used:
            yield Fault(
                "unused-source",
                place_of_source(document, reference.id),
                f"Nothing in the post refers to the source `{reference.id}`.",
                f"Set `[^{reference.id}]` behind what rests on it, or take it off the list.",
            )


RULE = Rule("NF407", "unused-source", Severity.HINT, check)
