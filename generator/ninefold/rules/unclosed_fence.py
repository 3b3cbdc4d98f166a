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

from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.blanking import fences
from ninefold.rules.rule import Rule


def check(document: Document) -> Iterable[Fault]:
    """Report the first line of backticks or tildes that nothing closes."""
    text = document.source.text
    if not document.post or ("```" not in text and "~~~" not in text):
        return
    for start, _, closed in fences(text):
        if not closed:
            line = document.source.line_span(start)
            yield Fault(
                "unclosed-fence",
                line,
                "This code fence is never closed.",
                "Add a line with the same marks where the code ends.",
            )


RULE = Rule("NF303", "unclosed-fence", Severity.WARNING, check)
