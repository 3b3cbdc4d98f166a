"""Marks words in the text of sanitised HTML, and cuts it into sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from ninefold.markup.sanitiser import Html, text_of
from ninefold.markup.summary import SENTENCE_END

# nh3 writes every attribute between double quotes, in which a ">" may stand.
_TAG = re.compile(r'(<(?:[^>"]|"[^"]*")*>)')
_LEFT_OUT = re.compile(r'<sup\b.*?</sup>|<div class="footnote">.*?</div>', re.DOTALL)
_BLOCK = re.compile(
    r"</?(?:p|li|ul|ol|h[1-6]|t[dhr]|table|blockquote|pre|d[dt]|div|br|hr)\b"
    r'(?:[^>"]|"[^"]*")*>'
)
_UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_LETTER = rf"(?:[^\W{_UNSPACED}]|[\u0300-\u036f\u064b-\u065f\u0670\u093a-\u094f])"
# Scripts without spaces are read sign by sign.
_WORD = re.compile(rf"[{_UNSPACED}]|{_LETTER}+(?:['’]{_LETTER}+)?")
# In HTML; what an entity stands for is no word.
_WORD_OR_ENTITY = re.compile(rf"&#?\w+;|{_WORD.pattern}")


def marked(fragment: Html, shared: Sequence[str], own: Sequence[str]) -> Html:
    """Return a fragment with the words of two lists inside <mark class="shared"> and "own".

    Words are found whole and in either case, in text alone: never in tags or attributes.
    The text stays the same.
    """
    if not shared and not own:
        return fragment
    known: dict[str, list[tuple[list[str], str]]] = {}
    for kind, words in (("own", own), ("shared", shared)):
        for word in words:
            if parts := _WORD.findall(word.lower()):
                known.setdefault(parts[0], []).append((parts, kind))
    for some in known.values():
        some.sort(key=lambda item: -len(item[0]))
    pieces = _TAG.split(fragment.text)
    pieces[::2] = [_marked(text, known) for text in pieces[::2]]
    return Html("".join(pieces))


def _marked(text: str, known: Mapping[str, Sequence[tuple[list[str], str]]]) -> str:
    if not text or text.isspace():
        return text
    found = list(_WORD_OR_ENTITY.finditer(text))
    written = [match[0].lower() for match in found]
    made, at = [], 0
    for index in [index for index, word in enumerate(written) if word in known]:
        start = found[index].start()
        for parts, kind in known[written[index]] if start >= at else ():
            last = index + len(parts) - 1
            if written[index : last + 1] == parts and _unparted(text, found[index : last + 1]):
                end = found[last].end()
                made += [text[at:start], f'<mark class="{kind}">{text[start:end]}</mark>']
                at = end
                break
    return "".join([*made, text[at:]])


def _unparted(text: str, words: Sequence[re.Match[str]]) -> bool:
    """Whether nothing but a space or a hyphen stands between words."""
    between = (text[one.end() : other.start()] for one, other in pairwise(words))
    return all(gap in ("", "-") or gap.isspace() for gap in between)


@lru_cache(maxsize=64)
def sentences(fragment: Html) -> tuple[str, ...]:
    """Return the sentences of a fragment as plain text, without its source marks and notes."""
    text = _LEFT_OUT.sub("", fragment.text)
    found: list[str] = []
    for piece in _BLOCK.split(text):
        line = text_of(piece)
        start = 0
        for end in SENTENCE_END.finditer(line):
            found.append(line[start : end.end()].strip())
            start = end.end()
        found.append(line[start:].strip())
    return tuple(filter(None, found))
