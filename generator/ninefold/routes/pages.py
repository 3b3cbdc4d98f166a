"""The routes of the site: one maker a kind of page or file."""

from __future__ import annotations

import posixpath
import re

from ninefold.blocks import Block
from ninefold.routes.route import Route
from ninefold.routes.route import page as page_at
from ninefold.routes.slugs import digest, slug

_LONGEST = 90  # with a digest, no name is longer than 100 bytes


def home() -> Route:
    """The front page."""
    return page_at("")


def canvases(page: int = 1) -> Route:
    """The list of all canvases; further pages are numbered from 2."""
    return _numbered("canvases/", page)


def canvas(slug: str) -> Route:
    """The page of one canvas."""
    return page_at(f"canvases/{slug}/")


def embed(slug: str) -> Route:
    """A canvas as a page for a frame on another site."""
    return page_at(f"canvases/{slug}/embed/")


def twin(slug: str, name: str) -> Route:
    """A canvas in another form: "index.md", "canvas.json", "canvas.svg", "facts.csv" …"""
    return page_at(f"canvases/{slug}/{name}")


def comparison_slug(*slugs: str) -> str:
    """The name of a comparison of two or more canvases: their slugs, in order.

    Where the name could be taken apart in two ways it would not say which are meant, so it
    ends in a digest of all; so does one that was cut because it is too long for a file.
    """
    parts = sorted(slugs)
    name = "-vs-".join(parts)
    if len(name) <= _LONGEST and len(re.findall("(?=-vs-)", name)) == len(parts) - 1:
        return name
    return f"{name[:_LONGEST].rstrip('-')}-{digest(' '.join(parts))}"


def comparison(*slugs: str, file: str = "") -> Route:
    """The page that sets canvases side by side, whatever their order, or a file beside it."""
    return page_at(f"compare/{comparison_slug(*slugs)}/{file}")


def comparisons(page: int = 1) -> Route:
    """The list of comparisons; further pages are numbered from 2."""
    return _numbered("compare/", page)


def section(block: Block, page: int = 1) -> Route:
    """One block across all canvases; further pages are numbered from 2."""
    return _numbered(f"sections/{block.slug}/", page)


def sections() -> Route:
    """The list of the nine blocks."""
    return page_at("sections/")


def section_feed(block: Block) -> Route:
    """The feed of one block across all canvases."""
    return page_at(f"sections/{block.slug}/feed.xml")


def industries(page: int = 1) -> Route:
    """The list of industries; further pages are numbered from 2."""
    return _numbered("industries/", page)


def industry(name: str, page: int = 1) -> Route:
    """The canvases of an industry; names that share a slug share the page."""
    return _numbered(f"industries/{slug(name)}/", page)


def tags(page: int = 1) -> Route:
    """The list of tags; further pages are numbered from 2."""
    return _numbered("tags/", page)


def tag(name: str, page: int = 1) -> Route:
    """The canvases with a tag; names that share a slug share the page."""
    return _numbered(f"tags/{slug(name)}/", page)


def companies(page: int = 1) -> Route:
    """The list of companies; further pages are numbered from 2."""
    return _numbered("companies/", page)


def company(name: str) -> Route:
    """One company at all its dates; names that share a slug share the page."""
    return page_at(f"companies/{slug(name)}/")


def facts(page: int = 1) -> Route:
    """The list of facts; further pages are numbered from 2."""
    return _numbered("facts/", page)


def fact(name: str, file: str = "") -> Route:
    """One fact across canvases, or a page or file beside it such as "facts.csv"."""
    return page_at(f"facts/{slug(name)}/{file}")


def about() -> Route:
    """What a canvas is and how to read this site."""
    return page_at("about/")


def search() -> Route:
    """The search."""
    return page_at("search/")


def sitemap_part(number: int) -> Route:
    """One of the files of a sitemap that is too long for one; they are numbered from 1."""
    return page_at(f"sitemap-{number}.xml")


def search_file(name: str) -> Route:
    """A file of the search index, named after what it holds."""
    return page_at(f"search/index/{name}.json")


def search_text(slug: str) -> Route:
    """The text of a canvas, for excerpts."""
    return page_at(f"search/text/{slug}.json")


def media(path: str) -> Route:
    """An image of the content folder; `path` is its path there.

    The name ends in a digest of the path, so that two paths never share an address.
    """
    stem, extension = posixpath.splitext(path)
    return page_at(f"media/{slug(stem)}-{digest(path)}{extension.lower()}")


def asset(name: str) -> Route:
    """A file of the theme; `name` is its path under the theme's assets."""
    return page_at(f"assets/{name}")


def _numbered(url: str, page: int) -> Route:
    return page_at(url if page == 1 else f"{url}page-{page}.html")


NOT_FOUND = page_at("404.html")
SITEMAP = page_at("sitemap.xml")
FEED = page_at("feed.xml")
JSON_FEED = page_at("feed.json")
ROBOTS = page_at("robots.txt")
LLMS = page_at("llms.txt")
LLMS_FULL = page_at("llms-full.txt")
COMPARABLE = page_at("compare/canvases.json")
COMPARING = page_at("compare/phrases.json")
SEARCH_INDEX = page_at("search/index.json")
LIBRARY_JSON = page_at("library.json")
LIBRARY_CSV = page_at("library.csv")
LIBRARY_FACTS = page_at("facts.csv")
HEADERS = page_at("_headers")
