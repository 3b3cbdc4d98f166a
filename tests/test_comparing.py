"""Any canvases side by side in the browser: the same as the page that the build makes of them."""

from __future__ import annotations

import functools
import http.server
import json
import random
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from ninefold import cli
from ninefold.comparison import edits
from ninefold.comparison.changes import pieces_of, words_of
from test_browser import Quiet

ROOT = Path(__file__).parents[1]
COMPARED = {
    "two of one language": ("ringcentral", "zoom"),
    "two that no one chose": ("costco", "ryanair"),
    "three": ("netflix", "ringcentral", "spotify"),
    "four with dates of one company": ("8x8-2016", "8x8-2023", "twilio", "zoom"),
    "two languages": ("aramco", "costco"),
    "three in two languages": ("aramco", "maersk", "orsted"),
    "one company at two dates": ("8x8-2016", "8x8-2020"),
    "one company at dates apart": ("8x8-2016", "8x8-2023"),
    "another company at two dates": ("netflix-2011", "netflix-2018"),
    "three dates of one company": ("8x8-2016", "8x8-2020", "8x8-2023"),
}
# Elements with their attributes, and their words without spaces, of all that a comparison shows.
SHOWN = """() => {
  const lines = [];
  const walk = node => {
    if (node.nodeType === Node.TEXT_NODE) {
      const text = node.data.replace(/\\s+/g, "");
      if (text && lines.at(-1)?.startsWith("  ")) lines[lines.length - 1] += text;
      else if (text) lines.push("  " + text);
    } else if (node.matches?.("template, .choices")) return;
    else if (node.nodeType === Node.ELEMENT_NODE) {
      const told = [...node.attributes].filter(a => a.name !== "tabindex" && a.name !== "href")
        .map(a => `${a.name}=${a.value.trim()}`).sort();
      const inside = node.getAttribute("href")?.startsWith("#");
      if (node.href) told.push(`href=${inside ? node.getAttribute("href") : node.href}`);
      lines.push(`<${[node.localName, ...told].join(" ")}>`);
      node.childNodes.forEach(walk);
    }
  };
  const all = ".overview, .masthead h1, .in-short, .comparing, [aria-labelledby=over-time]";
  document.querySelectorAll(all).forEach(part => part.closest("[hidden]") || walk(part));
  return lines;
}"""


def built(folder: Path, language: str) -> Path:
    output = folder / "sub" / "site"
    output.parent.mkdir(parents=True)
    settings = folder / "ninefold.toml"
    named = [list(slugs) for slugs in COMPARED.values()]
    settings.write_text(
        f'language = "{language}"\nneighbours = 0\ncomparisons = {json.dumps(named)}\n', "utf-8"
    )
    arguments = ["build", "--content", str(ROOT / "content"), "--output", str(output)]
    arguments += ["--templates", str(ROOT / "templates"), "--config", str(settings)]
    assert cli.main([*arguments, "--no-cache", "--quiet", "--jobs", "1"]) == 0
    return output


@pytest.fixture(scope="module", params=["en", "ar"])
def address(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address at which the site is served, under a path."""
    output = built(tmp_path_factory.mktemp("comparing"), request.param)

    class Below(Quiet):
        """Serves the site under a path, with its headers."""

        def translate_path(self, path: str) -> str:
            return super().translate_path(path.removeprefix("/below"))

    handler = functools.partial(Below, directory=str(output))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/below/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on which nothing may go wrong."""
    context = browser.new_context()
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("console", lambda message: wrong.append(message.text))
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    yield opened
    context.close()
    assert wrong == []


def live(page: Page, address: str, *slugs: str) -> None:
    page.goto(f"{address}compare/?c={','.join(slugs)}")
    expect(page.locator("#live .comparing")).to_be_visible()


@pytest.mark.parametrize("slugs", COMPARED.values(), ids=COMPARED.keys())
def test_the_browser_shows_what_the_build_shows(
    page: Page, address: str, slugs: tuple[str, ...]
) -> None:
    page.goto(f"{address}compare/{'-vs-'.join(slugs)}/")
    made = page.evaluate(SHOWN)
    live(page, address, *slugs)
    shown = page.evaluate(SHOWN)
    assert len(made) > 100
    assert shown == made


def test_sentences_change_alike_on_both_sides(page: Page, address: str) -> None:
    """Whatever the texts; a different alignment would show other words as changed."""
    chance = random.Random(1)

    def text() -> list[str]:
        words = ["a", "b", "c", "1,5", "d-e", "f"]
        return [" ".join(chance.choices(words, k=chance.randrange(1, 9))) + "." for _ in range(5)]

    cases = [(text()[: chance.randrange(6)], text()[: chance.randrange(6)]) for _ in range(300)]
    given = [
        [[[pieces_of(s), " ".join(words_of(s))] for s in side] for side in case] for case in cases
    ]
    page.goto(f"{address}compare/")
    told = page.evaluate(
        """async cases => {
          const it = await import(new URL("../assets/compare-changes.js", location.href));
          return cases.map(([old, fresh]) => it.edits(old, fresh));
        }""",
        given,
    )
    for (old, new), found in zip(cases, told, strict=True):
        expected = [
            {"change": edit.change.value, "pieces": [[p.kind, p.text] for p in edit.pieces]}
            for edit in edits(old, new)
        ]
        assert found == expected


def test_a_pair_with_a_page_of_its_own_leads_there(page: Page, address: str) -> None:
    live(page, address, "zoom", "ringcentral")
    assert page.locator(".own-page a").get_attribute("href", timeout=2000) == (
        f"{address}compare/ringcentral-vs-zoom/"
    )
    live(page, address, "zoom", "netflix")
    assert page.locator(".own-page").count() == 0


def test_a_page_leads_to_the_choice_of_others(page: Page, address: str) -> None:
    page.goto(f"{address}compare/ringcentral-vs-zoom/")
    page.locator(".choices a").click()
    expect(page.locator("#live .comparing")).to_be_visible()
    assert page.url == f"{address}compare/?c=ringcentral,zoom#choose"
    expect(page.locator("#add")).to_be_focused()


def test_canvases_are_chosen_by_keyboard_and_back_undoes_it(page: Page, address: str) -> None:
    page.goto(f"{address}compare/")
    field, box = page.locator("#add"), page.locator("#found")
    for slug in ("zoom", "twilio"):
        field.focus()
        page.keyboard.type(slug[:3].upper())
        expect(box).to_be_visible()
        expect(field).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("ArrowDown")
        assert page.locator("[aria-selected=true]").get_attribute("id") == field.get_attribute(
            "aria-activedescendant"
        )
        page.keyboard.press("Enter")
        expect(box).to_be_hidden()
        expect(page.locator(".chosen")).to_contain_text(slug, ignore_case=True)
    assert page.url == f"{address}compare/?c=zoom,twilio"
    expect(page.locator("#live .comparing")).to_be_visible()
    expect(page.locator("#choose [role=status]")).to_contain_text("Twilio")
    expect(page.locator(".listed").first).to_be_hidden()
    title = page.title()
    page.go_back()
    expect(page.locator("#live .comparing")).to_have_count(0)
    expect(page.locator(".chosen li")).to_have_count(1)
    expect(page.locator(".listed").first).to_be_visible()
    page.go_forward()
    expect(page.locator("#live .comparing")).to_be_visible()
    assert page.title() == title
    page.locator(".chosen button").first.click()
    assert page.url == f"{address}compare/?c=twilio"


def test_escape_closes_the_choice(page: Page, address: str) -> None:
    page.goto(f"{address}compare/")
    page.locator("#add").fill("z")
    expect(page.locator("#found")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#found")).to_be_hidden()
    page.locator("#add").fill("otify")  # a word is found by how it begins
    expect(page.locator("#found")).to_be_hidden()
    page.locator("#add").fill("no such canvas anywhere")
    expect(page.locator("#found")).to_be_hidden()


def test_what_is_shown_can_be_filtered_and_the_link_keeps_it(page: Page, address: str) -> None:
    live(page, address, "costco", "ryanair")
    page.locator("[name=show][value=differences]").check()
    assert page.url.endswith("?c=costco,ryanair&show=differences")
    page.reload()
    expect(page.locator(".comparing")).to_have_attribute("data-show", "differences")


@pytest.mark.parametrize(
    "query",
    [
        "?c=<script>alert(1)</script>,zoom",
        "?c=../../etc/passwd,zoom",
        "?c=zoom,__proto__",
        "?c=constructor,toString",
        "?c=ZOOM,Twilio",
        "?c=zoom,zoom,zoom",
        "?c=" + "a" * 5000,
        "?c=%00,%ff,%E2%80%AE",
        "?c=,,,,",
        "?c=https://example.org/x,//example.org",
        "?c[]=zoom&c[]=twilio",
    ],
)
def test_a_hostile_address_asks_for_nothing_and_is_told_calmly(
    page: Page, address: str, query: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}compare/{query}")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".listed").first).to_be_visible()
    assert page.locator("#live *").count() == 0
    assert not [url for url in asked if url.endswith("/compare.json")]
    assert all(url.startswith(address) for url in asked)
    assert "<script" not in page.locator("#choose").inner_text()


def test_more_than_four_are_cut_and_it_is_said(page: Page, address: str) -> None:
    live(page, address, "zoom", "twilio", "costco", "netflix", "spotify")
    assert page.locator(".chosen li").count() == 4
    assert page.locator("#choose [role=status]").inner_text()


def test_what_cannot_be_loaded_is_told_and_the_list_stays(page: Page, address: str) -> None:
    page.route("**/compare.json", lambda route: route.fulfill(status=200, body="no JSON"))
    page.goto(f"{address}compare/?c=zoom,twilio")
    expect(page.locator("#choose [role=status]")).not_to_be_empty()
    expect(page.locator(".listed").first).to_be_visible()


def test_a_comparison_made_in_the_browser_has_no_faults_of_access(page: Page, address: str) -> None:
    live(page, address, "aramco", "costco", "zoom")
    page.locator("#add").fill("n")
    expect(page.locator("#found")).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_nothing_scrolls_sideways(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    live(page, address, "aramco", "costco", "8x8-2023", "zoom")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_from_the_disk_the_list_stands_alone(browser: Browser, tmp_path: Path) -> None:
    output = built(tmp_path, "en")
    context = browser.new_context()
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto((output / "compare" / "index.html").as_uri() + "?c=zoom,twilio")
    expect(page.locator("[data-disk]")).to_be_visible()
    expect(page.locator("#add")).to_have_count(0)
    expect(page.locator(".listed").first).to_be_visible()
    assert wrong == []
    context.close()
