"""A printed page is for reading: no navigation; a canvas is a poster and two pages of text."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from quality.conftest import Showing, Visiting
from quality.verdict import clean

PAGES = 3

# Boxes that lead somewhere or do something, and are of no use on paper. A button that heads a
# column is its heading as well.
NAVIGATION = """() => [...document.querySelectorAll("nav, button:not(th button), input, select")]
  .filter(e => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length)
  .map(e => `${e.tagName} ${e.ariaLabel ?? e.innerText.slice(0, 40)}`)"""

# Hides all that stands behind the poster.
ONLY_POSTER = """() => {
  const poster = document.getElementById("poster");
  for (const e of document.querySelectorAll("body *"))
    if (poster.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING && !poster.contains(e))
      e.style.setProperty("display", "none", "important");
}"""


def printed(page: Page) -> list[tuple[float, float]]:
    """Print a page on A4, or what it asks for; return the sizes of the sheets in points."""
    data = page.pdf(format="A4", prefer_css_page_size=True)
    sizes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", data)
    assert len(sizes) == len(re.findall(rb"/Type\s*/Page\b", data))
    return [(float(width), float(height)) for width, height in sizes]


def test_no_navigation_is_printed(visiting: Visiting, each_kind: list[str]) -> None:
    left = {}
    for url, page in visiting(each_kind):
        page.emulate_media(media="print")
        left[url] = page.evaluate(NAVIGATION)
    clean(left)


def test_navigation_on_paper_is_seen(showing: Showing) -> None:
    html = "<nav aria-label=Site>A</nav><style>@media print {#b {display: none}}</style>"
    with showing(f"{html}<nav id=b>B</nav><button>C</button>") as page:
        page.emulate_media(media="print")
        assert page.evaluate(NAVIGATION) == ["NAV Site", "BUTTON C"]


def test_a_canvas_is_printed_on_three_pages_at_most(
    visiting: Visiting, canvases: list[str]
) -> None:
    counts = {url: len(printed(page)) for url, page in visiting(canvases[:1] + canvases[-3:])}
    clean({url: [f"{count} pages"] for url, count in counts.items() if count > PAGES})


def test_the_poster_is_one_landscape_page(visiting: Visiting, canvases: list[str]) -> None:
    found: dict[str, list[str]] = {}
    for url, page in visiting(canvases[:1] + canvases[-3:]):
        page.evaluate(ONLY_POSTER)
        sheets = printed(page)
        found[url] = [f"{len(sheets)} pages"] if len(sheets) > 1 else []
        found[url] += [] if sheets[0][0] > sheets[0][1] else ["upright"]
    clean(found)


def test_sheets_are_counted_and_measured(showing: Showing) -> None:
    html = "<style>@page {size: A4 landscape} p {break-after: page}</style><p>A<p>B"
    with showing(html) as page:
        assert [width > height for width, height in printed(page)][:2] == [True, True]
    with showing("<p>A") as page:
        [(width, height)] = printed(page)
        assert (width, height) == pytest.approx((595, 842), abs=2)
