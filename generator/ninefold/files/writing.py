"""Writes the site: staged beside the output folder, then swapped in as a whole.

A reader, a crash or a full disk sees the old site or the new one, never a mixture. A file
in the output folder, the manifest, marks it as ours and lists what we wrote with its
digest; a folder without it that holds anything else is never touched, and what somebody
else put into a folder of ours stays in it.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from ninefold.files import manifest, reading, seen, swapping
from ninefold.files.faults import EnvironmentFault, blaming
from ninefold.files.staging import Staging
from ninefold.files.swapping import Target
from ninefold.source import Raw

if TYPE_CHECKING:
    from ninefold.theme import Output


@dataclass(frozen=True, slots=True)
class Report:
    """What writing did: how many files the site has, were written anew, and are gone.

    `left` gives digest and mark of each file by path.
    """

    files: int
    written: int
    removed: int
    left: Mapping[str, tuple[str, bytes]] = field(default_factory=dict, repr=False)


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
    if names - set(target.keep) and manifest.read(folder) is None:
        message = f"{folder} holds files that Ninefold did not write, so it is left alone."
        raise EnvironmentFault(f"{message} Empty it, or choose another folder with --output.")


def check_apart(folder: Path, sources: Iterable[Path]) -> None:
    """Refuse an output folder that overlaps a source."""
    resolved = _real(folder)
    for source in map(_real, sources):
        if resolved == source or resolved in source.parents or source in resolved.parents:
            message = f"The output folder {folder} and {source} lie within each other."
            raise EnvironmentFault(f"{message} Choose an output folder of its own.")


@dataclass(frozen=True, slots=True)
class Present:
    """The output folder as it is: what the last build wrote, and of that what still stands as it
    was written, each path -> digest; and the marks of what stands, as far as it has one.
    """

    wrote: Mapping[str, str]
    stands: Mapping[str, str]
    marks: dict[str, bytes]


def present(target: Target, known: Mapping[str, tuple[str, bytes]]) -> Present:
    """Look at the output folder. `known` gives digest and mark of files by path, as `write`
    returned them: what has its mark still is not read.

    Raises EnvironmentFault where the folder cannot be read.
    """
    at = time.time_ns()
    with blaming(f"{target.folder} cannot be read"):
        there = seen.look(target.folder, target.keep).files
    wrote = manifest.read(target.folder) or {}
    stands, marks = {}, {}
    for path, digest in wrote.items():
        # Looked at before it is read, so that no edit in between goes unnoticed later.
        mark = seen.mark(there[path], at) if path in there else b""
        if not mark or known.get(path) != (digest, mark):
            with contextlib.suppress(ValueError):  # a name that no file can have
                raw = reading.read_file(target.folder / path, path)
                if not isinstance(raw, Raw) or manifest.sha256(raw.data) != digest:
                    continue
        stands[path], marks[path] = digest, mark
    return Present(wrote, stands, marks)


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
            report, files, marks = _write(target, outputs, reused, before)
    finally:
        # After an exception as after a crash; if that fails, too, the next build tries again.
        with contextlib.suppress(EnvironmentFault):
            swapping.recover(target)
    left = {path: (digest, marks.get(path, b"")) for path, digest in files.items()}
    return replace(report, left=left)


def untouched(target: Target, left: Mapping[str, tuple[str, bytes]]) -> bool:
    """Whether files of the output folder still are as they were written, by digest and mark."""
    for path, (digest, mark) in left.items():
        with contextlib.suppress(OSError):
            if mark and seen.told((target.folder / path).lstat()) == mark:
                continue
        raw = reading.read_file(target.folder / path, path)
        if not isinstance(raw, Raw) or manifest.sha256(raw.data) != digest:
            return False
    return True


def _write(
    target: Target, outputs: Iterable[Output], reused: Iterable[str], before: Present
) -> tuple[Report, dict[str, str], dict[str, bytes]]:
    staging = Staging(target)
    files = {path: before.stands[path] for path in reused}
    places = _Places(target, files)
    for output in outputs:
        places.give(output.path)
        digest = files[output.path] = manifest.sha256(output.data)
        if before.stands.get(output.path) != digest:
            staging.put(output.path, output.data)
    written = len(staging.written)
    report = Report(len(files), written, len(before.wrote.keys() - files.keys()))
    if before.wrote == files and not written:
        return report, files, before.marks
    there = seen.look(target.folder, target.keep).files
    strange = manifest.strangers(there, before.wrote)
    for path in strange:
        places.leave(path)
    for path in files:
        if path not in staging.written:
            staging.take(path, there.get(path))
    for path in strange:
        with contextlib.suppress(FileNotFoundError):  # it has gone again
            staging.take(path, there[path], theirs=True)
    staging.clear(chain(files, strange))
    staging.put(manifest.NAME, manifest.text(files))
    marks = staging.marks(before.marks)
    swapping.swap(target, before.wrote, {path: there[path] for path in strange})
    return report, files, marks


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
