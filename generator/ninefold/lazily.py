"""A mapping whose values are made when they are asked for, and kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Lazily(dict[K, V]):
    """A dictionary that makes what it does not hold yet; it only lists what it holds."""

    def __init__(self, make: Callable[[K], V], known: Mapping[K, V] | None = None) -> None:
        super().__init__(known or {})
        self._make = make

    def __missing__(self, key: K) -> V:
        """Make, keep and return the value of a key."""
        value = self[key] = self._make(key)
        return value
