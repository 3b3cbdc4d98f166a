"""What single kinds of page do in a real browser; what every page owes is in `quality/`."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

from hosts import sent
from ninefold import cli
from site_folder import SiteFolder

ROOT = Path(__file__).parents[1]
KINDS = {
    "front page": "",
    "library": "canvases/",
    "canvas": "canvases/8x8-2023/",
    "right-to-left canvas": "canvases/aramco/",
    "comparison": "compare/8x8-2020-vs-8x8-2023/",
    "comparison of two languages": "compare/aramco-vs-costco/",
    "list of comparisons": "compare/",
    "section": "sections/channels/",
    "list of sections": "sections/",
    "search": "search/?q=revenue",
    "missing address": "no/such/page/",
}
# The relative luminance (WCAG 2.2) of the page's ground and of its text, in that order.
LUMINANCES = """() => {
  const context = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  return ["backgroundColor", "color"].map(name => {
    context.fillStyle = getComputedStyle(document.body)[name];
    context.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map(level => level / 255)
      .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  });
}"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder as its `_headers` asks, with 404.html for what is not there; logs nothing."""

    def end_headers(self) -> None:
        text = (Path(self.directory) / "_headers").read_text("utf-8")
        for name, value in sent(text, urlsplit(self.path).path):
            self.send_header(name, value)
        super().end_headers()

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

    def gone(reason: str | None, url: str) -> None:
        if reason != "net::ERR_ABORTED":  # what a browser gives up by itself is no fault of a page
            wrong.append(f"failed: {url}")

    page.on("console", lambda message: wrong.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("requestfailed", lambda request: gone(request.failure, request.url))
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


SHOWCASE = sorted(path.stem for path in (ROOT / "content").glob("*.md"))


@pytest.mark.parametrize("slug", SHOWCASE)
def test_all_nine_cells_are_seen_at_once_on_a_desk(
    heard: tuple[Page, list[str]], address: str, slug: str
) -> None:
    page, _ = heard
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{address}canvases/{slug}/")
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


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_the_names_of_a_comparison_stay_in_sight_and_hide_nothing(
    heard: tuple[Page, list[str]], address: str, width: int
) -> None:
    page, _ = heard
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}compare/8x8-2020-vs-8x8-2023/")
    page.get_by_role("radio", name="Differences").wait_for()
    page.evaluate("document.querySelector('#key-resources').scrollIntoView()")
    names, heading = (
        page.locator(place).bounding_box() for place in (".bar > ul", "#key-resources h2")
    )
    assert names
    assert heading
    assert 0 <= names["y"] < 20
    assert names["y"] + names["height"] <= heading["y"]
    tools = page.get_by_role("radio", name="Differences").bounding_box()
    if width < 768:
        assert names["height"] < 60
        assert tools
        assert tools["y"] < 0
    else:
        assert tools
        assert 0 <= tools["y"] < heading["y"]


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
    page.goto((arabic / "canvases/index.html").as_uri())
    turned = page.evaluate(
        """Object.fromEntries([...document.querySelectorAll(".card")].map(card =>
        [card.lang || "ar", getComputedStyle(card.querySelector("svg")).transform !== "none"]))"""
    )
    assert turned == {"ar": True, "en": False, "de-AT": False}


@pytest.mark.parametrize(
    "path", ["index.html", "canvases/index.html", "canvases/8x8-2023/index.html"]
)
def test_the_site_works_from_the_disk(
    heard: tuple[Page, list[str]], built: Path, path: str
) -> None:
    page, wrong = heard
    page.goto((built / path).as_uri(), wait_until="networkidle")
    assert wrong == []
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert colour != "rgba(0, 0, 0, 0)"


# The shell of all pages


def ground(page: Page) -> float:
    """How light the page's ground is."""
    return float(page.evaluate(LUMINANCES)[0])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_switch_turns_the_colours_and_is_remembered(
    browser: Browser, address: str, scheme: str
) -> None:
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    switch = page.get_by_role("button", name="Dark colours")
    assert switch.get_attribute("aria-pressed") == str(scheme == "dark").lower()
    before = ground(page)
    switch.focus()
    page.keyboard.press("Space")
    turned = ground(page)
    assert (turned < before) == (scheme == "light")
    assert switch.get_attribute("aria-pressed") == str(scheme == "light").lower()
    page.goto(f"{address}canvases/8x8-2023/")
    assert ground(page) == turned
    assert switch.get_attribute("aria-pressed") == str(scheme == "light").lower()
    shown = page.evaluate(
        "[...document.querySelectorAll('meta[name=theme-color]')].filter(m => matchMedia(m.media)"
        ".matches).map(m => m.content)"
    )
    assert len(shown) == 1
    switch.click()
    assert ground(page) == before
    assert page.evaluate("localStorage.length") == 0
    page.emulate_media(color_scheme="dark" if scheme == "light" else "light")
    assert ground(page) == turned  # the system is followed again
    context.close()


def test_a_remembered_choice_is_known_before_anything_is_drawn(built: Path) -> None:
    head = (built / "index.html").read_text("utf-8").partition("</head>")[0]
    script = head.index('<script src="assets/site.js"')
    assert script < head.index('rel="stylesheet"')
    assert "defer" not in head[script : head.index("</script>", script)]


USED = "getComputedStyle(document.querySelector('h1')).fontFamily.startsWith('Newsreader')"


def test_no_page_waits_for_the_font(heard: tuple[Page, list[str]], address: str) -> None:
    page, wrong = heard
    page.goto(address, wait_until="networkidle")
    assert not page.evaluate(USED)
    asked, loaded = page.evaluate(
        "[performance.getEntriesByType('resource').find(e => e.name.endsWith('.woff2')).startTime,"
        " performance.getEntriesByType('navigation')[0].loadEventStart]"
    )
    assert asked >= loaded
    page.goto(f"{address}canvases/8x8-2023/")
    assert page.evaluate(USED)
    assert wrong == []


@pytest.mark.parametrize("kept", ["Other", "", "<style>"])
def test_a_font_that_was_not_fetched_is_not_used(
    heard: tuple[Page, list[str]], address: str, kept: str
) -> None:
    page, wrong = heard
    page.add_init_script(f"sessionStorage.setItem('font', {kept!r})")
    page.goto(address)
    assert not page.evaluate(USED)
    assert wrong == []


def test_where_nothing_may_be_remembered_the_system_has_the_letters(
    heard: tuple[Page, list[str]], address: str
) -> None:
    page, wrong = heard
    page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', {get() { throw new Error('no') }})"
    )
    for _ in range(2):
        page.goto(address, wait_until="networkidle")
        assert not page.evaluate(USED)
    assert wrong == []


@pytest.mark.parametrize("kept", ["nonsense", "<script>", "dark light", ""])
def test_a_choice_that_is_none_is_not_followed(
    heard: tuple[Page, list[str]], address: str, kept: str
) -> None:
    page, wrong = heard
    page.goto(address)
    before = ground(page)
    page.evaluate("kept => localStorage.setItem('theme', kept)", kept)
    page.reload()
    assert ground(page) == before
    assert page.evaluate("document.documentElement.dataset.theme ?? null") is None
    assert wrong == []


def test_the_switch_works_where_nothing_may_be_remembered(
    heard: tuple[Page, list[str]], address: str
) -> None:
    page, wrong = heard
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden') }})"
    )
    page.goto(address)
    before = ground(page)
    page.get_by_role("button", name="Dark colours").click()
    assert ground(page) < before
    assert wrong == []


def test_forced_colours_keep_what_colour_alone_would_say(browser: Browser, address: str) -> None:
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(f"{address}canvases/")
    here = "getComputedStyle(document.querySelector('.site-nav [aria-current]')).outlineStyle"
    assert page.evaluate(here) == "solid"
    fills = page.evaluate(
        "[...new Set([...document.querySelectorAll('.card path')].map(p =>"
        " getComputedStyle(p).fill))]"
    )
    assert fills == ["rgb(0, 0, 0)"]
    context.close()


def test_nothing_moves_for_whoever_wants_less_motion(browser: Browser, address: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(address)
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert page.evaluate("document.getAnimations().length") == 0
    context.close()


# The library: narrowing down and sorting


def cards(page: Page) -> list[str]:
    """The titles of the cards that are shown, with their dates."""
    return [" ".join(text.split()) for text in page.locator("#canvases h2").all_inner_texts()]


def test_the_list_is_narrowed_down_and_the_address_says_so(
    heard: tuple[Page, list[str]], address: str
) -> None:
    page, wrong = heard
    page.goto(f"{address}canvases/")
    whole = cards(page)
    status = page.get_by_role("status")
    assert status.inner_text() == ""
    page.get_by_text("Narrow the list down").click()
    page.get_by_label("Industry").select_option("media")
    media = cards(page)
    assert 0 < len(media) < len(whole)
    assert set(media) < set(whole)
    assert status.inner_text() == f"Canvases shown: {len(media)} of {len(whole)}"
    assert urlsplit(page.url).query == "industry=media"
    page.get_by_label("Order").select_option("new")
    assert cards(page) != media
    assert sorted(cards(page)) == sorted(media)
    assert urlsplit(page.url).query == "industry=media&sort=new"
    page.reload()
    assert page.get_by_label("Industry").input_value() == "media"
    assert sorted(cards(page)) == sorted(media)
    page.go_back()
    assert page.get_by_label("Order").input_value() == ""
    assert cards(page) == media
    page.go_back()
    assert page.get_by_label("Industry").input_value() == ""
    assert cards(page) == whole
    page.go_forward()
    page.get_by_role("button", name="Clear").click()
    expect(page).to_have_url(f"{address}canvases/")
    assert cards(page) == whole
    assert status.inner_text() == ""
    assert wrong == []


def test_filters_work_together_and_may_leave_nothing(
    heard: tuple[Page, list[str]], address: str
) -> None:
    page, _ = heard
    page.goto(f"{address}canvases/?tag=subscription&industry=media")
    both = cards(page)
    page.goto(f"{address}canvases/?tag=subscription")
    assert len(cards(page)) > len(both) > 0
    page.goto(f"{address}canvases/?lang=ar&industry=media")
    assert cards(page) == []
    assert page.get_by_role("status").inner_text().startswith("Canvases shown: 0 of")


@pytest.mark.parametrize(
    "query",
    ["industry=nonsense", "sort=__proto__", "tag=<script>alert(1)</script>", "x=1", "blocks=", "%"],
)
def test_an_address_that_asks_for_nothing_we_have_shows_all(
    heard: tuple[Page, list[str]], address: str, query: str
) -> None:
    page, wrong = heard
    page.goto(f"{address}canvases/")
    whole = cards(page)
    page.goto(f"{address}canvases/?{query}")
    assert cards(page) == whole
    assert wrong == []


@pytest.fixture
def many(site: SiteFolder) -> Path:
    """A library of 90 canvases, every third of them about ships."""
    for number in range(90):
        industry = "Ships" if number % 3 == 0 else "Shops"
        site.canvas(f"c{number:02}", f"industry: {industry}\nas_of: {2000 + number % 20}")
    assert site.build("--no-cache", "--quiet").code == 0
    return site.output


def test_all_pages_of_a_long_list_are_narrowed_down(
    heard: tuple[Page, list[str]], many: Path
) -> None:
    page, wrong = heard
    handler = functools.partial(Quiet, directory=str(many))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            page.goto(f"http://127.0.0.1:{server.server_address[1]}/canvases/")
            assert len(cards(page)) == 36
            pager = page.get_by_role("navigation", name="Pages of the library")
            assert pager.is_visible()
            page.get_by_text("Narrow the list down").click()
            page.get_by_label("Industry").select_option("shops")
            expect(page.get_by_role("status")).to_have_text("Canvases shown: 60 of 90")
            assert len(cards(page)) == 36
            assert not pager.is_visible()
            page.get_by_role("button", name="Show more").click()
            expect(page.locator("#canvases > li")).to_have_count(60)
            assert page.evaluate("document.activeElement.closest('li').dataset.industry") == "shops"
            assert not page.get_by_role("button", name="Show more").is_visible()
            # The links of cards from later pages lead to the same places.
            links = page.evaluate("[...document.querySelectorAll('#canvases a')].map(a => a.href)")
            assert all(urlsplit(link).path.startswith("/canvases/c") for link in links)
            page.get_by_role("button", name="Clear").click()
            expect(page.locator("#canvases > li")).to_have_count(36)
            assert pager.is_visible()
        finally:
            server.shutdown()
            thread.join()
    assert wrong == []


def test_a_choice_that_is_taken_back_while_its_pages_are_on_the_way_stays_so(
    heard: tuple[Page, list[str]], many: Path
) -> None:
    page, wrong = heard
    held: list[Route] = []
    handler = functools.partial(Quiet, directory=str(many))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            page.route("**/canvases/page-3*", lambda route: held.append(route))
            page.goto(f"http://127.0.0.1:{server.server_address[1]}/canvases/")
            whole = cards(page)
            page.get_by_text("Narrow the list down").click()
            with page.expect_request("**/canvases/page-3*"):
                page.get_by_label("Industry").select_option("shops")
            page.get_by_role("button", name="Clear").click()
            with page.expect_response("**/canvases/page-3*"):
                held[0].continue_()
            page.wait_for_load_state("networkidle")
            assert cards(page) == whole
            assert page.get_by_role("status").inner_text() == ""
            assert page.get_by_role("navigation", name="Pages of the library").is_visible()
        finally:
            server.shutdown()
            thread.join()
    assert wrong == []


def test_a_list_that_nobody_narrows_is_left_as_it_came(
    heard: tuple[Page, list[str]], address: str
) -> None:
    page, _ = heard
    page.add_init_script(
        "const was = Element.prototype.replaceChildren; window.replaced = 0;"
        "Element.prototype.replaceChildren = function (...all) {"
        " window.replaced += this.id === 'canvases'; was.apply(this, all); };"
    )
    page.goto(f"{address}canvases/")
    assert page.evaluate("replaced") == 0
    page.goto(f"{address}canvases/?industry=media")
    assert page.evaluate("replaced") == 1


def test_a_long_list_opened_from_the_disk_offers_no_filter_that_cannot_work(
    heard: tuple[Page, list[str]], many: Path
) -> None:
    page, wrong = heard
    page.goto((many / "canvases/index.html").as_uri())
    assert page.locator("summary:visible").count() == 0
    assert len(cards(page)) == 36
    assert wrong == []


# The page of a canvas and its twins


def pages_of(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page of a PDF, in points."""
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf)
    return [(float(width), float(height)) for width, height in boxes]


@pytest.mark.parametrize("slug", SHOWCASE)
def test_a_canvas_prints_on_at_most_three_landscape_pages(
    heard: tuple[Page, list[str]], address: str, slug: str
) -> None:
    page, _ = heard
    page.goto(f"{address}canvases/{slug}/")
    sizes = pages_of(page.pdf(format="A4", prefer_css_page_size=True))
    assert 2 <= len(sizes) <= 3
    assert all(abs(width - 842) < 2 and abs(height - 595) < 2 for width, height in sizes)


def test_paper_shows_the_poster_on_its_first_page_and_no_way_to_go(
    heard: tuple[Page, list[str]], address: str
) -> None:
    page, _ = heard
    page.set_viewport_size({"width": 1017, "height": 688})  # A4 across, within its margins
    page.goto(f"{address}canvases/ringcentral/")
    page.emulate_media(media="print")
    shown = """names => names.filter(name => [...document.querySelectorAll(name)].some(
        element => element.checkVisibility()))"""
    hidden = ["nav", "button", "details", ".skip", ".site-header", ".site-footer", "#related"]
    assert page.evaluate(shown, [*hidden, "#embed", ".actions"]) == []
    assert page.evaluate(shown, ["h1", "#facts", "#sources"]) == ["h1", "#facts", "#sources"]
    bottom = page.evaluate("document.querySelector('.sheet').getBoundingClientRect().bottom")
    assert bottom <= 688


@pytest.mark.parametrize("slug", SHOWCASE)
def test_headings_skip_no_level(heard: tuple[Page, list[str]], address: str, slug: str) -> None:
    page, _ = heard
    page.goto(f"{address}canvases/{slug}/")
    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => Number(h.tagName[1]))"
    )
    assert levels.count(1) == 1 == levels[0]
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_without_a_script_a_canvas_has_no_control_that_needs_one(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}canvases/8x8-2023/")
    buttons = page.locator("main button").count()
    cells = page.locator(".poster > li").count()
    frame = page.locator("#embed").is_visible()
    context.close()
    assert (buttons, cells, frame) == (0, 9, False)


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_what_a_script_makes_moves_nothing(browser: Browser, address: str, width: int) -> None:
    tops = []
    for scripts in (False, True):
        size: ViewportSize = {"width": width, "height": 900}
        context = browser.new_context(java_script_enabled=scripts, viewport=size)
        page = context.new_page()
        page.goto(f"{address}canvases/8x8-2023/")
        assert page.locator(".actions button").count() == scripts
        box = page.locator("#poster").bounding_box()
        tops.append(box and box["y"])
        context.close()
    assert tops[0] == tops[1] is not None


def test_a_script_makes_print_and_copy(heard: tuple[Page, list[str]], address: str) -> None:
    page, wrong = heard
    page.goto(f"{address}canvases/8x8-2023/")
    page.evaluate("window.print = () => { window.printed = true }")
    page.locator(".actions button").click()
    assert page.evaluate("window.printed")
    page.locator(".snippet summary").click()
    whole = f'<iframe src="{address}canvases/8x8-2023/embed/"'
    assert whole in page.locator(".snippet code").inner_text()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".snippet button").click()
    page.locator(".snippet [role=status]", has_text="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith(whole)
    assert wrong == []


@pytest.mark.parametrize("slug", SHOWCASE)
def test_every_line_of_a_picture_stays_in_its_cell_as_a_browser_sets_it(
    heard: tuple[Page, list[str]], address: str, slug: str
) -> None:
    page, _ = heard
    page.goto(f"{address}canvases/{slug}/canvas.svg")
    outside = page.evaluate(
        """() => {
          const cells = [...document.querySelectorAll("rect[stroke]")].map(r => r.getBBox());
          return [...document.querySelectorAll("text")].filter(text => {
            const {x, y, width, height} = text.getBBox();
            const cell = cells.find(c => c.y < y + height / 2 && y + height / 2 < c.y + c.height
              && c.x < x + width / 2 && x + width / 2 < c.x + c.width);
            if (!cell) return x < 0 || x + width > 1600;
            return x < cell.x || x + width > cell.x + cell.width
              || y + height > cell.y + cell.height + 1;
          }).map(text => text.textContent);
        }"""
    )
    assert outside == []


def test_a_picture_from_right_to_left_is_mirrored_in_a_browser(
    heard: tuple[Page, list[str]], address: str
) -> None:
    page, wrong = heard
    first = "document.querySelectorAll('rect[stroke]')[0].getBBox().x"
    for slug, start in (("8x8-2023", 1262), ("aramco", 40)):
        page.goto(f"{address}canvases/{slug}/canvas.svg")
        assert page.evaluate(first) == pytest.approx(start, abs=3)
    assert wrong == []


@pytest.mark.parametrize("width", [320, 1000])
@pytest.mark.parametrize("slug", ["8x8-2023", "aramco"])
def test_a_frame_opens_cleanly(
    heard: tuple[Page, list[str]], address: str, slug: str, width: int
) -> None:
    page, wrong = heard
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(f"{address}canvases/{slug}/embed/")
    assert page.locator(".poster > li").count() == 9
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert wrong == []
