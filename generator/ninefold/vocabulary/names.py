"""Which blocks a heading names, and in which words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from urllib.parse import unquote

import msgspec

from ninefold.blocks import Block
from ninefold.vocabulary.dress import key, undressed
from ninefold.vocabulary.table import Aliases, aliases_by_key, vocabulary

LONGEST = 200

_OTHER = "\u0370-\u1cff\u3040-\ud7af"
_PARTS = re.compile(
    r"\s*[()（）\[\]［］【】/／|｜]\s*|\s+[-–—―:→·•›»]\s+|\s*[:：—]\s*"
    # Where one script meets another: "客户细分Customer Segments".
    rf"|(?<=[{_OTHER}])[\s-]*(?=[A-Za-z])|(?<=[A-Za-z])[\s-]*(?=[{_OTHER}])"
)
_JOINTS = re.compile(
    r"\s*[&+,、，＆]\s*|\s+(?:and|und|et|e|y|en|och|oraz|i|ve|dan|và|и|और|和|与|與|及|と|및|و)\s+"
)
# What stands beside a name and says no more than it; too short to be names themselves.
_SHORT = frozenset(("cs", "vp", "ch", "cr", "rs", "r$", "kr", "ka", "kp", "co", "c$"))
ARTICLE = re.compile(
    r"(?:our|the|my|unsere?|die|das|der|nos|notre|les?|la|nuestr[oa]s?|el|los|las|nossos?|nossas?|"
    r"i|gli|il|le|onze|de|het|våra)\s+",
    re.IGNORECASE,
)
_WHOSE = re.compile(r"\s+(?:of|for|at|von|für|pour|de|para|per|voor)\s+", re.IGNORECASE)
# Money and channels are spoken of everywhere; whom a project is for, what it does and who
# helps, in words like these, too.
_EVERYDAY = frozenset((Block.CHANNELS, Block.REVENUE_STREAMS, Block.COST_STRUCTURE))
_EVERYDAY_WORDS = re.compile(
    r"""target.*|.*\s(?:objetivo|cibles?|target|alvo)|clientes-alvo|zielgruppen?|doelgroep(?:en)?
      |hedef\s.*|целев.*|目[标標].*|ターゲット.*|타겟.*|목표\s.*|(?:khách\shàng|đối\stượng)\smục\stiêu
      |(?:partner|relation)ships?|relacionamento|kooperationen|partnerschaften|partenai?riats?
      |partenaires|partnerskap|samarbetspartners|yhteistyökumppanit|partnerstwa|iş\sortakları
      |合作伙伴|合作夥伴|パートナー(?:シップ)?|リソース|strategic.*|strategisch.*
      |.*\sestratégic\w+|.*\sstratégiques?|.*\sstrategi\w+|стратегическ.*|stratejik\s.*|.*\schiến\slược
      |الشركاء\sالاستراتيجيون|(?:haupt)?aktivitäten|actividades|activiteiten|aktiviteter
      |(?:main|market|user)\s.*|.*\sprincip\w+|основн\w+\s.*""",
    re.VERBOSE,
)
# From here on scripts write a word in a few signs: kana, Chinese characters, Hangul.
_DENSE = "\u3040"

Lookup = Callable[[str], Block | None]


class Name(msgspec.Struct, frozen=True):
    """A block and the words that name it, as they are written but for their dress.

    `languages` are those in which the words are its name; empty for a user's alias.
    `exact` says that nothing but the name is written, no remark and no company.
    """

    block: Block
    text: str
    languages: frozenset[str]
    exact: bool

    @property
    def telling(self) -> bool:
        """Whether hardly anything but a canvas uses this name: "Key Partners", not "Costs".

        Names of channels, revenue and costs, and short single words, head all sorts of
        documents.
        """
        words = key(ARTICLE.sub("", self.text, count=1))
        if self.block in _EVERYDAY or _EVERYDAY_WORDS.fullmatch(words):
            return False
        return " " in words or len(words) > (3 if words[0] >= _DENSE else 10)


def blocks_named(heading: str, aliases: Aliases = ()) -> tuple[Block, ...]:
    """Return the blocks that a heading names, in its order; empty where it names none."""
    return tuple(name.block for name in names_in(heading, aliases))


def block_linked(fragment: str) -> Block | None:
    """Return the block that a link within a post leads to, by any of its names, or None.

    `fragment` is the address as written: "#key-partners", "#1-channels", "#kan%C3%A4le".
    """
    found = blocks_named(unquote(fragment.lstrip("#")[:LONGEST]).replace("-", " "))
    return found[0] if found else None


@lru_cache(maxsize=8192)
def names_in(heading: str, aliases: Aliases = ()) -> tuple[Name, ...]:
    """Return what a heading names, in its order; empty where it names no block.

    Markup, numbers, emoji and marks around the name do not matter, nor do case, hyphens
    and width. The whole heading is looked up first; then its parts around brackets,
    slashes, dashes and colons, where one part that names a block is enough ("Donor
    Segments (Customer Segments)", "Key Partners: who helps us"); then each part's own
    parts joined by "&", "," or "and". Of those all must be names, or the first must be a
    name of several words ("Key Partners and suppliers").
    """
    if len(heading) > LONGEST:
        return ()
    words = undressed(heading)
    if not words:
        return ()
    names, own = vocabulary().names, aliases_by_key(aliases)

    def lookup(part: str) -> Block | None:
        found = key(part)
        if block := own.get(found) or names.get(found):
            return block
        if "-" in part and (block := names.get(key(part.replace("-", "")))):
            return block
        bare = ARTICLE.sub("", part, count=1)
        if bare != part and (block := names.get(key(bare))):
            return block
        return None

    if block := lookup(words):
        return (_name(block, words, (words,), exact=True),)
    composed = tuple(_composed(words, lookup))
    if not composed and "(s)" in words and (block := lookup(words.replace("(s)", ""))):
        return (_name(block, words, (words.replace("(s)", ""),), exact=True),)
    return composed


def _bare(part: str) -> str:
    return key(ARTICLE.sub("", part, count=1))


def _name(block: Block, text: str, parts: tuple[str, ...], *, exact: bool) -> Name:
    languages = vocabulary().languages_of
    spelt = (words if (words := key(part)) in languages else _bare(part) for part in parts)
    known = frozenset().union(*(languages.get(words, frozenset()) for words in spelt))
    return Name(block, text, known, exact)


def _composed(words: str, lookup: Lookup) -> Iterator[Name]:
    """The names in words that are no name as a whole."""
    pieces = list(_pieces(words))
    found = [(piece, tuple(_joined(words[piece[0] : piece[1]], lookup))) for piece in pieces]
    named = [(piece, names) for piece, names in found if names]
    if not named:
        return
    (start, end, opening), first = named[0]
    exact = all(
        (names and all(part.exact for part in names)) or words[begin:stop].lower() in _SHORT
        for (begin, stop, _), names in found
    )
    beside = []
    parts = [words[start:end]]
    for (begin, stop, before), names in named[1:]:
        blocks = {name.block for name in names}
        if len(first) == 1 and blocks == {first[0].block}:
            parts.append(words[begin:stop])
            end = stop + (words[stop : stop + 1] in tuple(")）]］】"))
        elif before in tuple("/／|｜-–—―"):
            beside.append(names)
    if len(first) > 1:
        yield from first
    else:
        if opening in tuple("(（[［【") and named[0][0] != pieces[0]:
            start, end = 0, min(end + 1, len(words))
        text = first[0].text if len(parts) == 1 and start else words[start:end]
        if len(parts) == 1 and opening not in tuple("(（[［【"):
            text = first[0].text
        yield _name(first[0].block, text, (*parts, first[0].text), exact=exact)
    seen = {name.block for name in first}
    for names in beside:
        yield from (name for name in names if name.block not in seen)
        seen |= {name.block for name in names}


def _pieces(words: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and separator before each part of some words."""
    start, before = 0, ""
    for mark in _PARTS.finditer(words):
        if mark.start() > start:
            yield start, mark.start(), before
        start, before = mark.end(), mark[0].strip()
    if start < len(words):
        yield start, len(words), before


def _joined(part: str, lookup: Lookup) -> Iterator[Name]:
    """The names in a part of a heading that has no brackets, slashes, dashes or colons."""
    if block := lookup(part):
        yield _name(block, part, (part,), exact=True)
        return
    pieces = [piece for piece in _JOINTS.split(part) if piece.strip()]
    blocks = [lookup(piece) for piece in pieces]
    if len(pieces) > 1 and all(blocks):
        seen = set()
        for piece, block in zip(pieces, blocks, strict=True):
            if block and block not in seen:
                seen.add(block)
                yield _name(block, piece, (piece,), exact=True)
        return
    for head in (pieces[0] if len(pieces) > 1 else "", _WHOSE.split(part, maxsplit=1)[0]):
        if head != part and " " in head and (block := lookup(head)) and len(part.split()) <= 8:
            yield _name(block, head, (head,), exact=False)
            return
