"""One fact of one company at one date, with two values in two posts.

A comparison shows one of them, and a reader of both trusts neither. Companies, names of facts
and units are compared without regard to case; a fact without a date has that of its post.
Posts in different languages write one number differently, and are not compared.

Example:

`content/europe.md`:

```markdown
---
title: Example in Europe
company: Example
as_of: 2022
sources: [{id: report}]
facts: [{name: Employees, value: 810, as_of: 2023, source: report}]
---
```

`content/asia.md`:

```markdown
---
title: Example in Asia
company: Example
as_of: 2023
sources: [{id: report}]
facts: [{name: Employees, value: 790, as_of: 2023, source: report}]
---
```

Instead:

`content/europe.md`:

```markdown
---
title: Example in Europe
company: Example
as_of: 2022
sources: [{id: report}]
facts: [{name: Employees, value: 810, as_of: 2023, source: report}]
---
```

`content/asia.md`:

```markdown
---
title: Example in Asia
company: Example
as_of: 2023
sources: [{id: report}]
facts: [{name: Employees, value: 810, as_of: 2023, source: report}]
---
```
"""

import re
from collections.abc import Iterable

from ninefold.diagnostics import Severity
from ninefold.rules.cards import Card
from ninefold.rules.rule import Library, LibraryFault, Rule

_ABOUT = re.compile(
    r"\b(?:over|more than|at least|about|approximately|approx\.|around|nearly|almost|some|circa"
    r"|ca\.)(?=[\s\d])|[~≈>+]"
)
_SCALED = re.compile(
    r"(?<![\d.])(\d{1,30}(?:\.\d{1,30})?)(thousand|k|million|mn|m|billion|bn|b|)(?![\w.])"
)
_SCALES = {"thousand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6, "": 1.0}
_SCALES |= {"billion": 1e9, "bn": 1e9, "b": 1e9}


def check(library: Library) -> Iterable[LibraryFault]:
    """Report, in the order of paths, each fact whose value an earlier post contradicts."""
    first: dict[tuple[str, ...], tuple[Card, str]] = {}
    for post in sorted(library.posts, key=lambda post: post.path):
        if post.draft:
            continue
        for index, fact in enumerate(post.facts):
            when = fact.as_of or post.as_of
            if not when:
                continue
            name = (post.company.casefold(), fact.name.casefold(), fact.unit.casefold())
            key = (*name, when, post.lang[:2] or "en")
            other, value = first.setdefault(key, (post, fact.value))
            if other is not post and _plain(value) != _plain(fact.value):
                yield LibraryFault(
                    post.path,
                    f"facts[{index}].value",
                    f"“{fact.name}” of {when} is {fact.value} here, and {value} in {other.path}.",
                    "Correct the one that is wrong, or name the two facts differently.",
                )


def _plain(value: str) -> str:
    """A value without commas, spaces and words such as "over", and its numbers in full."""
    text = "".join(_ABOUT.sub("", value.casefold()).replace(",", "").split())
    return _SCALED.sub(lambda found: f"{float(found[1]) * _SCALES[found[2]]:.12g}", text)


RULE = Rule("NF605", "conflicting-facts", Severity.WARNING, library=check)
