"""A section that stands before one that it should follow.

Only where a site asks for an order, with the setting `order`: readers who go through many
posts find their way sooner when all follow the same one. The site itself always shows the
canvas's own order.

Example:

```toml
[tool.ninefold]
order = [
  "customer_segments", "value_propositions", "channels", "customer_relationships",
  "revenue_streams", "key_resources", "key_activities", "key_partnerships", "cost_structure",
]
```

```markdown
## Customer Relationships

The cook knows everybody by name.

## Channels

A café on a ship.
```

Instead:

```toml
[tool.ninefold]
order = [
  "customer_segments", "value_propositions", "channels", "customer_relationships",
  "revenue_streams", "key_resources", "key_activities", "key_partnerships", "cost_structure",
]
```

```markdown
## Channels

A café on a ship.

## Customer Relationships

The cook knows everybody by name.
```
"""

from collections.abc import Iterable
from itertools import pairwise

from ninefold.canvas import Document
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.passages import line_of
from ninefold.rules.rule import Rule


def check(document: Document) -> Iterable[Fault]:
    """Report each section that stands after one that the order puts behind it."""
    order = document.standards.order
    if not order:
        return
    for before, found in pairwise(document.headings):
        if order.index(found.block) < order.index(before.block):
            yield Fault(
                "unusual-order",
                line_of(document.source.text, found.span),
                f"“{found.block.title}” stands after “{before.block.title}”.",
                f"Put it before “{before.block.title}”, as in the site's other posts.",
            )


RULE = Rule("NF209", "unusual-order", Severity.HINT, check)
