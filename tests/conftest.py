"""Fixtures that all tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from site_folder import SiteFolder

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# How long a thing takes on a machine that others use as well says nothing of what is right.
settings.register_profile("untimed", settings.default, deadline=None)
settings.load_profile("untimed")

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SiteFolder:
    """An empty site in a folder of its own, which is the current folder."""
    folder = tmp_path / "site"
    (folder / "content").mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("NO_COLOR", raising=False)
    return SiteFolder(folder)


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written instead of compared."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium for all tests that look at pages as readers do."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def browser_path() -> str:
    """The path of a Chromium; a test that needs one fails without it."""
    return find_browser()


def find_browser(which: Callable[[str], str | None] | None = None) -> str:
    """Return the path of a Chromium, or fail the test."""
    import os
    import shutil

    if named := os.environ.get("NINEFOLD_BROWSER"):
        return named
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if found := (which or shutil.which)(name):
            return found
    pytest.fail("No Chromium was found: install it, or set NINEFOLD_BROWSER to its path.")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept", action="store_true", help="write the golden files instead of comparing them"
    )
