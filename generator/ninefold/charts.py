"""A fact over time as a line: where its points, labels and axes stand in a small picture.

The vertical axis always holds zero, so that a small change never looks like a large one; dates
stand at their true distances. Widths of labels are estimates: the picture is drawn before
anyone knows in which type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT = 320, 184
_TOP, _BOTTOM = 26, 150
_LETTER = 7.2
_GAP = 6
_MOST_STEPS = 4

Numbers = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a date, and where it stands."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Label:
    """A text of the picture; it is centred at `x`, but for those of the vertical axis."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A line of points from the oldest to the newest, with its axes and labels.

    `start` and `end` are the ends of the horizontal lines, of which one stands at each of
    `ticks`; `zero` is the height of the one for nought. `first` and `last` are the oldest and
    the newest value, as ISO date and plain number.
    """

    first: tuple[str, str]
    last: tuple[str, str]
    width: int
    height: int
    start: float
    end: float
    zero: float
    points: tuple[Point, ...]
    ticks: tuple[Label, ...]
    values: tuple[Label, ...]
    dates: tuple[Label, ...]


def chart(
    series: Sequence[tuple[str, Decimal]], shown: Numbers, date: Numbers, mirrored: bool
) -> Chart:
    """Return the picture of values by ISO date, the oldest first.

    `shown` writes a number, `date` a date, as the language of the page does; `mirrored` lets
    time run from right to left.
    """
    step, low, high = scale([value for _, value in series])
    steps = [low + step * count for count in range(int((high - low) / step) + 1)]
    texts = [shown(f"{value:f}") for value in steps]
    gutter = min(max(map(len, texts)) * _LETTER + _GAP, WIDTH / 2)
    first, last = gutter + 10, WIDTH - 10.0

    def across(x: float) -> float:
        return round(WIDTH - x if mirrored else x, 1)

    def height(value: Decimal) -> float:
        return round(_BOTTOM - float((value - low) / (high - low)) * (_BOTTOM - _TOP), 1)

    times = [year(iso) for iso, _ in series]
    span = times[-1] - times[0]
    places = [first + (last - first) * (t - times[0]) / span if span else last for t in times]
    years = [iso[:4] for iso, _ in series]
    named = years if len(set(years)) == len(years) else [iso for iso, _ in series]
    values = _labels(places, [shown(f"{value:f}") for _, value in series], gutter)
    dates = _labels(places, [date(name) for name in named], gutter)
    heights = [height(value) for _, value in series]
    oldest, newest = ((iso, f"{value:f}") for iso, value in (series[0], series[-1]))
    return Chart(
        oldest,
        newest,
        WIDTH,
        HEIGHT,
        across(gutter),
        across(WIDTH),
        height(Decimal(0)),
        tuple(Point(across(x), y) for x, y in zip(places, heights, strict=True)),
        tuple(Label(across(0), height(v) + 4, t) for v, t in zip(steps, texts, strict=True)),
        tuple(Label(across(x), heights[index] - 9, text) for index, x, text in values),
        tuple(Label(across(x), HEIGHT - 10, text) for _, x, text in dates),
    )


def scale(values: Iterable[Decimal]) -> tuple[Decimal, Decimal, Decimal]:
    """Return step, foot and head of an axis that holds nought and all values.

    The step is 1, 2 or 5 times a power of ten, the smallest that makes at most four steps
    above nought, and four below.
    """
    found = [Decimal(0), *values]
    low, high = min(found), max(found)
    reach = max(high, -low) or Decimal(1)
    step = Decimal(1).scaleb(reach.adjusted() - 1)
    for factor in (1, 2, 5, 10, 20, 50):
        if reach <= step * factor * _MOST_STEPS:
            step *= factor
            break
    foot = -(-low / step).to_integral_value("ROUND_CEILING") * step
    head = (high / step).to_integral_value("ROUND_CEILING") * step
    return step, foot, head if head > foot else foot + step


def year(iso: str) -> float:
    """Return an ISO date as a number of years; a month or a year stands for its last day."""
    parts = [int(part) for part in iso.split("-")]
    month = parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else 31
    return parts[0] + (month - 1 + min(day, 31) / 31) / 12


def _labels(
    places: Sequence[float], texts: Sequence[str], start: float
) -> list[tuple[int, float, str]]:
    """The labels that have room beside one another; the newest always, the oldest if it can."""
    kept: list[tuple[int, float, str]] = []
    taken: list[tuple[float, float]] = []
    for index in (len(places) - 1, 0, *range(len(places) - 2, 0, -1)):
        half = len(texts[index]) * _LETTER / 2
        x = max(min(places[index], WIDTH - half), start + half)
        if all(x + half + _GAP <= left or right + _GAP <= x - half for left, right in taken):
            taken.append((x - half, x + half))
            kept.append((index, x, texts[index]))
    return sorted(kept)
