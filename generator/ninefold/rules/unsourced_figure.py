"""A figure of which nobody can tell where it is from.

A mark such as `[^annual-report]`, a link or a footnote in the paragraph is enough, and so is
“according to” somebody, or a fact of the front matter that has the same value and names its
source. A post that names no source at all is told once, at its first figure.

Example:

```markdown
It has 810,000 customers and 1,200 partners.
```

Instead:

```markdown
It has 810,000 customers and 1,200 partners.[^report]

[^report]: Annual report 2023, page 12.
```
"""

import re
from collections.abc import Iterable

from ninefold.canvas import Document, Post
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.figures import Number, by_paragraph, others
from ninefold.rules.passages import of
from ninefold.rules.rule import Rule
from ninefold.source import Span

_MARKED = re.compile(
    r"\[\^|\]\(|\]\[|https?:|www\.|<a\s|\b(?:[Ss]ource|Quelle|[Ff]uente) ?:|\(Form "
    r"|\b[Aa]ccording to\b"
)
_DIGITS = re.compile(r"[0-9][0-9.,]*")


def check(document: Document) -> Iterable[Fault]:
    """Report the first figure of each paragraph without a source; in a post without, one."""
    post = document.post
    if not post:
        return
    prose = of(document)
    listed = bool(post.sources or post.notes)
    known = _known(post)
    loose: list[Number] = []
    for paragraph, figures in by_paragraph(document).items():
        passage = prose.paragraphs[paragraph]
        if _MARKED.search(document.source.text, passage.start, passage.end):
            continue
        left = [figure for figure in figures if not _is_known(document, figure, known)]
        if not left:
            continue
        if not listed:
            loose += left
            continue
        first = left[0]
        text = document.source.text[first.start : first.end]
        yield Fault(
            "unsourced-figure",
            Span(first.start, first.end),
            f"The figure “{text}” has no source{others(document, left)}.",
            "Set the mark of a source behind the sentence, such as "
            f"`[^{post.sources[0].id if post.sources else post.notes[0][0]}]`.",
        )
    if loose:
        first = loose[0]
        text = document.source.text[first.start : first.end]
        more = f", nor {_has(len(loose) - 1)} of this post" if len(loose) > 1 else ""
        yield Fault(
            "unsourced-figure",
            Span(first.start, first.end),
            f"The figure “{text}” has no source{more}.",
            "Say under `sources` in the front matter where the figures are from.",
        )


def _has(many: int) -> str:
    return "has 1 other" if many == 1 else f"have {many:,} others"


def _known(post: Post) -> frozenset[str]:
    """The numbers of the facts that name a source."""
    values = (fact.value for fact in post.facts if fact.source)
    return frozenset(n.replace(",", "") for value in values for n in _DIGITS.findall(value))


def _is_known(document: Document, figure: Number, known: frozenset[str]) -> bool:
    if not known:
        return False
    text = document.source.text[figure.start : figure.end].replace(",", "")
    return any(number in known for number in _DIGITS.findall(text))


RULE = Rule("NF403", "unsourced-figure", Severity.HINT, check)
