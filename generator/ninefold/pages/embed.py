"""A canvas's poster as a page for a frame on another site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ninefold import routes
from ninefold.pages.ground import Ground
from ninefold.pages.page import Page
from ninefold.pages.parts import Card, Chrome
from ninefold.pages.poster import Poster


@dataclass(frozen=True, slots=True)
class EmbedPage:
    """The poster, and the way to the canvas."""

    chrome: Chrome
    card: Card
    poster: Poster


def plan(ground: Ground) -> Iterator[Page]:
    """Plan the frame of every canvas."""
    for entry in ground.entries.values():
        view = EmbedPage(ground.chrome, entry.card, entry.poster)
        yield Page(routes.embed(entry.post.slug), "embed.html", view)
