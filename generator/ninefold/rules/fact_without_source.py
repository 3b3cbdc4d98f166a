"""A fact that names no source.

Facts of the front matter are what readers compare; one without a source cannot be checked.

Example:

```markdown
---
title: Example
as_of: 2023
facts: [{name: Customers, value: 45000}]
---
```

Instead:

```markdown
---
title: Example
as_of: 2023
sources: [{id: report}]
facts: [{name: Customers, value: 45000, source: report}]
---
```
"""

from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.rule import Rule


def check(document: Document) -> Iterable[Fault]:
    """Report facts without `source`."""
    for index, fact in enumerate(document.post.facts if document.post else ()):
        if not fact.source:
            yield Fault(
                "fact-without-source",
                document.place(f"facts[{index}].name"),
                f"The fact “{fact.name}” names no source.",
                "Give it a `source:` with the id of one of the post's sources.",
            )


RULE = Rule("NF409", "fact-without-source", Severity.HINT, check)
