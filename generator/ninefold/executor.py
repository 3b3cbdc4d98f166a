"""An ordered `map`: one after another, or over processes."""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")

CHUNK = 16
_MOST = 61  # what Windows can wait for


class Mapper(Protocol):
    """Applies a function to every item; results come in the order of the items."""

    def __call__(self, function: Callable[[T], R], items: Iterable[T], /) -> Iterable[R]:
        """Yield `function(item)` for every item, in order."""
        ...


def serial(function: Callable[[T], R], items: Iterable[T], /) -> Iterable[R]:
    """Map one after another, in this process."""
    return map(function, items)


class Pool:
    """A mapper over worker processes; results come in order, and a bounded number waits.

    Items and results are pickled between processes of one run, never to the disk. The
    workers start with the first call for at least `worthwhile` items; fewer are mapped in
    this process. Items are taken as workers come free, never all at once. Use as a context
    manager: the workers end with it.
    """

    def __init__(self, jobs: int, worthwhile: int = 1) -> None:
        self._jobs = jobs
        self._worthwhile = worthwhile
        self._workers: ProcessPoolExecutor | None = None

    def __enter__(self) -> Pool:
        """Return the pool itself."""
        return self

    def __exit__(self, *exc: object) -> None:
        """End the workers; what still waits is dropped."""
        if self._workers:
            self._workers.shutdown(wait=True, cancel_futures=True)

    def __call__(self, function: Callable[[T], R], items: Iterable[T], /) -> Iterable[R]:
        """Return `function(item)` for every item, in order."""
        if self._jobs < 2:
            return map(function, items)
        return self._spread(function, iter(items))

    def _spread(self, function: Callable[[T], R], rest: Iterator[T]) -> Iterator[R]:
        first = list(islice(rest, self._worthwhile))
        if len(first) < self._worthwhile:
            yield from map(function, first)
            return
        rest = chain(first, rest)
        del first
        workers = self._workers = self._workers or self._start()
        waiting: deque[Future[list[R]]] = deque()
        while chunk := list(islice(rest, CHUNK)):
            waiting.append(workers.submit(_run, function, chunk))
            if len(waiting) > self._jobs * 4:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()

    def _start(self) -> ProcessPoolExecutor:
        # Forking is cheapest, and safe here: no thread runs when the workers start. They need
        # not look again and again for garbage in what they share with this process.
        gc.freeze()
        context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        return ProcessPoolExecutor(min(self._jobs, _MOST), context, initializer=_begin)


def _begin() -> None:
    # Ctrl-C reaches every process of the terminal; the parent alone decides what ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    # A parent that is killed tells its workers nothing: they would wait for work for ever.
    if parent := multiprocessing.parent_process():
        parent.join()
        signal.raise_signal(signal.SIGTERM)


def _run(function: Callable[[T], R], chunk: list[T]) -> list[R]:
    return [function(item) for item in chunk]
