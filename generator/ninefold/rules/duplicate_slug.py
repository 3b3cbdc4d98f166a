"""Two posts that would be published at one address.

A post's slug is its file's name unless its front matter gives another. Of two posts with
one slug only one could be published, so the site is not built until they differ.

Example:

`content/example.md`:

```markdown
---
title: Example
as_of: 2016
---
```

`content/example-2023.md`:

```markdown
---
title: Example
as_of: 2023
slug: example
---
```

Instead:

`content/example.md`:

```markdown
---
title: Example
as_of: 2016
---
```

`content/example-2023.md`:

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
    """Report every post, in the order of paths, whose slug an earlier post has."""
    first: dict[str, Card] = {}
    for post in sorted(library.posts, key=lambda post: post.path):
        other = first.setdefault(post.slug, post)
        if other is not post:
            yield LibraryFault(
                post.path,
                "slug",
                f"The slug `{post.slug}` is taken by {other.path}.",
                "Give this post a `slug:` of its own in the front matter.",
            )


RULE = Rule("NF601", "duplicate-slug", Severity.ERROR, library=check)
