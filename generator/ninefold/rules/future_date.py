"""A date that lies after the post's own date.

A post dated May 2020 cannot describe December 2020: one of the two dates is a slip. The
post's `date` is taken for today, so that a result never depends on the day of the check;
without a `date`, only years that no canvas can mean (after 2100, before 1000) are reported.

Example:

```markdown
---
title: Example
date: 2020-05-12
as_of: 2020-12
---
```

Instead:

```markdown
---
title: Example
date: 2020-05-12
as_of: 2020-03
---
```
"""

from collections.abc import Iterable, Iterator

from ninefold.canvas import Document, Post
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.rule import Rule


def check(document: Document) -> Iterable[Fault]:
    """Report dates of a post, its facts and its sources that cannot be right yet."""
    post = document.post
    if not post:
        return
    for place, day in _dates(post):
        if not day:
            continue
        if post.date and place != "date":
            length = min(len(day), len(post.date))
            if day[:length] > post.date[:length]:
                yield Fault(
                    "future-date",
                    document.place(place),
                    f"The date {day} lies after the post's own date, {post.date}.",
                    "Correct the one that is wrong.",
                )
                continue
        if not "1000" <= day[:4] <= "2100":
            yield Fault(
                "future-date",
                document.place(place),
                f"The year {day[:4]} is too far from today to be meant.",
                "Correct the date; years from 1000 to 2100 are taken.",
            )


def _dates(post: Post) -> Iterator[tuple[str, str]]:
    yield "date", post.date
    yield "as_of", post.as_of
    yield from ((f"facts[{index}].as_of", fact.as_of) for index, fact in enumerate(post.facts))
    yield from ((f"sources[{index}].date", item.date) for index, item in enumerate(post.sources))


RULE = Rule("NF108", "future-date", Severity.WARNING, check)
