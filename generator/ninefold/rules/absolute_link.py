"""A link or image whose path begins at the root of the site.

Where the site's root is, a post cannot know: published under a path, or opened from the
disk, such a link leads nowhere. Write the path from this file to the other.

Example:

```markdown
See [Zoom](/zoom.md).
```

Instead:

```markdown
See [Zoom](zoom.md).
```
"""

import re
from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.passages import of
from ninefold.rules.rule import Rule
from ninefold.source import Span

_LINK = re.compile(
    r"(?<!\\)\]\(\s*<?(/(?!/)[^\s()<>]*)"
    r"|^ {0,3}\[[^\]\n^][^\]\n]*\]:[ \t]*<?(/(?!/)[^\s<>]*)"
    r"|<(?:a|img)\b[^<>]*?\s(?:href|src)\s*=\s*[\"']?(/(?!/)[^\"'<>\s]*)",
    re.MULTILINE | re.IGNORECASE,
)


def check(document: Document) -> Iterable[Fault]:
    """Report addresses of links and images that begin with one slash."""
    text = document.source.text
    if not document.post or not any(sign in text for sign in ("](", "<", "]:")):
        return
    for found in _LINK.finditer(of(document).shown):
        group = found.lastindex or 0
        yield Fault(
            "absolute-link",
            Span(*found.span(group)),
            f"The path `{found[group]}` begins at the root of the site.",
            "Write the path from this file to the other, or the full address.",
        )


RULE = Rule("NF506", "absolute-link", Severity.WARNING, check, signs="]<")
