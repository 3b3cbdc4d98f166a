"""Numbers, dates and plurals as each language writes them, from Unicode's CLDR by Babel.

Babel is imported at the first call: commands that write no page do without its cost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date as day
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

# The zero of each numbering system that CLDR has as the default of a language, where it is
# not the European one. Babel writes their signs, but not their digits.
_ZEROS = {"arab": 0x660, "arabext": 0x6F0, "beng": 0x9E6, "deva": 0x966, "mymr": 0x1040}

# Languages that write 1000 to 9999 in one run even where the number counts something
# (minimumGroupingDigits of CLDR, which Babel does not read).
_FROM_FIVE_DIGITS = frozenset({"es", "it", "pl", "pt"})

# Digits in one run: no exponents, no leading zeros, and no more than a Decimal keeps.
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.([0-9]{1,9}))?", re.ASCII)


@cache
def categories(tag: str) -> frozenset[str]:
    """Return the plural categories that a language tells apart, "other" among them."""
    return frozenset({*_locale(tag).plural_form.tags, "other"})


@lru_cache(maxsize=4096)
def category(tag: str, count: int) -> str:
    """Return the plural category of a whole number: zero, one, two, few, many or other."""
    return _locale(tag).plural_form(count)


@lru_cache(maxsize=4096)
def number(tag: str, value: int) -> str:
    """Return a whole number with its thousands grouped."""
    return _formatted(tag, Decimal(value), 0, grouped=True)


def is_plain(value: str) -> bool:
    """Whether a figure is a plain number, which can be written as any language does."""
    return bool(_PLAIN.fullmatch(value))


@lru_cache(maxsize=4096)
def figure(tag: str, value: str, counts: bool = False) -> str:
    """Return a figure with the signs of a language, and with the decimals that it has.

    What is not a plain number ("5–7", "1e6", "about 40") is returned as it is. Thousands are
    grouped from five digits on, as four may be those of a year, unless the figure `counts`.
    """
    match = _PLAIN.fullmatch(value)
    if not match:
        return value
    decimals = len(match[1] or "")
    grouped = abs(Decimal(value)) >= (grouped_from(tag) if counts else 10_000)
    return _formatted(tag, Decimal(value), decimals, grouped)


@cache
def grouped_from(tag: str) -> int:
    """Return the number from which on a language groups the thousands of what is counted."""
    return 10_000 if tag.partition("-")[0].lower() in _FROM_FIVE_DIGITS else 1_000


@cache
def language(tag: str, named: str) -> str:
    """Return what a language calls the language that `named` names; the tag if it does not."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(named.replace("-", "_")).get_display_name(_locale(tag)) or named
    except (UnknownLocaleError, ValueError):
        return named


@lru_cache(maxsize=4096)
def date(tag: str, iso: str) -> str:
    """Return a whole or partial ISO date in words: "12 May 2020", "May 2020", "2020".

    Nothing for nothing.
    """
    from babel.dates import format_date, format_skeleton

    if not iso:
        return ""
    locale = _locale(tag)
    value = day.fromisoformat(f"{iso}-01-01"[:10])
    if len(iso) > len("2020-05"):
        text = format_date(value, "long", locale)
    else:
        text = format_skeleton("yMMMM" if len(iso) > len("2020") else "y", value, locale=locale)
    return text.translate(_digits(locale))


def listing(tag: str, items: Sequence[str]) -> str:
    """Return a list in words: "a, b and c"."""
    from babel.lists import format_list

    return format_list(items, locale=_locale(tag))


def _formatted(tag: str, value: Decimal, decimals: int, grouped: bool) -> str:
    from babel.numbers import format_decimal

    locale = _locale(tag)
    whole = locale.decimal_formats[None].pattern.partition(";")[0].partition(".")[0]
    pattern = f"{whole}.{'0' * decimals}" if decimals else whole
    system = "default" if _digits(locale) else "latn"
    text = format_decimal(value, pattern, locale, True, grouped, numbering_system=system)
    return text.translate(_digits(locale))


def _digits(locale: Locale) -> dict[int, int]:
    zero = _ZEROS.get(locale.default_numbering_system)
    return {ord("0") + value: zero + value for value in range(10)} if zero else {}


@cache
def _locale(tag: str) -> Locale:
    """The locale of the longest prefix of a tag that CLDR knows, English where it knows none.

    English without a country is that of the world ("12 May 2020"), not of the United States.
    """
    from babel import Locale, UnknownLocaleError

    parts = tag.replace("-", "_").split("_")
    while parts and tag.lower() != "en":
        try:
            return Locale.parse("_".join(parts))
        except (UnknownLocaleError, ValueError):
            parts.pop()
    return Locale.parse("en_001")
