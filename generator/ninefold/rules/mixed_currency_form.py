"""One currency written in several ways in one post.

“US$14 billion” beside “$2 million” makes a reader wonder whether two dollars are meant. Any
of the forms will do if it is the only one.

Example:

```markdown
Revenue was US$14 billion, and profit was $2 million.[^report]

[^report]: Annual report 2023, page 12.
```

Instead:

```markdown
Revenue was US$14 billion, and profit was US$2 million.[^report]

[^report]: Annual report 2023, page 12.
```
"""

from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.figures import Number, numbers
from ninefold.rules.rule import Rule
from ninefold.source import Span


def check(document: Document) -> Iterable[Fault]:
    """Report, once a currency, the first amount in another form than the one used most."""
    if not document.post:
        return
    forms: dict[str, dict[str, list[Number]]] = {}
    for number in numbers(document):
        if number.kind == "money" and number.currency in ("USD", "EUR", "GBP"):
            form = number.form.lower().rstrip("s")
            forms.setdefault(number.currency, {}).setdefault(form, []).append(number)
    for used in forms.values():
        if len(used) < 2:
            continue
        usual = max(used.values(), key=len)
        odd = min((group[0] for group in used.values() if group is not usual), key=_start)
        text = document.source.text
        yield Fault(
            "mixed-currency-form",
            Span(odd.start, odd.end),
            f"The post writes “{text[odd.start : odd.end]}” here, but "
            f"“{text[usual[0].start : usual[0].end]}” on line "
            f"{document.source.position(usual[0].start).line}.",
            "Write one currency in one way throughout.",
        )


def _start(number: Number) -> int:
    return number.start


RULE = Rule("NF406", "mixed-currency-form", Severity.HINT, check)
