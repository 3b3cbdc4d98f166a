"""What a studio has at hand: pages as they were made, and results of pure functions."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from ninefold.executor import Mapper
from ninefold.store import Store, digest
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


class Memory(Store):
    """A store that has the results of the last call at hand, and asks another for the rest."""

    def __init__(self, below: Store) -> None:
        super().__init__(None)
        self._below = below
        self._results: dict[str, dict[bytes, Any]] = {}

    def memo(
        self, function: Callable[[T], R], items: Iterable[T], mapper: Mapper, *options: Any
    ) -> tuple[R, ...]:
        """Return `function` of every item, as a store does."""
        inner = getattr(function, "func", function)
        salt = digest(options)
        known = self._results.get(inner.__qualname__, {})
        keyed = [(digest(salt, item), item) for item in items]
        new = {key: item for key, item in keyed if key not in known}
        made = self._below.memo(function, list(new.values()), mapper, *options)
        found = {**known, **dict(zip(new, made, strict=True))}
        self._results[inner.__qualname__] = {key: found[key] for key, _ in keyed}
        return tuple(found[key] for key, _ in keyed)
