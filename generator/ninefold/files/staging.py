"""The folder in which a new site is put together, before it takes the place of the old one.

It need not begin empty. The site before the last one is kept with the cache, as the `spare`: all
that stayed the same since then is in it, as links to the files of the present site. So what a
build costs is what it changes, and not what the site holds.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Iterable
from pathlib import Path

from ninefold.files import seen
from ninefold.files.seen import Seen
from ninefold.files.swapping import Target


class Staging:
    """A new site in the making; the folder is there from the first file on.

    A file of the spare counts only where it is the very file of the present site; whatever else
    lies there, put there by whomever, goes.
    """

    def __init__(self, target: Target) -> None:
        self._target = target
        self._left: Seen | None = None

    def put(self, path: str, data: bytes) -> None:
        """Write a file. What lies at its place goes: it may be a file of the present site, too."""
        file = self._room(path)
        try:
            _write(file, data)
        except OSError:
            self._make_way(path)
            file.parent.mkdir(parents=True, exist_ok=True)
            _write(file, data)

    def take(self, path: str, status: os.stat_result | None) -> None:
        """Take a file over from the present site, where `lstat` tells of it what `status` says."""
        known = self._begun().files.get(path)
        if known and status and os.path.samestat(known, status):
            del self._begun().files[path]
            return
        file = self._room(path)
        try:
            self._link(path, file)
        except OSError:
            self._make_way(path)
            file.parent.mkdir(parents=True, exist_ok=True)
            self._link(path, file)

    def holds(self, path: str) -> bool:
        """Whether there is anything at a path."""
        return os.path.lexists(self._target.staging / path)

    def clear(self, paths: Iterable[str]) -> None:
        """Remove what was neither put nor taken over, and folders that none of `paths` needs."""
        left = self._begun()
        for path in left.files:
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                (self._target.staging / path).unlink()
        left.files.clear()
        needed = {path.rpartition("/")[0] for path in paths}
        for folder in list(needed):
            while folder := folder.rpartition("/")[0]:
                needed.add(folder)
        for folder in reversed(left.folders):
            if folder not in needed:
                with contextlib.suppress(OSError):
                    (self._target.staging / folder).rmdir()

    def _begun(self) -> Seen:
        if self._left is None:
            self._left = self._begin()
        return self._left

    def _begin(self) -> Seen:
        folder, spare = self._target.staging, self._target.spare
        if spare and spare.is_dir() and not spare.is_symlink():
            try:
                spare.rename(folder)
                left = seen.look(folder)
                for path, status in list(left.files.items()):
                    if not stat.S_ISREG(status.st_mode):  # nothing may be written through a link
                        (folder / path).unlink()
                        del left.files[path]
            except OSError:  # it lies on another disk, or is not ours any more
                shutil.rmtree(folder, ignore_errors=True)
            else:
                return left
        folder.mkdir()
        return Seen()

    def _room(self, path: str) -> Path:
        """Where a file is to come to stand, where none stands now."""
        file = self._target.staging / path
        if self._begun().files.pop(path, None):
            file.unlink()
        return file

    def _make_way(self, path: str) -> None:
        """Remove files that are folders now, and folders that are files now."""
        place = self._target.staging
        *folders, name = path.split("/")
        for folder in folders:
            place /= folder
            if os.path.lexists(place) and not place.is_dir():
                place.unlink()
        place /= name
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)

    def _link(self, path: str, new: Path) -> None:
        old = self._target.folder / path
        new.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(old, new, follow_symlinks=False)
        except (OSError, NotImplementedError):  # another file system, or one without links
            shutil.copyfile(old, new, follow_symlinks=False)


def _write(file: Path, data: bytes) -> None:
    try:
        file.write_bytes(data)
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
