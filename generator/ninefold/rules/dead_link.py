"""A link to a post or file that is not in the content folder.

Links between posts are written as relative paths to their Markdown files. A link that
leads nowhere is shown as plain text, and so is one to a file that is neither a post nor an
image of a kind that is published.

Example:

```markdown
Compare [Zoom](zooom.md).
```

Instead:

```markdown
Compare [Zoom](zoom.md).
```
"""

from collections.abc import Iterable

from ninefold import routes
from ninefold.diagnostics import Severity
from ninefold.rules.rule import Library, LibraryFault, Rule


def check(library: Library) -> Iterable[LibraryFault]:
    """Report relative links, images aside, that resolve to no post."""
    posts = {post.path for post in library.posts}
    for post in library.posts:
        for target in post.targets:
            path = routes.resolve(post.path, target)
            if path not in posts and not routes.is_media(target):
                yield LibraryFault(post.path, f"link:{target}", *_told(target))


def _told(target: str) -> tuple[str, str]:
    """What is said of a link, and what to do."""
    if routes.suffix(target) in ("", ".md", ".markdown"):
        message = f"The link to `{target}` leads to no post."
        return message, "Write the path from this file to the post, or the full address of a page."
    message = f"The file `{target}` is not published: it is neither a post nor an image"
    kinds = "PNG, JPEG, GIF, WebP or AVIF"
    return f"{message} ({kinds}).", "Save an image as one of these, or write a full address."


RULE = Rule("NF501", "dead-link", Severity.WARNING, library=check)
