"""A post without a title.

The title names the canvas everywhere on the site. Give the front matter a `title:`, such as
the company's name.

Example:

```markdown
---
as_of: 2023
---
```

Instead:

```markdown
---
title: Example
as_of: 2023
---
```
"""

from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.rule import Rule


def check(document: Document) -> Iterable[Fault]:
    """Report a post whose title is missing or empty."""
    if document.post and not document.post.title:
        yield Fault(
            "missing-title",
            document.source.line_span(0),
            "The post has no title.",
            "Add `title: Name of the company` to the front matter, between two lines of ---.",
        )


RULE = Rule("NF104", "missing-title", Severity.ERROR, check)
