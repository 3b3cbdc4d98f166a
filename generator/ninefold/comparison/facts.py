"""Facts side by side: matched by name and unit, and nothing converted.

A difference and a ratio (of shares, a difference alone) are given only where every value that
is stated is a plain number, and all are of one date; `change` sets dates of one company
against each other instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from ninefold.canvas import Fact

# Of these the difference tells, and the ratio misleads.
_SHARES = frozenset({"%", "percent", "per cent", "prozent", "pour cent", "por ciento", "٪"})
_PLAIN = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,9})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class FactRow:
    """One quantity in the canvases, in their order: a fact of each with its name and unit.

    `difference` and `ratio` are those of the largest value to the smallest, as plain
    numbers, or of the last to the first where it is a change; "" where they say nothing.
    `dates_differ` where the values stated are not of one date.
    """

    name: str
    unit: str
    facts: tuple[Fact | None, ...]
    difference: str = ""
    ratio: str = ""
    dates_differ: bool = False


def fact_rows(canvases: Sequence[Sequence[Fact]], *, change: bool = False) -> tuple[FactRow, ...]:
    """Return the facts of canvases side by side: those that more of them state come first.

    Facts match by name and unit without regard to case, and where a canvas has several of
    them, by date before order; each takes part in one row. With `change`, they are of
    dates of one company, the oldest first.
    """
    rows: list[list[Fact | None]] = []
    for index, facts in enumerate(canvases):
        for fact in facts:
            open_rows = [row for row in rows if row[index] is None and _fits(row, fact)]
            dated = [row for row in open_rows if any(f and f.as_of == fact.as_of for f in row)]
            row = next(iter(dated or open_rows), None)
            if row is None:
                row = [None] * len(canvases)
                rows.append(row)
            row[index] = fact
    made = [_row(row, change) for row in rows]
    return tuple(sorted(made, key=lambda row: row.facts.count(None)))


def number(value: str) -> Decimal | None:
    """Return the number that a fact's value is, None where it is not a plain one."""
    return Decimal(value) if _PLAIN.fullmatch(value) else None


def _fits(row: Iterable[Fact | None], fact: Fact) -> bool:
    other = next(one for one in row if one)
    return (one_form(other.name), one_form(other.unit)) == (
        one_form(fact.name),
        one_form(fact.unit),
    )


def one_form(text: str) -> str:
    """Return what names and units are matched by."""
    return " ".join(text.casefold().split())


def is_share(unit: str) -> bool:
    """Whether figures of a unit are shares of something, of which a ratio would mislead."""
    return one_form(unit) in _SHARES


def _row(row: Sequence[Fact | None], change: bool) -> FactRow:
    stated = [fact for fact in row if fact]
    first = stated[0]
    differ = len({fact.as_of for fact in stated}) > 1
    whole = FactRow(first.name, first.unit, tuple(row), dates_differ=differ)
    numbers = [number(fact.value) for fact in stated]
    values = [value for value in numbers if value is not None]
    dated = all(fact.as_of for fact in stated)
    if len(stated) < 2 or len(values) < len(stated) or not dated or differ != change:
        return whole
    low, high = (values[0], values[-1]) if change else (min(values), max(values))
    share = is_share(first.unit)
    ratio = f"{_rounded(high / low):f}" if low > 0 and high > 0 and not share else ""
    return FactRow(first.name, first.unit, tuple(row), f"{high - low:f}", ratio, differ)


def _rounded(value: Decimal) -> Decimal:
    """A ratio with two decimals below ten, one below a hundred, none from there on."""
    step = Decimal("0.01") if value < 10 else Decimal("0.1") if value < 100 else Decimal(1)
    return value.quantize(step, ROUND_HALF_EVEN)
