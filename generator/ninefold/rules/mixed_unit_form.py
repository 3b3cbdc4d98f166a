"""One unit written in several ways in one post.

“$14 billion” beside “$2bn”, or “20 percent” beside “20%”, makes a page of figures harder to
read and to search. Any of the forms will do if it is the only one for that kind of quantity:
“$4.5M” beside “12 million users” is left alone.

Example:

```markdown
---
title: Example
as_of: 2023
sources: [{id: report, title: Annual report}]
---

The group earns $14 billion a year, and the cafés $2bn of it.[^report]
```

Instead:

```markdown
---
title: Example
as_of: 2023
sources: [{id: report, title: Annual report}]
---

The group earns $14 billion a year, and the cafés $2 billion of it.[^report]
```
"""

import re
from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.figures import Number, numbers
from ninefold.rules.passages import of
from ninefold.rules.rule import Rule
from ninefold.source import Span

_UNIT = re.compile(
    r"(?P<percent>%|per ?cent)|(?P<million>million|mn|m)\b|(?P<billion>billion|bn|b)\b",
    re.IGNORECASE,
)


def check(document: Document) -> Iterable[Fault]:
    """Report, once a kind of quantity, the first number in another form than the usual one."""
    found = numbers(document) if document.post else ()
    if not found:
        return
    text = of(document).text
    forms: dict[tuple[str, str], dict[str, list[Number]]] = {}
    for number in found:
        if number.is_figure and (unit := _UNIT.search(text, number.start, number.end)):
            form = unit[0].lower().replace(" ", "")
            quantity = number.kind, str(unit.lastgroup)
            forms.setdefault(quantity, {}).setdefault(form, []).append(number)
    for used in forms.values():
        if len(used) < 2:
            continue
        usual = max(used.values(), key=len)
        odd = min((group[0] for group in used.values() if group is not usual), key=_start)
        yield Fault(
            "mixed-unit-form",
            Span(odd.start, odd.end),
            f"The post writes “{text[odd.start : odd.end]}” here, but "
            f"“{text[usual[0].start : usual[0].end]}” on line "
            f"{document.source.position(usual[0].start).line}.",
            "Write one unit in one way throughout.",
        )


def _start(number: Number) -> int:
    return number.start


RULE = Rule("NF411", "mixed-unit-form", Severity.HINT, check)
