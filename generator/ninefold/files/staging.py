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
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from ninefold.files import manifest, seen
from ninefold.files.seen import Seen
from ninefold.files.swapping import Target


class Staging:
    """A new site in the making; the folder is there from the first file on.

    A file of the spare counts only where it is the very file of the present site, under the
    same name; whatever else lies there, put there by whomever, goes. `written` tells of each file
    that was put here what its folder told at once, `kept` names what the spare had.
    """

    def __init__(self, target: Target) -> None:
        self._target = target
        self._left: Seen | None = None
        self._named: dict[str, str] = {}
        self.written: dict[str, os.stat_result] = {}
        self.kept: set[str] = set()

    def put(self, path: str, data: bytes) -> None:
        """Write a file; never into one that is there, as it may be one of the present site."""
        file = self._room(path)
        try:
            _write(file, data)
        except FileNotFoundError:
            file.parent.mkdir(parents=True, exist_ok=True)
            _write(file, data)
        self.written[path] = file.stat(follow_symlinks=False)

    def take(self, path: str, status: os.stat_result | None) -> None:
        """Take a file over from the present site, where `lstat` tells of it what `status` says."""
        left = self._begun().files
        if (known := left.get(path)) and status and os.path.samestat(known, status):
            del left[path]
            self.kept.add(path)
            return
        old, new = self._target.folder / path, self._room(path)
        new.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(old, new, follow_symlinks=False)
        except (OSError, NotImplementedError):  # another file system, or one without links
            shutil.copyfile(old, new, follow_symlinks=False)

    def clear(self, paths: Iterable[str]) -> None:
        """Remove what was neither put nor taken over, and folders that none of `paths` needs."""
        left = self._begun()
        for path in list(left.files):
            self._remove(path)
        needed = manifest.folders(paths)
        for folder in reversed(left.folders):
            if folder not in needed:
                with contextlib.suppress(OSError):
                    (self._target.staging / folder).rmdir()

    def marks(self, before: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return the marks of files as they are just before the swap.

        What was written here is as it was written, what the spare had as it was looked at
        `before`; of what was linked nothing is sure, as a link changes what its folder tells.
        """
        at = time.time_ns()
        made = {path: seen.mark(status, at) for path, status in self.written.items()}
        return made | {path: before[path] for path in self.kept if path in before}

    def _begun(self) -> Seen:
        if self._left is None:
            self._left = self._begin()
            self._named = {manifest.folded(path): path for path in self._left.files}
        return self._left

    def _begin(self) -> Seen:
        folder, spare = self._target.staging, self._target.spare
        if spare and os.path.lexists(spare):
            with contextlib.suppress(OSError):
                if left := _sound(spare, self._target.keep):
                    spare.rename(folder)
                    return left
        folder.mkdir()
        return Seen()

    def _room(self, path: str) -> Path:
        """Where a file is to come to stand, once nothing of the spare stands there."""
        left = self._begun()
        if left.files:
            for parent in manifest.folders([path]):
                self._remove(self._named.get(manifest.folded(parent), parent))
            if path in left.folders:
                self._clear_folder(path)
            self._remove(self._named.get(manifest.folded(path), path))
        return self._target.staging / path

    def _remove(self, path: str) -> None:
        if self._begun().files.pop(path, None):
            (self._target.staging / path).unlink()

    def _clear_folder(self, path: str) -> None:
        left = self._begun()
        for file in [file for file in left.files if file.startswith(f"{path}/")]:
            self._remove(file)
        inside = [one for one in left.folders if one == path or one.startswith(f"{path}/")]
        for folder in reversed(inside):
            (self._target.staging / folder).rmdir()
            del left.folders[folder]


def _sound(spare: Path, keep: Iterable[str]) -> Seen | None:
    """What lies in a spare, once nothing in it can do harm; None where it is none of ours.

    Links and special files go, so that nothing is written through them. Folders of somebody
    else, and names that survive builds, have no place in one: it is left alone then.
    """
    if spare.is_symlink() or not manifest.is_ours(spare):
        return None
    if any(os.path.lexists(spare / name) for name in keep):
        return None
    left = seen.look(spare)
    if os.name == "posix":
        os.umask(mask := os.umask(0))
        for path, status in {"": spare.stat(), **left.folders}.items():
            if status.st_uid != os.geteuid():
                return None
            if stat.S_IMODE(status.st_mode) != 0o777 & ~mask:
                (spare / path).chmod(0o777 & ~mask)
    for path, status in list(left.files.items()):
        if not stat.S_ISREG(status.st_mode):
            (spare / path).unlink()
            del left.files[path]
    return left


def _write(file: Path, data: bytes) -> None:
    with file.open("xb") as opened:
        opened.write(data)
