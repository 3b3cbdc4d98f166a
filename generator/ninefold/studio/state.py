"""What a studio knows at one moment, and what it tells of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ninefold import routes
from ninefold.blocks import BLOCKS
from ninefold.checker import Inspected
from ninefold.diagnostics import Diagnostic
from ninefold.markup import Rendered

Faults = tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a look at the disk found.

    `generation` grows with every change. `changed` are the paths, in the content folder, of
    the posts that came, went or read differently.
    """

    generation: int
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A post as the editor's desk lists it; `words` are those of its blocks, in canvas order."""

    path: str
    slug: str
    title: str
    company: str
    as_of: str
    industry: str
    tags: tuple[str, ...]
    draft: bool
    words: tuple[int, ...]
    shown: bool


def row(item: Inspected, rendered: Mapping[str, Rendered], shown: bool) -> Row:
    """Return a post as a row of the desk; `shown` tells whether the site has it."""
    post = item.post
    if post is None:
        return Row(
            item.path, routes.of_file(item.path)[0], item.path, "", "", "", (), False, (), False
        )
    texts = rendered[post.slug] if shown else None
    words = {section.block: section.words for section in texts.sections} if texts else {}
    return Row(
        item.path,
        post.slug,
        post.title,
        post.company,
        post.as_of,
        post.industry,
        post.tags,
        post.draft,
        tuple(words.get(block, 0) for block in BLOCKS),
        shown,
    )
