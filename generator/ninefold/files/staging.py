"""The folder in which a new site is put together, before it takes the place of the old one.

It need not begin empty. The site before the last one is kept with the cache, as the `spare`: all
that stayed the same since then is in it, as links to the files of the present site. So what a
build costs is what it changes, and not what the site holds.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import time
from collections.abc import Iterable, Mapping, Set
from itertools import chain
from pathlib import Path

from ninefold.files import manifest, seen
from ninefold.files.faults import EnvironmentFault
from ninefold.files.seen import Seen
from ninefold.files.swapping import Target


class Staging:
    """A new site in the making; the folder is there from the first file on.

    A file of the spare counts only where it is the very file of the present site, under the
    same name; whatever else lies there, put there by whomever, goes. `written` tells of each file
    that was put here what its folder told at once, `kept` names what the spare had, and `linked`
    tells of what was linked what its folder told before and at once. `spare` is the spare as it
    was left, where that is known.
    """

    def __init__(self, target: Target, spare: Seen | None = None) -> None:
        self._target = target
        self._spare = spare
        self._left: Seen | None = None
        self._named: dict[str, str] = {}
        self.written: dict[str, bytes] = {}
        self.kept: set[str] = set()
        self.linked: dict[str, tuple[bytes, bytes]] = {}

    def put(self, path: str, data: bytes) -> None:
        """Write a file; never into one that is there, as it may be one of the present site."""
        file = self._room(path)
        try:
            _write(file, data)
        except FileNotFoundError:
            file.parent.mkdir(parents=True, exist_ok=True)
            _write(file, data)
        self.written[path] = seen.told(file.stat(follow_symlinks=False))

    def keep(self, there: Mapping[str, bytes], paths: Set[str]) -> set[str]:
        """Keep what the spare has of files of the present site, as its folders tell of them.

        Returns which of `paths` it has not.
        """
        left = self._begun().files
        had = {p for p in paths if p in left and seen.one_file(left[p], there.get(p, b""))}
        for path in had:
            del left[path]
        self.kept |= had
        return set(paths - had)

    def take(self, path: str, told: bytes, *, theirs: bool = False) -> None:
        """Take a file over from the present site, whose folder `told` this of it.

        If it is not ours, it is taken as it is or not at all.
        """
        old, new = self._target.folder / path, self._room(path)
        new.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(old, new, follow_symlinks=False)
        except (OSError, NotImplementedError) as error:  # one without links, or another disk
            if theirs and isinstance(error, OSError) and error.errno == errno.EXDEV:
                message = f"{old} lies on another disk, which is mounted there."
                advice = "Name it in output_keep, or mount it elsewhere."
                raise EnvironmentFault(f"{message} {advice}") from None
            shutil.copy2(old, new, follow_symlinks=False)
        else:
            linked = seen.told(new.stat(follow_symlinks=False))
            if told and seen.same(told, linked):
                self.linked[path] = told, linked

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

        What was written here is as it was written; what was taken over is as it was looked at
        `before`, where its folder told the same until it was taken.
        """
        at = time.time_ns()
        made = {path: seen.mark(told, at) for path, told in self.written.items()}
        made |= {path: before[path] for path in self.kept if path in before}
        for path, (told, linked) in self.linked.items():
            if before.get(path) == told:
                made[path] = seen.mark(linked, at)
        return made

    def _begun(self) -> Seen:
        if self._left is None:
            self._left = self._begin()
            names = chain(self._left.files, self._left.folders)
            self._named = {manifest.folded(path): path for path in names}
        return self._left

    def _begin(self) -> Seen:
        folder, spare = self._target.staging, self._target.spare
        folder.mkdir()
        if not spare or spare.is_symlink() or not manifest.is_ours(spare):
            return Seen()
        left = None
        with contextlib.suppress(OSError):
            status = spare.stat()
            if left := _sound(spare, folder.stat(), self._target.keep, self._spare):
                spare.rename(folder)
        if left and os.path.samestat(folder.stat(), status):
            return left
        if any(folder.iterdir()):  # another build was faster, and left its own
            shutil.rmtree(folder)
            folder.mkdir()
        elif not left:
            shutil.rmtree(spare, ignore_errors=True)
        return Seen()

    def _room(self, path: str) -> Path:
        """Where a file is to come to stand, once nothing of the spare stands there."""
        left = self._begun()
        if left.files:
            for parent in manifest.folders([path]):
                named = self._named.get(manifest.folded(parent), parent)
                self._remove(named)
                if named != parent and named in left.folders:  # one place on some systems
                    self._clear_folder(named)
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


def _sound(
    spare: Path, new: os.stat_result, keep: Iterable[str], before: Seen | None
) -> Seen | None:
    """What lies in a spare, once nothing in it can do harm and its folders are like a `new` one.

    None where it cannot be made so. Links and special files go, so that nothing is written
    through them; names that survive builds have no place in a spare.
    """
    if any(os.path.lexists(spare / name) for name in keep):
        return None
    left = seen.again(spare, before) if before else seen.look(spare)
    for path, told in {"": seen.told(spare.stat()), **left.folders}.items():
        mode, *owners = seen.mode_and_owners(told)
        if owners != [new.st_uid, new.st_gid]:
            return None
        if mode != new.st_mode:
            (spare / path).chmod(stat.S_IMODE(new.st_mode))
    known = before.files if before else {}
    for path, told in list(left.files.items()):
        if told is not known.get(path) and not seen.is_regular(told):
            (spare / path).unlink()
            del left.files[path]
    return left


def _write(file: Path, data: bytes) -> None:
    with file.open("xb") as opened:
        opened.write(data)
