"""What single kinds of page do in a real browser; what every page owes is in `quality/`."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from ninefold import cli

ROOT = Path(__file__).parents[1]
KINDS = {
    "library": "",
    "canvas": "canvases/8x8-2023/",
    "right-to-left canvas": "canvases/aramco/",
    "comparison": "compare/8x8-2020-vs-8x8-2023/",
    "comparison of two languages": "compare/aramco-vs-costco/",
    "list of comparisons": "compare/",
    "section": "sections/channels/",
    "list of sections": "sections/",
    "missing address": "no/such/page/",
}


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder, with 404.html for what is not there, and logs nothing."""

    def send_error(self, code: int, *args: object, **options: object) -> None:
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's own site."""
    output = tmp_path_factory.mktemp("browser") / "site"
    arguments = ["build", "--content", str(ROOT / "content"), "--output", str(output)]
    arguments += ["--templates", str(ROOT / "templates"), "--config", str(ROOT / "pyproject.toml")]
    assert cli.main([*arguments, "--no-cache", "--quiet", "--jobs", "1"]) == 0
    return output


@pytest.fixture(scope="session")
def address(built: Path) -> Iterator[str]:
    """The address at which the site is served on this machine."""
    handler = functools.partial(Quiet, directory=str(built))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def heard(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A fresh page, and what went wrong on it so far."""
    context = browser.new_context()
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("requestfailed", lambda request: wrong.append(f"failed: {request.url}"))
    page.on(
        "request",
        lambda request: (
            None
            if urlsplit(request.url).hostname in ("127.0.0.1", None)
            else wrong.append(f"third party: {request.url}")
        ),
    )
    yield page, wrong
    context.close()


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
def test_a_page_opens_cleanly_and_never_scrolls_sideways(
    heard: tuple[Page, list[str]], address: str, path: str, width: int
) -> None:
    page, wrong = heard
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address + path)
    scrolled = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    # The browser itself reports the status of a missing address.
    mistakes = [line for line in wrong if "404 (Not Found)" not in line]
    assert mistakes == []
    assert scrolled <= 0


def test_all_nine_cells_are_seen_at_once_on_a_desk(
    heard: tuple[Page, list[str]], address: str
) -> None:
    page, _ = heard
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{address}canvases/8x8-2023/")
    bottoms = page.evaluate(
        "[...document.querySelectorAll('.poster > li')].map(c => c.getBoundingClientRect().bottom)"
    )
    assert len(bottoms) == 9
    assert max(bottoms) <= 900


def test_cells_stand_in_reading_order_on_a_phone(
    heard: tuple[Page, list[str]], address: str
) -> None:
    page, _ = heard
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{address}canvases/8x8-2023/")
    tops = page.evaluate(
        "[...document.querySelectorAll('.poster > li')].map(c => c.getBoundingClientRect().top)"
    )
    assert tops == sorted(set(tops))


def test_the_poster_is_mirrored_from_right_to_left(
    heard: tuple[Page, list[str]], address: str
) -> None:
    page, _ = heard
    page.set_viewport_size({"width": 1440, "height": 900})
    sides = "[...document.querySelectorAll('.poster > li')].map(c => c.getBoundingClientRect().x)"
    page.goto(f"{address}canvases/8x8-2023/")
    segments, *_, partners, _ = page.evaluate(sides)
    assert partners < segments
    page.goto(f"{address}canvases/aramco/")
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
    heard: tuple[Page, list[str]], arabic: Path, path: str, mirrored: bool, width: int
) -> None:
    page, _ = heard
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((arabic / path / "index.html").as_uri())
    left = """selector => document.querySelector(selector).getBoundingClientRect().left"""
    brand, navigation = (page.evaluate(left, name) for name in (".brand", ".site-nav"))
    assert width == 320 or brand > navigation
    first, last = '.poster [data-block="partners"]', '.poster [data-block="segments"]'
    assert width == 320 or (page.evaluate(left, first) > page.evaluate(left, last)) is mirrored
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_miniatures_are_mirrored_with_their_canvases(
    heard: tuple[Page, list[str]], arabic: Path
) -> None:
    page, _ = heard
    page.goto((arabic / "index.html").as_uri())
    turned = page.evaluate(
        """Object.fromEntries([...document.querySelectorAll(".card")].map(card =>
        [card.lang || "ar", getComputedStyle(card.querySelector("svg")).transform !== "none"]))"""
    )
    assert turned == {"ar": True, "en": False, "de-AT": False}


@pytest.mark.parametrize("path", ["index.html", "canvases/8x8-2023/index.html"])
def test_the_site_works_from_the_disk(
    heard: tuple[Page, list[str]], built: Path, path: str
) -> None:
    page, wrong = heard
    page.goto((built / path).as_uri(), wait_until="networkidle")
    assert wrong == []
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert colour != "rgba(0, 0, 0, 0)"
