"""A fact without a date, in a post without one.

A figure is compared with figures of other years, so each needs to say of when it is: by an
`as_of` of its own, or by that of the post.

Example:

```markdown
---
title: Example
sources: [{id: report}]
facts: [{name: Customers, value: 45000, source: report}]
---
```

Instead:

```markdown
---
title: Example
sources: [{id: report}]
facts: [{name: Customers, value: 45000, source: report, as_of: 2016}]
---
```
"""

from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.rule import Rule


def check(document: Document) -> Iterable[Fault]:
    """Report facts without `as_of` where the post has none either."""
    post = document.post
    if not post or post.as_of:
        return
    for index, fact in enumerate(post.facts):
        if not fact.as_of:
            yield Fault(
                "fact-without-date",
                document.place(f"facts[{index}].name"),
                f"The fact “{fact.name}” has no date, nor has the post.",
                "Give the fact or the post an `as_of:`, such as 2023-11.",
            )


RULE = Rule("NF410", "fact-without-date", Severity.HINT, check)
