"""A figure that was old when the canvas was written.

Only where a site says, with the setting `stale_after`, after how many years a figure is too
old. Its age is counted to the post's `as_of`, else its `date`, so that a result never depends
on the day of the check; a post with neither is left alone. A fact's date is its `as_of`; a
paragraph's is the newest year that it names.

Example:

```toml
[tool.ninefold]
stale_after = 3
```

```markdown
---
title: Example
as_of: 2020
sources:
  - id: report
    title: Annual report
facts:
  - name: Cafés
    value: 12
    as_of: 2015
    source: report
---
```

Instead:

```toml
[tool.ninefold]
stale_after = 3
```

```markdown
---
title: Example
as_of: 2020
sources:
  - id: report
    title: Annual report
facts:
  - name: Cafés
    value: 12
    as_of: 2019
    source: report
---
```
"""

from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.figures import by_paragraph, years
from ninefold.rules.rule import Rule
from ninefold.source import Span


def check(document: Document) -> Iterable[Fault]:
    """Report facts and paragraphs with figures that are older than the site allows."""
    post, limit = document.post, document.standards.stale_after
    if not post or not limit or not (stated := post.as_of or post.date):
        return
    now = int(stated[:4])
    for index, fact in enumerate(post.facts):
        if fact.as_of and now - int(fact.as_of[:4]) > limit:
            place = document.place(f"facts[{index}].as_of")
            yield _fault(place, f"The fact “{fact.name}”", int(fact.as_of[:4]), now)
    dated = years(document)
    for paragraph, figures in by_paragraph(document).items():
        newest = max(dated.get(paragraph, [now]))
        if now - newest > limit:
            place = Span(figures[0].start, figures[0].end)
            figure = document.source.text[place.start : place.end]
            yield _fault(place, f"The figure “{figure}”", newest, now)


def _fault(place: Span, what: str, year: int, now: int) -> Fault:
    message = f"{what} is from {year}, and the post describes {now}."
    return Fault("stale-figure", place, message, "Bring it up to date, or say why it still holds.")


RULE = Rule("NF412", "stale-figure", Severity.HINT, check)
