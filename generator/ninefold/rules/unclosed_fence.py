"""A code fence that opens and never closes.

Its marks are shown as they stand, and what was meant as code is read as text.

Example:

````markdown
```
price = seats * months

Discounts are rare.
````

Instead:

````markdown
```
price = seats * months
```

Discounts are rare.
````
"""

import re
from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.blanking import fences
from ninefold.rules.rule import Rule

_IN_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?:```|~~~)[^`\n]*$", re.MULTILINE)


def check(document: Document) -> Iterable[Fault]:
    """Report the first line of backticks or tildes that nothing closes."""
    text = document.source.text
    if not document.post or ("```" not in text and "~~~" not in text):
        return
    for start, _, closed in fences(text):
        if not closed and not _inside(text, start):
            line = document.source.line_span(start)
            yield Fault(
                "unclosed-fence",
                line,
                "This line opens a block of code that no line closes.",
                "Add a line with the same marks where the code ends.",
            )


def _inside(text: str, place: int) -> bool:
    """Whether a fence stands in a comment or in `<pre>`, or ends one begun on an item's line."""
    held = any(
        text.rfind(opened, 0, place) > text.rfind(closed, 0, place)
        for opened, closed in (("<!--", "-->"), ("<pre", "</pre"))
    )
    return held or bool(_IN_ITEM.search(text, 0, place))


RULE = Rule("NF303", "unclosed-fence", Severity.WARNING, check, signs="`~")
