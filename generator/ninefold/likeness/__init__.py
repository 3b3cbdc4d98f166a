"""How alike two canvases are, and by which words; docs/comparison.md tells it to readers."""

from ninefold.likeness.measure import cosine, percent
from ninefold.likeness.neighbours import Ranking, nearest, rank
from ninefold.likeness.profile import BlockTerms, Outline, Phrase, Profile, Term, profile
from ninefold.likeness.weights import Weights, weigh, weighed

__all__ = [
    "BlockTerms",
    "Outline",
    "Phrase",
    "Profile",
    "Ranking",
    "Term",
    "Weights",
    "cosine",
    "nearest",
    "percent",
    "profile",
    "rank",
    "weigh",
    "weighed",
]
