"""A small word written twice in a row.

Only the English words that no sentence needs twice are looked at, so “had had”, “that that”
and names are left alone.

Example:

```markdown
It serves the the market.
```

Instead:

```markdown
It serves the market.
```
"""

import re
from collections.abc import Iterable
from itertools import compress
from operator import eq

from ninefold.canvas import Document
from ninefold.diagnostics import Edit, Fault, Fix, Severity
from ninefold.rules.passages import of, plain, words
from ninefold.rules.rule import Rule
from ninefold.source import Span

_WORDS = frozenset(
    (
        *("the", "to", "an", "of", "and", "for", "with", "at", "by", "from", "or", "this", "these"),
        *("their", "its", "our", "your", "are", "was", "were", "be", "has", "have", "can", "will"),
        *("which", "as", "it", "they", "we", "a"),
    )
)
_TWICE = re.compile(rf"(?<![\w’'-])({'|'.join(sorted(_WORDS))})[ \n\u00a0]+(\1)(?![\w’'-])")


def check(document: Document) -> Iterable[Fault]:
    """Report the second of two equal small words."""
    if not document.post or document.post.lang[:2] not in ("", "en"):
        return
    if not _may_double(document):
        return
    prose = of(document)
    for found in _TWICE.finditer(prose.text):
        one, two = found[1], found[2]
        if (
            two.isupper()
            or (one[0].islower() and two[0].isupper())
            or found[0] != document.source.text[found.start() : found.end()]
        ):
            continue
        yield Fault(
            "doubled-word",
            Span(*found.span()),
            f"“{one}” stands here twice.",
            "Remove one of the two.",
            Fix((Edit(Span(found.end(1), found.end(2)), ""),), safe=False),
        )


def _may_double(document: Document) -> bool:
    """Whether a word can stand twice anywhere: cheaper to ask than to look for it."""
    found = document.once(words) if document.once(plain) else [of(document).text.split()]
    return any(not _WORDS.isdisjoint(compress(w, map(eq, w, w[1:]))) for w in found)


RULE = Rule("NF305", "doubled-word", Severity.HINT, check)
