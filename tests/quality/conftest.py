"""The sites, the pages that stand for all, and a browser page for one of them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from quality import kinds, serving, sites

Visiting = Callable[..., Iterator[tuple[str, Page]]]
Showing = Callable[..., AbstractContextManager[Page]]


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds the built sites, each in a folder of its own."""
    root = tmp_path_factory.mktemp("quality") / "sites"
    root.mkdir()
    sites.build(root)
    return root


@pytest.fixture(scope="session")
def library(root: Path) -> Path:
    """The English site: this repository's canvases, and those made to strain it."""
    return root / "library"


@pytest.fixture(scope="session")
def address(root: Path) -> Iterator[str]:
    """The address at which the sites are served; it ends in a slash."""
    with serving.served(root) as address:
        yield address


@pytest.fixture(scope="session")
def each_kind(root: Path, library: Path) -> list[str]:
    """A page of each kind of the English site, and the front pages of the others."""
    files = kinds.of_each_kind(library, extremes=False)
    return kinds.urls(root, (*files, root / "empty/index.html", root / "arabic/index.html"))


@pytest.fixture(scope="session")
def extremes(root: Path, library: Path) -> list[str]:
    """The most extreme pages of each kind, and the lists of the other sites."""
    files = kinds.of_each_kind(library, extremes=True)
    for other in (root / "empty", root / "arabic"):
        found = kinds.of_each_kind(other, extremes=False)
        files += [file for file in found if "*" not in kinds.kind(str(file.relative_to(other)))]
    return kinds.urls(root, files)


@pytest.fixture(scope="session")
def canvases(root: Path, library: Path) -> list[str]:
    """This repository's own canvases, shortest first."""
    own = {file.stem for file in (sites.ROOT / "content").glob("*.md")}
    files = [file for file in kinds.pages(library / "canvases") if file.parent.name in own]
    return kinds.urls(root, files)


@pytest.fixture
def visiting(browser: Browser, address: str) -> Visiting:
    """Open one address of the sites after the other in a page; options are those of a context.

    Scripts of the tests may do what the policy denies to those of the page.
    """

    def visiting(
        urls: Sequence[str], *, width: int = 1440, **options: Any
    ) -> Iterator[tuple[str, Page]]:
        with fresh(browser, width, options) as page:
            for url in urls:
                page.goto(address + url)
                yield url, page

    return visiting


@pytest.fixture
def showing(browser: Browser) -> Showing:
    """Show HTML in a fresh page, so that a measure can prove that it sees what is wrong."""

    @contextlib.contextmanager
    def showing(html: str, *, width: int = 1440, **options: Any) -> Iterator[Page]:
        with fresh(browser, width, options) as page:
            page.set_content(f"<!DOCTYPE html><html lang=en><title>Page</title>{html}")
            yield page

    return showing


@contextlib.contextmanager
def fresh(browser: Browser, width: int, options: dict[str, Any]) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, bypass_csp=True, **options
    )
    try:
        yield context.new_page()
    finally:
        context.close()
