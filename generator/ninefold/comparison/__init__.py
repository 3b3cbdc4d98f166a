"""Which canvases are compared, and what a comparison of them says."""

from ninefold.comparison.changes import Change, Edit, Piece, edits, pieces_of, words_of
from ninefold.comparison.choosing import Curated, Pair, Reason, by_company, curated, in_order, pairs
from ninefold.comparison.comparing import (
    BlockRow,
    Comparison,
    Coverage,
    Degree,
    State,
    Texts,
    compare,
    degree,
    key_of,
    newest,
    texts,
)
from ninefold.comparison.facts import FactRow, fact_rows, is_share, number, one_form
from ninefold.comparison.sheet import Sheet, sheet
from ninefold.comparison.terms import Marks, Words, words

__all__ = [
    "BlockRow",
    "Change",
    "Comparison",
    "Coverage",
    "Curated",
    "Degree",
    "Edit",
    "FactRow",
    "Marks",
    "Pair",
    "Piece",
    "Reason",
    "Sheet",
    "State",
    "Texts",
    "Words",
    "by_company",
    "compare",
    "curated",
    "degree",
    "edits",
    "fact_rows",
    "in_order",
    "is_share",
    "key_of",
    "newest",
    "number",
    "one_form",
    "pairs",
    "pieces_of",
    "sheet",
    "texts",
    "words",
    "words_of",
]
