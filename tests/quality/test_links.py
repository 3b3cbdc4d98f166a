"""Every link leads somewhere, wherever the site lies: below a path, at a root, on a disk."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from quality import kinds
from quality.verdict import clean

ADDRESSES = ("href", "src", "action", "formaction", "poster", "data", "cite")
HOST = "https://example.org"


class Links(HTMLParser):
    """The addresses that a page names, and the fragments that it offers."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.named: list[str] = []
        self.fragments = {"", "top"}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ADDRESSES and value is not None:
                self.named.append(value)
            if name == "srcset":
                self.named += [part.split()[0] for part in (value or "").split(",")]
            if name == "id" and value:
                self.fragments.add(value)
            if (tag, name) == ("meta", "content") and (value or "").startswith(f"{HOST}/"):
                self.named.append(value or "")


def broken(site: Path, texts: dict[Path, str]) -> Iterator[tuple[str, str]]:
    """Yield the pages of a site with the links on them that lead nowhere."""
    read = {file: Links(text) for file, text in texts.items()}
    base = f"{HOST}/{site.name}/"
    for file, links in read.items():
        here = file.relative_to(site).as_posix()
        for link in links.named:
            target = urljoin(base + here, link)
            if not f"{target}/".startswith(base):
                if target.startswith(HOST):
                    yield here, f"leaves the site: {link}"
                continue
            parts = urlsplit(target)
            path = site / unquote(parts.path[len(f"/{site.name}/") :])
            path = path / "index.html" if path.is_dir() else path
            fragment = unquote(parts.fragment)
            if not path.is_file() or (path in read and fragment not in read[path].fragments):
                yield here, link


@pytest.mark.parametrize("name", ["library", "empty", "arabic"])
def test_every_link_and_fragment_leads_somewhere(root: Path, name: str) -> None:
    texts = {file: file.read_text("utf-8") for file in kinds.pages(root / name)}
    found: dict[str, list[str]] = {}
    for page, link in broken(root / name, texts):
        found.setdefault(page, []).append(link)
    clean(found)


def test_broken_links_are_seen(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "a").mkdir(parents=True)
    texts = {
        site / "index.html": "<a href=a/>x</a> <a href=a/#here>x</a> <a href=https://other.net>x"
        "<a href=b/>x</a> <a href=a/#there>x</a> <a href=/root>x</a> <img src=c.png>"
        "<link rel=canonical href=https://example.org/site/d/><a href=#gone>x</a>",
        site / "a/index.html": "<p id=here><a href=..>up</a> <a href=''>here</a> <a href=#top>up",
    }
    for file, text in texts.items():
        file.write_text(text, "utf-8")
    assert [link for _, link in broken(site, texts)] == [
        *("b/", "a/#there", "leaves the site: /root", "c.png"),
        *("https://example.org/site/d/", "#gone"),
    ]


def test_links_are_relative_so_that_the_site_can_lie_anywhere(library: Path) -> None:
    found = {}
    for file in kinds.pages(library):
        if file.name != "404.html":  # hosts show it at any depth
            named = Links(file.read_text("utf-8")).named
            found[str(file)] = [link for link in named if link.startswith("/")]
    clean(found)
