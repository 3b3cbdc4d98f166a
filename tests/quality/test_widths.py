"""Nothing is cut off: not on a phone, not at 400 %, not with wide spacing, not mirrored."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from quality.conftest import Showing, Visiting
from quality.verdict import clean

# 320 is also what 1280 pixels become at 400 %.
WIDTHS = (320, 360, 768, 1440)
LONGEST_LINE = 90

# What WCAG 2.2, 1.4.12, asks a page to bear.
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* {line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important} p {margin-block-end: 2em !important}`);
  document.adoptedStyleSheets.push(sheet);
}"""

MIRRORING = """() => {
  document.adoptedStyleSheets = [];
  const root = document.documentElement;
  root.dir = root.dir === "rtl" ? "ltr" : "rtl";
}"""

CHANGES = (
    ("as it is", "null", WIDTHS),
    ("spaced", SPACING, WIDTHS),
    ("mirrored", MIRRORING, (320, 1440)),
)

# Paragraphs of several lines whose lines hold too many characters, each taken as half an em.
LONG_LINES = """most => [...document.querySelectorAll("main :is(p, li, dd, blockquote)")]
  .filter(e => e.checkVisibility() && e.textContent.replace(/\\s+/g, " ").length > 200)
  .map(e => [Math.round(e.clientWidth / parseFloat(getComputedStyle(e).fontSize) * 2), e])
  .filter(([characters]) => characters > most)
  .map(([characters, e]) => `${characters}: ${e.textContent.trim().slice(0, 40)}`)"""

# Text that lies beyond the edge of the page, or of a box that hides what does not fit.
CUT_OFF = """() => {
  const cut = [];
  for (const e of document.querySelectorAll("body *")) {
    if (!e.checkVisibility() || e.closest("svg, .skip")) continue;
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
    const style = getComputedStyle(e);
    if (style.clipPath !== "none") continue;  // for readers who listen
    const hides = style.overflowX === "hidden" || style.overflowX === "clip";
    const box = e.getBoundingClientRect();
    const scrolls = e.closest("pre, table, [tabindex='0'], [role=region]");
    if (hides && e.scrollWidth > e.clientWidth + 1 && style.textOverflow !== "ellipsis"
        || !scrolls && (box.right > innerWidth + 1 || box.left < -1))
      cut.push(`${[e.localName, ...e.classList].join(".")}: ${e.textContent.trim().slice(0, 40)}`);
  }
  return cut;
}"""


def scrolls(page: Page) -> int:
    """How many pixels of the page lie beside the window."""
    beyond: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return max(0, beyond)


def sideways(page: Page) -> list[str]:
    """Where a page scrolls sideways or cuts text off: as it is, spaced widely, and mirrored."""
    found = []
    for change, script, widths in CHANGES:
        page.evaluate(script)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            if beyond := scrolls(page):
                found.append(f"{width} px {change}: {beyond} px too wide")
            found += [f"{width} px {change}: cut off: {text}" for text in page.evaluate(CUT_OFF)]
    return found


def test_no_page_scrolls_sideways_or_cuts_text_off(visiting: Visiting, extremes: list[str]) -> None:
    clean({url: sideways(page) for url, page in visiting(extremes, width=320)})


@pytest.mark.parametrize(
    ("html", "first"),
    [
        ("<p style='inline-size: 400px'>Wide", "320 px as it is: 88 px too wide"),
        ("<p style='inline-size: 9em; overflow: hidden; white-space: nowrap'>Some cut off words",
         "320 px spaced: cut off: p: Some cut off words"),
        ("<p style='margin-inline-start: -40px'>Text", "320 px as it is: cut off: p: Text"),
        ("<p style='position: absolute; right: 0; margin-right: -30px' dir=ltr>Text",
         "320 px as it is: 30 px too wide"),
        ("<div dir=rtl><p style='position: absolute; left: -30px; margin: 0'>Text",
         "320 px as it is: cut off: p: Text"),
    ],
)  # fmt: skip
def test_sideways_scrolling_is_seen(showing: Showing, html: str, first: str) -> None:
    with showing(html, width=320) as page:
        assert sideways(page)[0].startswith(first)


def test_lines_are_short_enough_to_read(visiting: Visiting, each_kind: list[str]) -> None:
    clean({url: page.evaluate(LONG_LINES, LONGEST_LINE) for url, page in visiting(each_kind)})


def test_long_lines_are_seen(showing: Showing) -> None:
    with showing(f"<main><p style='inline-size: 50em'>{'word ' * 50}") as page:
        assert page.evaluate(LONG_LINES, LONGEST_LINE) == ["100: " + "word " * 8]


# What names a side of the screen; a page read from right to left needs the start and the end.
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)[\w-]*"
    r"|border-(?:top|bottom)-(?:left|right)-radius|left|right)\s*:"
    r"|(?<![\w-])(?:text-align|float|clear)\s*:\s*(?:left|right)"
)


def test_styles_know_start_and_end_but_not_left_and_right(library: Path) -> None:
    sheets = list(library.rglob("*.css"))
    assert sheets
    assert {match for sheet in sheets for match in PHYSICAL.findall(sheet.read_text("utf-8"))} == (
        set()
    )


@pytest.mark.parametrize(
    "rule",
    ["margin-left: 1px", "a{left:0}", "border-left-color: red", "text-align: right", "float:left"],
)
def test_left_and_right_are_seen(rule: str) -> None:
    assert PHYSICAL.search(rule)


@pytest.mark.parametrize(
    "rule", ["inset-inline-start: 0", "margin-inline: 1px", ".left-over {color: red}", "--right: 1"]
)
def test_start_and_end_are_not_taken_for_left_and_right(rule: str) -> None:
    assert not PHYSICAL.search(rule)
