"""The threads beside the server: one watches files, one takes changes in, one makes pages."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TypeVar

from ninefold import routes
from ninefold.build import Job
from ninefold.files import watching
from ninefold.files.faults import EnvironmentFault
from ninefold.files.listing import GRACE, is_post
from ninefold.files.reading import stats
from ninefold.files.watching import Watched
from ninefold.preview.session import Saved, Session
from ninefold.studio.surveying import Surveyed

T = TypeVar("T")

_PAUSE = 0.01
# What only all posts together tell is found once nothing has been saved for so long.
_QUIET = 0.5


class Hand(threading.Thread):
    """A thread that does one thing after the other, for whoever waits for it.

    Unlike the threads of a pool it ends with the process, whatever it is at.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name=name, daemon=True)
        self._work: SimpleQueue[tuple[Future[Any], Callable[..., Any], tuple[Any, ...]]]
        self._work = SimpleQueue()
        self.start()

    def run(self) -> None:
        """Do what there is to do, for ever."""
        while True:
            future, function, arguments = self._work.get()
            try:
                future.set_result(function(*arguments))
            except BaseException as error:  # whoever waits gets it
                future.set_exception(error)

    async def do(self, function: Callable[..., T], *arguments: object) -> T:
        """Return what a function returns, without keeping the event loop waiting."""
        future: Future[T] = Future()
        self._work.put((future, function, arguments))
        return await asyncio.wrap_future(future)


class Worker:
    """Takes in what changes on the disk, batch by batch, and tells of each.

    `told` is called in the worker's own thread, with None where only what is found across all
    posts is another. `survey` finds that, in its own time.
    """

    def __init__(
        self,
        session: Session,
        watched: Watched,
        told: Callable[[Saved | None], None],
        notice: Callable[[str], None],
        survey: Callable[[Job], Surveyed],
        *,
        poll: bool,
    ) -> None:
        self._session = session
        self._watched = watched
        self._told = told
        self._notice = notice
        self._survey = survey
        self._poll = poll
        self._stop = threading.Event()
        self._news = threading.Condition()
        self._paths: set[str] = set()
        self._everything = False
        self._found: tuple[Surveyed, int] | None = None
        self._unsettled = threading.Event()
        self._threads = [
            threading.Thread(target=target, name=f"preview {target.__name__}", daemon=True)
            for target in (self._watch, self._work, self._look_across)
        ]

    def start(self) -> None:
        """Begin to watch and to work."""
        self._unsettled.set()
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End soon; what is under way is waited for only a moment."""
        self._stop.set()
        self._unsettled.set()
        with self._news:
            self._news.notify()
        for thread in self._threads:
            thread.join(0.3)

    def rebuild(self) -> None:
        """Look at everything anew."""
        self._add(None)

    def _watch(self) -> None:
        for changed in watching.changes(self._watched, self._stop, self._notice, poll=self._poll):
            self._add(changed)

    def _add(self, changed: frozenset[str] | None) -> None:
        with self._news:
            if changed is None:
                self._everything = True
            else:
                self._paths |= changed
            self._news.notify()

    def _work(self) -> None:
        while not self._stop.is_set():
            with self._news:
                self._news.wait_for(
                    lambda: self._paths or self._everything or self._found or self._stop.is_set()
                )
                paths, everything, found = self._paths, self._everything, self._found
                self._paths, self._everything, self._found = set(), False, None
            if self._stop.is_set():
                return
            if found:
                self._take_across(*found)
            changed = None if everything else self._of_content(paths)
            if changed is not None and not changed:
                continue
            self._settle(changed)
            saved = self._session.take_in(changed)
            if not self._stop.is_set() and (saved.new or saved.faults):
                self._told(saved)
                self._unsettled.set()

    def _take_across(self, surveyed: Surveyed, generation: int) -> None:
        if not self._session.settle(surveyed, generation):
            self._unsettled.set()
        elif self._session.studio.generation != generation:
            self._told(None)

    def _look_across(self) -> None:
        """Survey the library whenever it has changed, once it is left in peace for a while."""
        studio = self._session.studio
        while not self._stop.is_set():
            self._unsettled.wait()
            self._unsettled.clear()
            generation = -1
            while generation != studio.generation and not self._stop.is_set():
                generation = studio.generation
                self._stop.wait(_QUIET)
            if self._stop.is_set():
                return
            try:
                found = self._survey(studio.job)
            except (OSError, EOFError, EnvironmentFault):  # what it is is told elsewhere
                continue
            with self._news:
                self._found = found, generation
                self._news.notify()

    def _of_content(self, paths: set[str]) -> frozenset[str] | None:
        """The posts and images among the paths; None if anything else changed."""
        content = self._session.place.content
        found = set()
        for path in map(Path, paths):
            if not path.is_relative_to(content):
                return None
            inner = path.relative_to(content).as_posix()
            if is_post(inner) or routes.is_media(inner):
                found.add(inner)
        return frozenset(found)

    def _settle(self, changed: Any) -> None:
        """Wait for files that are empty or not there: most are so for a moment, while saved."""
        if changed is None:
            changed = self._session.studio.post_paths
        until = time.monotonic() + GRACE
        content = self._session.place.content
        while changed := [path for path, size, _ in stats(content, changed) if not size]:
            if time.monotonic() > until or self._stop.wait(_PAUSE):
                return
