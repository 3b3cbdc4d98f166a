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

from ninefold.canvas import Document
from ninefold.diagnostics import Edit, Fault, Fix, Severity
from ninefold.rules.passages import canvas_level, line_of
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
                _fix(document.source.text, found.span, usual),
            )


def _fix(text: str, span: Span, level: int) -> Fix | None:
    """Other number signs; an underlined heading is left to the author."""
    signs = _SIGNS.match(text, span.start)
    return Fix((Edit(Span(*signs.span(1)), "#" * level),)) if signs else None


RULE = Rule("NF208", "inconsistent-level", Severity.HINT, check)
