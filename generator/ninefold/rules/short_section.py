"""A section that is shorter than that section is in most canvases.

A very short section in a post that is otherwise full often means that something was
forgotten, or that nothing is known and nobody says so.

| section | 5th percentile | 95th percentile |
|---|---|---|
| Customer Segments | 25 | 192 |
| Value Propositions | 76 | 441 |
| Channels | 23 | 185 |
| Customer Relationships | 33 | 219 |
| Revenue Streams | 17 | 172 |
| Key Resources | 31 | 143 |
| Key Activities | 11 | 133 |
| Key Partnerships | 24 | 209 |
| Cost Structure | 37 | 115 |

The numbers are words in 958 published canvases; reported is what lies below the 5th percentile
by three tenths and more, as a few words less say nothing. Lists of three and more are left alone,
and so are scripts that put no spaces between words, and a post of which more than a third is that
short: it has chosen its style. A site sets limits of its own with the setting `lengths`.

Example:

```markdown
## Cost Structure

Mostly wages.
```

Instead:

```markdown
## Cost Structure

Mostly wages: two thirds of what is spent goes to the people who answer calls and visit
customers. The rest is rent for the warehouses, fuel for the vans, and the fees of the banks
that lend the money for both. Nothing is known of advertising.
```
"""

from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.lengths import faults
from ninefold.rules.rule import Rule


def check(document: Document) -> Iterable[Fault]:
    """Report sections below the 5th percentile of the reference."""
    return faults(
        document,
        "short-section",
        lambda its: 0 < its.words < its.low and (its.own or its.words <= 0.7 * its.low),
        lambda its, _: not its.own and its.lines > 2,
        "at least {low}",
        "See whether something is missing, or say that nothing more is known.",
    )


RULE = Rule("NF210", "short-section", Severity.HINT, check)
