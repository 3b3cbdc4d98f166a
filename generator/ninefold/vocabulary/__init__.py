"""The names of the nine blocks in every language, and which block a heading names.

The names are data: `vocabulary.toml`, beside this room. `table` reads it, `dress` takes off
what a name wears, `names` says what a heading names, `together` what several name that say
more than the name, `near` what a misspelt one may mean.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ninefold.vocabulary.dress import key, undressed
from ninefold.vocabulary.names import LONGEST, Name, block_linked, blocks_named, names_in
from ninefold.vocabulary.near import nearest
from ninefold.vocabulary.table import Aliases, Language, vocabulary
from ninefold.vocabulary.together import named_together

__all__ = [
    "Aliases",
    "Language",
    "Name",
    "block_linked",
    "blocks_named",
    "direction",
    "language",
    "named_together",
    "names_in",
    "nearest",
    "relative",
    "undressed",
]

_RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"}
)
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"adlm", "arab", "hebr", "mand", "nkoo", "syrc", "thaa"})


def relative(heading: str) -> str:
    """Return the field of another canvas that a heading names ("lean.problem"), or "".

    Two languages and remarks do not matter: "Problem (Top 3)", "Lösung / Solution".
    """
    words = undressed(heading) if len(heading) <= LONGEST else ""
    known = vocabulary().relatives
    parts = (words, *re.split(r"\s*[()（）/|:：]\s*|\s+[-–—]\s+", words))
    return next((known[k] for part in parts if (k := key(part)) in known), "")


@lru_cache(maxsize=256)
def language(tag: str) -> Language:
    """Return the language for a tag such as "de-AT"; English where it is not known.

    The longest known prefix of the tag wins, as in RFC 4647's look-up; Chinese without a
    script is simplified, or traditional for Taiwan, Hong Kong and Macau.
    """
    known = vocabulary().languages
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
