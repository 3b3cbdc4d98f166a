"""Long lists, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from ninefold.pages.parts import Pager
from ninefold.routes import Route

T = TypeVar("T")


def paged(items: Sequence[T], size: int) -> Iterator[tuple[int, int, Sequence[T]]]:
    """Yield number, count and items of each page of a list; one empty page for an empty list."""
    count = max(1, -(-len(items) // size))
    for number in range(1, count + 1):
        yield number, count, items[(number - 1) * size : number * size]


def pager(number: int, count: int, route: Mapping[int, Route]) -> Pager:
    """Return where a page of a list stands among its neighbours."""
    return Pager(number, count, route.get(number - 1), route.get(number + 1))
