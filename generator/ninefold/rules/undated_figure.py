"""A figure without a year.

Sums, shares and large counts change from year to year, and a reader who does not know the
year can neither check nor compare them. A year in the sentence or elsewhere in its paragraph
is enough, and so is an `as_of` of the post, which dates the whole canvas. A post is told once,
at the first such figure. Discounts, limits, and what a customer gained by a product need no year.

Example:

```markdown
---
title: Example
---

## Customer Segments

It serves 45,000 customers.[^report]

[^report]: Annual report, page 12.
```

Instead:

```markdown
---
title: Example
---

## Customer Segments

It served 45,000 customers in 2016.[^report]

[^report]: Annual report, page 12.
```
"""

import re
from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.figures import Number, by_paragraph, others, years
from ninefold.rules.passages import of
from ninefold.rules.rule import Rule
from ninefold.source import Span

_LIMIT = re.compile(r"\b(?:maximum|minimum|limit) of\s+$")
_OFFER = re.compile(
    r"\b(?:up to|savings of|as (?:much|little|low|high) as)(?: an? (?:additional|extra))?\s+$"
)
_BY = re.compile(
    r"\bby\s+(?:(?:an? (?:average|additional)(?: of)?|over|more than|almost|nearly|around|about"
    r"|approximately|at least|some)\s+)?$"
)
_REBATE = re.compile(r"\s+(?:[\w-]+\s+)?(?:off|discounts?|rebates?|cash ?back|bonus)\b")
_CHANGE = re.compile(
    r"\s+(?:[\w-]+\s+){0,2}?(?:savings?|more|less|fewer|faster|quicker|slower|cheaper|higher"
    r"|lower|better|increase|decrease|reduction|improvement|drop|gain)\b"
)
_GAINED = re.compile(
    r"\bresult(?:ing|ed) in\b"
    r"|\bused (?:[A-Z][^,;]{0,60}?(?:’s|'s|’|')|the (?:solution|platform|service))\s"
)
# Where the company's own books move, the year is what matters most.
_BOOKS = re.compile(
    r"\b(?:revenue|sales|profit|income|turnover|earnings|margin|market share"
    r"|gr[eo]w\b|rose\b|fell\b)",
    re.IGNORECASE,
)


def check(document: Document) -> Iterable[Fault]:
    """Report the first figure whose paragraph names no year, and where others stand."""
    if not document.post or document.post.as_of:
        return
    dated = years(document)
    found = [
        figure
        for paragraph, figures in by_paragraph(document).items()
        if paragraph not in dated
        for figure in figures
        if not _timeless(document, figure)
    ]
    if found:
        first = found[0]
        text = document.source.text[first.start : first.end]
        yield Fault(
            "undated-figure",
            Span(first.start, first.end),
            f"The figure “{text}” has no year{others(document, found)}.",
            "Write in which year it was true, or give the post an `as_of`.",
        )


def _timeless(document: Document, figure: Number) -> bool:
    """Whether a figure is the term of an offer, or what a customer gained by it."""
    text, sentence = of(document).text, figure.sentence
    near = max(sentence.start, figure.start - 40)
    whole = text[max(sentence.start, figure.start - 200) : min(sentence.end, figure.end + 200)]
    if _LIMIT.search(text, near, figure.start) or _GAINED.search(whole):
        return True
    # What is looked for in many words comes last: texts of nothing but figures are read, too.
    return figure.kind != "count" and _offered(text, near, figure) and not _BOOKS.search(whole)


def _offered(text: str, near: int, figure: Number) -> bool:
    end = figure.sentence.end
    if _OFFER.search(text, near, figure.start) or _REBATE.match(text, figure.end, end):
        return True
    return figure.kind == "percent" and bool(
        _CHANGE.match(text, figure.end, end) or _BY.search(text, near, figure.start)
    )


RULE = Rule("NF402", "undated-figure", Severity.HINT, check)
