"""Marks words in the text of sanitised HTML, and cuts it into sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ninefold.markup.sanitiser import Html, text_of
from ninefold.markup.summary import SENTENCE_END

# nh3 writes every attribute between double quotes, in which a ">" may stand.
_TAG = re.compile(r'(<(?:[^>"]|"[^"]*")*>)')
_LEFT_OUT = re.compile(r'<sup\b.*?</sup>|<div class="footnote">.*?</div>', re.DOTALL)
_BLOCK = re.compile(
    r"</?(?:p|li|ul|ol|h[1-6]|t[dhr]|table|blockquote|pre|d[dt]|div|br|hr)\b"
    r'(?:[^>"]|"[^"]*")*>'
)
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def marked(fragment: Html, shared: Sequence[str], own: Sequence[str]) -> Html:
    """Return a fragment with the words of two lists inside <mark class="shared"> and "own".

    Words are found whole and in either case, in text alone: never in tags or attributes.
    The text stays the same.
    """
    if not shared and not own:
        return fragment
    pattern = _pattern(tuple(shared), tuple(own))

    def wrapped(match: re.Match[str]) -> str:
        return f'<mark class="{match.lastgroup}">{match[0]}</mark>'

    pieces = _TAG.split(fragment.text)
    pieces[::2] = [pattern.sub(wrapped, text) for text in pieces[::2]]
    return Html("".join(pieces))


@lru_cache(maxsize=256)
def _pattern(shared: tuple[str, ...], own: tuple[str, ...]) -> re.Pattern[str]:
    groups = [
        f"(?P<{name}>{_any(words)})" for name, words in (("shared", shared), ("own", own)) if words
    ]
    return re.compile("|".join(groups), re.IGNORECASE)


def _any(words: Sequence[str]) -> str:
    return "|".join(_whole(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _whole(word: str) -> str:
    inner = r"\s+".join(re.escape(part) for part in word.split())
    return inner if _UNSPACED.match(word) else rf"(?<!\w){inner}(?!\w)"


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
