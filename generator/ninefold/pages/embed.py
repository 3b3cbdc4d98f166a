"""A canvas's poster as a page for a frame on another site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from ninefold import routes
from ninefold.pages.ground import Entry, Ground, alone
from ninefold.pages.page import Page
from ninefold.pages.parts import Card, Chrome
from ninefold.pages.poster import Poster


@dataclass(frozen=True, slots=True)
class EmbedPage:
    """The poster, and the way to the canvas."""

    chrome: Chrome
    card: Card
    poster: Poster


def plan(entry: Entry, ground: Ground) -> Iterator[Page]:
    """Plan the frame of a canvas."""
    view = ground.later(partial(_view, entry, ground.chrome), *alone(entry, ground))
    yield Page(routes.embed(entry.post.slug), "embed.html", view)


def _view(entry: Entry, chrome: Chrome) -> EmbedPage:
    return EmbedPage(chrome, entry.card, entry.poster)
