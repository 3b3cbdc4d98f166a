"""Geometry of a small line chart: values over time -> places in a box. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT = 240, 64
_EDGE = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A line in a box of `width` and `height`: its points, and where zero lies, if inside."""

    width: int
    height: int
    points: tuple[tuple[float, float], ...]
    zero: float | None

    @property
    def path(self) -> str:
        """The line as an SVG path."""
        return "M" + "L".join(f"{x:g} {y:g}" for x, y in self.points)


def line(values: Sequence[tuple[float, Decimal]]) -> Line:
    """Return the line through values at times, oldest first.

    The box begins at zero unless a value lies below it, so that heights can be compared.
    """
    times = [time for time, _ in values]
    low, high = min(Decimal(0), *(v for _, v in values)), max(Decimal(0), *(v for _, v in values))

    def across(time: float) -> float:
        span = times[-1] - times[0]
        part = (time - times[0]) / span if span else 0.5
        return round(_EDGE + part * (WIDTH - 2 * _EDGE), 1)

    def down(value: Decimal) -> float:
        part = float((high - value) / (high - low)) if high > low else 0.5
        return round(_EDGE + part * (HEIGHT - 2 * _EDGE), 1)

    points = tuple((across(time), down(value)) for time, value in values)
    return Line(WIDTH, HEIGHT, points, down(Decimal(0)))
