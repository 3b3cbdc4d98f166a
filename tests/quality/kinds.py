"""The kinds of page that a built site holds, and which pages stand for them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

RIGHT_TO_LEFT = re.compile(r'<(?:article|main)\b[^>]*\bdir="rtl"')


def kind(path: str) -> str:
    """Return the kind of the page at a path of the site: `canvases/*/embed`.

    What follows the first folder is a name, and so are the numbers of pages.
    """
    first, *rest = path.removesuffix("index.html").rstrip("/").split("/")
    if rest and not rest[0].startswith("page-"):
        rest[0] = "*"
    return re.sub(r"\bpage-\d+", "page-*", "/".join((first, *rest)))


def pages(site: Path) -> list[Path]:
    """Return the HTML pages of a built site, smallest first."""
    return sorted(site.rglob("*.html"), key=lambda file: (file.stat().st_size, file.as_posix()))


def of_each_kind(site: Path, *, extremes: bool) -> list[Path]:
    """Return the largest page of each kind, and the largest that is read from right to left.

    With `extremes`, the page of each kind with the longest word as well.
    """
    by_kind: dict[str, list[Path]] = {}
    for file in pages(site):
        by_kind.setdefault(kind(file.relative_to(site).as_posix()), []).append(file)
    found: dict[Path, None] = {}
    for files in by_kind.values():
        turned = [file for file in files if RIGHT_TO_LEFT.search(file.read_text("utf-8"))]
        straight = [file for file in files if file not in turned]
        found |= dict.fromkeys((*straight[-1:], *turned[-1:]))
        if extremes:
            found[max(files, key=longest_word)] = None
    return list(found)


def longest_word(file: Path) -> int:
    """Return the length of the longest word of a page's text."""
    text = re.sub(r"<[^>]*>", " ", file.read_text("utf-8"))
    return max(map(len, text.split()), default=0)


def urls(root: Path, files: Iterable[Path]) -> list[str]:
    """Return the addresses below the root at which files are served."""
    return [file.relative_to(root).as_posix().removesuffix("index.html") for file in files]
