"""Everything is reached by keyboard, in few steps, and one always sees where one is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page

from quality.conftest import Showing, Visiting
from quality.verdict import clean

BEFORE_MAIN = 8
MOST = 400

# The element that has the focus: what it is, whether one sees it, and whether it is covered.
FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  window.known ??= new Map();
  if (known.has(e)) return null;
  known.set(e, known.size);
  const box = e.getBoundingClientRect();
  const middle = (from, to, most) => (Math.max(from, 0) + Math.min(to, most)) / 2;
  const top = document.elementFromPoint(
    middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
  const inside = box.top < innerHeight && box.bottom > 0 && box.left < innerWidth && box.right > 0;
  return {
    name: `${e.tagName.toLowerCase()} ${(e.innerText || e.ariaLabel || "").trim().slice(0, 40)}`,
    anchor: e.hash && e.pathname === location.pathname ? e.hash : "",
    main: !!e.closest("main"),
    outlined: [null, "::before", "::after"].map(part => getComputedStyle(e, part)).some(style =>
      style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2),
    covered: !inside || !top
      || !(e.contains(top) || top.contains(e) || top.closest("label") || top.shadowRoot),
  };
}"""


@dataclass(frozen=True)
class Stop:
    """An element that the Tab key reaches."""

    name: str
    anchor: str
    main: bool
    outlined: bool
    covered: bool


def stops(page: Page) -> list[Stop]:
    """Press Tab until it has gone round."""
    found: list[Stop] = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        stop: dict[str, Any] | None = page.evaluate(FOCUSED)
        if stop is None:
            break
        found.append(Stop(**stop))
    return found


def faults(found: list[Stop]) -> list[str]:
    """What is wrong with the way of the Tab key through a page."""
    before = next((number for number, stop in enumerate(found) if stop.main), len(found))
    wrong = []
    if before and found[0].anchor != "#main":
        wrong.append(f"the first stop is no way to the main part: {found[0].name}")
    if before >= BEFORE_MAIN:
        wrong.append(f"{before} stops before the main part")
    wrong += [f"the focus is not seen: {stop.name}" for stop in found if not stop.outlined]
    wrong += [f"something covers: {stop.name}" for stop in found if stop.covered]
    return wrong


@pytest.mark.parametrize("width", [360, 1440])
def test_the_tab_key_leads_through_every_kind_of_page(
    visiting: Visiting, each_kind: list[str], width: int
) -> None:
    visited = visiting(each_kind, width=width, reduced_motion="reduce")
    clean({url: faults(stops(page)) for url, page in visited})


def test_the_first_stop_leads_past_the_navigation(visiting: Visiting, each_kind: list[str]) -> None:
    for url, page in visiting(each_kind):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('main')"):
            continue
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("!!document.activeElement.closest('main, footer')"), url


LINKS = "<nav>" + "<a href=/a>Link</a> " * 9 + "</nav><main id=main><a href=/b>Text</a></main>"


@pytest.mark.parametrize(
    ("html", "wrong"),
    [
        (LINKS, ["the first stop is no way to the main part: a Link",
                 "9 stops before the main part"]),
        ("<main><style>:focus {outline: none}</style><a href=/a>A</a></main>",
         ["the focus is not seen: a A"]),
        ("<main><a href=/a>A</a><p style='position: fixed; inset: 0'>B</main>",
         ["something covers: a A"]),
        ("<main><a href=/a style='position: absolute; inset-inline-start: -99px'>A</a></main>",
         ["something covers: a A"]),
        ("<main id=main><a href=/a>A</a></main>", []),
    ],
)  # fmt: skip
def test_a_bad_way_is_seen(showing: Showing, html: str, wrong: list[str]) -> None:
    with showing(f"<style>:focus {{outline: 2px solid}}</style>{html}") as page:
        assert faults(stops(page)) == wrong
