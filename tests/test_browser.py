"""What single kinds of page look like in a real browser; what all owe is in `quality/`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from ninefold import cli

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's own site."""
    output = tmp_path_factory.mktemp("browser") / "site"
    arguments = ["build", "--content", str(ROOT / "content"), "--output", str(output)]
    arguments += ["--templates", str(ROOT / "templates"), "--config", str(ROOT / "pyproject.toml")]
    assert cli.main([*arguments, "--no-cache", "--quiet", "--jobs", "1"]) == 0
    return output


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_all_nine_cells_are_seen_at_once_on_a_desk(page: Page, built: Path) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto((built / "canvases/8x8-2023/index.html").as_uri())
    bottoms = page.evaluate(
        "[...document.querySelectorAll('.poster > li')].map(c => c.getBoundingClientRect().bottom)"
    )
    assert len(bottoms) == 9
    assert max(bottoms) <= 900


def test_cells_stand_in_reading_order_on_a_phone(page: Page, built: Path) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto((built / "canvases/8x8-2023/index.html").as_uri())
    tops = page.evaluate(
        "[...document.querySelectorAll('.poster > li')].map(c => c.getBoundingClientRect().top)"
    )
    assert tops == sorted(set(tops))


def test_the_poster_is_mirrored_from_right_to_left(page: Page, built: Path) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    sides = "[...document.querySelectorAll('.poster > li')].map(c => c.getBoundingClientRect().x)"
    page.goto((built / "canvases/8x8-2023/index.html").as_uri())
    segments, *_, partners, _ = page.evaluate(sides)
    assert partners < segments
    page.goto((built / "canvases/aramco/index.html").as_uri())
    segments, *_, partners, _ = page.evaluate(sides)
    assert partners > segments


@pytest.fixture(scope="session")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The golden site whose interface is Arabic, and one of whose canvases is English."""
    folder = ROOT / "tests/golden/arabic-interface-with-faults"
    output = tmp_path_factory.mktemp("arabic") / "site"
    arguments = ["build", "--content", str(folder / "content"), "--output", str(output)]
    arguments += ["--config", str(folder / "ninefold.toml"), "--keep-going"]
    cli.main([*arguments, "--no-cache", "--quiet", "--jobs", "1"])
    return output


@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize(
    ("path", "mirrored"),
    [("canvases/bakhira", True), ("canvases/tram-2021", False), ("canvases/strassenbahn", False)],
)
def test_an_arabic_site_mirrors_itself_but_no_canvas_of_another_direction(
    page: Page, arabic: Path, path: str, mirrored: bool, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((arabic / path / "index.html").as_uri())
    left = """selector => document.querySelector(selector).getBoundingClientRect().left"""
    brand, navigation = (page.evaluate(left, name) for name in (".brand", ".site-nav"))
    assert width == 320 or brand > navigation
    first, last = '.poster [data-block="partners"]', '.poster [data-block="segments"]'
    assert width == 320 or (page.evaluate(left, first) > page.evaluate(left, last)) is mirrored
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_miniatures_are_mirrored_with_their_canvases(page: Page, arabic: Path) -> None:
    page.goto((arabic / "index.html").as_uri())
    turned = page.evaluate(
        """Object.fromEntries([...document.querySelectorAll(".card")].map(card =>
        [card.lang || "ar", getComputedStyle(card.querySelector("svg")).transform !== "none"]))"""
    )
    assert turned == {"ar": True, "en": False, "de-AT": False}
