"""A comparison with a canvas that does not exist.

`compare` names the canvases worth setting beside this one by their slugs. A slug that no
post has makes no page.

Example:

```markdown
---
title: Example
as_of: 2023
compare: [zooom]
---
```

Instead:

```markdown
---
title: Example
as_of: 2023
compare: [zoom]
---
```
"""

import difflib
from collections.abc import Iterable

from ninefold.diagnostics import Severity
from ninefold.rules.rule import Library, LibraryFault, Rule


def check(library: Library) -> Iterable[LibraryFault]:
    """Report a slug under `compare` that is no other post's."""
    slugs = {post.slug for post in library.posts}
    for post in library.posts:
        for index, slug in enumerate(post.compare):
            if slug in slugs and slug != post.slug:
                continue
            close = difflib.get_close_matches(slug, sorted(slugs - {post.slug}), 1)
            advice = f"Did you mean `{close[0]}`?" if close else "Name another post by its slug."
            yield LibraryFault(
                post.path,
                f"compare[{index}]",
                f"There is no other canvas `{slug}` to compare with.",
                advice,
            )


RULE = Rule("NF602", "unknown-comparison", Severity.WARNING, library=check)
