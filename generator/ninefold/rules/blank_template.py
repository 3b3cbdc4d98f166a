"""A canvas in which no section has an answer yet.

The headings are there, with the guiding questions, placeholders or nothing under them: a
template, or a new post that nobody has filled in. It gets this one finding instead of one for
every section.

Example:

```markdown
## Customer Segments

TBD

## Value Propositions

TBD

## Channels

TBD

## Customer Relationships

TBD

## Revenue Streams

TBD

## Key Resources

TBD

## Key Activities

TBD

## Key Partnerships

TBD

## Cost Structure

TBD
```

Instead:

```markdown
## Customer Segments

Households in one town.

## Value Propositions

Bread that is still warm.

## Channels

A shop, and a van on Saturdays.

## Customer Relationships

The baker knows everybody by name.

## Revenue Streams

Bread and cakes.

## Key Resources

An oven.

## Key Activities

Baking before dawn.

## Key Partnerships

A mill nearby.

## Cost Structure

Flour, wages and rent.
```
"""

from collections.abc import Iterable

from ninefold.blocks import BLOCKS
from ninefold.canvas import Document, Kind
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.rule import Rule

# With fewer headings a file is a canvas begun, and each section is worth its own finding.
_ENOUGH = 7
# The rules that would say the same of every section.
SPEAKS_FOR = frozenset(("empty-section", "placeholder-section", "short-section", "unfinished-text"))


def check(document: Document) -> Iterable[Fault]:
    """Report a blank template once, at its first section."""
    found = {heading.block for heading in document.headings}
    if not document.post or document.kind is not Kind.TEMPLATE or len(found) < _ENOUGH:
        return
    there = "All" if len(found) == len(BLOCKS) else ("Seven of the", "Eight of the")[len(found) - 7]
    yield Fault(
        "blank-template",
        document.headings[0].span,
        f"{there} nine sections are there, but none has an answer yet.",
        "Answer their questions, or move the template out of the content folder.",
    )


RULE = Rule("NF214", "blank-template", Severity.WARNING, check)
