"""axe finds nothing: neither against WCAG 2.2 AA nor against its best practices."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from quality.conftest import Showing, Visiting
from quality.verdict import clean

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# Of the rules, those whose verdict may change with the colours alone.
COLOURS = ("cat.color",)


def violations(page: Page, tags: tuple[str, ...]) -> list[str]:
    """What the rules with one of these tags have against a page: the rule, and the first place."""
    options = {"runOnly": tags, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:120]}" for rule in found]


@pytest.mark.parametrize("width", [360, 1440])
def test_axe_has_nothing_against_any_kind_of_page_in_light_and_dark(
    visiting: Visiting, each_kind: list[str], width: int
) -> None:
    found = {}
    for url, page in visiting(each_kind, width=width, reduced_motion="reduce"):
        page.emulate_media(color_scheme="light")
        found[f"{url} (light)"] = violations(page, RULES)
        page.emulate_media(color_scheme="dark")
        found[f"{url} (dark)"] = violations(page, COLOURS)
    clean(found)


@pytest.mark.parametrize(
    ("html", "rule"),
    [
        ("<main><h1>A</h1><img src=a.png></main>", "image-alt"),
        ("<main><h1>A</h1><p style='color:#999;background:#fff'>Text</main>", "color-contrast"),
        ("<main><h1>A</h1><h3>B</h3></main>", "heading-order"),
        ("<main><h1>A</h1></main><p>Text", "region"),
    ],
)
def test_axe_sees_what_is_wrong(showing: Showing, html: str, rule: str) -> None:
    with showing(html) as page:
        assert [fault.split(":")[0] for fault in violations(page, RULES)] == [rule]
