"""The reader's system decides: dark or light, whose colours, and whether things move."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from quality.conftest import Showing, Visiting
from quality.verdict import clean

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

# What would move although the reader asked for stillness.
MOVING = """() => {
  const moving = [];
  const apply = rule => !(rule instanceof CSSMediaRule) || matchMedia(rule.conditionText).matches;
  const walk = rules => { for (const rule of rules) {
    if (!apply(rule)) continue;
    if (rule.constructor.name === "CSSViewTransitionRule" && rule.navigation !== "none")
      moving.push("view transition");
    if (rule.cssRules) walk(rule.cssRules);
  } };
  for (const sheet of document.styleSheets) walk(sheet.cssRules);
  for (const e of document.querySelectorAll("*")) {
    const style = getComputedStyle(e);
    const seconds = `${style.transitionDuration}, ${style.animationDuration}`.split(", ");
    if (style.scrollBehavior === "smooth") moving.push(`${e.tagName} scrolls smoothly`);
    if (seconds.some(text => parseFloat(text) > 0.01)) moving.push(`${e.tagName}.${e.className}`);
  }
  return moving;
}"""

# Boxes in the page's own colours, where the reader's are asked for, that hold text.
UNFORCED = """() => [...document.querySelectorAll("body *")]
  .filter(e => getComputedStyle(e).forcedColorAdjust === "none" && !e.closest("svg")
    && e.innerText?.trim())
  .map(e => `${e.tagName}.${e.className}`)"""


def contrast(page: Page) -> tuple[bool, float]:
    """Whether the page is dark, and how much its text stands out."""
    ground, ink = page.evaluate(LUMINANCES)
    return ground < ink, (max(ground, ink) + 0.05) / (min(ground, ink) + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_is_as_dark_as_the_system_and_its_text_stands_out(
    visiting: Visiting, each_kind: list[str], scheme: str
) -> None:
    seen = {url: contrast(page) for url, page in visiting(each_kind, color_scheme=scheme)}
    clean({url: [s] for url, s in seen.items() if s[0] != (scheme == "dark") or s[1] < 7})


def test_nothing_moves_where_the_reader_wants_stillness(
    visiting: Visiting, each_kind: list[str]
) -> None:
    still = visiting(each_kind, reduced_motion="reduce")
    clean({url: page.evaluate(MOVING) for url, page in still})


@pytest.mark.parametrize(
    "css",
    [
        "p {transition: color 1s}",
        "p {animation: a 2s}",
        "html {scroll-behavior: smooth}",
        "@media (prefers-reduced-motion: reduce) {@view-transition {navigation: auto}}",
    ],
)
def test_what_moves_is_seen(showing: Showing, css: str) -> None:
    with showing(f"<style>{css}</style><p>Text", reduced_motion="reduce") as page:
        assert page.evaluate(MOVING) != []


def test_forced_colours_lose_nothing(visiting: Visiting, each_kind: list[str]) -> None:
    lost = {}
    for url, page in visiting(each_kind):
        page.emulate_media(forced_colors="none")
        before = page.inner_text("body")
        page.emulate_media(forced_colors="active")
        lost[url] = page.evaluate(UNFORCED)
        lost[url] += ["text"] if page.inner_text("body") != before else []
        lost[url] += ["contrast"] if contrast(page)[1] < 7 else []
    clean(lost)


@pytest.mark.parametrize(
    "css", ["p {forced-color-adjust: none}", "@media (forced-colors: active) {p {display: none}}"]
)
def test_lost_colours_and_text_are_seen(showing: Showing, css: str) -> None:
    with showing(f"<style>{css}</style><p>Text") as page:
        page.emulate_media(forced_colors="active")
        assert page.evaluate(UNFORCED) == ["P."] or page.inner_text("body") == ""
