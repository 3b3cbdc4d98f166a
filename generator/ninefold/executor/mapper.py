"""What maps: a function over items, in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Together(Generic[T, R]):
    """A function of an item, `func`, and what makes the same of `many` in less time."""

    func: Callable[[T], R]
    many: Callable[[Sequence[T]], Sequence[R]]

    def __call__(self, item: T) -> R:
        """Return the result for one item."""
        return self.func(item)


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
