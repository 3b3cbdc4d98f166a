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

import json
from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Edit, Fault, Fix, Severity
from ninefold.rules.passages import of
from ninefold.rules.rule import Rule
from ninefold.source import Span


def check(document: Document) -> Iterable[Fault]:
    """Report a post whose title is missing or empty."""
    if document.post and not document.post.title:
        yield Fault(
            "missing-title",
            document.source.line_span(0),
            "The post has no title.",
            "Add `title: Name of the company` to the front matter, between two lines of ---.",
            _fix(document),
        )


def _fix(document: Document) -> Fix | None:
    """The only heading of the first level as title, unless it is a section's."""
    text = document.source.text
    taken = {found.span.start for found in document.headings}
    first = [start for start, _, level in of(document).headings if level == 1]
    if len(first) != 1 or first[0] in taken or "key:title" in (document.places or {}):
        return None
    title = text[first[0] :].split("\n", 1)[0].strip("# \t")
    line = f"title: {json.dumps(title, ensure_ascii=False)}\n"
    if text.startswith("---\n"):
        return Fix((Edit(Span(4, 4), line),), safe=False)
    return Fix((Edit(Span(0, 0), f"---\n{line}---\n"),), safe=False)


RULE = Rule("NF104", "missing-title", Severity.ERROR, check)
