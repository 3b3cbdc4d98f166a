"""The output folder: how a build left it, and what of that still stands."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ninefold.files import manifest, reading, seen
from ninefold.files.faults import EnvironmentFault, blaming
from ninefold.files.seen import MOST, Seen
from ninefold.files.swapping import Target
from ninefold.source import Raw


@dataclass(frozen=True, slots=True)
class Left:
    """How a build left a site: digest and mark of each file by path, and the digest of the
    manifest.

    `there` is what was seen of its folders, and names files that are not ours; `spare` is the
    spare as it was left, where there is one.
    """

    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    manifest: str = ""
    there: Seen = field(default_factory=Seen)
    spare: Seen | None = None


@dataclass(frozen=True, slots=True)
class Present:
    """The output folder as it is: what the last build wrote, and of that what still stands as it
    was written, each path -> digest; the marks of what stands, as far as it has one; the digest
    of the manifest; what lies there, and how the last build left the spare.
    """

    wrote: Mapping[str, str]
    stands: Mapping[str, str]
    marks: dict[str, bytes]
    manifest: str
    there: Seen
    spare: Seen | None = None


def present(target: Target, left: Left) -> Present:
    """Look at the output folder; `left` is how a build left it, as `write` told.

    What has its mark still is not read. Of a site of more than MOST files only the folders are
    looked at, and files of those in which something came, went or took another's place.

    Raises EnvironmentFault where the folder cannot be read, or is not ours.
    """
    with blaming(f"{target.folder} cannot be read"):
        there = _there(target, left)
    raw = reading.read_file(target.folder / manifest.NAME, manifest.NAME)
    whole = manifest.sha256(raw.data) if isinstance(raw, Raw) else ""
    wrote: Mapping[str, str] | None
    if whole and whole == left.manifest:  # it is known without taking it apart
        wrote = {path: digest for path, (digest, _) in left.files.items()}
    else:
        wrote = manifest.read(target.folder)
    if wrote is None and (there.files or there.folders):
        raise not_ours(target.folder)
    stands, marks = {}, {}
    for path, digest in (wrote or {}).items():
        # Looked at before it is read, so that no edit in between goes unnoticed later.
        told, known = there.files.get(path, b""), left.files.get(path)
        mark = told if known and known[1] == told else seen.mark(told, there.at)
        if not mark or known != (digest, mark):
            with contextlib.suppress(ValueError):  # a name that no file can have
                raw = reading.read_file(target.folder / path, path)
                if not isinstance(raw, Raw) or manifest.sha256(raw.data) != digest:
                    continue
        stands[path], marks[path] = digest, mark
    return Present(wrote or {}, stands, marks, whole, there, left.spare)


def _there(target: Target, left: Left) -> Seen:
    if len(left.files) <= MOST:
        return seen.look(target.folder, target.keep)
    marks = {path: mark for path, (_, mark) in left.files.items()}
    before = Seen({**left.there.files, **marks}, left.there.folders, left.there.at)
    return seen.again(target.folder, before, target.keep)


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


def not_ours(folder: Path) -> EnvironmentFault:
    """Return what is said of an output folder that is somebody else's."""
    message = f"{folder} holds files that Ninefold did not write, so it is left alone."
    return EnvironmentFault(f"{message} Empty it, or choose another folder with --output.")
