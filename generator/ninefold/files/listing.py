"""The content folder: which posts and images it holds, and the posts themselves."""

from __future__ import annotations

import os
import time
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ninefold import routes
from ninefold.files.faults import EnvironmentFault
from ninefold.files.reading import MAX_READ, Skipped, read_file, special, walk
from ninefold.source import Raw

if TYPE_CHECKING:  # checking posts need not wait for what renders them
    from ninefold.theme import Output

_POSTS = (".md", ".markdown")
_PAUSE = 0.01
# What an editor takes to save a file that it empties or takes away first, in seconds.
GRACE = 0.15


@dataclass(frozen=True, slots=True)
class Listing:
    """What a content folder holds: path and file of each post, the images, what is not read.

    `held` are the posts themselves where they have been loaded, changed perhaps. For
    `patience`, in seconds for all of them, posts that are empty or gone are read again and
    again: many an editor empties a file, or takes it away, before it writes it.
    """

    folder: str
    posts: tuple[tuple[str, str], ...]
    images: frozenset[str] = frozenset()
    skipped: tuple[Skipped, ...] = ()
    held: tuple[Raw | Skipped, ...] | None = None
    patience: float = 0.0

    def read(self) -> Iterator[Raw | Skipped]:
        """Read the posts one by one, in order: together they can be more than memory holds."""
        if self.held is not None:
            return iter(self.held)
        until = time.monotonic() + self.patience
        return (self._read(path, file, until) for path, file in self.posts)

    def _read(self, path: str, file: str, until: float) -> Raw | Skipped:
        while True:
            late = until <= time.monotonic()  # before it is read: reading may be kept waiting
            read = read_file(file, path, MAX_READ, self.folder)
            if late or not _is_passing(read):
                return read
            time.sleep(_PAUSE)

    def raws(self, wanted: Container[str] | None = None) -> Iterator[Raw]:
        """Yield the posts that can be read: all, or those whose paths are wanted."""
        posts = tuple(post for post in self.posts if wanted is None or post[0] in wanted)
        read = (item for item in replace(self, posts=posts).read() if isinstance(item, Raw))
        return (raw for raw in read if wanted is None or raw.path in wanted)

    def loaded(self) -> Listing:
        """Return the listing with its posts in memory."""
        return replace(self, held=tuple(self.read()))

    def holding(self, posts: Iterable[Raw]) -> Listing:
        """Return a loaded listing with other posts in place of those of the same paths."""
        by_path = {raw.path: raw for raw in posts}
        return replace(self, held=tuple(by_path.get(i.path, i) for i in self.held or ()))


def _is_passing(read: Raw | Skipped) -> bool:
    """Whether a file is as it may be for a moment, while it is saved."""
    return read.rule == "unreadable-file" if isinstance(read, Skipped) else not read.data


@dataclass(frozen=True, slots=True)
class Content:
    """A content folder as it was read: posts, the paths of images, and what was not read."""

    posts: tuple[Raw, ...]
    images: frozenset[str]
    skipped: tuple[Skipped, ...]


def read_content(folder: Path) -> Content:
    """Read every post under a folder, sorted by path; images are only listed."""
    listing = list_content(folder)
    read = list(listing.read())
    skipped = [*listing.skipped, *(item for item in read if isinstance(item, Skipped))]
    return Content(
        tuple(item for item in read if isinstance(item, Raw)),
        listing.images,
        tuple(sorted(skipped, key=lambda item: item.path)),
    )


def list_content(folder: Path) -> Listing:
    """List posts and images under a folder, sorted by path.

    Names that begin with a dot are passed over. Symbolic links and special files are not
    followed or opened, and are reported.
    """
    if not folder.is_dir():
        message = f"There is no content folder at {folder}."
        raise EnvironmentFault(f"{message} Make it, or name another with --content.")
    posts: list[tuple[str, str]] = []
    images: set[str] = set()
    skipped: list[Skipped] = []
    for path, entry in walk(folder, skipped):
        post = is_post(path)
        if not post and not routes.is_media(entry.name):
            continue
        if not entry.is_file(follow_symlinks=False):
            skipped.append(special(path, entry.is_symlink()))
        elif post:
            posts.append((path, entry.path))
        else:
            images.add(path)
    skipped.sort(key=lambda item: item.path)
    return Listing(os.fspath(folder), tuple(sorted(posts)), frozenset(images), tuple(skipped))


def is_post(path: str) -> bool:
    """Whether a file is taken for a post, by its path in the content folder."""
    hidden = any(name.startswith(".") for name in path.split("/"))
    return path.lower().endswith(_POSTS) and not hidden


def read_images(folder: Path, paths: Iterable[str]) -> Iterator[Output]:
    """Yield images of a content folder as files of the site; one that cannot be read is fatal."""
    from ninefold.theme import Output

    for path in paths:
        raw = read_file(folder / path, path, below=folder)
        if isinstance(raw, Skipped):
            raise EnvironmentFault(f"{folder / path}: {raw.message}")
        yield Output(routes.media(path).path, raw.data)
