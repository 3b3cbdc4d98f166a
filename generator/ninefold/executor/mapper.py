"""What maps: a function over items, in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Mapper(Protocol):
    """Applies a function to every item; results come in the order of the items."""

    def __call__(
        self,
        function: Callable[[T], R],
        items: Iterable[T],
        lost: Callable[[T, str], R] | None = None,
        /,
    ) -> Iterable[R]:
        """Yield `function(item)` for every item, in order.

        With `lost`, an item may take only so much: where it takes more, or ends its process,
        `lost` makes its result, from the item and what became of it in words.
        """
        ...


def serial(
    function: Callable[[T], R],
    items: Iterable[T],
    lost: Callable[[T, str], R] | None = None,
    /,
) -> Iterable[R]:
    """Map one after another, in this process, where nothing is bounded."""
    return map(function, items)
