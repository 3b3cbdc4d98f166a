"""The words that set one section apart from the others on the same block.

`splitting` finds the words of each section, `common` knows those that tell nothing apart,
`picking` chooses a few for each section.
"""

from ninefold.keywords.picking import Terms, Weighed, choose, joined, pick, tally, weights
from ninefold.keywords.splitting import CanvasWords, words

__all__ = [
    "CanvasWords",
    "Terms",
    "Weighed",
    "choose",
    "joined",
    "pick",
    "tally",
    "weights",
    "words",
]
