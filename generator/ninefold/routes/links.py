"""Links: how one page names another, and what a post's relative link means."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote, urlsplit

from ninefold.routes.route import Route


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
