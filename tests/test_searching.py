"""Searching as readers do it: in a real browser, under a strict policy and below a path."""

from __future__ import annotations

import functools
import json
import random
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from ninefold import cli
from ninefold.search import words
from ninefold.search.gathering import Leaf, texts_of
from site_folder import canvas_text
from test_browser import Quiet

ROOT = Path(__file__).parents[1]
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'"
POLICY += "; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
HOSTILE = "<img src=x onerror=alert(1)> \"'&amp; </script><script>alert(2)</script>"

# A header with a search field, as a theme may have on every page.
BASE = """<form class="search" role="search" action="{{ url(page("search")) }}" data-search>
<label for="find">Search</label> <input id="find" type="search" name="q"><button>Go</button></form>
<main """


class Strict(Quiet):
    """Serves a site below /below/ and under a policy that allows nothing but the site's own."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/below"))

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's content with posts of other scripts and intentions, built."""
    place = tmp_path_factory.mktemp("searching")
    content = place / "content"
    content.mkdir()
    for file in (ROOT / "content").glob("*.md"):
        (content / file.name).write_bytes(file.read_bytes())
    made = {
        "cjk": canvas_text("台灣高鐵", "lang: zh-Hant", channels="旅客透過車站與網站購買車票。"),
        "hostile": canvas_text(
            "x",
            f"title: {json.dumps(HOSTILE)}\nindustry: {json.dumps(HOSTILE)}",
            channels=f"Zanzibar `{HOSTILE}` constructor __proto__ hasOwnProperty.",
        ),
        **{
            f"many-{n}": canvas_text(f"Lighthouse {n}", cost_structure="Keepers.")
            for n in range(23)
        },
    }
    for name, text in made.items():
        (content / f"{name}.md").write_text(text, "utf-8")
    templates = place / "templates"
    templates.mkdir()
    base = (ROOT / "templates/base.html").read_text("utf-8")
    (templates / "base.html").write_text(base.replace("<main ", BASE, 1), "utf-8")
    arguments = ["build", "--content", str(content), "--output", str(place / "site")]
    arguments += ["--templates", str(templates), "--config", str(ROOT / "pyproject.toml")]
    cli.main([*arguments, "--no-cache", "--quiet", "--keep-going", "--jobs", "1"])
    return place / "site"


@pytest.fixture(scope="module")
def at(folder: Path) -> Iterator[str]:
    """The address of the site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Strict, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/below/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(locale="en")
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that must have nothing to complain of, and opens no dialogue."""
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    yield page
    assert wrong == []


def found(page: Page) -> list[str]:
    """The titles of the results, once there is an answer."""
    expect(page.locator("#results [role=status]")).not_to_be_empty()
    return page.locator(".results h2 a > span:first-child").all_inner_texts()


def ask(page: Page, at: str, query: str, **filters: str) -> list[str]:
    page.goto("about:blank")
    page.goto(f"{at}search/")
    for name, value in filters.items():
        page.locator(f".search [name={name}]").select_option(value)
    page.locator("#words").fill(query)
    page.locator("#words").press("Enter")
    return found(page)


ENGINE = "const engine = await import('/below/assets/search-engine.js');"


def test_the_script_takes_texts_apart_as_the_generator_does(page: Page, at: str) -> None:
    chance = random.Random(9)
    ranges = [(32, 0x250), (0x250, 0x590), (0x590, 0x780), (0x900, 0x1200), (0x1780, 0x1800)]
    ranges += [(0x1E00, 0x2200), (0x3000, 0x3200), (0x4E00, 0x4F00), (0xAC00, 0xAD00)]
    ranges += [(0xF900, 0xFE00), (0xFE70, 0xFFF0), (0x1D400, 0x1D500), (0x20000, 0x20100)]
    texts = ["İstanbul ΣΑΣ ς ẞ ﬁ ½ ﷺ وللقيمة والد بالقيمة كافتيريا 2٫5 e\u0301 が ｶﾞ"]
    for _ in range(3000):
        low, high = chance.choice(ranges)
        signs = (chr(chance.randrange(low, high)) for _ in range(chance.randrange(1, 30)))
        texts.append("".join(sign if sign.isprintable() else " " for sign in signs))
    page.goto(at)
    told = page.evaluate(f"async texts => {{ {ENGINE} return texts.map(engine.words) }}", texts)
    assert [(t, w) for t, w in zip(texts, told, strict=True) if w != words(t)] == []


def test_items_and_cells_do_not_run_into_one_another() -> None:
    listed = "<ul><li>Sales, <b>promotion</b></li><li>Carrier services.</li><li>Tests</li></ul>"
    table = "<table><tr><th>Cost</th><td>Share</td></tr></table><p>The rest</p>"
    said = "Sales, promotion · Carrier services. Tests · Cost · Share · The rest"
    assert texts_of(Leaf("A", (listed + table, listed))) == (
        "A",
        said,
        "Sales, promotion · Carrier services. Tests",
    )


def test_a_slip_is_one_letter(page: Page, at: str) -> None:
    page.goto(at)
    pairs = {
        **{("revenue", other): True for other in ("revenu", "revenuee", "ravenue", "rveenue")},
        **{("revenue", other): True for other in ("evenue", "revenux", "xrevenue", "revenue")},
        **{("revenue", other): False for other in ("reven", "ravenuu", "rveneu", "", "eunever")},
    }
    told = page.evaluate(
        f"async pairs => {{ {ENGINE} return pairs.map(([a, b]) => engine.slip(a, b)) }}",
        [list(pair) for pair in pairs],
    )
    assert dict(zip(pairs, told, strict=True)) == pairs


def test_every_canvas_is_found_by_every_word_that_it_says(
    page: Page, at: str, folder: Path
) -> None:
    contents = json.loads((folder / "search/index.json").read_bytes())
    lists = [folder / f"search/index/{name}.json" for name in contents["lists"]]
    slugs = [row[0] for file in lists for row in json.loads(file.read_bytes())]
    said: dict[str, list[int]] = {}
    for number, slug in enumerate(slugs):
        texts = json.loads((folder / f"search/text/{slug}.json").read_bytes())
        for word in {word for text in texts for word in words(text)}:
            said.setdefault(word, []).append(number)
    assert len(said) > 3000
    page.goto(at)
    missed = page.evaluate(
        f"""async ([page, said]) => {{ {ENGINE}
          const index = new engine.Index(page, "en"), missed = [];
          for (const [word, docs] of said) {{
            for (const query of [word, word.toUpperCase()]) {{
              const hits = new Set((await index.find(query)).hits.map(hit => hit.doc));
              if (!docs.every(doc => hits.has(doc))) missed.push(query);
            }}
          }}
          return missed; }}""",
        [f"{at}search/", list(said.items())],
    )
    assert missed == []


def test_a_word_is_found_by_its_beginning_and_marked(page: Page, at: str) -> None:
    titles = ask(page, at, "contain ship")
    assert {"Maersk", "Hapag-Lloyd"} & set(titles)
    marks = page.locator(".results mark").all_inner_texts()
    assert {"containers", "container", "shipping"} & {mark.lower() for mark in marks}
    assert all(mark.lower().startswith(("contain", "ship")) for mark in marks)


@pytest.mark.parametrize("query", ["kepers", "kepeers", "keeperss", "ekepers", "keapers"])
def test_a_slip_is_forgiven_and_told(page: Page, at: str, query: str) -> None:
    assert ask(page, at, query)[0].startswith("Lighthouse")
    told = page.locator("#results [role=status]").inner_text()
    assert f"“{query}”" in told
    assert "“keepers”" in told


def test_nothing_is_found_of_nonsense(page: Page, at: str) -> None:
    assert ask(page, at, "xqzwvk") == []
    assert "No canvas says" in page.locator("#results [role=status]").inner_text()
    assert page.locator("[data-without-results]:visible").count()


@pytest.mark.parametrize("query", ["الطاقة", "طاقة", "الطَّاقَة"])
def test_arabic_is_found_with_and_without_article_and_signs(
    page: Page, at: str, query: str
) -> None:
    titles = ask(page, at, query, language="ar")
    assert len(titles) == 1
    result = page.locator(".results li")
    assert result.locator("h2 [lang=ar][dir=rtl]").count() == 1
    assert result.locator("p[dir=rtl] mark").count() > 0


@pytest.mark.parametrize("query", ["車站", "網站購買", "票"])
def test_chinese_is_found_without_spaces(page: Page, at: str, query: str) -> None:
    assert ask(page, at, query) == ["台灣高鐵"]
    assert "".join(page.locator(".results p mark").all_inner_texts()) == query
    link = page.locator(".results div a").first.get_attribute("href")
    assert link == f"{at}canvases/cjk/#channels"


def test_filters_narrow_what_is_found(page: Page, at: str) -> None:
    every = ask(page, at, "revenue")
    german = ask(page, at, "umsatz", language="de")
    assert german == ["Hapag-Lloyd"]
    assert ask(page, at, "umsatz", language="en") == []
    assert ask(page, at, "keepers", section="channels") == []
    assert len(ask(page, at, "keepers", section="cost-structure")) == 10
    links = page.locator(".results div a").evaluate_all("links => links.map(link => link.hash)")
    assert set(links) == {"#cost-structure"}
    assert set(ask(page, at, "", industry="Airlines")) == {"Ryanair"}
    assert len(every) == 10


def test_the_question_stands_in_the_address_and_back_works(page: Page, at: str) -> None:
    ask(page, at, "keepers", section="cost-structure")
    assert page.url == f"{at}search/?q=keepers&section=cost-structure"
    page.locator("[name=section]").select_option("channels")
    page.locator("#words").fill("zanzibar")
    expect(page.locator(".results > li")).to_have_count(1)
    page.locator(".results h2 a").click()
    page.wait_for_url(f"{at}canvases/hostile/")
    page.go_back()
    expect(page.locator(".results > li")).to_have_count(1)
    assert page.locator("#words").input_value() == "zanzibar"
    assert page.locator("[name=section]").input_value() == "channels"


def test_a_shared_address_is_answered_at_once(page: Page, at: str) -> None:
    page.goto(f"{at}search/?q=keepers&language=en")
    assert len(found(page)) == 10
    assert page.locator("#results [role=status]").inner_text() == "23 canvases found"
    page.get_by_role("button", name="More results").click()
    expect(page.locator(".results > li")).to_have_count(20)
    assert page.evaluate("document.activeElement.closest('li') !== null")
    page.get_by_role("button", name="More results").click()
    expect(page.locator(".results > li")).to_have_count(23)
    assert page.get_by_role("button", name="More results").count() == 0


def test_the_keyboard_is_enough(page: Page, at: str) -> None:
    page.goto(f"{at}search/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "words"
    page.keyboard.type("keepers/")
    expect(page.locator(".results > li")).to_have_count(10)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.hash") == "#cost-structure"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "words"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "words"
    page.keyboard.press("Escape")
    assert page.locator("#words").input_value() == ""
    expect(page.locator(".results > li")).to_have_count(0)
    expect(page.locator("#canvases")).to_be_visible()


def test_a_later_answer_does_not_take_the_focus_away(page: Page, at: str) -> None:
    page.goto(f"{at}search/?q=keepers")
    expect(page.locator(".results > li")).to_have_count(10)
    page.locator("#words").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.evaluate("document.querySelector('.results > li').dataset.old = true")
    page.evaluate("document.getElementById('words').dispatchEvent(new Event('input'))")
    expect(page.locator(".results > [data-old]")).to_have_count(0)
    assert page.evaluate("document.activeElement.hash") == "#cost-structure"


def test_suggestions_under_a_field_of_any_page(page: Page, at: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{at}canvases/zoom/")
    assert not [url for url in asked if "search-" in url or "/search/" in url]
    page.keyboard.press("/")
    field = page.locator("#find")
    field.press_sequentially("zanzi")
    box = page.get_by_role("listbox")
    expect(box.get_by_role("option")).to_have_count(2)
    assert field.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    chosen = box.locator("[aria-selected=true]")
    assert chosen.get_attribute("id") == field.get_attribute("aria-activedescendant")
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    assert field.input_value() == "zanzi"
    page.keyboard.press("ArrowDown")
    expect(box).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{at}canvases/hostile/#channels")


def test_enter_leads_to_all_results(page: Page, at: str) -> None:
    page.goto(f"{at}canvases/zoom/")
    page.locator("#find").fill("keepers")
    page.locator("#find").press("Enter")
    page.wait_for_url(f"{at}search/?q=keepers")
    assert len(found(page)) == 10


def test_a_slash_in_a_field_is_a_slash(page: Page, at: str) -> None:
    page.goto(f"{at}canvases/zoom/")
    page.locator("#find").press_sequentially("a/b")
    assert page.locator("#find").input_value() == "a/b"


@pytest.mark.parametrize("query", ["zanzibar", "onerror", "alert", "constructor", "hasownproperty"])
def test_hostile_texts_stay_texts(page: Page, at: str, query: str) -> None:
    ask(page, at, query)
    results = page.locator(".results")
    assert results.locator("li").count() == 1
    assert results.locator("img, script").count() == 0
    assert "<img src=x onerror=alert(1)>" in results.locator("h2").inner_text()
    page.goto(f"{at}canvases/zoom/")
    page.locator("#find").press_sequentially(query)
    expect(page.get_by_role("option")).to_have_count(2)
    assert page.locator(".suggestions img, .suggestions script").count() == 0


@pytest.mark.parametrize(
    "query", ["<img src=x onerror=alert(1)>", "__proto__", "a" * 200, "(((", "\\", "%00", "‮", "*"]
)
def test_hostile_questions_do_no_harm(page: Page, at: str, query: str) -> None:
    page.goto(at)
    page.evaluate(
        "([at, q]) => { location = `${at}search/?${new URLSearchParams({q})}` }", [at, query]
    )
    page.wait_for_url("**/search/?*")
    found(page)
    assert page.locator("#results img").count() == 0


def test_without_script_everything_is_listed_and_nothing_is_dead(browser: Browser, at: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{at}search/?q=zoom")
    text = page.locator("main").inner_text()
    assert page.locator("input:visible, select:visible, button:visible").count() == 0
    posts = len(list((ROOT / "content").glob("*.md"))) + 25
    assert page.locator("[data-without-results] .links li").count() == posts
    context.close()
    assert "JavaScript" in text
    assert "telling words" in text.lower()


def test_a_search_that_cannot_be_loaded_says_so(context: BrowserContext, at: str) -> None:
    page = context.new_page()
    page.route("**/search/index.json", lambda route: route.abort())
    page.goto(f"{at}search/?q=zoom")
    assert found(page) == []
    assert "could not be loaded" in page.locator("#results [role=status]").inner_text()


def test_a_file_of_an_older_build_makes_the_index_load_again(
    context: BrowserContext, at: str, folder: Path
) -> None:
    page = context.new_page()
    old = json.loads((folder / "search/index.json").read_bytes())
    old["shards"] = [[first, f"gone-{n}"] for n, (first, _) in enumerate(old["shards"])]
    times: list[Any] = []

    def answer(route: Any) -> None:
        times.append(route)
        route.fulfill(json=old) if len(times) == 1 else route.continue_()

    page.route("**/search/index.json", answer)
    page.goto(f"{at}search/?q=keepers")
    assert len(found(page)) == 10


def test_what_a_visit_and_a_question_cost(page: Page, at: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{at}search/")
    page.wait_for_load_state("networkidle")
    assert len(asked) <= 6
    assert not [url for url in asked if ".json" in url]
    del asked[:]
    page.locator("#words").fill("keepers")
    found(page)
    # two scripts, the table of contents, a shard, a list, and a text for each result
    assert len(asked) <= 5 + 10


def test_from_the_disk_the_page_says_what_it_needs(context: BrowserContext, folder: Path) -> None:
    page = context.new_page()
    page.goto(f"{(folder / 'search/index.html').as_uri()}?q=zoom")
    assert "Searching needs JavaScript and a web server" in page.locator("main").inner_text()
    assert page.locator("main .links a").count() > 25
