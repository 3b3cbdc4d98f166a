"""A heading without a name.

The text under it belongs to nothing that a reader could point at. Where it stands in the
place of a missing section, the finding on that section (NF202) says so, and this one is not
repeated.

Example:

```markdown
An online shop.

###

Partners in every country.
```

Instead:

```markdown
An online shop.

### Partners

Partners in every country.
```
"""

from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Edit, Fault, Fix, Severity
from ninefold.rules.absence import absent, before
from ninefold.rules.rule import Rule


def check(document: Document) -> Iterable[Fault]:
    """Report headings that hold number signs and nothing else."""
    if not document.nameless or not document.post:
        return
    told = {before(document, block).start for block in absent(document)[1]}
    for span in document.nameless:
        line = document.source.line_span(span.start)
        if line.start not in told:
            yield Fault(
                "nameless-heading",
                line,
                "This heading has no name.",
                "Give it one, or remove the number signs.",
                Fix((Edit(line, ""),), safe=False),
            )


RULE = Rule("NF213", "nameless-heading", Severity.WARNING, check)
