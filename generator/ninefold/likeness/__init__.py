"""How alike two canvases are, and by which words; docs/comparison.md tells it to readers."""

from ninefold.likeness.measure import cosine, percent
from ninefold.likeness.neighbours import Ranking, Rankings, nearest, rank
from ninefold.likeness.parts import Corpus, Part, corpus, part, spans
from ninefold.likeness.profile import BlockTerms, Outline, Phrase, Profile, Term, profile
from ninefold.likeness.rare import Rare, rare
from ninefold.likeness.weights import Weighed, Weights, told, weigh, weighed

__all__ = [
    "BlockTerms",
    "Corpus",
    "Outline",
    "Part",
    "Phrase",
    "Profile",
    "Ranking",
    "Rankings",
    "Rare",
    "Term",
    "Weighed",
    "Weights",
    "corpus",
    "cosine",
    "nearest",
    "part",
    "percent",
    "profile",
    "rank",
    "rare",
    "spans",
    "told",
    "weigh",
    "weighed",
]
