"""Two posts on one company as of one date.

A reader finds two canvases that claim the same thing and may differ. Join them, or correct
the `as_of` of one. Drafts, versions in different languages, and posts with a `company` and
titles of their own (two businesses of one group) are left alone.

Example:

`content/first.md`:

```markdown
---
title: Example
as_of: 2023
---
```

`content/second.md`:

```markdown
---
title: Example
as_of: 2023
---
```

Instead:

`content/first.md`:

```markdown
---
title: Example
as_of: 2016
---
```

`content/second.md`:

```markdown
---
title: Example
as_of: 2023
---
```
"""

from collections.abc import Iterable

from ninefold.diagnostics import Severity
from ninefold.rules.cards import Card
from ninefold.rules.rule import Library, LibraryFault, Rule


def check(library: Library) -> Iterable[LibraryFault]:
    """Report every post, in the order of paths, whose company and date an earlier post has."""
    first: dict[tuple[str, str, str], Card] = {}
    for post in sorted(library.posts, key=lambda post: post.path):
        if not post.as_of or post.draft:
            continue
        other = first.setdefault((post.company.casefold(), post.as_of, post.lang), post)
        parts = post.title != other.title and all(p.title != p.company for p in (post, other))
        if other is not post and not parts:
            yield LibraryFault(
                post.path,
                "as_of",
                f"{other.path} is a canvas of {post.company} as of {post.as_of}, too.",
                "Join the two, or correct one of the dates.",
            )


RULE = Rule("NF603", "duplicate-canvas", Severity.WARNING, library=check)
