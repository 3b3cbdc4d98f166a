"""Two values for one quantity in one post.

“810 employees” in one section and “900 employees” in another leave the reader to choose.
Two values count as one quantity if they count the same thing in the same words, lie close to
each other, and are not of different years. It is a matter of judgement, so it is a hint.

Example:

```markdown
## Key Resources

It has 810 employees.[^report]

## Cost Structure

It pays 900 employees.[^report]

[^report]: Annual report 2023, page 12.
```

Instead:

```markdown
## Key Resources

It has 900 employees.[^report]

## Cost Structure

It pays 900 employees.[^report]

[^report]: Annual report 2023, page 12.
```
"""

import re
from collections import Counter
from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.figures import Number, numbers
from ninefold.rules.passages import of
from ninefold.rules.rule import Rule
from ninefold.source import Span

_THING = re.compile(
    r"(?:\+| or more| plus)? (?:(?:active|paying|business|full-time|registered|different|US|retail|"
    r"issued|total) )?(?P<thing>countries|customers|employees|associates|users|subscribers|members|"
    r"clients|stores|branches|patents|data ?cent(?:er|re)s|retail locations|restaurants|hotels|"
    r"dealers|suppliers|states|languages|partners|patients|visitors|offices|facilities)\b"
    r"(?! (?:per|a|each|every)\b)",
    re.IGNORECASE,
)


# What a number of countries may be a number of countries of. Two sentences that speak of
# different ones speak of different quantities.
_OF = re.compile(
    r"\b(offices?|stores?|outlet|plant|factor|facilit|branch|employee|staff|hotel|customer|client|"
    r"partner|dealer|distributor|destination|data cent|licen|patent|brand|subsidiar|"
    r"warehouse|sites|restaurant|user|member|project|event|market|campaign|laborator|"
    r"research|librar)",
    re.IGNORECASE,
)


def check(document: Document) -> Iterable[Fault]:
    """Report a count that differs from an earlier one of the same thing."""
    if not document.post:
        return
    counted: dict[str, list[tuple[Number, int]]] = {}
    for number in numbers(document):
        if number.kind in ("count", "other") and number.value >= 10:
            thing = _THING.match(of(document).text, number.end)
            if thing:
                name = " ".join(thing[0].lower().replace("+", "").split())
                counted.setdefault(name, []).append((number, thing.end()))
    for found in counted.values():
        first, stop = found[0]
        held = Counter(number.sentence for number, _ in found)
        for number, end in found[1:]:
            # A sentence with two values says itself what each of them counts.
            if held[number.sentence] == held[first.sentence] == 1 and _differ(
                document, first, number
            ):
                line = document.source.position(first.start).line
                yield Fault(
                    "conflicting-figures",
                    Span(number.start, end),
                    f"The post says “{document.source.text[number.start : end]}” here, but "
                    f"“{document.source.text[first.start : stop]}” on line {line}.",
                    "Keep the one that is right, or say what each counts, and when.",
                )


def _differ(document: Document, one: Number, two: Number) -> bool:
    """Whether two counts of one thing are close, unequal, and not known to be of two things."""
    low, high = sorted((one.value, two.value))
    if low == high or high >= 1.5 * low:
        return False
    when = [_years(document, number) for number in (one, two)]
    if all(when) and when[0] != when[1]:
        return False
    text = of(document).text
    if any("respectively" in text[n.end : n.sentence.end] for n in (one, two)):
        return False
    kinds = [
        {found.lower() for found in _OF.findall(text, n.sentence.start, n.sentence.end)}
        for n in (one, two)
    ]
    return bool(kinds[0] & kinds[1]) or kinds[0] == kinds[1]


def _years(document: Document, number: Number) -> frozenset[int]:
    found = (n for n in numbers(document) if n.kind == "year" and n.sentence == number.sentence)
    return frozenset(int(n.value) for n in found)


RULE = Rule("NF405", "conflicting-figures", Severity.HINT, check)
