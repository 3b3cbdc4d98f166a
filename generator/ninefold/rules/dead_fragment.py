"""A link to a place in this post that does not exist.

Within a post only its nine sections can be linked to, by any of their names in lower case with
hyphens, such as `#cost-structure` or `#costs`. Any other place is shown as plain text.

Example:

```markdown
What this costs is told [below](#price-list).
```

Instead:

```markdown
What this costs is told [below](#costs).
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
from ninefold.vocabulary import block_linked

_LINK = re.compile(r"(?<!\\)\]\(\s*(#[^\s()<>]*)[^()\n]*\)")


def check(document: Document) -> Iterable[Fault]:
    """Report fragments that name no section of the post."""
    if not document.post or "](" not in document.source.text:
        return
    present = {section.block for section in document.post.sections}
    slugs = [f"#{block.slug}" for block in BLOCKS]
    for found in _LINK.finditer(of(document).shown):
        target = found[1]
        meant = block_linked(target)
        if meant in present:
            continue
        close = [] if meant else difflib.get_close_matches(target[:80], slugs, 1, 0.75)
        yield Fault(
            "dead-fragment",
            Span(*found.span(1)),
            f"The link to `{target}` leads to no section of this post.",
            f"Did you mean `{close[0]}`?"
            if close
            else "Name one of its sections, such as `#channels`.",
        )


RULE = Rule("NF505", "dead-fragment", Severity.WARNING, check, signs="]")
