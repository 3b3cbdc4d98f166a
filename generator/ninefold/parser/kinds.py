"""What kind of document a post is. The heuristics, each with its reason.

A reading is *credible* when its names cannot stand there by chance:

* seven blocks or more are no accident, whatever else the document holds;
* fewer must outweigh what stands beside them at their level. A telling name ("Key
  Partners") weighs two, an everyday one ("Costs", "Channels") one, a misspelt one as much
  as one taken; each peer that names nothing counts two against them, a chapter above them
  one, and half of that when the document calls itself a canvas or business model. So a
  canvas with gaps and a few extra sections is one, and minutes or a yearly report with
  three such headings among others are not;
* four everyday names or fewer beside any other heading are a README's or a report's, unless
  the document calls itself a canvas;
* a single block makes a canvas only when it is all that the document has;
* lines, items and cells happen to equal a name more easily than headings do, so in those
  forms at least three blocks, two of them by telling names, must be found, or five in all
  with the names in the majority.

Other canvases are known by the fields that only they have.
"""

from __future__ import annotations

import re

from ninefold.blocks import Block
from ninefold.canvas import Kind
from ninefold.parser.contents import defines, unanswered
from ninefold.parser.forms import ENOUGH
from ninefold.parser.forms.reading import Reading
from ninefold.vocabulary import blocks_named, nearest, relative

_OWN = frozenset(
    (
        Block.KEY_PARTNERSHIPS,
        Block.KEY_ACTIVITIES,
        Block.KEY_RESOURCES,
        Block.CUSTOMER_RELATIONSHIPS,
    )
)
_HEADINGS = ("heading", "setext")
_SAYS_SO = re.compile(
    r"business[\s-]*model|\bcanvas\b|geschäftsmodell|modèle\s(?:économique|d.affaires)|canevas|"
    r"modelo\sde\sneg[oó]cio|modello\sdi\sbusiness|kanvas|bedrijfsmodel|verdienmodel|бизнес-модел|"
    r"商业模式|商業模式|ビジネスモデル|비즈니스\s*모델|iş\smodeli|نموذج|model\sbisnis|affärsmodell|"
    r"model\sbiznesowy|mô\shình\skinh\sdoanh",
    re.IGNORECASE,
)


def relative_of(reading: Reading) -> str:
    """The canvas whose fields a reading has: "lean", "mission", "value", "swot" or "".

    Lean: two or more of Problem, Solution, Key Metrics, Unfair Advantage, with two of the
    blocks that both canvases have (or three fields), and none of key partners, activities,
    resources and customer relationships. Mission model: two of its fields, and no customer
    segments or no revenue. Value proposition canvas: three of its fields, and at most three
    blocks. SWOT: three of its four fields, and no more blocks than one.
    """
    blocks = reading.blocks
    if len(blocks) >= ENOUGH:
        return ""
    fields = reading.relatives
    count = {
        family: sum(field.startswith(f"{family}.") for field in fields)
        for family in ("lean", "mission", "value", "swot")
    }
    if count["lean"] >= 2 and not blocks & _OWN and (len(blocks) >= 2 or count["lean"] > 2):
        return "lean"
    without = not {Block.CUSTOMER_SEGMENTS, Block.REVENUE_STREAMS} <= blocks
    if count["mission"] >= 2 and without:
        return "mission"
    if count["value"] >= 3 and len(blocks) <= 3:
        return "value"
    return "swot" if count["swot"] >= 3 and len(blocks) <= 1 else ""


def credible(reading: Reading, title: str) -> bool:
    """Whether a reading's names are a canvas's. `title` is what the document calls itself."""
    blocks = len(reading.blocks)
    if not blocks:
        return False
    if reading.form not in _HEADINGS:
        filled = sum(entry.filled for entry in reading.named)
        if reading.form in ("plain", "list", "bold") and filled * 2 < len(reading.named):
            return False
    if blocks >= ENOUGH:
        return True
    near = sum(1 for peer in reading.peers if nearest(peer))
    beside = sum(relative(peer).startswith("swot.") for peer in reading.peers)
    peers = len(reading.peers) - near - beside
    telling = len({name.block for e in reading.named for name in e.names if name.telling})
    weight = blocks + telling + 2 * near
    against: float = 2 * peers + reading.chapters
    says_so = bool(_SAYS_SO.search(title))
    if says_so:
        against /= 2
    if reading.form in _HEADINGS:
        if blocks == 1:
            own = telling > 0 or not any(map(blocks_named, reading.around))
            return against == 0 and ((own and not reading.titled) or says_so)
        return weight >= against and (telling > 0 or blocks > 4 or not peers or says_so)
    if reading.form in ("bold", "lead-in"):
        against /= 2
    return weight >= against and (
        (blocks >= 3 and telling >= 2) or (blocks >= 5 and blocks > peers)
    )


def kind_of(texts: list[str]) -> Kind:
    """The kind of a credible reading, by the texts of its sections.

    Template: not one section has an answer. Other: at least half of three or more sections
    (and the first or second) explain what belongs there, as a handbook does.
    """
    if all(unanswered(text) for text in texts):
        return Kind.TEMPLATE
    explained = len(texts) >= 3 and any(map(defines, texts[:2]))
    if explained and sum(map(defines, texts)) * 2 >= len(texts):
        return Kind.OTHER
    return Kind.CANVAS
