"""What is known of a site, as it is kept from one build to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ninefold.files import seen
from ninefold.files.seen import Seen
from ninefold.files.standing import Left


@dataclass(frozen=True, slots=True)
class Spare:
    """A spare by its difference from the site: files that are `other` there, and those that it
    is `without`; and its folders as they were looked `at`.
    """

    other: Mapping[str, bytes]
    without: tuple[str, ...]
    folders: Mapping[str, bytes]
    at: int


@dataclass(frozen=True, slots=True)
class Planned:
    """A sheaf as it was planned: its key, and the digest of each page by path."""

    key: bytes = b""
    pages: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a site: of each file by path the digest of what was written and the mark by
    which it is known to be untouched; the `sheaves` that files show, by name; the digest of the
    manifest; its folders, and what is `strange` in them, as they were looked `at`.
    """

    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    sheaves: Mapping[str, Planned] = field(default_factory=dict)
    manifest: str = ""
    strange: tuple[str, ...] = ()
    folders: Mapping[str, bytes] = field(default_factory=dict)
    at: int = 0
    spare: Spare | None = None

    def left(self) -> Left:
        """Return how a build left the site."""
        there = Seen(dict.fromkeys(self.strange, b""), dict(self.folders), self.at)
        return Left(self.files, self.manifest, there, self._spare())

    def _spare(self) -> Seen | None:
        if self.spare is None:
            return None
        files = {path: mark for path, (_, mark) in self.files.items()}
        files |= self.spare.other
        for path in self.spare.without:
            files.pop(path, None)
        return Seen(files, dict(self.spare.folders), self.spare.at)


def known(left: Left, sheaves: Mapping[str, Planned]) -> Known:
    """Return what is to be known of a site as a build left it, and of its sheaves by name."""
    there = left.there if _can_be_kept(left.there) else Seen()
    strange = tuple(path for path in there.files if path not in left.files)
    spare = None
    if left.spare and _can_be_kept(left.spare):
        spare = _spare(left.spare, left.files)
    return Known(left.files, sheaves, left.manifest, strange, there.folders, there.at, spare)


def _can_be_kept(seen: Seen) -> bool:
    """Whether all names are text: somebody's own need not be. Else all is to be looked at anew."""
    try:
        "".join((*seen.files, *seen.folders)).encode()
    except UnicodeEncodeError:
        return False
    return True


def _spare(spare: Seen, files: Mapping[str, tuple[str, bytes]]) -> Spare:
    other = {
        path: told
        for path, told in spare.files.items()
        if path not in files or not seen.one_file(files[path][1], told)
    }
    return Spare(other, tuple(files.keys() - spare.files.keys()), spare.folders, spare.at)
