"""The manifest: the file in the output folder that marks it as ours and lists what we wrote."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import unicodedata
from collections.abc import Container, Iterable, Mapping
from pathlib import Path, PureWindowsPath

from ninefold.files import reading
from ninefold.source import Raw

NAME = ".ninefold.json"
_PLAIN = re.compile(r"[a-z0-9_-][a-z0-9._-]*(?:/[a-z0-9_-][a-z0-9._-]*)*+")
_HEAD = re.compile(rb'\s*{\s*"generator"\s*:\s*"ninefold"')
# Characters and names that Windows keeps for itself.
_UNFIT = re.compile(
    r'[<>:"\\|?*\x00-\x1f\x7f]|^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)', re.IGNORECASE
)


def read(folder: Path) -> dict[str, str] | None:
    """Return path -> digest of the last build's files; None where there is no manifest of ours."""
    raw = reading.read_file(folder / NAME, NAME)
    try:
        table = json.loads(raw.data) if isinstance(raw, Raw) else {}
        files = table["files"]
        if table["generator"] == "ninefold" and isinstance(files, dict):
            return {str(path): str(digest) for path, digest in files.items() if inside(path)}
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    return None


def is_ours(folder: Path) -> bool:
    """Whether a folder has a manifest of ours; only its beginning is read."""
    with contextlib.suppress(OSError), open(folder / NAME, "rb", opener=_safely) as file:
        return _HEAD.match(file.read(100)) is not None
    return False


def _safely(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def text(files: Mapping[str, str]) -> bytes:
    """Return the manifest of these files."""
    # As `json.dumps` writes it with indent=1, which takes ten times as long.
    listed = {path: files[path] for path in sorted(files)}
    lines = json.dumps(listed, separators=(",\n  ", ": "))[1:-1]
    body = f"{{\n  {lines}\n }}" if lines else "{}"
    return f'{{\n "generator": "ninefold",\n "files": {body}\n}}\n'.encode()


def inside(path: str) -> bool:
    """Whether a path stays in the folder that it starts from, whatever the system."""
    if _PLAIN.fullmatch(path):  # as all that we write are
        return True
    strict = PureWindowsPath(path)  # it takes both kinds of slash, and drives, for what they are
    return bool(path) and not strict.anchor and ".." not in strict.parts


def portable(path: str) -> bool:
    """Whether every system can hold a path: Windows, too, and names of at most 100 bytes."""
    return all(
        len(name.encode("utf-8", "surrogateescape")) <= 100
        and name == name.rstrip(". ")
        and not _UNFIT.search(name)
        for name in path.split("/")
    )


def folded(path: str) -> str:
    """Return a path as systems see it that know no difference of case or of composition."""
    return path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()


def folders(paths: Iterable[str]) -> set[str]:
    """Return all folders that paths lie in, at any depth."""
    found: set[str] = set()
    for folder in {path.rpartition("/")[0] for path in paths}:
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def sha256(data: bytes) -> str:
    """Return the digest by which the manifest knows a file."""
    return hashlib.sha256(data).hexdigest()


def strangers(there: Iterable[str], ours: Container[str]) -> list[str]:
    """Return those of the paths in a folder that no build of ours wrote."""
    return [path for path in there if path != NAME and path not in ours]
