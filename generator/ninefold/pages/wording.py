"""Dates, figures and names as people read them."""

from __future__ import annotations

from functools import cache

from ninefold.canvas import Post

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


@cache
def date_text(iso: str) -> str:
    """Return a whole or partial ISO date in words: "12 May 2020", "May 2020", "2020"."""
    year, _, rest = iso.partition("-")
    month, _, day = rest.partition("-")
    parts = [str(int(day))] if day else []
    parts += [_MONTHS[int(month) - 1]] if month else []
    return " ".join([*parts, year])


def named(post: Post) -> str:
    """Return a canvas's title with its date, as it is named beside others."""
    return f"{post.title} ({date_text(post.as_of)})" if post.as_of else post.title


def grouped(value: str) -> str:
    """Return a plain number of five digits or more with thin spaces; others as they are."""
    whole, point, rest = value.partition(".")
    digits = whole.removeprefix("-")
    if len(digits) > 4 and digits.isascii() and digits.isdigit() and (rest.isdigit() or not point):
        return f"{int(whole):,}".replace(",", "\u202f") + point + rest
    return value
