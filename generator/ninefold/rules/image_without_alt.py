"""An image without alternative text.

Who cannot see the image, or whose connection drops it, gets nothing. Say in a few words what
it shows. An HTML image with an empty `alt=""` is taken for decoration and left alone.

Example:

```markdown
![](chart.png)
```

Instead:

```markdown
![Revenue by region, 2016](chart.png)
```
"""

import re
from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.passages import of
from ninefold.rules.rule import Rule
from ninefold.source import Span

_IMAGE = re.compile(
    r"(?<!\\)!\[\s*\](?:\([^()\n]*\)|\[[^\]\n]*\])"
    r"|<img\b(?![^<>]*(?:\balt\s*=|\baria-hidden|\brole\s*=\s*[\"']?(?:none|presentation)))[^<>]*>",
    re.IGNORECASE,
)


def check(document: Document) -> Iterable[Fault]:
    """Report images whose alternative text is missing or blank."""
    text = document.source.text
    if not document.post or ("![" not in text and "<img" not in text and "<IMG" not in text):
        return
    for found in _IMAGE.finditer(of(document).shown):
        yield Fault(
            "image-without-alt",
            Span(*found.span()),
            "This image has no alternative text.",
            "Say in a few words what it shows: `![what it shows](file)`.",
        )


RULE = Rule("NF503", "image-without-alt", Severity.WARNING, check, signs="!<")
