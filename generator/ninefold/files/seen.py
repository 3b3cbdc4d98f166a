"""What lies in a folder, as the folder tells of it: what nobody touched need not be read again."""

from __future__ import annotations

import os
import stat
import struct
import time
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from pathlib import Path

# A file system's clock moves in steps: what changed so shortly before may change unnoticed.
_STEP = 20_000_000  # nanoseconds


@dataclass(frozen=True, slots=True)
class Seen:
    """What lies in a folder: `files` by path, each as `lstat` tells, and paths of `folders`.

    Links and special files are files; a folder comes after the one that it lies in.
    """

    files: dict[str, os.stat_result] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)


def look(folder: Path, aside: Container[str] = ()) -> Seen:
    """Return what lies in a folder, at any depth; nothing where there is no folder.

    Directly in it, the names that are to be left `aside` are passed over.
    """
    seen = Seen()
    waiting = [(os.fspath(folder), "")] if folder.is_dir() and not folder.is_symlink() else []
    while waiting:  # folders can lie deeper within one another than calls can
        place, prefix = waiting.pop()
        for entry in os.scandir(place):
            path = prefix + entry.name
            if path in aside:
                continue
            if entry.is_dir(follow_symlinks=False):
                seen.folders.append(path)
                waiting.append((entry.path, f"{path}/"))
            else:
                seen.files[path] = entry.stat(follow_symlinks=False)
    return seen


def marks(files: dict[str, os.stat_result]) -> dict[str, bytes]:
    """Return, by path, what changes whenever a file does, as bytes that can be kept.

    Of the times of change one cannot be set back by any program. Nothing stands for a file that
    changed so lately that it may change once more without a sign, for what is no regular file,
    and for any on Windows, which keeps no such time.
    """
    return dict(_marks(files)) if os.name == "posix" else {}


def _marks(files: dict[str, os.stat_result]) -> Iterator[tuple[str, bytes]]:
    lately = time.time_ns() - _STEP
    for path, status in files.items():
        if stat.S_ISREG(status.st_mode) and status.st_ctime_ns < lately:
            told = status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
            yield path, struct.pack("<4Q", *(number & (1 << 64) - 1 for number in told))
