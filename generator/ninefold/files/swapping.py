"""Puts a new site in place of the old one as a whole, under a lock, and mends what was cut short.

A process may end at any line here: the output folder is then the old site or the new one,
or lies whole beside its place, and `recover` brings back what must survive.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import stat
import sys
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from pathlib import Path

from ninefold.files import manifest, seen
from ninefold.files.faults import EnvironmentFault, blaming
from ninefold.files.seen import Seen

_EXCHANGE = 2
_AT_FDCWD = -100


@dataclass(frozen=True, slots=True)
class Target:
    """An output folder, and the names in it that survive every build.

    `spare` is where the site that was replaced may be kept, for the next one to begin with.
    """

    folder: Path
    keep: tuple[str, ...]
    spare: Path | None = None

    @property
    def staging(self) -> Path:
        """Where the new site is put together."""
        return self.folder.with_name(f".{self.folder.name}.ninefold-new")

    @property
    def retired(self) -> Path:
        """Where the old site lies until it is removed, if two folders cannot be exchanged."""
        return self.folder.with_name(f".{self.folder.name}.ninefold-old")


@contextlib.contextmanager
def lock(target: Target, notice: Callable[[str], None]) -> Iterator[None]:
    """Hold off other builds of the same folder; waits for one that is under way."""
    with blaming(f"{target.folder.parent} cannot be used"):
        target.folder.parent.mkdir(parents=True, exist_ok=True)
        held = _held(target.folder.parent, notice)
    try:
        yield
    finally:
        if held is not None:
            os.close(held)


def _held(folder: Path, notice: Callable[[str], None]) -> int | None:
    try:
        import fcntl
    except ImportError:  # Windows has no flock, and refuses to replace what is in use
        return None
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            notice("Another build is under way; waiting for it to end.")
            fcntl.flock(descriptor, fcntl.LOCK_EX)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def recover(target: Target) -> None:
    """Clear what a build that was cut short left beside the output folder.

    If it was cut short in the middle of the swap, what must survive is brought back first.
    """
    with blaming("What an earlier build left cannot be cleared"):
        if target.retired.is_dir() and not target.folder.exists():
            target.retired.rename(target.folder)
        for left in (target.staging, target.retired):
            if left.is_dir() and not left.is_symlink():
                _discard(left, target)


def swap(target: Target, ours: Container[str], strange: Container[str], there: Seen) -> bool:
    """Put the new site in place of the old one, and bring over what is to be kept.

    Of the old site's files those in `ours` were written by a build. The `strange` ones are
    somebody's, and are in the new site already as they were when `there` was looked at.

    The new site is on the disk before its name is, and its name before the old one goes: a
    machine that loses power finds one of the two whole. Whatever it raises, `recover` makes
    it good. Returns whether the old site is kept as the spare.
    """
    _settle(target.staging)
    if not target.folder.exists():
        target.staging.rename(target.folder)
        return False
    if _exchange(target.staging, target.folder):
        return _retire(target.staging, target, ours, strange, there)
    target.folder.rename(target.retired)
    target.staging.rename(target.folder)
    return _retire(target.retired, target, ours, strange, there)


def _retire(
    old: Path, target: Target, ours: Container[str], strange: Container[str], there: Seen
) -> bool:
    """Keep an old site as the spare, without what is not ours, where there is room for one."""
    _bring_over(old, target)
    for path in seen.again(old, there, target.keep).files:
        if path in ours or path == manifest.NAME:
            continue
        known, place = path in strange, target.folder / path
        if known and seen.same(there.files[path], seen.told((old / path).lstat())):
            (old / path).unlink()
        elif known or not os.path.lexists(place):  # it came, or was saved anew, a moment ago
            place.parent.mkdir(parents=True, exist_ok=True)
            (old / path).replace(place)
    if target.spare and manifest.is_ours(old):
        with contextlib.suppress(OSError):  # it may lie on another disk
            old.rename(target.spare)
            return True
    shutil.rmtree(old)
    return False


def _discard(old: Path, target: Target) -> None:
    """Remove what a build that was cut short left."""
    _bring_over(old, target)
    shutil.rmtree(old)


def _bring_over(old: Path, target: Target) -> None:
    """Move what is to be kept of an old site to the new one."""
    for name in target.keep:
        if not os.path.lexists(old / name):  # a dangling link is there, too
            continue
        if os.path.lexists(target.folder / name):
            message = f"{old / name} was left by a build that was cut short."
            raise EnvironmentFault(f"{message} Move it to a safe place, then build again.")
        (old / name).rename(target.folder / name)


def _settle(folder: Path) -> None:
    """Wait until what was written in a folder is on the disk, and not only on its way there.

    `syncfs` takes 20 ms for the 560 files of a first build where `fsync` of each takes from 130
    ms to some seconds; it is there on Linux, whose journals also keep the order of renames.
    """
    place = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)) if os.name != "nt" else -1
    try:
        if sync := getattr(ctypes.CDLL(None), "syncfs", None) if sys.platform == "linux" else None:
            if sync(place):
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            return
        for path in seen.look(folder).files:
            with contextlib.suppress(PermissionError, FileNotFoundError):  # somebody's own
                if stat.S_ISREG((folder / path).lstat().st_mode):
                    with (folder / path).open("rb+") as file:
                        os.fsync(file.fileno())
    finally:
        if place >= 0:
            os.close(place)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step, where the system can."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    paths = os.fsencode(one), os.fsencode(other)
    return bool(rename(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _EXCHANGE) == 0)
