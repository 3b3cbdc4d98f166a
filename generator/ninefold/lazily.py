"""Mappings whose values are made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

K = TypeVar("K")
T = TypeVar("T")
V = TypeVar("V")

RECALLED = 64


class Lazily(dict[K, V]):
    """A dictionary that makes what it does not hold yet; it only lists what it holds."""

    def __init__(self, make: Callable[[K], V], known: Mapping[K, V] | None = None) -> None:
        super().__init__(known or {})
        self._make = make

    def __missing__(self, key: K) -> V:
        """Make, keep and return the value of a key."""
        value = self[key] = self._make(key)
        return value


class Recalled(Mapping[K, V]):
    """Values that are too large to be kept: each is recalled when it is asked for."""

    def __init__(self, items: Mapping[K, T], recall: Callable[[T], V]) -> None:
        self._items = items
        self._recall = lru_cache(RECALLED)(lambda key: recall(items[key]))

    def __getitem__(self, key: K) -> V:
        """Return the value of a key."""
        return self._recall(key)

    def __iter__(self) -> Iterator[K]:
        """Yield the keys."""
        return iter(self._items)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._items)


def recalled(keys: Iterable[K], values: Sequence[V]) -> Recalled[K, V]:
    """Return values by their keys, which come in the same order."""
    return Recalled({key: place for place, key in enumerate(keys)}, values.__getitem__)
