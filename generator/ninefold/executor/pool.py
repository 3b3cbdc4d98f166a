"""An ordered `map` over processes, which can be bounded and killed."""

from __future__ import annotations

import contextlib
import gc
import mmap
import multiprocessing
import signal
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar, cast

from ninefold.executor.limits import SECONDS_TOGETHER, Limits, told

T = TypeVar("T")
R = TypeVar("R")

CHUNK = 32
_MOST = 61  # what Windows can wait for
_FORKS = sys.platform == "linux"


class Pool:
    """A mapper over worker processes; results come in order, and a bounded number waits.

    Items and results are pickled between processes of one run, never to the disk. The
    workers start with the first call for at least `worthwhile` items; fewer are mapped in
    this process, unless they are bounded: what is to be killed needs a process of its own.
    Items are taken as workers come free, never all at once. Use as a context manager: the
    workers end with it.
    """

    def __init__(self, jobs: int, worthwhile: int = 1) -> None:
        self._jobs = min(jobs, _MOST)
        self._worthwhile = worthwhile
        self._workers: set[_Worker] = set()
        self._idle: list[_Worker] = []

    def __enter__(self) -> Pool:
        """Return the pool itself."""
        return self

    def __exit__(self, *exc: object) -> None:
        """End the workers; what still waits is dropped."""
        for worker in list(self._workers):
            self._end(worker)

    def __call__(
        self,
        function: Callable[[T], R],
        items: Iterable[T],
        lost: Callable[[T, str], R] | None = None,
        /,
    ) -> Iterable[R]:
        """Return `function(item)` for every item, in order."""
        bounded = lost is not None and _FORKS  # elsewhere they start slowly
        if self._jobs < 2 and not bounded:
            return map(function, items)
        return self._spread(function, iter(items), lost if bounded else None)

    def _spread(
        self,
        function: Callable[[T], R],
        rest: Iterator[T],
        lost: Callable[[T, str], R] | None,
    ) -> Iterator[R]:
        first = list(islice(rest, self._worthwhile))
        many = len(first) == self._worthwhile
        if not many and not lost:
            yield from map(function, first)
            return
        chunks = _chunks(chain(first, rest))
        del first
        most = self._jobs if many else 1
        waiting: deque[_Task] = deque()
        busy: dict[Connection, tuple[_Worker, _Task]] = {}

        def start(task: _Task) -> None:
            worker = self._worker()
            busy[worker.connection] = worker, task
            worker.begin(task)

        try:
            while True:
                while len(busy) < most and len(waiting) <= self._jobs * 4:
                    if not (chunk := next(chunks, None)):
                        break
                    waiting.append(_Task(function, chunk, lost))
                    start(waiting[-1])
                if not waiting:
                    return
                for connection in wait(list(busy)):
                    worker, task = busy.pop(cast(Connection, connection))
                    if worker.finish(task):
                        self._idle.append(worker)
                    else:
                        self._end(worker)
                    if not task.done:
                        start(task)
                while waiting and waiting[0].done:
                    yield from waiting.popleft().results.values()
        finally:  # whoever does not want the rest does not wait for it
            for worker, _ in busy.values():
                self._end(worker)

    def _worker(self) -> _Worker:
        if self._idle:
            return self._idle.pop()
        worker = _Worker()
        self._workers.add(worker)
        return worker

    def _end(self, worker: _Worker) -> None:
        self._workers.discard(worker)
        worker.end()


def _chunks(items: Iterator[T]) -> Iterator[list[T]]:
    while chunk := list(islice(items, CHUNK)):
        yield chunk


class _Task:
    """A chunk of items that one worker maps, what is known of them, and what is left to do.

    They are mapped all together first, where the function can do that.
    """

    def __init__(
        self,
        function: Callable[[Any], Any],
        items: list[Any],
        lost: Callable[[Any, str], Any] | None,
    ) -> None:
        self.function = function
        self.items = items
        self.lost = lost
        self.results: dict[int, Any] = {}
        self.left = list(range(len(items)))
        self.together = hasattr(function, "many")
        self.done = False
        self.again = False

    def take(self, results: list[Any]) -> None:
        """Take the results of all that was left."""
        known = self.results | dict(zip(self.left, results, strict=True))
        self.results = dict(sorted(known.items()))
        self.left = []
        self.done = True

    def lose(self, place: int, why: str) -> None:
        """Do without the result of one of what was left; the others are tried again."""
        if self.together:  # which of them it was is found out one by one
            self.together = False
            return
        if self.lost is None:
            if self.again:
                raise RuntimeError(f"An item {why}, twice")
            self.again = True
            return
        index = self.left.pop(place)
        self.results[index] = self.lost(self.items[index], why)
        if not self.left:
            self.take([])


class _Worker:
    """One process that maps chunks; `at` is the item that it is working on."""

    def __init__(self) -> None:
        # Forking is cheapest: the child has all that it needs. It need not look again and
        # again for garbage in what it shares with this process.
        gc.freeze()
        context: Any = multiprocessing.get_context("fork" if _FORKS else "spawn")
        self.connection, theirs = context.Pipe()
        self.at = mmap.mmap(-1, 1)  # no file, as for values of multiprocessing: disks can be full
        self.process = context.Process(
            target=_work, args=(theirs, self.at if _FORKS else bytearray(1)), daemon=True
        )
        self.process.start()
        theirs.close()  # so that its end is known when the process has ended

    def begin(self, task: _Task) -> None:
        """Send what is left of a task."""
        self.at[0] = 0
        with contextlib.suppress(OSError):  # a process that has ended is found out by `finish`
            items = [task.items[index] for index in task.left]
            self.connection.send((task.function, items, task.together, task.lost is not None))

    def finish(self, task: _Task) -> bool:
        """Take what the process made of the task; return whether it lives to do more."""
        try:
            results, error = self.connection.recv()
        except (EOFError, OSError):
            self.process.join()
            task.lose(self.at[0], told(self.process.exitcode or 0))
            return False
        if error:
            raise error
        task.take(results)
        return True

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self.process.kill()
        self.process.join()
        self.process.close()
        self.connection.close()


def _work(connection: Connection, at: Any) -> None:
    # Ctrl-C reaches every process of the terminal; the parent alone decides what ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    alone, several = Limits(), Limits(SECONDS_TOGETHER)
    with contextlib.suppress(EOFError, OSError):  # nobody is there any more
        while True:
            function, items, together, bounded = connection.recv()
            limits = several if together else alone
            guard = limits if bounded else contextlib.nullcontext()
            results: list[Any] = []
            error: Exception | None = None
            try:
                if together:
                    with guard:
                        results = function.many(items)
                else:
                    for at[0], item in enumerate(items):
                        with guard:
                            results.append(function(item))
            except Exception as raised:
                raised.add_note(f"In a worker:\n{traceback.format_exc()}")
                results, error = [], raised
            connection.send((results, error))


def _end_with_parent() -> None:
    # A parent that is killed tells its workers nothing: they would wait for work for ever.
    if parent := multiprocessing.parent_process():
        parent.join()
        signal.raise_signal(signal.SIGTERM)
