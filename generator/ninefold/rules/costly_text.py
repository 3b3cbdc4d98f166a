"""Text that would take too long to be rendered, and is shown as it is written.

Markdown is quick to render but for some shapes of text, which take a time that grows with
the square of their length: brackets that open and never close, lists within lists within
lists, tables as wide as they are long. No canvas comes near the limits.

| what | at most |
|---|---|
| a section | 100,000 characters |
| a line | 32,000 characters |
| a section | 10,000 lines |
| the tables of a post | 20,000 cells |
| lists and quotes within one another | 50 levels |
| a mark such as `[`, `<` or `*` | some thousands in a section |
| marks without an end, such as `[a](` | some hundreds in a post, fewer in long paragraphs |

The section is published, but as plain paragraphs with its marks in sight.

Example:

```markdown
## Channels

>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>> Our shops are where people live.
```

Instead:

```markdown
## Channels

> Our shops are where people live.
```
"""

from collections.abc import Iterable

from ninefold.bounds import Allowance, excess
from ninefold.canvas import Document
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.passages import joined
from ninefold.rules.rule import Rule
from ninefold.source import Span


def check(document: Document) -> Iterable[Fault]:
    """Report sections that are shown as they are written."""
    if not document.post:
        return
    if not excess(document.once(joined)):  # what all together do not exceed, none does
        return
    headings = {found.block: found.span for found in document.headings}
    top = Span(0, 1)
    texts = [("The introduction", document.post.introduction, top)]
    for section in document.post.sections:
        place = headings.get(section.block, top)
        texts.append((f"The text under {section.block.title}", section.text, place))
    texts += [(f"The text under {e.heading[:60]}", e.text, top) for e in document.post.extras]
    allowance = Allowance()
    for name, text, place in texts:
        if found := allowance.excess(text):
            message = f"{name} {found}, so it is shown as it is written."
            advice = "Shorten it, or take out the marks that mean nothing."
            yield Fault("costly-text", place, message, advice)


RULE = Rule("NF006", "costly-text", Severity.WARNING, check)
