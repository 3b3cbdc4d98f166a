"""The numbers of a post's prose: what each counts, and in which sentence it stands.

Shared by the rules on figures. A figure is a sum of money, a share, or a count of a
thousand and more; years, small numbers and names with numbers in them are none.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ninefold.canvas import Document
from ninefold.rules.passages import Prose, Sentence, body, of

_NUMBER = re.compile(r"[0-9](?:[0-9,.]*[0-9])?")
_DECIMAL = re.compile(r"^[0-9]+,[0-9]{1,2}$")  # 14,99
_CURRENCY = re.compile(
    r"(?:(US ?\$|USD|(?<![A-Za-z])\$)|(€|EUR)|((?<![A-Za-z])£|GBP)|[A-Z]{1,3}\$|[¥₹₩]|CHF|JPY|CNY"
    r"|RMB|INR|SEK|AUD|CAD) ?$"
)
_AFTER = re.compile(
    r"\+?[ \u00a0\n]?(?:(?P<percent>%|per ?cent\b)"
    r"|[- ]?(?P<scale>million|billion|trillion|thousand|bn\b|mn\b|[BMK](?!\w))"
    r"(?P<money>[- ](?:US )?(?:dollars?|euros?|pounds?|USD|EUR|GBP)\b)?"
    r"|(?P<plain>(?:US )?(?:dollars?|euros?|pounds sterling|USD|EUR|GBP)\b))"
)
_LIST = re.compile(
    r"(?:largest|biggest|top|Fortune|FORTUNE|Global|Forbes|Inc\.?|Russell|S&P|Standard|ISO|No\."
    r"|#) ?$"
)
_NAMED = re.compile(r"(?:[A-Z][\w&.-]*|[-–/.#:]) ?$")
_SCALES = {"thousand": 1e3, "k": 1e3, "million": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9}
_SCALES |= {"bn": 1e9, "b": 1e9, "trillion": 1e12}


class Number(NamedTuple):
    """A number: its place, kind (year, money, percent, count, other), value and currency.

    `start` and `end` take in the sign before and the scale after it; `form` is how a
    currency is written ("US$", "$", "USD").
    """

    kind: str
    start: int
    end: int
    value: float
    sentence: Sentence
    currency: str = ""
    form: str = ""

    @property
    def is_figure(self) -> bool:
        """Whether it is a figure whose date and source a reader would ask for."""
        return self.kind in ("money", "percent", "count")


def numbers(document: Document) -> tuple[Number, ...]:
    """Return the numbers of a document's prose in their order, found once."""
    return document.once(_numbers)


def _numbers(document: Document) -> tuple[Number, ...]:
    text = body(document)
    if not any(digit in text for digit in "0123456789"):  # sooner known than by a pattern
        return ()
    prose = of(document)
    found = (_number(prose, match) for match in _NUMBER.finditer(prose.text))
    return tuple(number for number in found if number)


def by_paragraph(document: Document) -> dict[int, list[Number]]:
    """The figures of each paragraph that holds any, in the order of the text."""
    grouped: dict[int, list[Number]] = {}
    for number in numbers(document):
        if number.is_figure:
            grouped.setdefault(number.sentence.paragraph, []).append(number)
    return grouped


def years(document: Document) -> dict[int, list[int]]:
    """The years that each paragraph names."""
    grouped: dict[int, list[int]] = {}
    for number in numbers(document):
        if number.kind == "year":
            grouped.setdefault(number.sentence.paragraph, []).append(int(number.value))
    return grouped


def others(document: Document, figures: list[Number]) -> str:
    """Say how many figures follow the first, and on which lines: ", like 3 more on line 5"."""
    if len(figures) == 1:
        return ""
    lines = [document.source.position(number.start).line for number in figures[1:]]
    named = [f"{line}" for line in dict.fromkeys(lines)]
    if len(named) == 1:
        return f", like {len(lines)} more on line {named[0]}"
    *most, last = named if len(named) <= 6 else [*named[:5], "further on"]
    return f", like {len(lines)} more on lines {', '.join(most)} and {last}"


def _number(prose: Prose, match: re.Match[str]) -> Number | None:
    text, start, end = prose.text, match.start(), match.end()
    sentence = prose.sentence_at(start)
    if sentence is None or text[start - 1 : start].isalpha() or text[start - 1 : start] == "^":
        return None
    if text[end : end + 1] == "\\":  # a formula: $400\text{ns}$
        return None
    try:
        decimal = _DECIMAL.search(match[0])
        value = float(match[0].replace(",", "." if decimal else ""))
    except ValueError:  # 1.2.3
        return None
    sign = _CURRENCY.search(text, max(0, start - 4), start)
    after = _AFTER.match(text, end)
    if after and after["scale"]:
        value *= _SCALES[after["scale"].lower()]
    tail = after.end() if after else end
    letter = bool(after and after["scale"] and len(after["scale"]) == 1)
    if sign:
        currency = "USD" if sign[1] else "EUR" if sign[2] else "GBP" if sign[3] else "other"
        form = sign[0].replace(" ", "")
        return Number("money", sign.start(), tail, value, sentence, currency, form)
    if after and (after["money"] or after["plain"]):
        word = (after["money"] or after["plain"]).strip(" -").removeprefix("US ")
        kind = {"d": "USD", "u": "USD", "e": "EUR", "p": "GBP", "g": "GBP"}[word[0].lower()]
        return Number("money", start, tail, value, sentence, kind, word)
    if after and after["percent"]:
        kind = "other" if value in (0, 100) else "percent"
        return Number(kind, start, tail, value, sentence)
    before = text[max(0, start - 16) : start]
    if letter and not (after and after["money"]):  # 3M
        return None
    if after:
        return Number("count", start, tail, value, sentence)
    if end - start == 4 and 1900 <= value <= 2100 and "," not in match[0] and "." not in match[0]:
        return Number("year", start, end, value, sentence)
    if value < 1000 or _LIST.search(before) or text[end : end + 1].isalnum():
        return Number("other", start, end, value, sentence)
    named = "," not in match[0] and (_NAMED.search(before) or text[end : end + 1] in "-/–")
    return Number("other" if named else "count", start, end, value, sentence)
