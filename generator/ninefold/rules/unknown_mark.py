"""A mark that is neither a source of the post nor a footnote.

It is shown as it stands, in brackets, and the statement before it has no source after all.

Example:

```markdown
Sold by partners.[^reprot]
```

Instead:

```markdown
Sold by partners.[^report]

[^report]: Annual report 2023, page 12.
```
"""

import difflib
import re
from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Edit, Fault, Fix, Severity
from ninefold.rules.marks import marks
from ninefold.rules.rule import Rule

_RANGE = re.compile(r"(?:\w-\w)+$")  # `[^a-z]` in a search pattern


def check(document: Document) -> Iterable[Fault]:
    """Report marks whose name the post neither lists under sources nor defines."""
    post = document.post
    if not post:
        return
    known = {reference.id for reference in post.sources} | {name for name, _ in post.notes}
    for name, span in marks(document):
        if name not in known and not _RANGE.match(name):
            close = difflib.get_close_matches(name[:80], sorted(known), 1)
            yield Fault(
                "unknown-mark",
                span,
                f"`[^{name}]` is neither a source of this post nor a footnote.",
                f"Did you mean `[^{close[0]}]`?" if close else "List the source, or add the note.",
                Fix((Edit(span, f"[^{close[0]}]"),), safe=False) if close else None,
            )


RULE = Rule("NF408", "unknown-mark", Severity.WARNING, check, signs="^")
