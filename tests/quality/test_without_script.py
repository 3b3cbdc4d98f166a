"""Without script everything can be read, and nothing pretends to work."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from quality import kinds
from quality.conftest import Showing, Visiting
from quality.verdict import clean

TEXT = "document.querySelector('main').innerText.replace(/\\s+/g, ' ')"


def text(page: Page) -> str:
    """The words of the main part, as they are seen."""
    read: str = page.evaluate(TEXT)
    return read.strip()


def controls(page: Page) -> list[str]:
    """What one could press or fill in."""
    found = page.locator("button:visible, input:visible, select:visible, textarea:visible")
    return [str(control.evaluate("e => e.outerHTML"))[:120] for control in found.all()]


def test_the_text_is_there_without_script(visiting: Visiting, each_kind: list[str]) -> None:
    whole = {url: len(text(page)) for url, page in visiting(each_kind)}
    bare = visiting(each_kind, java_script_enabled=False)
    shares = {url: len(text(page)) / whole[url] for url, page in bare}
    clean({url: [share] for url, share in shares.items() if share < 0.99})


def test_there_are_no_dead_controls(visiting: Visiting, each_kind: list[str]) -> None:
    bare = visiting(each_kind, java_script_enabled=False)
    clean({url: controls(page) for url, page in bare})


def test_text_and_controls_that_need_script_are_seen(showing: Showing) -> None:
    html = "<main>Text <input type=hidden><button>Do</button></main><script>document\
        .querySelector('main').append(' more')</script>"
    with showing(html) as page:
        assert text(page) == "Text Do more"
    with showing(html, java_script_enabled=False) as page:
        assert text(page) == "Text Do"
        assert controls(page) == ["<button>Do</button>"]


def test_every_kind_of_page_works_from_the_disk(showing: Showing, library: Path) -> None:
    found = {}
    with showing("") as page:
        failed: list[str] = []
        page.on("requestfailed", lambda request: failed.append(f"{request.failure} {request.url}"))
        for file in kinds.of_each_kind(library, extremes=False):
            if file.name == "404.html":  # only a host shows it, at any depth
                continue
            page.goto(file.as_uri())
            # Browsers load no modules from the disk: the page is then as without script.
            found[str(file)] = [
                line for line in failed if "ERR_ABORTED" not in line and not line.endswith(".js")
            ]
            if page.evaluate("getComputedStyle(document.body).margin") != "0px":
                found[str(file)].append("no styles")
            failed.clear()
    clean(found)


@pytest.mark.parametrize("depth", ["nothing-here", "canvases/nothing/here/", "a/b/c/d.html"])
def test_a_missing_address_is_answered_at_any_depth(visiting: Visiting, depth: str) -> None:
    for _, page in visiting([f"library/{depth}"]):
        assert page.evaluate("document.styleSheets[0].cssRules.length") > 0
        home = page.locator("header a").first.evaluate("e => new URL(e.href).pathname")
        assert home == "/library/"
