"""An image that is not in the content folder.

Images are named by their path relative to the post. A missing one is left out of the page,
and its alternative text is shown in its place.

Example:

```markdown
![Revenue by region, 2016](charts.png)
```

Instead:

```markdown
![Revenue by region, 2016](chart.png)
```
"""

from collections.abc import Iterable

from ninefold import routes
from ninefold.diagnostics import Severity
from ninefold.rules.rule import Library, LibraryFault, Rule


def check(library: Library) -> Iterable[LibraryFault]:
    """Report relative links to images that resolve to no file."""
    for post in library.posts:
        for target in post.targets:
            if routes.is_media(target) and routes.resolve(post.path, target) not in library.files:
                yield LibraryFault(
                    post.path,
                    f"link:{target}",
                    f"The image `{target}` is not in the content folder.",
                    "Correct the path, which is taken from this file on, or add the image.",
                )


RULE = Rule("NF502", "missing-image", Severity.WARNING, library=check)
