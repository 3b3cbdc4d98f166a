"""A progress bar for whoever waits: on a terminal, and only once a second has passed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from ninefold.executor import Pool

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

T = TypeVar("T")
R = TypeVar("R")

_PATIENCE = 1.0
_WORDS = {
    "inspect": "Checking",
    "examine": "Checking",
    "terms": "Comparing",
    "render": "Rendering",
}


class Progress:
    """A mapper that shows how far it is; use as a context manager."""

    def __init__(self, mapper: Pool, shown: bool) -> None:
        self._mapper = mapper
        self._shown = shown
        self._began = time.monotonic()
        self._bar: Bar | None = None

    def __enter__(self) -> Progress:
        """Return the mapper itself."""
        self._mapper.__enter__()
        return self

    def __exit__(self, *exc: object) -> None:
        """Take the bar away, and end the workers."""
        if self._bar:
            self._bar.stop()
        self._mapper.__exit__(*exc)

    def __call__(
        self,
        function: Callable[[T], R],
        items: Iterable[T],
        lost: Callable[[T, str], R] | None = None,
        /,
    ) -> Iterable[R]:
        """Return `function(item)` for every item, in order, ticking as they come."""
        if not self._shown:
            return self._mapper(function, items, lost)
        inner: Any = function
        while hasattr(inner, "func"):
            inner = inner.func
        total = len(items) if isinstance(items, Sequence) else None
        made = self._mapper(function, items, lost)
        return self._ticking(_WORDS.get(inner.__name__, "Working"), total, made)

    def _ticking(self, word: str, total: int | None, made: Iterable[R]) -> Iterator[R]:
        task = None
        for done, result in enumerate(made, 1):
            if self._bar is None and time.monotonic() - self._began > _PATIENCE:
                self._bar = self._start()
            if self._bar is not None:
                if task is None:
                    task = self._bar.add_task(word, total=total)
                self._bar.update(task, completed=done)
                if done % 16 == 0 or done == total:
                    self._bar.refresh()
            yield result

    @staticmethod
    def _start() -> Bar:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as Bar

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        # It is redrawn as results come, not by a thread: threads and forking do not mix.
        bar = Bar(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
        bar.start()
        return bar
