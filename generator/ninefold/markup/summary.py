"""What a cell of the poster shows of a section: its first sentence, or the items of its list."""

from __future__ import annotations

import re

from ninefold.markup.sanitiser import Html, text_of

MAX_POINTS = 4
MAX_POINT = 110
MAX_SENTENCE = 190

SENTENCE_END = re.compile(
    r"(?<![A-Z]\.[A-Z])(?<!\b(?:Inc|Ltd|Mrs|vol|e\.g|i\.e|U\.S|U\.K))(?<!\b(?:Co|No|Mr|Dr|St|vs))"
    r"(?<!\b[A-Z])(?<![.!?؟]{2})[.!?؟]++[\"'”’)»]*+(?=\s)|[。！？]+[”」』）]*"
)
_CLAUSE_END = re.compile(r"[;:,،؛、；：](?=\s|$)|\s[–—-]\s|[、；：]")
_BLOCK_START = re.compile(r"<(p|ul|ol|table|pre|blockquote|dl|h[3-6])\b[^>]*>")
_LIST_TAG = re.compile(r"<(/?)(ul|ol|li)\b[^>]*>")
_SUP = re.compile(r"<sup\b.*?</sup>", re.DOTALL)


def points(fragment: Html) -> tuple[str, ...]:
    """Return what the cell of a poster shows of a section: its first sentence, or items.

    A section that begins with a list, or with a paragraph that announces one with a colon,
    gives its first items, cut at a clause where they are long.
    """
    text = _SUP.sub("", fragment.text)
    place = 0
    while start := _BLOCK_START.search(text, place):
        if start[1] in ("ul", "ol"):
            return _listed(text, start.start())
        place = text.find(f"</{start[1]}>", start.end())
        paragraph = text_of(text[start.end() : place]) if start[1] == "p" else ""
        after = _BLOCK_START.search(text, place)
        if paragraph.endswith((":", "：")) and after and after[1] in ("ul", "ol"):
            return _listed(text, after.start())
        if paragraph:
            return (first_sentence(paragraph),)
    whole = text_of(text)
    return (first_sentence(whole),) if whole else ()


def _listed(text: str, start: int) -> tuple[str, ...]:
    """The first items of the list that starts there, without the lists inside them."""
    items: list[str] = []
    depth, begun = 0, -1
    for tag in _LIST_TAG.finditer(text, start):
        if begun >= 0:
            items.append(text_of(text[begun : tag.start()]))
            begun = -1
        if tag[2] == "li":
            begun = tag.end() if depth == 1 and not tag[1] else -1
        else:
            depth += -1 if tag[1] else 1
        if not depth:
            break
    return tuple(filter(None, map(_clause, items)))[:MAX_POINTS]


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, cut at a word where it is very long."""
    end = SENTENCE_END.search(text)
    return _cut(text[: end.end()] if end else text, MAX_SENTENCE)


def _clause(text: str) -> str:
    """An item of a list as a short phrase: to its first clause's end where it is long."""
    sentence = first_sentence(text).rstrip(".;,")
    if len(sentence) > MAX_POINT:
        ends = [m.start() for m in _CLAUSE_END.finditer(sentence) if m.start() >= 12]
        fitting = [end for end in ends if end <= MAX_POINT]
        sentence = sentence[: fitting[0]] if fitting else _cut(sentence, MAX_POINT)
    return re.sub(r"(?:;\s*)?\b(?:and|und|et|y)$", "", sentence).rstrip(" ;,")


def _cut(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    space = cut.rfind(" ")
    return f"{(cut[:space] if space > length // 2 else cut).rstrip(' ,;:–—-')}…"
