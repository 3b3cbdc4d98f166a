"""Reads the content folder, themes and configuration files; follows no links out of them."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ninefold import languages, routes
from ninefold.files.faults import EnvironmentFault
from ninefold.source import Raw
from ninefold.theme import BrokenTemplate, Output, Theme, style_sheet

# Longer posts are refused unread: the checker's limit is shorter, however many bytes a
# character takes.
MAX_READ = 8_000_000

_POSTS = (".md", ".markdown")


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
    for path, entry in _walk(folder, skipped):
        if not is_post(path) and not routes.is_media(entry.name):
            continue
        if not entry.is_file(follow_symlinks=False):
            skipped.append(_special(path, entry.is_symlink()))
        elif is_post(path):
            read = read_file(Path(entry.path), path, MAX_READ)
            (posts if isinstance(read, Raw) else skipped).append(read)  # type: ignore[arg-type]
        else:
            images.add(path)
    return Content(
        tuple(sorted(posts, key=lambda raw: raw.path)),
        frozenset(images),
        tuple(sorted(skipped, key=lambda item: item.path)),
    )


def is_post(path: str) -> bool:
    """Whether a file is taken for a post, by its path in the content folder."""
    hidden = any(name.startswith(".") for name in path.split("/"))
    return path.lower().endswith(_POSTS) and not hidden


def read_posts(files: list[tuple[Path, str]]) -> Content:
    """Read the named files, whatever their extension; each with the path to show for it."""
    posts: list[Raw] = []
    skipped: list[Skipped] = []
    for file, path in files:
        read = read_file(file, path, MAX_READ)
        (posts if isinstance(read, Raw) else skipped).append(read)  # type: ignore[arg-type]
    return Content(tuple(posts), frozenset(), tuple(skipped))


def read_file(file: Path, path: str, limit: int = -1) -> Raw | Skipped:
    """Read one regular file, unless it is longer than a limit, following no link at its end."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(file, flags | getattr(os, "O_BINARY", 0))
    except OSError as error:
        if error.errno == errno.ELOOP:
            return _special(path, link=True)
        return _unreadable(path, error)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return _special(path, link=False)
        with os.fdopen(descriptor, "rb", closefd=False) as opened:
            data = opened.read(limit + 1 if limit >= 0 else -1)
    except OSError as error:
        return _unreadable(path, error)
    finally:
        os.close(descriptor)
    return Raw(path, data) if limit < 0 or len(data) <= limit else _oversized(path, limit)


def read_images(folder: Path, paths: Iterable[str]) -> Iterator[Output]:
    """Yield images of a content folder as files of the site; one that cannot be read is fatal."""
    for path in paths:
        raw = read_file(folder / path, path)
        if isinstance(raw, Skipped):
            raise EnvironmentFault(f"{folder / path}: {raw.message}")
        yield Output(routes.media(path).path, raw.data)


def read_theme(bundled: Path, own: Path | None, language: str = "en") -> Theme:
    """Read the bundled theme, with each file that the site's own folder has in its place.

    The phrases are those of the site's `language`, its own catalogues laid over ours.
    """
    templates: dict[str, str] = {}
    catalogues: dict[str, str] = {}
    assets: dict[str, bytes] = {}
    styles: dict[str, str] = {}
    folders: dict[str, str] = {}
    for folder in (bundled, own):
        if folder is None or not folder.is_dir():
            continue
        skipped: list[Skipped] = []
        for path, entry in _walk(folder, skipped):
            raw = read_file(Path(entry.path), path)
            if isinstance(raw, Skipped):
                skipped.append(raw)
                continue
            name, _, asset = path.partition("assets/")
            if not name and asset:
                assets[asset] = raw.data
            elif path.endswith((".html", ".xml", ".txt", ".json")):
                templates[path] = _text(folder / path, raw.data)
                folders[path] = str(folder)
            elif path.startswith("styles/") and path.endswith(".css"):
                styles[path] = _text(folder / path, raw.data)
            elif path.startswith("languages/") and path.endswith(".toml"):
                catalogues[path] = _text(folder / path, raw.data)
        if skipped:
            first = min(skipped, key=lambda item: item.path)
            raise EnvironmentFault(f"{folder / first.path}: {first.message}")
    catalogue, faults = languages.choose(language, sorted(catalogues.items()))
    return Theme(
        tuple(sorted(templates.items())),
        tuple(sorted({"site.css": style_sheet(styles), **assets}.items())),
        tuple(sorted(folders.items())),
        catalogue,
        tuple(BrokenTemplate(f"{own}/{f.path}", f.line, f.message) for f in faults),
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
    raw = read_file(Path(os.path.realpath(file)), str(file))
    if isinstance(raw, Skipped):
        raise EnvironmentFault(f"{file}: {raw.message}")
    return _text(file, raw.data)


def find_upwards(start: Path, names: tuple[str, ...]) -> Iterator[Path]:
    """Yield the files of these names in a folder and the folders above it, nearest first."""
    for folder in (start, *start.parents):
        for name in names:
            if os.path.isfile(folder / name):  # noqa: PTH113 (the one that never raises)
                yield folder / name


def _walk(folder: Path, skipped: list[Skipped]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    waiting = [(os.fspath(folder), "")]
    while waiting:  # folders can lie deeper within one another than calls can
        place, prefix = waiting.pop()
        try:
            entries = list(os.scandir(place))
        except OSError as error:
            skipped.append(_unreadable(prefix or ".", error))
            continue
        for entry in entries:
            path = prefix + _shown(entry.name)
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append((entry.path, f"{path}/"))
            elif os.path.isdir(entry.path):  # noqa: PTH112 (the one that never raises)
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


def _oversized(path: str, limit: int) -> Skipped:
    message = f"The file is longer than {limit:,} bytes."
    return Skipped(path, "oversized-file", message, "Keep one canvas in a file, without data.")


def _unreadable(path: str, error: OSError) -> Skipped:
    message = f"The file cannot be read: {error.strerror or error}."
    advice = "Check that it is still there and that you may read it."
    return Skipped(path, "unreadable-file", message, advice)
