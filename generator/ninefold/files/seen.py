"""What lies in a folder, as the folder tells of it: what nobody touched need not be read again."""

from __future__ import annotations

import contextlib
import os
import stat
import struct
from collections.abc import Container
from dataclasses import dataclass, field
from pathlib import Path

# A file system's clock moves in steps: what changed so shortly before may change unnoticed.
_STEP = 20_000_000  # nanoseconds
_SECOND = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Seen:
    """What lies in a folder, by path, each as `lstat` tells: links and special files are files.

    A folder comes after the one that it lies in.
    """

    files: dict[str, os.stat_result] = field(default_factory=dict)
    folders: dict[str, os.stat_result] = field(default_factory=dict)


def look(folder: Path, aside: Container[str] = ()) -> Seen:
    """Return what lies in a folder, at any depth; nothing where there is no folder.

    Directly in it, the names that are to be left `aside` are passed over. What comes and goes
    meanwhile may be missing. Raises OSError where a folder cannot be read.
    """
    seen = Seen()
    waiting = [(os.fspath(folder), "")] if folder.is_dir() and not folder.is_symlink() else []
    while waiting:  # folders can lie deeper within one another than calls can
        place, prefix = waiting.pop()
        with contextlib.suppress(FileNotFoundError):
            for entry in os.scandir(place):
                path = prefix + entry.name
                if path in aside:
                    continue
                with contextlib.suppress(FileNotFoundError):
                    status = entry.stat(follow_symlinks=False)
                    if stat.S_ISDIR(status.st_mode):
                        seen.folders[path] = status
                        waiting.append((entry.path, f"{path}/"))
                    else:
                        seen.files[path] = status
    return seen


def fresh(changed: int, at: int) -> bool:
    """Whether what changed at one time may change once more without a sign of it until another.

    Both are in nanoseconds since 1970. Some file systems know whole seconds, or two, alone.
    """
    return changed >= at - (_STEP if changed % _SECOND else 2 * _SECOND)


def mark(status: os.stat_result, at: int) -> bytes:
    """Return what changes whenever a file does, as bytes that can be kept.

    Of the times of change one cannot be set back by any program. Nothing stands for a file that
    changed so shortly before it was looked `at`, in nanoseconds, that it may change once more
    without a sign; for what is no regular file; and for any on Windows, which keeps no such time.
    """
    return b"" if fresh(status.st_ctime_ns, at) else told(status)


def told(status: os.stat_result) -> bytes:
    """Return the same of a file however lately it changed."""
    if os.name != "posix" or not stat.S_ISREG(status.st_mode):
        return b""
    numbers = status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
    return struct.pack("<4Q", *(number & (1 << 64) - 1 for number in numbers))


def same(one: os.stat_result, other: os.stat_result) -> bool:
    """Whether two looks saw one file, with the same in it; a link may have been made meanwhile."""
    return os.path.samestat(one, other) and all(
        getattr(one, name) == getattr(other, name) for name in ("st_ino", "st_size", "st_mtime_ns")
    )
