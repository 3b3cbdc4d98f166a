"""Two to four canvases -> Comparison: everything that is said of them together, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ninefold.blocks import BLOCKS, Block
from ninefold.canvas import Fact, Post, Reference
from ninefold.comparison.changes import Edit, edits, written_anew
from ninefold.comparison.facts import FactRow, fact_rows
from ninefold.comparison.sheet import Sheet, sheet
from ninefold.comparison.terms import Words, likenesses, words
from ninefold.likeness import Profile, Weights
from ninefold.markup import Html, Rendered, sentences
from ninefold.store import digest

# From these likenesses on, of 100, texts are said to be of the next degree; the steps are
# near the quartiles of pairs of published canvases in one industry.
_STEPS = (5, 15, 30)

# A canvas is compared several times, and its terms need not be sorted anew each time.
_REMEMBERED = 256


class Degree(StrEnum):
    """How alike texts are, in words; the members stand in ascending order."""

    DIFFERENT = "different"
    PARTLY = "partly"
    ALIKE = "alike"
    CLOSE = "close"


class State(StrEnum):
    """How a block stands in a comparison: for the overview and for filters."""

    ALIKE = "alike"
    DIFFERENT = "different"
    MISSING = "missing"
    UNDESCRIBED = "undescribed"
    UNCOMPARED = "uncompared"


@dataclass(frozen=True, slots=True)
class Texts:
    """A canvas to be compared: its terms, the text of each block it describes, and its facts.

    `key` stands for all of that.
    """

    key: bytes
    slug: str
    company: str
    sheet: Sheet
    html: Mapping[Block, Html]
    words: int
    facts: tuple[Fact, ...]
    sources: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class BlockRow:
    """One block of all canvases; `edits` are those from one date to the next.

    A text of which no sentence stayed is `anew`, and has no edits.
    """

    block: Block
    state: State
    described: tuple[bool, ...]
    words: Words
    edits: tuple[Edit, ...] = ()
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much a canvas tells: blocks, words, facts, sources, and its newest date."""

    described: int
    words: int
    facts: int
    sources: int
    newest: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Canvases side by side; whatever stands in a tuple, stands there in their order.

    `pairs` are the likenesses of every two, by their places; `one_company` tells dates of
    one company from different companies.
    """

    slugs: tuple[str, ...]
    words: Words
    pairs: tuple[tuple[int, int, int], ...]
    blocks: tuple[BlockRow, ...]
    facts: tuple[FactRow, ...]
    coverage: tuple[Coverage, ...]
    one_company: bool
    one_language: bool


def degree(likeness: int) -> Degree:
    """Return a likeness from 0 to 100 in words."""
    return list(Degree)[sum(likeness >= step for step in _STEPS)]


def texts(
    post: Post, rendered: Rendered, profile: Profile, weights: Weights, key: bytes = b""
) -> Texts:
    """Return a canvas ready to be compared; `key` is what stands for it, where that is known."""
    html = {part.block: part.html for part in rendered.sections if part.html.text}
    long = sum(part.words for part in rendered.sections)
    made = sheet(profile, weights)
    company = post.company.casefold()
    key = key or key_of(digest(post, rendered), weights.told(profile))
    return Texts(key, post.slug, company, made, html, long, post.facts, post.sources)


def key_of(text: bytes, weights: bytes) -> bytes:
    """Return what stands for a canvas in comparisons, of what stands for its text and for its
    terms' weights. The terms themselves are a function of the text.
    """
    return digest(text, weights)


def compare(canvases: Sequence[Texts]) -> Comparison:
    """Compare two to four canvases. Pure; dates of one company come in their order."""
    sheets = [_worked_out(canvas.key, canvas.sheet) for canvas in canvases]
    one_company = len({canvas.company for canvas in canvases}) == 1
    return Comparison(
        tuple(canvas.slug for canvas in canvases),
        words(sheets),
        tuple(likenesses(sheets)),
        tuple(_block(block, canvases, sheets, one_company) for block in BLOCKS),
        fact_rows([canvas.facts for canvas in canvases], change=one_company),
        tuple(_coverage(canvas) for canvas in canvases),
        one_company,
        len({sheet.profile.language for sheet in sheets}) == 1,
    )


_recent: dict[bytes, Sheet] = {}


def _worked_out(key: bytes, fresh: Sheet) -> Sheet:
    """The same sheet as it was worked out before, if that was lately.

    What is worked out stays with a copy: `fresh` may live as long as the library.
    """
    if key not in _recent:
        if len(_recent) >= _REMEMBERED:
            del _recent[next(iter(_recent))]
        _recent[key] = replace(fresh)
    return _recent[key]


def _block(
    block: Block, canvases: Sequence[Texts], sheets: Sequence[Sheet], one_company: bool
) -> BlockRow:
    described = tuple(block in canvas.html for canvas in canvases)
    found = words(sheets, block)
    changed: tuple[Edit, ...] = ()
    anew = False
    if one_company and len(canvases) == 2:
        old, new = (sentences(canvas.html.get(block, Html(""))) for canvas in canvases)
        changed = edits(old, new)
        anew = written_anew(old, new, changed)
    return BlockRow(
        block, _state(described, found), described, found, () if anew else changed, anew
    )


def _state(described: Sequence[bool], found: Words) -> State:
    if not any(described):
        return State.UNDESCRIBED
    if not all(described):
        return State.MISSING
    if found.likeness is None:
        return State.UNCOMPARED
    return State.ALIKE if found.likeness >= _STEPS[1] else State.DIFFERENT


def _coverage(canvas: Texts) -> Coverage:
    facts, sources = len(canvas.facts), len(canvas.sources)
    return Coverage(len(canvas.html), canvas.words, facts, sources, newest(canvas))


def newest(canvas: Post | Texts) -> str:
    """Return the newest date of a canvas's facts and sources, "" where there is none."""
    dates = [fact.as_of for fact in canvas.facts] + [source.date for source in canvas.sources]
    return max(dates, default="")
