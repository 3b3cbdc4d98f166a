"""One heading that names two sections.

Both sections show the same text, so neither can be compared on its own.

Example:

```markdown
## Revenue Streams and Cost Structure

Subscriptions pay for wages and rent.
```

Instead:

```markdown
## Revenue Streams

Subscriptions.

## Cost Structure

Wages and rent.
```
"""

from collections.abc import Iterable

from ninefold.canvas import Document, Found
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.passages import line_of
from ninefold.rules.rule import Rule


def check(document: Document) -> Iterable[Fault]:
    """Report a heading that is taken for two blocks or more."""
    if len({found.span.start for found in document.headings}) == len(document.headings):
        return
    at: dict[int, list[Found]] = {}
    for found in document.headings:
        at.setdefault(found.span.start, []).append(found)
    for group in at.values():
        names = list(dict.fromkeys(found.block.title for found in group))
        if len(names) > 1 and group[0].level > 0:
            yield Fault(
                "two-blocks-in-one-heading",
                line_of(document.source.text, group[0].span),
                f"This heading names {' and '.join(f'“{name}”' for name in names)}, "
                "so both show the same text.",
                "Give each of them a heading and a text of its own.",
            )


RULE = Rule("NF212", "two-blocks-in-one-heading", Severity.HINT, check)
