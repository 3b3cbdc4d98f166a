"""A link to a place in this post that does not exist.

Within a post only its nine sections can be linked to, by their official English names in
lower case with hyphens, such as `#cost-structure`. Any other place is shown as plain text.

Example:

```markdown
What this costs is told [below](#costs).
```

Instead:

```markdown
What this costs is told [below](#cost-structure).
```
"""

import difflib
import re
from collections.abc import Iterable

from ninefold.blocks import BLOCKS
from ninefold.canvas import Document
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.passages import of
from ninefold.rules.rule import Rule
from ninefold.source import Span
from ninefold.vocabulary import blocks_named

_LINK = re.compile(r"(?<!\\)\]\(\s*(#[^\s()<>]*)[^()\n]*\)")


def check(document: Document) -> Iterable[Fault]:
    """Report fragments that name no section of the post."""
    if not document.post or "](" not in document.source.text:
        return
    present = {f"#{section.block.slug}" for section in document.post.sections}
    slugs = [f"#{block.slug}" for block in BLOCKS]
    for found in _LINK.finditer(of(document).shown):
        target = found[1]
        if target in present:
            continue
        named = blocks_named(target[1:].replace("-", " "))
        close = [f"#{named[0].slug}"] if named else difflib.get_close_matches(target[:80], slugs, 1)
        yield Fault(
            "dead-fragment",
            Span(*found.span(1)),
            f"`{target}` is no section of this post.",
            f"Did you mean `{close[0]}`?"
            if close and close[0] != target
            else "Name one of its sections, such as `#channels`.",
        )


RULE = Rule("NF505", "dead-fragment", Severity.WARNING, check)
