"""Addresses: the only maker of slugs, URLs and output paths.

An address is written from the root of the site, without a leading slash; pages link to one
another relatively (`relative`), so that the site works at a root, under a path and from
the disk. Every output path is made of slugs and literals of this module.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote, urlsplit

from slugify import slugify

from ninefold.blocks import Block

MAX_SLUG = 80

_SAFE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_JEKYLL = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})-(.+)")
# Windows keeps these names for devices, whatever their extension or case.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)")
MEDIA_TYPES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"})


@dataclass(frozen=True, slots=True, order=True)
class Route:
    """A page's address from the root of the site ("canvases/8x8/"), and its output path."""

    url: str
    path: str


def slug(text: str) -> str:
    """Return a safe slug: a-z, 0-9 and single hyphens, at most MAX_SLUG characters.

    Other scripts are transliterated; a text of which nothing remains gives a slug made
    from its digest. Two texts may share a slug: whoever needs them apart has to check.
    """
    safe = len(text) <= MAX_SLUG and _SAFE.fullmatch(text)
    made = text if safe else slugify(text, max_length=MAX_SLUG, word_boundary=True)
    if not made:
        return f"canvas-{_digest(text)}"
    return f"{made}-canvas" if _RESERVED.fullmatch(made) else made


def is_slug(text: str) -> bool:
    """Whether a text can be used as a slug as it stands."""
    return bool(text) and slug(text) == text


def of_file(path: str) -> tuple[str, str]:
    """Return the slug and the date that a post's path gives.

    Jekyll's names carry a date ("2016-05-01-8x8.md"), else the date is empty; an
    "index.md" is named after its folder.
    """
    folder, name = posixpath.split(path)
    stem = posixpath.splitext(name)[0]
    if stem.lower() == "index" and folder:
        stem = posixpath.basename(folder)
    if (match := _JEKYLL.fullmatch(stem)) and _is_day(match[1]):
        return slug(match[2]), match[1]
    return slug(stem), ""


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_media(path: str) -> bool:
    """Whether a path names an image of a kind that is published."""
    return posixpath.splitext(re.split("[#?]", path)[0])[1].lower() in MEDIA_TYPES


def _page(url: str) -> Route:
    return Route(url, f"{url}index.html" if url == "" or url.endswith("/") else url)


def home(page: int = 1) -> Route:
    """The library's list of canvases; further pages are numbered from 2."""
    return _page("" if page == 1 else f"canvases-{page}.html")


def canvas(slug: str) -> Route:
    """The page of one canvas."""
    return _page(f"canvases/{slug}/")


def pair_slug(left: str, right: str) -> str:
    """The name of a comparison: the two slugs, in order.

    Where the name could be taken apart in two ways it would not say which two are meant,
    so it ends in a digest of both.
    """
    first, second = sorted((left, right))
    name = f"{first}-vs-{second}"
    joints = re.findall("(?=-vs-)", name)
    return f"{name}-{_digest(f'{first} {second}')}" if len(joints) > 1 else name


def comparison(left: str, right: str) -> Route:
    """The page that sets two canvases side by side; the order of the two does not matter."""
    return _page(f"compare/{pair_slug(left, right)}/")


def comparisons(page: int = 1) -> Route:
    """The list of comparisons; further pages are numbered from 2."""
    return _page("compare/" if page == 1 else f"compare/page-{page}.html")


def section(block: Block, page: int = 1) -> Route:
    """One block across all canvases; further pages are numbered from 2."""
    url = f"sections/{block.slug}/"
    return _page(url if page == 1 else f"{url}page-{page}.html")


def sections() -> Route:
    """The list of the nine blocks."""
    return _page("sections/")


def media(path: str) -> Route:
    """An image of the content folder; `path` is its path there.

    The name ends in a digest of the path, so that two paths never share an address.
    """
    stem, extension = posixpath.splitext(path)
    return _page(f"media/{slug(stem)}-{_digest(path)}{extension.lower()}")


def asset(name: str) -> Route:
    """A file of the theme; `name` is its path under the theme's assets."""
    return _page(f"assets/{name}")


NOT_FOUND = _page("404.html")
SITEMAP = _page("sitemap.xml")
FEED = _page("feed.xml")


def relative(origin: Route, target: Route, fragment: str = "") -> str:
    """Return the link from one page to another, with a fragment if one is given."""
    start = posixpath.dirname(origin.url) if not origin.url.endswith("/") else origin.url
    link = posixpath.relpath(f"/{target.url}", f"/{start}")
    if target.url == "" or target.url.endswith("/"):
        link = f"{link}/"
    return f"{link}#{fragment}" if fragment else link


def from_depth(depth: int, target: Route) -> str:
    """Return the link to a page from any page that lies `depth` folders below the root."""
    return "../" * depth + target.url


def absolute(base_url: str, target: Route) -> str:
    """Return the full address of a page under a base URL; from the root without one."""
    return f"{base_url.rstrip('/')}/{target.url}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def base_url_fault(value: str) -> str | None:
    """Return what is wrong with a base URL, in words, or None."""
    try:
        parts = urlsplit(value)
        whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError as error:  # of brackets, or of the port
        return f"an address ({error})"
    if not whole:
        return "an address that begins with https:// or http://"
    if parts.query or parts.fragment or not value.isprintable() or re.search(r"[\s<>\"'\\]", value):
        return "an address without a query, a fragment, spaces or quotation marks"
    return None


def resolve(path: str, target: str) -> str | None:
    """Return the path in the content folder that a relative link in a post points to.

    `path` is the post's. A fragment or query is left aside; None where the link leaves the
    content folder.
    """
    bare = unquote(re.split("[#?]", target, maxsplit=1)[0])
    if not bare or "\\" in bare or "\0" in bare:
        return None
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), bare))
    return None if joined == ".." or joined.startswith(("../", "/")) else joined
