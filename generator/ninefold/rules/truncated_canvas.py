"""A canvas whose last sections are missing together.

Two or more sections missing at the end of the file's own order mean that the text was cut
off when it was copied or saved; one finding at the last section says so.

Example:

```markdown
## Key Activities

Running the network.
```

Instead:

```markdown
## Key Activities

Running the network.

## Key Partnerships

Makers of telephones.

## Cost Structure

Mostly wages.
```
"""

from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.absence import absent
from ninefold.rules.rule import Rule


def check(document: Document) -> Iterable[Fault]:
    """Report two or more blocks missing at the end, once."""
    cut, _ = absent(document)
    if cut:
        names = ", ".join(block.title for block in cut)
        yield Fault(
            "truncated-canvas",
            document.headings[-1].span,
            f"The canvas stops after this section: {len(cut)} of the nine are missing.",
            f"Add what was cut off: {names}.",
        )


RULE = Rule("NF203", "truncated-canvas", Severity.ERROR, check)
