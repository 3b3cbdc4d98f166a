"""One session of an editor: the studio, what was saved since it began, and what went wrong."""

from __future__ import annotations

import secrets
import time
import traceback
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ninefold.build import Job
from ninefold.diagnostics import Diagnostic, Severity
from ninefold.files.faults import EnvironmentFault
from ninefold.studio import Studio
from ninefold.studio.surveying import Surveyed

Faults = tuple[Diagnostic, ...]

_REMEMBERED = 500
INTERNAL = "internal"  # the name of faults that are of no file


@dataclass(frozen=True, slots=True)
class Place:
    """Where the session's files lie: the folder of the posts, and that of the person.

    `editor` is the address that opens a file in the person's editor, "" for none; `mending`
    tells whether browsers may have posts mended.
    """

    content: Path
    here: Path
    editor: str = ""
    mending: bool = True


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of something saved: posts changed, pages made, how long it took, findings.

    `trouble` is the traceback of a fault of Ninefold itself, for the terminal.
    """

    at: float
    changed: tuple[str, ...]
    pages: int
    milliseconds: float
    counts: dict[Severity, int]
    faults: Faults = ()
    new: bool = True
    trouble: str = ""


@dataclass
class Session:
    """What the worker does and the browser asks about. `job` reads the configuration anew.

    `open_pages` tells which files of the site browsers show: they are made first.
    """

    studio: Studio
    place: Place
    job: Callable[[], Job | Faults]
    after: Callable[[], None] = lambda: None
    open_pages: Callable[[], Iterable[str]] = tuple
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    history: deque[Saved] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))
    saves: int = 0
    _faults: Faults = ()
    _crash: Faults = ()
    _marks: tuple[int, str, str] = (-1, "", "")

    @property
    def version(self) -> str:
        """What is another text whenever a browser has something new to show."""
        return f"{self.studio.generation}.{self.saves}"

    def take_in(self, changed: Collection[str] | None) -> Saved:
        """Take in what changed in the content folder; None for anything, anywhere.

        Never raises: what goes wrong is told to the browser, and the last good site stays.
        """
        began = time.perf_counter()
        before = (self.studio.generation, self._faults, self._crash, self.studio.made)
        paths: tuple[str, ...] = ()
        trouble = ""
        if self._crash:  # what changed then was not taken in
            changed = None
        try:
            self._faults = self._configured() if changed is None else self._faults
            refreshed = self.studio.refresh(changed)
            paths = refreshed.changed if before[0] else ()  # at first all are new
            for path in self.open_pages():
                self.studio.get(path)
            self.after()
            self._crash = ()
        except EnvironmentFault as fault:
            self._crash = (_refused(str(fault)),)
        except (Exception, SystemExit) as error:  # a fault of ours ends no session
            self._crash = (_internal(error),)
            trouble = traceback.format_exc()
        new = before[:3] != (self.studio.generation, self._faults, self._crash)
        self.saves += new
        counts = Counter(d.severity for d in self.studio.findings)
        saved = Saved(
            time.time(),
            paths,
            self.studio.made - before[3],
            (time.perf_counter() - began) * 1000,
            {severity: counts[severity] for severity in Severity},
            self.faults(""),
            new,
            trouble,
        )
        if new:
            self.history.append(saved)
        return saved

    def settle(self, surveyed: Surveyed, generation: int) -> bool:
        """Take in what was found across all posts at a generation of the site.

        False where the site has changed since, so that it has to be surveyed again.
        """
        try:
            settled = self.studio.settle(surveyed, generation) is not None
            if settled and self.studio.generation != generation:
                self.after()
        except (Exception, SystemExit) as error:  # told in the browser; the next save tries again
            self._crash = (_internal(error),)
            return True
        return settled

    def faults(self, path: str) -> Faults:
        """Return what keeps the page at a path from being what its sources are now."""
        return (*self._crash, *self._faults, *self.studio.broken(path))

    def marks(self) -> tuple[str, str]:
        """Return the digests of all style sheets, and of what else pages load."""
        studio = self.studio
        if self._marks[0] != (generation := studio.generation):
            self._marks = generation, studio.styles().hex(), studio.equipment().hex()
        return self._marks[1:]

    def _configured(self) -> Faults:
        """The faults of the configuration; without any, it is what the studio goes by."""
        job = self.job()
        if isinstance(job, Job):
            self.studio.job = job
            return ()
        return job


def _internal(error: BaseException) -> Diagnostic:
    message = f"This is a fault of Ninefold itself ({type(error).__name__})."
    advice = "The terminal tells more. Save again, or press r there; and please report it."
    return Diagnostic("ninefold", *(1, 1, 1, 1), "", INTERNAL, Severity.ERROR, message, advice)


def _refused(fault: str) -> Diagnostic:
    advice = "Mend that, then save again or press r at the terminal."
    return Diagnostic("ninefold", *(1, 1, 1, 1), "", INTERNAL, Severity.ERROR, fault, advice)
