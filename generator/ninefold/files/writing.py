"""Writes the site: staged beside the output folder, then swapped in as a whole.

A reader, a crash or a full disk sees the old site or the new one, never a mixture. A file
in the output folder, the manifest, marks it as ours and lists what we wrote with its
digest; a folder without it that holds anything else is never touched, and what somebody
else put into a folder of ours stays in it.
"""

from __future__ import annotations

import contextlib
import os
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from ninefold.files import manifest, reading, seen, swapping
from ninefold.files.faults import EnvironmentFault, blaming
from ninefold.files.seen import Seen
from ninefold.files.staging import Staging
from ninefold.files.swapping import Target
from ninefold.source import Raw

if TYPE_CHECKING:
    from ninefold.theme import Output


@dataclass(frozen=True, slots=True)
class Report:
    """What writing did: how many files the site has, were written anew, and are gone."""

    files: int
    written: int
    removed: int


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
    """The output folder as it is: what the last build wrote, of that what still stands as it was
    written, each path -> digest, and all that lies there.
    """

    wrote: Mapping[str, str]
    stands: Mapping[str, str]
    seen: Seen


def present(target: Target, known: Mapping[str, tuple[str, bytes]]) -> Present:
    """Look at the output folder. `known` gives digest and mark of files by path, as `remarked`
    returns them: what has its mark still is not read.
    """
    there = seen.look(target.folder, target.keep)
    marks = seen.marks(there.files)
    wrote = manifest.read(target.folder) or {}
    stands = {}
    for path, digest in wrote.items():
        if path in marks and known.get(path) == (digest, marks[path]):
            stands[path] = digest
            continue
        with contextlib.suppress(ValueError):  # a name that no file can have
            raw = reading.read_file(target.folder / path, path)
            if isinstance(raw, Raw) and manifest.sha256(raw.data) == digest:
                stands[path] = digest
    return Present(wrote, stands, there)


def remarked(target: Target, files: Mapping[str, str]) -> dict[str, tuple[str, bytes]]:
    """Return digest and mark of each file of a site that was just written, where it has one."""
    marks = seen.marks(seen.look(target.folder, target.keep).files)
    return {path: (digest, marks.get(path, b"")) for path, digest in files.items()}


def write(
    target: Target, outputs: Iterable[Output], reused: Iterable[str], before: Present
) -> tuple[Report, dict[str, str]]:
    """Make the output folder hold exactly these files, and what is not ours.

    `before` is the folder as it is; `reused` are the paths of what stands and stays. Nothing
    is touched when nothing differs. Returns, beside the report, path -> digest of every
    file. Raises EnvironmentFault when the disk does not allow it; the folder is then as it
    was.
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
) -> tuple[Report, dict[str, str]]:
    staging = Staging(target)
    files = {path: before.stands[path] for path in reused}
    _check_kept({manifest.NAME, *files}, target)
    taken = {_folded(path): path for path in files}
    written: set[str] = set()
    for output in outputs:
        _check_name(output.path, target)
        if (other := taken.setdefault(_folded(output.path), output.path)) != output.path:
            message = f"{other} and {output.path} are one file on some systems."
            raise EnvironmentFault(f"{message} Give one of the two another name.")
        digest = files[output.path] = manifest.sha256(output.data)
        if before.stands.get(output.path) != digest:
            staging.put(output.path, output.data)
            written.add(output.path)
    report = Report(len(files), len(written), len(before.wrote.keys() - files.keys()))
    if before.wrote == files and not written:
        return report, files
    there = before.seen.files
    for path in files:
        if path not in written:
            staging.take(path, there.get(path))
    strange = manifest.strangers(there, before.wrote)
    staging.clear(chain(files, strange))
    for path in strange:
        if staging.holds(path):
            message = f"{target.folder / path} was not written by Ninefold, and is in the way."
            raise EnvironmentFault(f"{message} Move it to a safe place, then build again.")
        staging.take(path, None)
    staging.put(manifest.NAME, manifest.text(files))
    swapping.swap(target)
    return report, files


def _check_name(path: str, target: Target) -> None:
    if not manifest.inside(path):
        raise ValueError(f"{path} leads out of the output folder")
    if not manifest.portable(path):
        message = f"{path} is no name that a file can have on every system."
        raise EnvironmentFault(f"{message} Give it a plain one of at most 100 letters.")
    _check_kept([path], target)


def _check_kept(paths: Iterable[str], target: Target) -> None:
    for name in {path.partition("/")[0] for path in paths}.intersection(target.keep):
        raise EnvironmentFault(f"output_keep names {name}, which the site itself writes.")


def _folded(path: str) -> str:
    """A path as systems see it that know no difference of case or of composition."""
    return unicodedata.normalize("NFC", path).casefold()


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
