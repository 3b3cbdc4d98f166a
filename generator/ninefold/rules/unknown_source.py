"""A fact that names a source which the post does not list.

A figure is only as good as its source, and a source id that leads nowhere looks like one
that does. List the source under `sources`, or correct the id.

Example:

```markdown
---
title: Example
as_of: 2023
sources:
  - id: report
facts:
  - {name: Customers, value: 45000, source: report}
  - {name: Employees, value: 810, source: reprot}
---
```

Instead:

```markdown
---
title: Example
as_of: 2023
sources:
  - id: report
facts:
  - {name: Customers, value: 45000, source: report}
  - {name: Employees, value: 810, source: report}
---
```
"""

import difflib
from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.rule import Rule


def check(document: Document) -> Iterable[Fault]:
    """Report a fact whose `source` is no id of `sources`."""
    if not document.post:
        return
    ids = [reference.id for reference in document.post.sources]
    for index, fact in enumerate(document.post.facts):
        if fact.source and fact.source not in ids:
            close = difflib.get_close_matches(fact.source, ids, 1)
            yield Fault(
                "unknown-source",
                document.place(f"facts[{index}].source"),
                f"The post lists no source `{fact.source}`.",
                f"Did you mean `{close[0]}`?" if close else "List it under `sources`, with an id.",
            )


RULE = Rule("NF401", "unknown-source", Severity.WARNING, check)
