"""The poster of a canvas, as the page, the frame and the picture show it."""

from __future__ import annotations

from dataclasses import dataclass

from ninefold.blocks import BLOCKS
from ninefold.canvas import Post
from ninefold.drawing import Drawn
from ninefold.markup import Rendered
from ninefold.pages.parts import Card, Cell, Tongue
from ninefold.vocabulary import language


@dataclass(frozen=True, slots=True)
class Poster:
    """The nine cells in canvas order; `titles` is the language of the names of the blocks.

    That is the post's, where the vocabulary has it.
    """

    cells: tuple[Cell, ...]
    titles: Tongue

    def drawn(self) -> tuple[Drawn, ...]:
        """Return the cells as they are drawn."""
        return tuple(Drawn(cell.block, cell.title, cell.points) for cell in self.cells)


def poster(post: Post, rendered: Rendered, card: Card) -> Poster:
    """Return the poster of a post: its own summaries, else what its sections begin with."""
    titles = language(card.lang)
    same = titles.tag.partition("-")[0] == card.lang.partition("-")[0].lower()
    told = {section.block: section.points for section in rendered.sections}
    told |= {block: (summary,) for block, summary in post.summaries}
    points = [told.get(block, ()) for block in BLOCKS]
    cells = tuple(
        Cell(block, titles.title(block), said, bool(said), fill)
        for block, said, fill in zip(BLOCKS, points, card.fills, strict=True)
    )
    return Poster(cells, Tongue(card.lang if same else titles.tag, titles.direction))
