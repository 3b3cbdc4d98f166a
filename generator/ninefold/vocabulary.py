"""The names of the nine blocks in every language, and which block a heading names.

The names are data: `vocabulary.toml`, beside this module.
"""

from __future__ import annotations

import difflib
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ninefold.blocks import BLOCKS, Block

_RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"}
)
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"adlm", "arab", "hebr", "mand", "nkoo", "syrc", "thaa"})

_MARKUP = re.compile(
    r"\{[:#.][^}]*\}|<[^>]*>|[*_`~]+|\\(?=[^\w\s])|!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])?"
)
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0e\ufe0f\u20e3\ufeff]")
_NUMBER = re.compile(
    r"^(?:(?:block|baustein|bloc|bloque|bloco|blocco)\s+)?"
    r"(?:\d+(?:\.\d+)*\s*[.):：、-]?|[ivx]+\s*[.):]|[一二三四五六七八九十]+\s*[、.．)])\s+|"
    r"^[一二三四五六七八九十]+、\s*|^(?:block)\s+\d+\s*[:.)-]\s*",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[()（）\[\]［］【】/／|｜]\s*|\s+[-–—―:]\s+|[:：]\s*")
_JOINTS = re.compile(r"\s*(?:&|\+)\s*|\s+(?:and|und|et|e|y|en|och|и|和|与|與)\s+")


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the vocabulary: its own name, its direction, its names of the blocks.

    `titles` holds the official name of each block, in canvas order.
    """

    tag: str
    name: str
    direction: str
    titles: tuple[str, ...]

    def title(self, block: Block) -> str:
        """The official name of a block in this language."""
        return self.titles[BLOCKS.index(block)]


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    languages: dict[str, Language]
    names: dict[str, Block]


@cache
def _vocabulary() -> _Vocabulary:
    table = tomllib.loads((files("ninefold") / "vocabulary.toml").read_text(encoding="utf-8"))
    languages: dict[str, Language] = {}
    names: dict[str, Block] = {}
    for tag, entry in table.items():
        titles = tuple(entry[block.value][0] for block in BLOCKS)
        languages[tag] = Language(tag, entry["name"], entry["direction"], titles)
        for block in BLOCKS:
            names.update((_key(name), block) for name in entry[block.value])
    return _Vocabulary(languages, names)


def language(tag: str) -> Language:
    """Return the language for a tag such as "de-AT"; English where it is not known.

    The longest known prefix of the tag wins, as in RFC 4647's look-up; Chinese without a
    script is simplified, or traditional for Taiwan, Hong Kong and Macau.
    """
    known = _vocabulary().languages
    by_lower = {name.lower(): lang for name, lang in known.items()}
    parts = tag.lower().replace("_", "-").split("-")
    if parts[0] == "zh":
        region = {"tw", "hk", "mo"} & set(parts) and "hans" not in parts
        traditional = "hant" in parts or region
        return known["zh-Hant" if traditional else "zh-Hans"]
    while parts:
        if found := by_lower.get("-".join(parts)):
            return found
        parts.pop()
    return known["en"]


def direction(tag: str) -> str:
    """Return "rtl" for the tag of a language written from right to left, else "ltr".

    A script in the tag ("az-Arab") says more than the language.
    """
    name, *rest = re.split("[-_]", tag.lower())
    scripts = {part for part in rest if len(part) == 4 and part.isalpha()}
    leftwards = scripts & _RIGHT_TO_LEFT_SCRIPTS if scripts else name in _RIGHT_TO_LEFT
    return "rtl" if leftwards else "ltr"


def blocks_named(heading: str) -> tuple[Block, ...]:
    """Return the blocks that a heading names, in its order; empty where it names none.

    Markup, numbers, emoji and marks around the name do not matter, nor do case, hyphens
    and width. The whole heading is looked up first; then its parts around brackets,
    slashes, dashes and colons, where one part that names a block is enough ("Donor
    Segments (Customer Segments)"); then parts joined by "&" or "and", all of which must.
    """
    return _blocks_named(heading)


def nearest(heading: str) -> str | None:
    """Return the name of a block that a heading nearly spells, or None.

    For suggestions only: a near miss is never taken for the name.
    """
    key = _key(heading)
    if len(key) < 5:
        return None
    close = difflib.get_close_matches(key, _suggestions(), n=1, cutoff=0.82)
    return _suggestions()[close[0]] if close else None


@cache
def _suggestions() -> dict[str, str]:
    languages = _vocabulary().languages.values()
    return {_key(title): title for entry in languages for title in entry.titles}


@cache
def _blocks_named(heading: str) -> tuple[Block, ...]:
    names = _vocabulary().names
    if len(heading) > 200:
        return ()
    if found := names.get(_key(heading)):
        return (found,)
    parts = [part for part in _PARTS.split(_clean(heading)) if part]
    for part in parts:
        if found := names.get(_key(part)):
            return (found,)
    for part in parts:
        joined = [names.get(_key(piece)) for piece in _JOINTS.split(part)]
        if len(joined) > 1 and all(joined):
            return tuple(dict.fromkeys(block for block in joined if block))
    return ()


def _clean(heading: str) -> str:
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", heading))
    text = _MARKUP.sub(lambda match: match[1] or "", text)
    text = " ".join("".join(_spaced(text)).split())
    return _NUMBER.sub("", text).strip(" :;.,#*·•-–—“”„\"'«»")


def _spaced(text: str) -> Iterator[str]:
    for char in text:
        yield " " if unicodedata.category(char) in ("So", "Sk", "Cn", "Co") else char


def _key(name: str) -> str:
    return " ".join(_clean(name).casefold().replace("-", " ").replace("‐", " ").split())
