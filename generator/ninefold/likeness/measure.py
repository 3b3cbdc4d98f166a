"""The likeness of two texts: the cosine of their weighted terms, and what it comes from.

cos(a, b) = sum(a[t] * b[t]) / sqrt(sum(a[t]^2) * sum(b[t]^2)), as in Salton and Buckley
(1988). All weights are whole numbers, so that the same texts give the same number on every
machine, 1 for texts of the same terms and 0 for texts without a common one.
"""

from __future__ import annotations

import math


def cosine(common: int, one: int, other: int) -> float:
    """Return the likeness of two texts, from 0 to 1.

    `common` is the sum of the products of the weights that both have, `one` and `other` the
    sums of the squares of each one's own, which are not 0.
    """
    return min(1.0, common / math.sqrt(one * other))


def percent(likeness: float) -> int:
    """Return a likeness as a whole number from 0 to 100; 100 only for 1."""
    return min(99, round(likeness * 100)) if likeness < 1 else 100
