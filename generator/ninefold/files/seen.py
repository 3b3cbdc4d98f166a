"""What lies in a folder, as the folder tells of it: what nobody touched need not be read again."""

from __future__ import annotations

import contextlib
import os
import stat
import struct
import time
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from pathlib import Path

# A file system's clock moves in steps: what changed so shortly before may change unnoticed.
_STEP = 20_000_000  # nanoseconds
# To look at each of more files takes long: their folders have to do.
MOST = 25_000
_SECOND = 1_000_000_000


# Device, inode, mode, size, the times of change of what is in it and of anything, owner, group.
_TOLD = struct.Struct("<8Q")
_FILE = slice(0, 16)
_INODE = slice(8, 16)
_CONTENT = slice(0, 40)
_UNSIGNED = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Seen:
    """What lies in a folder, by path, each as it is `told`: links and special files are files.

    A folder comes after the one that it lies in. The look began `at` a time, in nanoseconds
    since 1970.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    folders: dict[str, bytes] = field(default_factory=dict)
    at: int = 0


def look(folder: Path, aside: Container[str] = ()) -> Seen:
    """Return what lies in a folder, at any depth; nothing where there is no folder.

    Directly in it, the names that are to be left `aside` are passed over. What comes and goes
    meanwhile may be missing. Raises OSError where a folder cannot be read.
    """
    seen = Seen(at=time.time_ns())
    if folder.is_dir() and not folder.is_symlink():
        _look(seen, folder, "", aside)
    return seen


def again(folder: Path, before: Seen, aside: Container[str] = ()) -> Seen:
    """Return the same of a folder that was looked at before, for a fraction of the work.

    A folder that is as it was holds what it held: nothing came, went, or took the place of
    another. That somebody wrote into a file goes unnoticed there. Files of which nothing was
    known, b"", are looked at.
    """
    if os.name != "posix" or folder.is_symlink() or not folder.is_dir():
        return look(folder, aside)
    seen, place = Seen(at=time.time_ns()), os.fspath(folder)
    moved = {""}
    for path, known in before.folders.items():
        above = path.rpartition("/")[0]
        if path in aside or (above and above not in seen.folders):
            continue
        status = _told(f"{place}/{path}")
        if status and stat.S_ISDIR(_mode(status)):  # and no link that took its place
            seen.folders[path] = status
            if status != known or fresh(_changed(known), before.at):
                moved.add(path)
    for path, known in before.files.items():
        above = path.rpartition("/")[0]
        standing = above not in moved and above in seen.folders
        if standing and (status := known or _told(f"{place}/{path}")):
            seen.files[path] = status
    for path in moved:
        _look(seen, folder, path, aside)
    return seen


def folders(folder: Path, paths: Iterable[str]) -> Seen:
    """Return what is told of folders within one, given by their paths."""
    seen = Seen(at=time.time_ns())
    for path in sorted(paths):
        if status := _told(f"{os.fspath(folder)}/{path}"):
            seen.folders[path] = status
    return seen


def _look(seen: Seen, folder: Path, path: str, aside: Container[str]) -> None:
    """Look at what lies in a folder, at any depth but for folders that have been seen."""
    waiting = [path]
    while waiting:  # folders can lie deeper within one another than calls can
        above = waiting.pop()
        with contextlib.suppress(FileNotFoundError):
            for entry in os.scandir(folder / above):
                path = f"{above}/{entry.name}" if above else entry.name
                if path in aside or path in seen.folders:
                    continue
                with contextlib.suppress(FileNotFoundError):
                    status = entry.stat(follow_symlinks=False)
                    if stat.S_ISDIR(status.st_mode):
                        seen.folders[path] = told(status)
                        waiting.append(path)
                    else:
                        seen.files[path] = told(status)


def _told(place: str) -> bytes:
    try:
        return told(os.lstat(place))
    except (FileNotFoundError, NotADirectoryError):
        return b""


def fresh(changed: int, at: int) -> bool:
    """Whether what changed at one time may change once more without a sign of it until another.

    Both are in nanoseconds since 1970. Some file systems know whole seconds, or two, alone.
    """
    return changed >= at - (_STEP if changed % _SECOND else 2 * _SECOND)


def told(status: os.stat_result) -> bytes:
    """Return what a folder tells of what lies in it, as bytes that can be kept."""
    numbers = (
        *(status.st_dev, status.st_ino, status.st_mode, status.st_size),
        *(status.st_mtime_ns, status.st_ctime_ns, status.st_uid, status.st_gid),
    )
    try:
        return _TOLD.pack(*numbers)
    except struct.error:  # a time before 1970, or a number of more than 64 bits
        return _TOLD.pack(*(number & _UNSIGNED for number in numbers))


def mark(told: bytes, at: int) -> bytes:
    """Return what changes whenever a file does.

    Of the times of change one cannot be set back by any program. Nothing stands for a file that
    changed so shortly before it was looked `at`, in nanoseconds, that it may change once more
    without a sign; for what is no regular file; and for any on Windows, which keeps no such time.
    """
    regular = os.name == "posix" and told and stat.S_ISREG(_mode(told))
    return told if regular and not fresh(_changed(told), at) else b""


def is_regular(told: bytes) -> bool:
    """Whether a regular file is told of."""
    return stat.S_ISREG(_mode(told))


def mode_and_owners(told: bytes) -> tuple[int, int, int]:
    """Return the mode, the owner and the group that are told."""
    _, _, mode, _, _, _, owner, group = _TOLD.unpack(told)
    return mode, owner, group


def one_file(one: bytes, other: bytes) -> bool:
    """Whether one file is told of twice, whatever became of it meanwhile."""
    return one[_FILE] == other[_FILE] and any(one[_INODE])  # some file systems know none


def same(one: bytes, other: bytes) -> bool:
    """Whether one file is told of, with the same in it; a link may have been made meanwhile."""
    return one[_CONTENT] == other[_CONTENT]


def _mode(told: bytes) -> int:
    return int(_TOLD.unpack(told)[2])


def _changed(told: bytes) -> int:
    return int(_TOLD.unpack(told)[5])
