"""A slug that cannot be used in an address as it stands.

Slugs become folder names and addresses, so they are kept to a-z, 0-9 and single hyphens,
which every file system and every browser writes the same way.

Example:

```markdown
---
title: Example
as_of: 2023
slug: Exämple 2023
---
```

Instead:

```markdown
---
title: Example
as_of: 2023
slug: example-2023
---
```
"""

from collections.abc import Iterable

from ninefold import routes
from ninefold.canvas import Document
from ninefold.diagnostics import Edit, Fault, Fix, Severity
from ninefold.rules.rule import Rule


def check(document: Document) -> Iterable[Fault]:
    """Report a `slug` of the front matter that is no slug."""
    if document.post and not routes.is_slug(document.post.slug):
        better = routes.slug(document.post.slug)
        place = document.place("slug")
        fix = Fix((Edit(place, better),), safe=False)
        yield Fault(
            "unsafe-slug",
            place,
            f"`{document.post.slug}` cannot be used as a slug.",
            f"Write `slug: {better}`.",
            fix if document.post.slug and place.end else None,
        )


RULE = Rule("NF107", "unsafe-slug", Severity.ERROR, check)
