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
scripts that put no spaces between words.
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
        lambda its: its.words > 1.4 * its.high,
        lambda its: its.words <= 2 * its.fellows * its.high,
        "at most {high}",
        "See what can be said in fewer words, or belongs in another section.",
    )


RULE = Rule("NF211", "long-section", Severity.HINT, check)
