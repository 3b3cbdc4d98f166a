"""Two posts on one company as of one date.

A reader finds two canvases that claim the same thing and may differ. Join them, or correct
the `as_of` of one. Drafts, and versions in different languages, are left alone.
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
        if other is not post:
            yield LibraryFault(
                post.path,
                "as_of",
                f"{other.path} is a canvas of {post.company} as of {post.as_of}, too.",
                "Join the two, or correct one of the dates.",
            )


RULE = Rule("NF603", "duplicate-canvas", Severity.WARNING, library=check)
