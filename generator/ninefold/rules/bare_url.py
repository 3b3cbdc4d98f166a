"""An address written out in the text, which is no link.

Markdown makes a link of an address only in pointed brackets or behind a title; bare, it is
text that nobody can follow.

Example:

```markdown
The annual report is at https://example.org/report.
```

Instead:

```markdown
See the [annual report](https://example.org/report).
```
"""

import re
from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Edit, Fault, Fix, Severity
from ninefold.rules.passages import of
from ninefold.rules.rule import Rule
from ninefold.source import Span

_URL = re.compile(r"https?://[^\s<>\"|]+")
_WRAPPED = re.compile(r"(?:<|\]\(\s*|[\"'=]|\]:[ \t]*<?|\[)$")
_LINK_TEXT = re.compile(r"[^\]\n]*\]\s*[(\[]")


def check(document: Document) -> Iterable[Fault]:
    """Report addresses of the web outside links, code and definitions."""
    if not document.post or "://" not in document.source.text:
        return
    text = of(document).shown
    for found in _URL.finditer(text):
        start = found.start()
        line = text.rfind("\n", 0, start) + 1
        opened = text.rfind("[", line, start) > text.rfind("]", line, start)
        if _WRAPPED.search(text, max(line, start - 12), start):
            continue
        if (opened and _LINK_TEXT.match(text, start)) or _in_tag(text, line, start):
            continue
        address = found[0].rstrip(".,;:!?*_'”’")
        if address.endswith(")") and "(" not in address:
            address = address.rstrip(").,")
        yield Fault(
            "bare-url",
            Span(start, start + len(address)),
            "This address is no link.",
            f"Write `[what it is]({address[:60]}{'…' if len(address) > 60 else ''})`.",
            Fix((Edit(Span(start, start + len(address)), f"<{address}>"),))
            if "<" not in document.source.text[line:start]
            else None,
        )


def _in_tag(text: str, line: int, place: int) -> bool:
    """Whether a place is inside a tag, or between the tags of a link."""
    before = text[max(line, place - 500) : place].lower()
    return before.rfind("<") > before.rfind(">") or before.rfind("<a ") > before.rfind("</a")


RULE = Rule("NF504", "bare-url", Severity.HINT, check, signs="/")
