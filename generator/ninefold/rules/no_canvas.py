"""A document that is no canvas: none of the nine sections is in it.

Everything in the content folder is published as a canvas. A document without any of the
nine sections is there by mistake, and gets this one finding instead of nine. Other canvases, a
SWOT analysis, a guide to the nine sections, and a canvas that stands inside one code fence are
named as what they are.

Example:

```markdown
# Minutes of March

All were there.
```

Instead:

```markdown
---
title: Example
as_of: 2023
---

## Customer Segments

Households in one town.
```
"""

import re
from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.rule import Rule

_WRITE = "Give the document the nine headings (`ninefold new` writes them)"
_MOVE = "move it out of the content folder"
_INSTEAD = {
    "lean": "this is a Lean Canvas, which has other sections",
    "mission": "this is a Mission Model Canvas, which has other sections",
    "value": "this is a Value Proposition Canvas, which has other sections",
    "swot": "this is a SWOT analysis, which has other sections",
    "guide": "its sections explain what a canvas holds and describe no business",
}


def check(document: Document) -> Iterable[Fault]:
    """Report a post in which nothing names a block, once, and what it is instead."""
    if not document.post or document.headings:
        return
    first = re.search(r"\S", document.source.text)
    place = document.source.line_span(first.start() if first else 0)
    message = "There is no canvas here: none of the nine sections was found."
    if document.post.introduction:
        message = "There is no canvas here, but an article or a note without the nine sections."
    advice = f"{_WRITE}, or {_MOVE}."
    if document.fenced:
        message = "There is no canvas here: its sections stand inside a code fence."
        advice = "Take the lines of the fence (```) away."
    elif instead := _INSTEAD.get(document.resembles):
        message = f"There is no canvas here: {instead}."
        advice = f"Describe the business in the nine sections instead, or {_MOVE}."
    yield Fault("no-canvas", place, message, advice)


RULE = Rule("NF201", "no-canvas", Severity.ERROR, check)
