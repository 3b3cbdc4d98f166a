"""Reads the content folder, themes and configuration files; follows no links out of them."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ninefold import routes
from ninefold.source import Raw
from ninefold.theme import Theme

# Posts longer than this are refused by the checker; no more of a file than that is read.
MAX_READ = 8_000_000

_POSTS = (".md", ".markdown")


class EnvironmentFault(Exception):
    """The machine does not let a command do its work: one line for the person, exit 2."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not read, why in words, and the rule that reports it."""

    path: str
    rule: str
    message: str
    help: str


@dataclass(frozen=True, slots=True)
class Content:
    """A content folder as it was read: posts, the paths of images, and what was not read."""

    posts: tuple[Raw, ...]
    images: frozenset[str]
    skipped: tuple[Skipped, ...]


def read_content(folder: Path) -> Content:
    """Read every post under a folder, sorted by path; images are only listed.

    Names that begin with a dot are passed over. Symbolic links and special files are not
    followed or opened, and are reported; so are files that cannot be read.
    """
    if not folder.is_dir():
        message = f"There is no content folder at {folder}."
        raise EnvironmentFault(f"{message} Make it, or name another with --content.")
    posts: list[Raw] = []
    images: set[str] = set()
    skipped: list[Skipped] = []
    for path, entry in _walk(folder, "", skipped):
        suffix = Path(entry.name).suffix.lower()
        if suffix not in _POSTS and not routes.is_media(entry.name):
            continue
        if not entry.is_file(follow_symlinks=False):
            skipped.append(_special(path, entry.is_symlink()))
        elif suffix in _POSTS:
            read = read_file(Path(entry.path), path)
            (posts if isinstance(read, Raw) else skipped).append(read)  # type: ignore[arg-type]
        else:
            images.add(path)
    return Content(
        tuple(sorted(posts, key=lambda raw: raw.path)),
        frozenset(images),
        tuple(sorted(skipped, key=lambda item: item.path)),
    )


def read_posts(files: list[tuple[Path, str]]) -> Content:
    """Read the named files, whatever their extension; each with the path to show for it."""
    posts: list[Raw] = []
    skipped: list[Skipped] = []
    for file, path in files:
        read = read_file(file, path)
        (posts if isinstance(read, Raw) else skipped).append(read)  # type: ignore[arg-type]
    return Content(tuple(posts), frozenset(), tuple(skipped))


def read_file(file: Path, path: str) -> Raw | Skipped:
    """Read one regular file without following a link at its end, at most MAX_READ bytes."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(file, flags | getattr(os, "O_BINARY", 0))
    except OSError as error:
        if error.errno == errno.ELOOP:
            return _special(path, link=True)
        return _unreadable(path, error)
    with os.fdopen(descriptor, "rb") as opened:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return _special(path, link=False)
        try:
            return Raw(path, opened.read(MAX_READ))
        except OSError as error:
            return _unreadable(path, error)


def read_theme(bundled: Path, own: Path | None) -> Theme:
    """Read the bundled theme, with each file that the site's own folder has in its place."""
    templates: dict[str, str] = {}
    assets: dict[str, bytes] = {}
    folders: dict[str, str] = {}
    for folder in (bundled, own):
        if folder is None or not folder.is_dir():
            continue
        skipped: list[Skipped] = []
        for path, entry in _walk(folder, "", skipped):
            raw = read_file(Path(entry.path), path)
            if isinstance(raw, Skipped):
                raise EnvironmentFault(f"{folder / path}: {raw.message} {raw.help}")
            name, _, asset = path.partition("assets/")
            if not name and asset:
                assets[asset] = raw.data
            elif path.endswith((".html", ".xml", ".txt", ".json")):
                templates[path] = _text(folder / path, raw.data)
                folders[path] = str(folder)
    return Theme(
        tuple(sorted(templates.items())),
        tuple(sorted(assets.items())),
        tuple(sorted(folders.items())),
    )


def bundled_theme() -> Path:
    """Return the folder of the theme that comes with Ninefold.

    It lies inside the installed package, or at the top of a checkout.
    """
    package = Path(__file__).parents[1]
    inside = package / "templates"
    return inside if inside.is_dir() else package.parents[1] / "templates"


def read_text(file: Path) -> str:
    """Return the text of a configuration file."""
    raw = read_file(file.resolve(), str(file))
    if isinstance(raw, Skipped):
        raise EnvironmentFault(f"{file}: {raw.message} {raw.help}")
    return _text(file, raw.data)


def find_upwards(start: Path, names: tuple[str, ...]) -> Iterator[Path]:
    """Yield the files of these names in a folder and the folders above it, nearest first."""
    for folder in (start, *start.parents):
        for name in names:
            if (folder / name).is_file():
                yield folder / name


def _walk(
    folder: Path, prefix: str, skipped: list[Skipped]
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        skipped.append(_unreadable(prefix or ".", error))
        return
    for entry in entries:
        path = prefix + _shown(entry.name)
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), f"{path}/", skipped)
        elif entry.is_symlink() and entry.is_dir():
            skipped.append(_special(path, link=True))
        else:
            yield path, entry


def _shown(name: str) -> str:
    """A file's name as text: bytes that are not UTF-8 are shown escaped."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _text(file: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise EnvironmentFault(f"{file} is not UTF-8 text. Save it as UTF-8.") from None


def _special(path: str, link: bool) -> Skipped:
    kind = "a symbolic link" if link else "a special file"
    message = f"This is {kind}, which is not read."
    return Skipped(path, "special-file", message, "Put the file itself into the content folder.")


def _unreadable(path: str, error: OSError) -> Skipped:
    message = f"The file cannot be read: {error.strerror or error}."
    advice = "Check that it is still there and that you may read it."
    return Skipped(path, "unreadable-file", message, advice)
