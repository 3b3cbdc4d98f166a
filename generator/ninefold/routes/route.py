"""What a route is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Route:
    """A page's address from the root of the site ("canvases/8x8/"), and its output path."""

    url: str
    path: str


def page(url: str) -> Route:
    """Return the route of an address; one that ends in a slash is its folder's index."""
    return Route(url, f"{url}index.html" if url == "" or url.endswith("/") else url)
