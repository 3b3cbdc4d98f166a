"""What a studio has at hand: pages as they were made, and a store that several threads ask."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

from ninefold.executor import serial
from ninefold.store import Store
from ninefold.studio.state import Faults

T = TypeVar("T")
R = TypeVar("R")

MOST = 64_000_000  # bytes of pages


class Kept:
    """Pages as they were made last, those asked for most recently; `faults` broke the others."""

    def __init__(self) -> None:
        self.faults: dict[str, tuple[int, Faults]] = {}
        self._pages: OrderedDict[str, tuple[bytes, bytes]] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, path: str) -> tuple[bytes, bytes] | None:
        """Return digest and bytes of the page at a path, if it is still at hand."""
        with self._lock:
            if path in self._pages:
                self._pages.move_to_end(path)
            return self._pages.get(path)

    def put(self, path: str, key: bytes, data: bytes) -> None:
        """Keep a page; those that nobody asked for the longest time give way."""
        with self._lock:
            old = self._pages.pop(path, None)
            self._size += len(data) - (len(old[1]) if old else 0)
            self._pages[path] = key, data
            while self._size > MOST and len(self._pages) > 1:
                _, (_, gone) = self._pages.popitem(last=False)
                self._size -= len(gone)


class Memo:
    """The memo of a store, one question at a time."""

    def __init__(self, cache: Store) -> None:
        self._cache = cache
        self._lock = threading.Lock()

    def one(
        self, function: Callable[[T], R], item: T, key: Callable[[T], Any] = lambda item: item
    ) -> R:
        """Return `function(item)`, called only for an item not seen before, as its `key` tells."""
        with self._lock:
            return self._cache.memo(function, [item], serial, key=key)[0]

    def ask(self, question: Callable[[Store], R]) -> R:
        """Return what is made of the store by someone who has it alone."""
        with self._lock:
            return question(self._cache)
