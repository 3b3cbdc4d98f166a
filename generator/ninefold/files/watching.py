"""Tells when files change: from the system's own word, or by looking again and again."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from ninefold.files.reading import MAX_READ, read_file
from ninefold.source import Raw

if TYPE_CHECKING:
    from watchfiles._rust_notify import RustNotify

# The system's word is taken every few milliseconds, and once more to see whether there is more.
_STEP, _LONGEST, _TICK = 15, 100, 500
# Looking may take this share of the time, and a file that changed so lately is read as well.
_SHARE, _SOONEST, _LATELY = 0.05, 0.5, 3.0

# Files that editors and systems leave beside those they save, and that no site is made of.
_JUNK_ENDS = ("~", ".swp", ".swx", ".swo", ".tmp", ".bak", ".orig", ".part", ".crdownload", ".pyc")
_JUNK_NAMES = frozenset(("4913", "Thumbs.db", "desktop.ini"))


def is_junk(name: str) -> bool:
    """Whether a file of this name is one that an editor or the system leaves for itself."""
    marked = name.startswith((".", "#", "___jb_"))
    return marked or name in _JUNK_NAMES or name.lower().endswith(_JUNK_ENDS)


@dataclass(frozen=True, slots=True)
class Watched:
    """What is watched: folders with all that is in them, there or not, and single files."""

    folders: tuple[Path, ...]
    files: tuple[Path, ...] = ()


def changes(
    watched: Watched, stop: Event, notice: Callable[[str], None], *, poll: bool = False
) -> Iterator[frozenset[str] | None]:
    """Yield the paths of files that changed, together; None where anything may have changed.

    The first value, None, comes once changes are noticed, so that none is missed. Links are
    not followed. `notice` is told in one line if the system cannot watch, and folders are
    looked at instead, as with `poll`. Ends after `stop` is set.
    """
    if not poll:
        try:
            yield from _told(watched, stop)
        except (OSError, ImportError) as error:
            notice(f"The system cannot watch files ({error}); looking for changes instead.")
    yield from _looking(watched, stop)


def _told(watched: Watched, stop: Event) -> Iterator[frozenset[str] | None]:
    while not stop.is_set():
        folders = _folders(watched.folders)
        try:
            listener = _listen([*folders, *_above(watched)])
        except FileNotFoundError:  # a folder went while it was looked at
            stop.wait(_STEP / 1000)
            continue
        try:
            # What was made while nobody listened may not be listened to.
            if _folders(watched.folders) == folders:
                marks = _marks(watched)
                yield None
                yield from _until_rearmed(listener, watched, marks, stop)
        finally:
            listener.close()


def _until_rearmed(
    listener: RustNotify, watched: Watched, marks: object, stop: Event
) -> Iterator[frozenset[str]]:
    """The changes up to one that takes a new listener: a folder came or went, or a mark moved."""
    own = {os.fspath(path) for path in (*watched.folders, *watched.files)}
    inside = tuple(f"{folder}{os.sep}" for folder in watched.folders)
    signal: Any = stop
    while not stop.is_set():
        found = listener.watch(_LONGEST, _STEP, _TICK, signal)
        if found in ("stop", "signal"):
            return
        if not isinstance(found, str):
            told = {(kind, path) for kind, path in found if path.startswith(inside)}
            paths = {path for _, path in told}
            if any(path in own for _, path in found):
                return
            if any(_is_folder(path) for path in paths) or _gone(told):
                return
            if files := frozenset(p for p in paths if not is_junk(os.path.basename(p))):  # noqa: PTH119
                yield files
        if _marks(watched) != marks:
            return


def _listen(folders: Sequence[str]) -> RustNotify:
    from watchfiles._rust_notify import RustNotify  # `watch` itself would follow links

    return RustNotify(list(folders), False, False, 300, False, True)


def _above(watched: Watched) -> set[str]:
    """The folders that hold what is watched: they tell when it comes, goes or is saved."""
    parents = {path.parent for path in (*watched.folders, *watched.files)}
    return {os.fspath(parent) for parent in parents if parent.is_dir()}


def _gone(found: set[tuple[int, str]]) -> bool:
    """Whether something that may have been a folder is no longer there."""
    suffixed = (path for kind, path in found if kind == 3)  # deleted
    return any(not os.path.splitext(path)[1] and not os.path.lexists(path) for path in suffixed)  # noqa: PTH122


def _is_folder(path: str) -> bool:
    return os.path.isdir(path) and not os.path.islink(path)  # noqa: PTH112, PTH114


def _marks(watched: Watched) -> tuple[object, ...]:
    """What changes when a watched folder is another one, or a single file was saved."""
    return (
        *(_mark(folder, ("st_dev", "st_ino")) for folder in watched.folders),
        *(_mark(f, ("st_ino", "st_size", "st_mtime_ns", "st_ctime_ns")) for f in watched.files),
    )


def _mark(path: Path, names: Sequence[str]) -> tuple[object, ...] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return tuple(getattr(status, name) for name in names)


def _folders(roots: Sequence[Path]) -> list[str]:
    """The folders that are there, with all folders in them but hidden ones."""
    waiting = [os.fspath(root) for root in roots if root.is_dir()]
    found = []
    while waiting:
        place = waiting.pop()
        found.append(place)
        waiting += [entry.path for entry in _entries(place) if entry.is_dir(follow_symlinks=False)]
    return found


def _entries(place: str) -> list[os.DirEntry[str]]:
    try:
        return [entry for entry in os.scandir(place) if not is_junk(entry.name)]
    except OSError:  # it has gone in the meantime
        return []


def _looking(watched: Watched, stop: Event) -> Iterator[frozenset[str] | None]:
    before: dict[str, tuple[object, ...]] = {}
    marks: object = None
    wait = 0.0
    while not stop.wait(wait):
        began = time.thread_time()
        now = _seen(watched.folders)
        found = frozenset(p for p in {*before, *now} if before.get(p) != now.get(p))
        moved, marks = marks != (m := _marks(watched)), m
        before = now
        if moved:
            yield None
        elif found:
            yield found
        wait = max(_SOONEST, (time.thread_time() - began) / _SHARE)


def _seen(roots: Sequence[Path]) -> dict[str, tuple[object, ...]]:
    """Path -> what tells that the file is another, for every file in the folders."""
    seen: dict[str, tuple[object, ...]] = {}
    for place in _folders(roots):
        for entry in _entries(place):
            try:
                status = entry.stat(follow_symlinks=False)
                if entry.is_dir(follow_symlinks=False):
                    continue
                marks = (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
                lately = abs(time.time() - status.st_mtime) < _LATELY
                seen[entry.path] = (*marks, _digest(entry.path) if lately else b"")
            except OSError:  # it has gone in the meantime
                continue
    return seen


def _digest(path: str) -> bytes:
    read = read_file(path, path, MAX_READ)
    return hashlib.blake2b(read.data).digest() if isinstance(read, Raw) else b""
