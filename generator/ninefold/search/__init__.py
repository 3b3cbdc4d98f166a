"""Search: the words of all canvases, in small files that a reader's browser asks for.

`words` takes a text apart, `gathering` does so for one canvas, `stretches` for some that stand
together, `index` writes the files.
"""

from ninefold.search.gathering import PARTS, Gathered, Leaf, gather, leaf, texts_of
from ninefold.search.index import files
from ninefold.search.stretches import LENGTH, Stretch, stretch
from ninefold.search.words import fold, words

__all__ = [
    "LENGTH",
    "PARTS",
    "Gathered",
    "Leaf",
    "Stretch",
    "files",
    "fold",
    "gather",
    "leaf",
    "stretch",
    "texts_of",
    "words",
]
