"""Dates of the front matter: ISO 8601, whole or partial, and what other spellings mean."""

from __future__ import annotations

import re
from datetime import date

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_NUMBERS = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?")
_WORDS = re.compile(r"(?:([0-9]{1,2})(?:st|nd|rd|th)?\.? )?([A-Za-z]+)\.?,? ([0-9]{4})")
_WORDS_FIRST = re.compile(r"([A-Za-z]+)\.? ([0-9]{1,2})(?:st|nd|rd|th)?, ([0-9]{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december", "sept"),
)


def is_date(text: str) -> bool:
    """Whether a text is YYYY, YYYY-MM or YYYY-MM-DD, and there is such a day."""
    match = _DATE.fullmatch(text)
    if not match:
        return False
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def meant(text: str) -> str:
    """Return the date that another spelling means beyond doubt, "" where there is a doubt.

    That is year first with other marks or without zeros ("2023/5"), or the month as an English
    word ("3 May 2023", "May 2023"). "3/5/2023" is a different day for different readers.
    """
    if match := _NUMBERS.fullmatch(text):
        parts: tuple[str | None, ...] = match.groups()
    elif match := _WORDS.fullmatch(text):
        parts = match[3], _month(match[2]), match[1]
    elif match := _WORDS_FIRST.fullmatch(text):
        parts = match[3], _month(match[1]), match[2]
    else:
        return ""
    iso = "-".join(part.zfill(2) for part in parts if part is not None)
    return iso if is_date(iso) else ""


def _month(word: str) -> str:
    known = word.lower()
    return str(_MONTHS.index(known[:3]) + 1) if known in (*_NAMES, *_MONTHS) else "?"
