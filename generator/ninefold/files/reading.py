"""Reads files and configuration; follows no links out of their folders."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ninefold.files.faults import EnvironmentFault
from ninefold.files.seen import fresh
from ninefold.source import Raw

# Longer posts are refused unread: the checker's limit is shorter, however many bytes a
# character takes. Configuration and templates are no longer than posts; images may be.
MAX_READ = 8_000_000
MAX_FILE = 100_000_000
_SAFELY = ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY")  # where there are such
_FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in _SAFELY)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not read, why in words, and the rule that reports it."""

    path: str
    rule: str
    message: str
    help: str


def read_file(
    file: Path | str, path: str, limit: int = MAX_FILE, below: Path | str | None = None
) -> Raw | Skipped:
    """Read one regular file, unless it is longer than a limit, following no link at its end.

    Where it lies `below` a folder, no link between the two is followed either, should one
    have taken a folder's place since it was listed.
    """
    try:
        descriptor = _opened(os.fspath(file), os.fspath(below) if below else "")
    except OSError as error:
        if error.errno == errno.ELOOP or (error.errno == errno.ENOTDIR and below):
            return special(path, link=True)
        return _unreadable(path, error)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return special(path, link=False)
        if limit < status.st_size:
            return _oversized(path, limit)
        data = b""
        while more := os.read(descriptor, status.st_size + 4096):
            data += more
            if limit < len(data):
                return _oversized(path, limit)
    except OSError as error:
        return _unreadable(path, error)
    finally:
        os.close(descriptor)
    return Raw(path, data)


def marks(files: Iterable[tuple[str, str]]) -> dict[str, tuple[int, ...] | None]:
    """Return, for paths with their files, what changes whenever a file does.

    None for a file that changed so lately that it may change once more without a sign, or that
    is not there. Where no time can be trusted, on Windows, it is always None.
    """
    now = time.time_ns()
    found: dict[str, tuple[int, ...] | None] = {}
    for path, file in files:
        found[path] = None
        with contextlib.suppress(OSError):
            status = os.stat(file, follow_symlinks=False)  # noqa: PTH116 - of very many
            if os.name == "posix" and not fresh(status.st_ctime_ns, now):
                sizes = status.st_size, status.st_ino
                found[path] = (status.st_mtime_ns, status.st_ctime_ns, *sizes)
    return found


def stats(folder: Path, paths: Iterable[str]) -> list[tuple[str, int, int]]:
    """Return path, size and time of change of files in a folder; zeros for those not there."""
    found = []
    for path in paths:
        try:
            status = (folder / path).stat()
        except OSError:
            found.append((path, 0, 0))
        else:
            found.append((path, status.st_size, status.st_mtime_ns))
    return found


def _opened(file: str, below: str) -> int:
    """Open a file for reading: never waiting, and by its own name, not by that of a link."""
    if not below or os.open not in os.supports_dir_fd:
        return os.open(file, _FLAGS)
    inside = file.removeprefix(os.path.join(below, ""))  # noqa: PTH118 - of very many
    inside = inside if inside != file else str(Path(file).relative_to(below))
    *folders, name = inside.split(os.sep)  # noqa: PTH206
    place = os.open(below, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for folder in folders:
            deeper = os.open(folder, _FLAGS | os.O_DIRECTORY, dir_fd=place)
            os.close(place)
            place = deeper
        return os.open(name, _FLAGS, dir_fd=place)
    finally:
        os.close(place)


def read_package_file(path: str) -> Raw | Skipped:
    """Read a file that comes with the package, by its path there."""
    return read_file(Path(__file__).parents[1] / path, path)


def read_text(file: Path) -> str:
    """Return the text of a configuration file."""
    raw = read_file(Path(os.path.realpath(file)), str(file), MAX_READ)
    if isinstance(raw, Skipped):
        raise EnvironmentFault(f"{file}: {raw.message}")
    return text_of(file, raw.data)


def find_upwards(start: Path, names: tuple[str, ...]) -> Iterator[Path]:
    """Yield the files of these names in a folder and the folders above it, nearest first."""
    for folder in (start, *start.parents):
        for name in names:
            if os.path.isfile(folder / name):  # noqa: PTH113 (the one that never raises)
                yield folder / name


def walk(folder: Path, skipped: list[Skipped]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield path and entry of every file under a folder, but for hidden ones.

    What cannot be read or leads elsewhere is added to `skipped`.
    """
    waiting = [(os.fspath(folder), "")]
    while waiting:  # folders can lie deeper within one another than calls can
        place, prefix = waiting.pop()
        try:
            entries = list(os.scandir(place))
        except OSError as error:
            skipped.append(_unreadable(prefix or ".", error))
            continue
        for entry in entries:
            path = prefix + _shown(entry.name)
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append((entry.path, f"{path}/"))
            elif entry.is_symlink() and os.path.isdir(entry.path):  # noqa: PTH112 (never raises)
                skipped.append(special(path, link=True))
            else:
                yield path, entry


def _shown(name: str) -> str:
    """A file's name as text: bytes that are not UTF-8 are shown escaped."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def text_of(file: Path, data: bytes) -> str:
    """Return what was read from a file as text."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise EnvironmentFault(f"{file} is not UTF-8 text. Save it as UTF-8.") from None


def special(path: str, link: bool) -> Skipped:
    """Return what is said of a link or special file."""
    kind = "a symbolic link" if link else "a special file"
    message = f"This is {kind}, which is not read."
    return Skipped(path, "special-file", message, "Put the file itself into the content folder.")


def _oversized(path: str, limit: int) -> Skipped:
    message = f"The file is longer than {limit:,} bytes."
    return Skipped(path, "oversized-file", message, "Keep one canvas in a file, without data.")


def _unreadable(path: str, error: OSError) -> Skipped:
    message = f"The file cannot be read: {error.strerror or error}."
    advice = "Check that it is still there and that you may read it."
    return Skipped(path, "unreadable-file", message, advice)
