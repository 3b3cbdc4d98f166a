"""What is known of a site, as it is kept from one build to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ninefold.files import seen
from ninefold.files.seen import Seen
from ninefold.files.standing import Left


class Made(NamedTuple):
    """What is known of a file of a site: the digest of the page that it shows, b"" where it shows
    none; that of what was written; and the mark by which it is known to be untouched.
    """

    page: bytes
    content: bytes
    mark: bytes


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
class Known:
    """What is known of the files of a site by path, of its folders, and of what is `strange` in
    them. They were looked `at` a time, in nanoseconds since 1970.
    """

    files: Mapping[str, Made] = field(default_factory=dict)
    manifest: bytes = b""
    strange: tuple[str, ...] = ()
    folders: Mapping[str, bytes] = field(default_factory=dict)
    at: int = 0
    spare: Spare | None = None

    def left(self) -> Left:
        """Return how a build left the site."""
        files = {path: (made.content.hex(), made.mark) for path, made in self.files.items()}
        there = Seen(dict.fromkeys(self.strange, b""), dict(self.folders), self.at)
        return Left(files, self.manifest.hex(), there, self._spare())

    def _spare(self) -> Seen | None:
        if self.spare is None:
            return None
        files = {path: made.mark for path, made in self.files.items()}
        files |= self.spare.other
        for path in self.spare.without:
            files.pop(path, None)
        return Seen(files, dict(self.spare.folders), self.spare.at)


def known(left: Left, pages: Mapping[str, bytes]) -> Known:
    """Return what is to be known of a site as a build left it; `pages` are digests by path."""
    files = {
        path: Made(pages.get(path, b""), bytes.fromhex(content), mark)
        for path, (content, mark) in left.files.items()
    }
    strange = tuple(path for path in left.there.files if path not in files)
    spare = _spare(left.spare, files) if left.spare else None
    whole = bytes.fromhex(left.manifest)
    return Known(files, whole, strange, left.there.folders, left.there.at, spare)


def _spare(spare: Seen, files: Mapping[str, Made]) -> Spare:
    other = {
        path: told
        for path, told in spare.files.items()
        if path not in files or not seen.one_file(files[path].mark, told)
    }
    without = tuple(path for path in files if path not in spare.files)
    return Spare(other, without, spare.folders, spare.at)
