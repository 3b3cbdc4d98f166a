"""A text as the words by which it is found, whatever its script.

`templates/assets/search-engine.js` does the same to what a reader types; a test holds the two
together.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 40

# Marks above and below Latin, Greek and Cyrillic letters; Hebrew and Arabic vowel signs, and the
# line that stretches Arabic words.
_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]"
)
_ALIKE = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        "ς": "σ",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ة": "ه",
        "ک": "ك",
    }
)
# Scripts without spaces between words: Thai, Lao, Burmese, Khmer, kana, Chinese characters.
_DENSE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
    "\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
)
# In the scripts of India vowel signs are parts of words; the two left out are full stops.
_INDIA = "\u0900-\u0963\u0966-\u0dff"
_PIECE = re.compile(rf"([{_DENSE}]+)|(?:[^\W_{_DENSE}]|[{_INDIA}])+")
_PLAIN = re.compile("[a-z0-9]+")
# The Arabic article, with the particles that are written onto it (Larkey, Ballesteros and
# Connell, Improving stemming for Arabic information retrieval, 2002). As some words begin like
# it, it goes as often as it stands there: a word asked for is then as the same word indexed.
_ARTICLE = re.compile("(?:(?:[وفبك]?ال|لل)(?=.{3}))+")


def fold(text: str) -> str:
    """Return a text in small letters without accents, vowel signs and forms of one letter."""
    if text.isascii():
        return text.lower()
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text)).lower().translate(_ALIKE)
    return unicodedata.normalize("NFC", bare)


def words(text: str) -> list[str]:
    """Return the words of a text in their order, folded, at most LONGEST characters each.

    Arabic words lose their article. A run of a script without spaces gives its pairs of
    neighbours and its last character, so that each of its characters begins a word.
    """
    folded = fold(text)
    if folded.isascii():
        return [word[:LONGEST] for word in _PLAIN.findall(folded)]
    found = []
    for piece in _PIECE.finditer(folded):
        if run := piece[1]:
            found += [run[i : i + 2] for i in range(len(run))]
        else:
            article = _ARTICLE.match(piece[0])
            found.append(piece[0][article.end() if article else 0 :][:LONGEST])
    return found
