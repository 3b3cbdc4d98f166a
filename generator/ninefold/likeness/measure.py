"""The likeness of two texts: the cosine of their weighted terms, and what it comes from.

cos(a, b) = sum(a[t] * b[t]) / sqrt(sum(a[t]^2) * sum(b[t]^2)), as in Salton and Buckley
(1988). All weights are whole numbers, so that the same texts give the same number on every
machine, 1 for texts of the same terms and 0 for texts without a common one.
"""

from __future__ import annotations

import math

from ninefold.likeness.weights import Vector


def norm(vector: Vector) -> int:
    """Return the sum of the squares of a vector's weights."""
    return sum(weight * weight for weight in vector.values())


def cosine(one: Vector, other: Vector) -> float | None:
    """Return the likeness of two texts, from 0 to 1; None where one has no terms."""
    if not one or not other:
        return None
    if len(one) > len(other):
        one, other = other, one
    common = sum(weight * other[key] for key, weight in one.items() if key in other)
    return min(1.0, common / math.sqrt(norm(one) * norm(other)))


def percent(likeness: float) -> int:
    """Return a likeness as a whole number from 0 to 100; 100 only for 1."""
    return min(99, round(likeness * 100)) if likeness < 1 else 100
