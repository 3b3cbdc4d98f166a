"""What a build that would change nothing says, told without doing the work again.

A build notes what it stood on: of every file that it read, size, inode and the times of change,
which no program can set back; the code, the libraries, the arguments and the day; and the files
that it made. While all that is the same, so is the answer. Of more than MOST files that it made,
only those at the root are looked at, the list of all of them included.

Only the standard library is needed here, as whoever asks wants the answer before anything else
is loaded.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ninefold.files.seen import MOST, fresh

NAME = "unchanged-"
_PACKAGE = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120 - no Path where every millisecond counts
_CACHES = frozenset({"__pycache__"})
_TELLING = ("NO_COLOR", "TERM", "COLUMNS")

Stat = tuple[str, int, int, int, int, int]


@dataclass(frozen=True)
class Footing:
    """What a build stands on: `read` are files and folders that it reads, `made` those it makes.

    What is not there is part of it: a configuration that appears changes everything.
    """

    read: tuple[str, ...]
    made: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What a build says on stdout and stderr, and its exit code."""

    out: str
    err: str
    code: int


def key(arguments: Mapping[str, object]) -> str:
    """Return a name for a build with these arguments, here and today."""
    told = [
        sorted((name, repr(value)) for name, value in arguments.items()),
        os.getcwd(),  # noqa: PTH109
        [bool(stream and stream.isatty()) for stream in (sys.stdout, sys.stderr)],
        [os.environ.get(name) for name in _TELLING],
        time.strftime("%Y-%m-%d"),
        sys.version,
        _libraries(),
    ]
    return hashlib.blake2b(
        repr(told).encode("utf-8", "surrogateescape"), digest_size=16
    ).hexdigest()


def recall(folder: Path, name: str) -> Answer | None:
    """Return the answer kept under a name in a folder, if everything is still as it was."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        text = (folder / f"{NAME}{name}").read_text(encoding="utf-8")
        seal, _, body = text.partition("\n")
        if seal != _seal(body):
            return None
        kept: dict[str, Any] = json.loads(body)
        footing = Footing(tuple(kept["read"]), tuple(kept["made"]))
        if look(footing.read) == kept["seen"] and look(footing.made, kept["deep"]) == kept["left"]:
            return Answer(**kept["answer"])
    return None


class Watch:
    """Looks at what a build reads before it begins, to know afterwards that nothing moved."""

    def __init__(self, footing: Footing) -> None:
        self._footing = footing
        self._began = time.time_ns()
        self._before = self._look()

    def keep(
        self, folder: Path, name: str, answer: Answer, files: int, whole: Callable[[bool], bool]
    ) -> None:
        """Keep an answer under a name, unless what was read changed meanwhile or just before, or
        what was made, so many `files`, is not `whole` any more: all of it, or what lies at its
        root alone.
        """
        if not self._before or self._look() != self._before:
            return
        footing = self._footing
        with contextlib.suppress(OSError, ValueError):
            deep = files <= MOST
            kept = {
                **asdict(footing),
                "seen": self._before,
                "deep": deep,
                "left": look(footing.made, deep),  # first, so that it tells of later changes
                "answer": asdict(answer),
            }
            if not whole(deep):
                return
            body = json.dumps(kept)
            for old in folder.glob(f"{NAME}*"):
                old.unlink()
            new = folder / f"{NAME}{name}.new"
            new.write_text(f"{_seal(body)}\n{body}", encoding="utf-8")
            new.replace(folder / f"{NAME}{name}")

    def _look(self) -> str:
        if os.name != "posix":  # elsewhere the time of change can be set back, or is another thing
            return ""
        try:
            return look(self._footing.read, at=self._began)
        except OSError:
            return ""


def look(places: Iterable[str], deep: bool = True, at: int = sys.maxsize) -> str:
    """Return a digest of files and folders as they are told by their folders, unread.

    Unless it is to be `deep`, only what lies directly in a folder counts. "" where a file changed
    so shortly before it is looked `at`, in nanoseconds since 1970, that it may change unnoticed.
    """
    found: list[Stat | str] = []
    for place in (*places, _PACKAGE):
        try:
            status = os.stat(place)  # noqa: PTH116
        except FileNotFoundError:
            found.append(place)
            continue
        found.append(_stat(place, status))
        if os.path.isdir(place):  # noqa: PTH112
            found += _walk(place, deep or place == _PACKAGE)
    if any(isinstance(one, tuple) and fresh(one[4], at) for one in found):
        return ""
    return hashlib.blake2b(json.dumps(found).encode(), digest_size=16).hexdigest()


def _walk(folder: str, deep: bool) -> Iterator[Stat]:
    """Yield what is in a folder, in the order of names, links as links."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name not in _CACHES:
            yield _stat(entry.path, entry.stat(follow_symlinks=False))
            if deep and entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, True)


def _stat(path: str, status: os.stat_result) -> Stat:
    return (
        path,
        status.st_mode,
        status.st_size,
        status.st_mtime_ns,
        status.st_ctime_ns,
        status.st_ino,
    )


def _libraries() -> list[list[str]]:
    """The names in the folders of libraries, which hold their versions."""
    folders = [path for path in sys.path if os.path.basename(path) == "site-packages"]  # noqa: PTH119
    return [sorted(os.listdir(folder)) for folder in folders if os.path.isdir(folder)]  # noqa: PTH112, PTH208


def _seal(body: str) -> str:
    return hashlib.blake2b(body.encode("utf-8"), digest_size=16).hexdigest()
