"""Search: the words of all canvases, in small files that a reader's browser asks for.

`words` takes a text apart, `gathering` does so for one canvas, `index` writes the files.
"""

from ninefold.search.gathering import PARTS, Gathered, Leaf, gather, leaf
from ninefold.search.index import files
from ninefold.search.words import fold, words

__all__ = ["PARTS", "Gathered", "Leaf", "files", "fold", "gather", "leaf", "words"]
