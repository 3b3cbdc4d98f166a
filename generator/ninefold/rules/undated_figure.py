"""A figure without a year.

Sums, shares and large counts change from year to year, and a reader who does not know the
year can neither check nor compare them. A year in the sentence or elsewhere in its paragraph
is enough, and so is an `as_of` of the post, which dates the whole canvas.

Example:

```markdown
---
title: Example
---

## Customer Segments

It serves 45,000 customers.[^report]

[^report]: Annual report, page 12.
```

Instead:

```markdown
---
title: Example
---

## Customer Segments

It served 45,000 customers in 2016.[^report]

[^report]: Annual report, page 12.
```
"""

from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.figures import by_paragraph, years
from ninefold.rules.rule import Rule
from ninefold.source import Span


def check(document: Document) -> Iterable[Fault]:
    """Report the first figure of a paragraph that names no year, and how many follow."""
    if not document.post or document.post.as_of:
        return
    dated = years(document)
    for paragraph, figures in by_paragraph(document).items():
        if paragraph in dated:
            continue
        first = figures[0]
        text = document.source.text[first.start : first.end]
        more = f", like {len(figures) - 1} more in this paragraph" if len(figures) > 1 else ""
        yield Fault(
            "undated-figure",
            Span(first.start, first.end),
            f"The figure “{text}” has no year{more}.",
            "Write in which year it was true, or give the post an `as_of`.",
        )


RULE = Rule("NF402", "undated-figure", Severity.HINT, check)
