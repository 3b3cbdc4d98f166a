"""A section whose heading stands at another level than most.

The nine sections are equals, and a reader of the source, or of a table of contents made from
it, takes a deeper heading for part of the section above.

Example:

```markdown
### Channels

An online shop.
```

Instead:

```markdown
## Channels

An online shop.
```
"""

import re
from collections.abc import Iterable

from ninefold.canvas import Document, Found
from ninefold.diagnostics import Edit, Fault, Fix, Severity
from ninefold.rules.passages import canvas_level, line_of, of
from ninefold.rules.rule import Rule
from ninefold.source import Span

_SIGNS = re.compile(r" {0,3}(#{1,6})")


def check(document: Document) -> Iterable[Fault]:
    """Report block headings at a level that less than half of them have."""
    levels = [found.level for found in document.headings if found.level > 0]
    if len(set(levels)) < 2:
        return
    usual = canvas_level(document.headings)
    if levels.count(usual) * 2 <= len(levels):
        return
    for found in document.headings:
        if 0 < found.level != usual:
            yield Fault(
                "inconsistent-level",
                line_of(document.source.text, found.span),
                f"The heading of “{found.block.title}” is at level {found.level}, "
                f"most others are at level {usual}.",
                f"Write it with {usual} number {'sign' if usual == 1 else 'signs'}: "
                f"`{'#' * usual} {found.block.title}`.",
                _fix(document, found, usual),
            )


def _fix(document: Document, found: Found, level: int) -> Fix | None:
    """Other number signs, unless a heading beneath would change its place by them.

    A heading above the others may stand over a chapter of them, so lowering it is not safe; an
    underlined one is left to the author.
    """
    signs = _SIGNS.match(document.source.text, found.span.start)
    starts = sorted(other.span.start for other in document.headings)
    end = next((start for start in starts if start > found.span.start), len(document.source.text))
    beneath = (own for start, _, own in of(document).headings if found.span.start < start < end)
    if not signs or any(own <= max(level, found.level) for own in beneath):
        return None
    return Fix((Edit(Span(*signs.span(1)), "#" * level),), safe=found.level > level)


RULE = Rule("NF208", "inconsistent-level", Severity.HINT, check)
