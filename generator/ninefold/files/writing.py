"""Writes the site: staged beside the output folder, then swapped in as a whole.

A reader, a crash or a full disk sees the old site or the new one, never a mixture. A file
in the output folder, the manifest, marks it as ours and lists what we wrote with its
digest; a folder without it that holds anything else is never touched, and what somebody
else put into a folder of ours stays in it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ninefold.files import manifest, reading, swapping
from ninefold.files.faults import EnvironmentFault, blaming
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


def standing(target: Target) -> dict[str, str]:
    """Return path -> digest of the files of the last build that are there, unchanged."""
    found = {}
    for path, digest in (manifest.read(target.folder) or {}).items():
        with contextlib.suppress(ValueError):  # a name that no file can have
            raw = reading.read_file(target.folder / path, path)
            if isinstance(raw, Raw) and manifest.sha256(raw.data) == digest:
                found[path] = digest
    return found


def write(
    target: Target,
    outputs: Iterable[Output],
    reused: Iterable[str],
    stands: Mapping[str, str],
) -> tuple[Report, dict[str, str]]:
    """Make the output folder hold exactly these files, and what is not ours.

    `stands` are the files of the last build that are still as it wrote them; `reused` are
    the paths of those that stay. Nothing is touched when nothing differs. Returns, beside
    the report, path -> digest of every file. Raises EnvironmentFault when the disk does
    not allow it; the folder is then as it was.
    """
    try:
        with blaming("The site could not be written"):
            return _write(target, outputs, reused, stands)
    finally:
        # After an exception as after a crash; if that fails, too, the next build tries again.
        with contextlib.suppress(EnvironmentFault):
            swapping.recover(target)


def _write(
    target: Target, outputs: Iterable[Output], reused: Iterable[str], stands: Mapping[str, str]
) -> tuple[Report, dict[str, str]]:
    target.staging.mkdir()
    files = {path: stands[path] for path in reused}
    _check_names((manifest.NAME, *files), target)
    seen = {_folded(path): path for path in files}
    written = 0
    for output in outputs:
        _check_names([output.path], target)
        if (other := seen.setdefault(_folded(output.path), output.path)) != output.path:
            message = f"{other} and {output.path} are one file on some systems."
            raise EnvironmentFault(f"{message} Give one of the two another name.")
        digest = files[output.path] = manifest.sha256(output.data)
        if stands.get(output.path) != digest:
            _put(target.staging / output.path, output.data)
            written += 1
    before = manifest.read(target.folder) or {}
    report = Report(len(files), written, len(before.keys() - files.keys()))
    if before == files and not written:
        return report, files
    for path in files:
        if not (target.staging / path).exists():
            _link(target.folder / path, target.staging / path)
    for path in manifest.strangers(target.folder, target.keep):
        if os.path.lexists(target.staging / path):
            message = f"{target.folder / path} was not written by Ninefold, and is in the way."
            raise EnvironmentFault(f"{message} Move it to a safe place, then build again.")
        _link(target.folder / path, target.staging / path)
    _put(target.staging / manifest.NAME, manifest.text(files))
    swapping.swap(target)
    return report, files


def _check_names(paths: Iterable[str], target: Target) -> None:
    for path in paths:
        if not manifest.inside(path):
            raise ValueError(f"{path} leads out of the output folder")
        if not manifest.portable(path):
            message = f"{path} is no name that a file can have on every system."
            raise EnvironmentFault(f"{message} Give it a plain one of at most 100 letters.")
        if (name := path.partition("/")[0]) in target.keep:
            raise EnvironmentFault(f"output_keep names {name}, which the site itself writes.")


def _folded(path: str) -> str:
    """A path as systems see it that know no difference of case or of composition."""
    return unicodedata.normalize("NFC", path).casefold()


def _put(file: Path, data: bytes) -> None:
    try:
        file.write_bytes(data)
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def _link(old: Path, new: Path) -> None:
    new.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(old, new, follow_symlinks=False)
    except (OSError, NotImplementedError):  # another file system, or one without links
        shutil.copyfile(old, new, follow_symlinks=False)


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
