"""Writes the site: staged beside the output folder, then swapped in as a whole.

A reader, a crash or a full disk sees the old site or the new one, never a mixture. A file
in the output folder, the manifest, marks it as ours and lists what we wrote with its
digest; a folder without it that holds anything else is never touched.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ninefold.files.reading import EnvironmentFault
from ninefold.theme import Output

MANIFEST = ".ninefold.json"

_EXCHANGE = 2
_AT_FDCWD = -100


@dataclass(frozen=True, slots=True)
class Report:
    """What writing did: how many files the site has, were written anew, and are gone."""

    files: int
    written: int
    removed: int


@dataclass(frozen=True, slots=True)
class Target:
    """An output folder, and the names in it that survive every build."""

    folder: Path
    keep: tuple[str, ...]

    @property
    def staging(self) -> Path:
        """Where the new site is put together."""
        return self.folder.with_name(f".{self.folder.name}.ninefold-new")

    @property
    def retired(self) -> Path:
        """Where the old site lies until it is removed, if two folders cannot be exchanged."""
        return self.folder.with_name(f".{self.folder.name}.ninefold-old")


def check_target(target: Target, sources: Iterable[Path]) -> None:
    """Refuse an output folder that is not ours to replace, or that overlaps a source."""
    folder = target.folder
    if folder.is_symlink():
        raise EnvironmentFault(f"{folder} is a symbolic link. Name the folder itself.")
    resolved = folder.resolve()
    for source in (path.resolve() for path in sources):
        if resolved == source or resolved in source.parents or source in resolved.parents:
            message = f"The output folder {folder} and {source} lie within each other."
            raise EnvironmentFault(f"{message} Choose an output folder of its own.")
    if not folder.exists():
        return
    if not folder.is_dir():
        raise EnvironmentFault(f"{folder} is not a folder. Choose another with --output.")
    names = {entry.name for entry in os.scandir(folder)}
    if names - set(target.keep) and _manifest(folder) is None:
        message = f"{folder} holds files that Ninefold did not write, so it is left alone."
        raise EnvironmentFault(f"{message} Empty it, or choose another folder with --output.")


@contextlib.contextmanager
def lock(target: Target, notice: Callable[[str], None]) -> Iterator[None]:
    """Hold off other builds of the same folder; waits for one that is under way."""
    try:
        import fcntl
    except ImportError:  # Windows has no flock, and refuses to replace what is in use
        yield
        return
    target.folder.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(target.folder.parent, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            notice("Another build is under way; waiting for it to end.")
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def recover(target: Target) -> None:
    """Clear what a build that was cut short left beside the output folder.

    If it was cut short in the middle of the swap, what must survive is brought back first.
    """
    if target.retired.is_dir() and not target.folder.exists():
        target.retired.rename(target.folder)
    for left in (target.staging, target.retired):
        if left.is_dir() and not left.is_symlink():
            _discard(left, target)


def standing(target: Target) -> dict[str, str]:
    """Return path -> digest of the files of the last build that are there, unchanged."""
    found = {}
    for path, digest in (_manifest(target.folder) or {}).items():
        file = target.folder / path
        with contextlib.suppress(OSError):
            if not file.is_symlink() and sha256(file.read_bytes()) == digest:
                found[path] = digest
    return found


def write(
    target: Target,
    outputs: Iterable[Output],
    reused: Iterable[str],
    stands: Mapping[str, str],
) -> tuple[Report, dict[str, str]]:
    """Make the output folder hold exactly these files, and what is to be kept.

    `stands` are the files of the last build that are still as it wrote them; `reused` are
    the paths of those that stay. Nothing is touched when nothing differs. Returns, beside
    the report, path -> digest of every file. Raises EnvironmentFault when the disk does
    not allow it; the folder is then as it was.
    """
    try:
        return _write(target, outputs, reused, stands)
    except OSError as error:
        reason = error.strerror or str(error)
        raise EnvironmentFault(f"The site could not be written: {reason}.") from error
    finally:
        if not any((target.staging / name).exists() for name in target.keep):
            shutil.rmtree(target.staging, ignore_errors=True)


def _write(
    target: Target, outputs: Iterable[Output], reused: Iterable[str], stands: Mapping[str, str]
) -> tuple[Report, dict[str, str]]:
    target.staging.parent.mkdir(parents=True, exist_ok=True)
    target.staging.mkdir()
    files = {path: stands[path] for path in reused}
    written = 0
    for output in outputs:
        digest = files[output.path] = sha256(output.data)
        if stands.get(output.path) != digest:
            _put(target.staging / output.path, output.data)
            written += 1
    before = _manifest(target.folder) or {}
    report = Report(len(files), written, len(before.keys() - files.keys()))
    if before == files and not written:
        return report, files
    for path in files:
        if not (target.staging / path).exists():
            _link(target.folder / path, target.staging / path)
    listed = {path: files[path] for path in sorted(files)}
    manifest = json.dumps({"generator": "ninefold", "files": listed}, indent=1) + "\n"
    _put(target.staging / MANIFEST, manifest.encode())
    _swap(target)
    return report, files


def _put(file: Path, data: bytes) -> None:
    try:
        file.write_bytes(data)
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def _link(old: Path, new: Path) -> None:
    new.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(old, new)
    except OSError:  # another file system, or one without links
        shutil.copyfile(old, new)


def _swap(target: Target) -> None:
    """Put the new site in place of the old one, and bring over what is to be kept."""
    if not target.folder.exists():
        target.staging.rename(target.folder)
    elif _exchange(target.staging, target.folder):
        _discard(target.staging, target)
    else:
        target.folder.rename(target.retired)
        try:
            target.staging.rename(target.folder)
        except OSError:
            target.retired.rename(target.folder)
            raise
        _discard(target.retired, target)


def _discard(old: Path, target: Target) -> None:
    """Remove an old site once what is to be kept of it has been moved to the new one."""
    for name in target.keep:
        if (old / name).exists() and not (target.folder / name).exists():
            (old / name).rename(target.folder / name)
        elif os.path.lexists(old / name):
            message = f"{old / name} was left by a build that was cut short."
            raise EnvironmentFault(f"{message} Move it to a safe place, then build again.")
    shutil.rmtree(old)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step, where the system can."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    paths = os.fsencode(one), os.fsencode(other)
    return bool(rename(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _EXCHANGE) == 0)


def _manifest(folder: Path) -> dict[str, str] | None:
    """The files that the last build wrote; None where the folder holds no manifest of ours."""
    try:
        table = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = table["files"]
        if table["generator"] == "ninefold" and isinstance(files, dict):
            return {str(k): str(v) for k, v in files.items() if _inside(str(k))}
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None


def _inside(path: str) -> bool:
    return not path.startswith("/") and ".." not in path.split("/") and "\\" not in path


def sha256(data: bytes) -> str:
    """Return the digest by which the manifest knows a file."""
    return hashlib.sha256(data).hexdigest()
