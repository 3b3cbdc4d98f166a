"""Writes the site: staged beside the output folder, then swapped in as a whole.

A reader, a crash or a full disk sees the old site or the new one, never a mixture. A file
in the output folder, the manifest, marks it as ours and lists what we wrote with its
digest; a folder without it that holds anything else is never touched, and what somebody
else put into a folder of ours stays in it.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from ninefold.files import manifest, seen, swapping
from ninefold.files.faults import EnvironmentFault, blaming
from ninefold.files.seen import Seen
from ninefold.files.staging import Staging
from ninefold.files.standing import Left, Present, not_ours
from ninefold.files.swapping import Target

if TYPE_CHECKING:
    from ninefold.theme import Output


@dataclass(frozen=True, slots=True)
class Report:
    """What writing did: how many files the site has, were written anew, and are gone.

    `left` is how the site is now.
    """

    files: int
    written: int
    removed: int
    left: Left = field(default_factory=Left, repr=False)


def check_target(target: Target, sources: Iterable[Path]) -> None:
    """Refuse an output folder that is not ours to replace, or that overlaps a source."""
    folder = target.folder
    with blaming(f"{folder} cannot be used"):
        if folder.is_symlink():
            raise EnvironmentFault(f"{folder} is a symbolic link. Name the folder itself.")
        resolved = _real(folder)
        home = _real(Path("~").expanduser())
        if resolved in (home, *home.parents) or ".git" in resolved.parts:
            message = f"{folder} is no folder for a site: it is a home, holds one, or is git's."
            raise EnvironmentFault(f"{message} Choose another with --output.")
        check_apart(folder, sources)
        if not folder.exists():
            return
        if not folder.is_dir():
            raise EnvironmentFault(f"{folder} is not a folder. Choose another with --output.")
        names = {entry.name for entry in os.scandir(folder)}
    if names - set(target.keep) and not manifest.is_ours(folder):
        raise not_ours(folder)


def check_apart(folder: Path, sources: Iterable[Path]) -> None:
    """Refuse an output folder that overlaps a source."""
    resolved = _real(folder)
    for source in map(_real, sources):
        if resolved == source or resolved in source.parents or source in resolved.parents:
            message = f"The output folder {folder} and {source} lie within each other."
            raise EnvironmentFault(f"{message} Choose an output folder of its own.")


def write(
    target: Target, outputs: Iterable[Output], reused: Iterable[str], before: Present
) -> Report:
    """Make the output folder hold exactly these files, and what is not ours.

    `before` is the folder as it is; `reused` are the paths of what stands and stays. Nothing
    is touched when nothing differs. Raises EnvironmentFault when the disk does not allow it;
    the folder is then as it was.
    """
    try:
        with blaming("The site could not be written"):
            return _write(target, outputs, reused, before)
    finally:
        # After an exception as after a crash; if that fails, too, the next build tries again.
        with contextlib.suppress(EnvironmentFault):
            swapping.recover(target)


def _write(
    target: Target, outputs: Iterable[Output], reused: Iterable[str], before: Present
) -> Report:
    staging = Staging(target, before.spare)
    files = {path: before.stands[path] for path in reused}
    places = _Places(target, files)
    for output in outputs:
        places.give(output.path)
        digest = files[output.path] = manifest.sha256(output.data)
        if before.stands.get(output.path) != digest:
            staging.put(output.path, output.data)
    written, removed = len(staging.written), len(before.wrote.keys() - files.keys())
    if before.wrote == files and not written:
        same = (before.manifest, before.there, before.spare)
        return Report(len(files), 0, 0, _left(files, before.marks, *same))
    there = seen.again(target.folder, before.there, target.keep)
    strange = manifest.strangers(there.files, before.wrote)
    for path in strange:
        places.leave(path)
    for path in staging.keep(there.files, files.keys() - staging.written.keys()):
        staging.take(path, there.files.get(path, b""))
    for path in strange:
        with contextlib.suppress(FileNotFoundError):  # it has gone again
            staging.take(path, there.files[path], theirs=True)
    staging.clear(chain(files, strange))
    whole = manifest.text(files)
    staging.put(manifest.NAME, whole)
    marks = staging.marks(before.marks)
    now = seen.folders(target.staging, manifest.folders(chain(files, strange)))
    now.files.update(dict.fromkeys(strange, b""))
    kept = swapping.swap(target, before.wrote, frozenset(strange), there)
    left = _left(files, marks, manifest.sha256(whole), now, there if kept else None)
    return Report(len(files), written, removed, left)


def _left(
    files: Mapping[str, str], marks: Mapping[str, bytes], whole: str, now: Seen, spare: Seen | None
) -> Left:
    left = {path: (digest, marks.get(path, b"")) for path, digest in files.items()}
    return Left(left, whole, now, spare)


class _Places:
    """Where the files of a site stand: no two at one place, and none where others need a folder."""

    def __init__(self, target: Target, files: Iterable[str]) -> None:
        self._target = target
        paths = [manifest.NAME, *files]
        self._check_kept(paths)
        self._files = {manifest.folded(path): path for path in paths}
        self._folders = {manifest.folded(folder): folder for folder in manifest.folders(paths)}

    def give(self, path: str) -> None:
        """Give a file its place, or refuse it."""
        if not manifest.inside(path):
            raise ValueError(f"{path} leads out of the output folder")
        if not manifest.portable(path):
            message = f"{path} is no name that a file can have on every system."
            raise EnvironmentFault(f"{message} Give it a plain one of at most 100 letters.")
        self._check_kept([path])
        if other := self._taken(path):
            alike = manifest.folded(other) == manifest.folded(path)
            message = "are one file on some systems" if alike else "cannot both be there"
            advice = "Give one of the two another name."
            raise EnvironmentFault(f"{other} and {path} {message}. {advice}")
        self._files[manifest.folded(path)] = path
        for folder in manifest.folders([path]):
            self._folders.setdefault(manifest.folded(folder), folder)

    def leave(self, path: str) -> None:
        """Leave a file that is not ours where it is, unless the site needs its place."""
        if manifest.folded(path) in self._files or self._taken(path):
            message = (
                f"{self._target.folder / path} was not written by Ninefold, and is in the way."
            )
            raise EnvironmentFault(f"{message} Move it to a safe place, then build again.")

    def _taken(self, path: str) -> str:
        """What stands where a path or one of its folders would, or lies in it as in a folder."""
        name = manifest.folded(path)
        above = (self._files.get(manifest.folded(one)) for one in manifest.folders([path]))
        here = self._files.get(name, "")
        return self._folders.get(name) or next(filter(None, above), "") or here * (here != path)

    def _check_kept(self, paths: Iterable[str]) -> None:
        for name in {path.partition("/")[0] for path in paths}.intersection(self._target.keep):
            raise EnvironmentFault(f"output_keep names {name}, which the site itself writes.")


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
