"""A company's facts over its dates: their points, and the line that joins them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter

from ninefold.canvas import Post
from ninefold.comparison import FactRow, number, one_form
from ninefold.pages.line import Line, line


@dataclass(frozen=True, slots=True)
class Series:
    """One quantity over time: dates and values as stated, from the oldest on, and their line."""

    name: str
    unit: str
    points: tuple[tuple[str, str], ...]
    line: Line


def series(posts: Sequence[Post], rows: Iterable[FactRow]) -> tuple[Series, ...]:
    """Return the quantities of `rows` that the posts state for two dates or more.

    Only plain numbers with a date have a place on a line; of two for one date, that of the
    later canvas counts.
    """
    made: dict[tuple[str, str], Series] = {}
    for row in rows:
        key = (one_form(row.name), one_form(row.unit))
        points = dict(sorted(_points(posts, *key), key=itemgetter(0)))
        if len(points) > 1 and key not in made:
            drawn = line([(_year(date), value) for date, (_, value) in points.items()])
            told = tuple((date, text) for date, (text, _) in points.items())
            made[key] = Series(row.name, row.unit, told, drawn)
    return tuple(made.values())


def _points(
    posts: Iterable[Post], name: str, unit: str
) -> Iterator[tuple[str, tuple[str, Decimal]]]:
    for post in posts:
        for fact in post.facts:
            value = number(fact.value)
            same = (one_form(fact.name), one_form(fact.unit)) == (name, unit)
            if same and fact.as_of and value is not None:
                yield fact.as_of, (fact.value, value)


def _year(iso: str) -> float:
    """A whole or partial ISO date as years; what is not said counts as the middle."""
    year, month, day = (*map(int, iso.split("-")), 0, 0)[:3]
    if not month:
        return year + 0.5
    return year + (month - 1 + (day - 0.5) / 31 if day else month - 0.5) / 12
