"""A section that is longer than that section is in most canvases.

A section many times as long as its fellows is hard to compare, and often holds what belongs
in another section or into a source.

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

The numbers are words in 958 published canvases; reported is what lies above the 95th percentile
by more than two fifths, if it is also twice as long, by that measure, as most sections of its post.
A post of which more than a third is that long has chosen its style and is left alone, and so are
scripts that put no spaces between words. A site sets limits of its own with the setting
`lengths`.

Example:

```markdown
## Cost Structure

Wages are the largest cost, and they are paid to people in four departments. The first answers
calls from customers, by day and by night, and passes on what it cannot solve. The second
visits customers who have bought a system, installs it, and comes back once a year to look
after it. The third develops the next system, with engineers in two towns and a laboratory
shared with a university. The fourth keeps the books. Rent comes next: three warehouses, a
headquarters and a shop in each larger town. Then there are the vans, their fuel and their
insurance, the fees of the banks, the commissions of partners, and advertising on television
and in newspapers. The rest is small: lawyers when a contract is in dispute, doctors who visit
once a month, cleaners, gardeners, water, electricity, paper, and the coffee that is free on
every floor. All of it is told in the annual report, in a table that names each cost, what it
was in the year before, and why it rose or fell.
```

Instead:

```markdown
## Cost Structure

Wages are the largest cost: for people who answer calls, visit customers, develop the next
system and keep the books. Rent for warehouses, offices and shops comes next, then vans, banks,
the commissions of partners, and advertising.
```
"""

from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.lengths import faults
from ninefold.rules.rule import Rule


def check(document: Document) -> Iterable[Fault]:
    """Report sections above the 95th percentile of the reference."""
    return faults(
        document,
        "long-section",
        lambda its: its.words > (1 if its.own else 1.4) * its.high,
        lambda its, fellows: not its.own and its.words <= 2 * fellows * its.high,
        "at most {high}",
        "See what can be said in fewer words, or belongs in another section.",
    )


RULE = Rule("NF211", "long-section", Severity.HINT, check)
