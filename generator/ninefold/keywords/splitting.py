"""A canvas's text as words, section by section."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from sys import intern

from ninefold.blocks import BLOCKS
from ninefold.canvas import Post
from ninefold.keywords.common import COMMON

# What is not said: the targets of links, footnote references, tags, addresses.
_ASIDE = re.compile(
    r"\]\([^)\n]{0,500}\)|\[\^[^\]\n]{0,80}\]|<[^<>\n]{0,300}>|https?://\S+|&#?\w{1,8};"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HANGUL = re.compile(r"[\uac00-\ud7a3]{2}")
_IDEOGRAPHS = re.compile(r"[\u30a0-\u30ff]{2,}|[\u3400-\u9fff\uf900-\ufaff]{2,}")
_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
# Vowel signs and the stretching line, which Arabic writes or leaves out.
_ARABIC_SIGNS = re.compile(r"[\u0640\u064b-\u065f\u0670]")
# The article with what is written onto it, as the light stemmer of Larkey, Ballesteros and
# Connell takes it off (Improving stemming for Arabic information retrieval, 2002).
_ARTICLE = re.compile(r"[وف]?(?:ال|بال|كال|لل)(?=\w{3})")


@dataclass(frozen=True, slots=True)
class CanvasWords:
    """The words of a canvas, folded, that may set it apart.

    `sections` are those of each block in canvas order, each word once, as they come in the
    text; `counts` tells how often a word stands in the canvas as a whole, `written` how.
    """

    language: str
    sections: tuple[tuple[str, ...], ...]
    counts: Mapping[str, int]
    written: Mapping[str, str]


def words(post: Post) -> CanvasWords:
    """Return the words of a post's sections, without the common ones and its own name."""
    language = post.lang.partition("-")[0].lower()
    idle = COMMON.get(language, frozenset()) | {
        fold(word) for word in split(f"{post.title} {post.company}")
    }
    texts = {section.block: section.text for section in post.sections}
    found = [split(texts[block]) if block in texts else [] for block in BLOCKS]
    counts: dict[str, int] = {}
    written: dict[str, str] = {}
    for word, times in Counter(chain.from_iterable(found)).items():
        folded = fold(word)
        if folded not in idle:
            counts[folded] = counts.get(folded, 0) + times
            # Where it is also written small, the capital was that of a sentence.
            written[folded] = max(word, written.get(folded, word))
    sections = (dict.fromkeys(map(fold, some)) for some in found)
    kept = (tuple(word for word in some if word in counts) for some in sections)
    return CanvasWords(language, tuple(kept), counts, written)


def split(text: str) -> list[str]:
    """Return the words of a Markdown text as written, three letters and longer.

    Figures are no words. Arabic words lose their vowel signs and article. Of scripts without
    spaces, words in katakana and short runs of ideographs are taken whole, longer runs in
    pairs of neighbours; a word of Hangul has two syllables or more.
    """
    text = _ASIDE.sub(" ", text)
    if text.isascii():
        return [word for word in _WORD.findall(text) if len(word) > 2]
    text = _ARABIC_SIGNS.sub("", unicodedata.normalize("NFC", text))
    found = [_bare(word) for word in _WORD.findall(_EAST.sub(" ", text))]
    east = [piece for run in _IDEOGRAPHS.findall(text) for piece in _pieces(run)]
    return [word for word in found if len(word) > 2 or _HANGUL.match(word)] + east


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return a word without regard to case; one string for all its uses."""
    return intern(word.casefold())


def _bare(word: str) -> str:
    return _ARTICLE.sub("", word, count=1) if "\u0600" <= word[0] <= "\u06ff" else word


def _pieces(run: str) -> list[str]:
    whole = len(run) <= 4 or run[0] <= "\u30ff"
    return [run] if whole else [run[i : i + 2] for i in range(len(run) - 1)]
