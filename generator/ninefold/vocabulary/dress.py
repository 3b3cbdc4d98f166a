"""What a name wears: numbers, emoji, markup, marks; taken off to compare names and to show them."""

from __future__ import annotations

import html
import re
import unicodedata

_MARKUP = re.compile(
    r"\{[:#.][^}]*\}|<[^>]*>|(?<=\w)_(?=\w)|[*_`~]+|\\(?=[^\w\s])"
    r"|!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])|:[a-z][a-z0-9_+-]{2,40}:"
)
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\u20e3\ufeff]"
)
_WORD = (
    r"block|section|part|step|box|chapter|element|component|building\s+block|no|nr|n°|№|"
    r"baustein|abschnitt|teil|kapitel|feld|schritt|bloc|partie|étape|case|bloque|sección|seccion|"
    r"parte|paso|bloco|seção|secao|passo|blocco|sezione|blok|deel|stap|блок|раздел|часть|шаг|"
    r"adım|bölüm|bagian|blokk|steg|krok"
)
_DIGITS = r"(?:\d+(?:\.\d+)*|[①-⑳⓪❶-❿➀-➓⓵-⓾⑴-⑽㈠-㈩㊀-㊉]|🔟)"
_HAN = "[一二三四五六七八九十]+"
_STOP = r"\s*[.):：、．)\]】）/-]+\s*"
_NUMBER = re.compile(
    rf"""^(?:
        (?:{_WORD})\.?\s*\#?\s*(?:{_DIGITS}|[ivx]+)(?:\s*(?:/|of|von|de|di)\s*\d+)?
            (?:\s*[.):：|\]–—-]+\s*|\s+)                       # Block 5:  Section 3 -  Part II.
      | [(（\[【［]\s*(?:{_DIGITS}|{_HAN}|[ivx]+|[a-i])\s*[)）\]】］]\s*[.:：、-]?\s*  # (1)  【1】
      | 第\s*(?:\d+|{_HAN})\s*[章节節部步块塊項项条]?(?:分)?\s*[、:：.．-]?\s*          # 第一
      | {_HAN}\s*[、.．)）:：]\s*                               # 一、
      | \#?{_DIGITS}(?:\s*/\s*\d+)?
            (?:{_STOP}|\s+[–—-]\s+|\s+|(?<=[①-⓾⑴-⑽㈠-㈩㊀-㊉❶-➓🔟])|(?=[^\W\d_]))
      | (?:[ivx]+|[a-i])\s*[.):：)](?:\s+|(?=[*_]))             # IV.  b)
      | (?-i:[IVX]+)\s+(?:[–—-]\s+)?
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_EDGES = " \t¶§:：;；.。．,，、!！#*·•‣▪●○→←»«>＞=–—―-−“”„\"'‘’「」『』《》〈〉"
_SYMBOLS = frozenset(("So", "Sk", "Cn", "Co", "Cc"))
# Keeps what is a name's own: circled numbers and letters are So or No, words are neither.
_PLAIN = re.compile(r"[\x20-\x7e]*")


_LONGEST = 400


def undressed(heading: str) -> str:
    """A heading's words as they are written, without markup, numbers, emoji and marks."""
    if len(heading) > _LONGEST:
        return heading.strip()
    if "&" in heading:
        heading = html.unescape(heading)
    if "![" in heading and re.search(r"\w", beside := _PICTURE.sub(" ", heading)):
        heading = beside  # an icon's description is no part of the name beside it
    text = _MARKUP.sub(_unmarked, _INVISIBLE.sub("", heading))
    if not _PLAIN.fullmatch(text):
        text = "".join(
            " " if unicodedata.category(char) in _SYMBOLS and not _DIGIT.match(char) else char
            for char in text
        )
    text = " ".join(text.split()).lstrip(_LEADING)
    return _NUMBER.sub("", text, count=1).strip(_EDGES)


_DIGIT = re.compile(_DIGITS)
_LEADING = " §:：.,*·•‣▪●○→»>–—-"


def _unmarked(found: re.Match[str]) -> str:
    if found[0] == "_":
        return " "
    if found[0][0] == ":":
        return " "
    return found[1] or ""


def key(words: str) -> str:
    """What two spellings of one name have in common: case, width and hyphens do not matter."""
    text = unicodedata.normalize("NFKC", words).casefold()
    return " ".join(_HYPHENS.sub(" ", text).split()).strip(_KEY_EDGES)


_HYPHENS = re.compile(r"[-‐‑‒–]")
_KEY_EDGES = _EDGES + "()[]【】（）"
