"""What the editor sees: every save at once, and faults where they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from preview.running import Preview
from site_folder import SiteFolder, canvas_text

HOST = "ninefold-preview"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a small window; an error in it fails the test."""
    context = browser.new_context(viewport={"width": 1000, "height": 500})
    page = context.new_page()
    errors: list[Any] = []
    page.on("pageerror", lambda error: errors.append(error))
    page.on("console", lambda it: errors.append(it.text) if "Security" in it.text else None)
    yield page
    context.close()
    assert not errors


def watch(page: Page) -> None:
    """Note in the page that it is still the one that was loaded."""
    page.evaluate("window.untouched = true")


def untouched(page: Page) -> bool:
    return bool(page.evaluate("window.untouched === true"))


def test_a_save_changes_main_alone_and_the_place_read_stays(
    library: SiteFolder, preview: Preview, page: Page
) -> None:
    page.goto(f"{preview.address}/canvases/zoom/")
    expect(page.locator(f"{HOST} .badge")).to_be_visible()
    watch(page)
    page.evaluate("scrollTo(0, 900)")
    before = page.evaluate("scrollY")
    library.canvas("zoom", cost_structure="New servers.")
    expect(page.locator("#cost-structure")).to_contain_text("New servers.")
    assert untouched(page)
    assert page.evaluate("scrollY") == before > 0


def test_scripts_of_a_page_work_on_what_was_swapped_in(
    library: SiteFolder, preview: Preview, page: Page
) -> None:
    page.goto(f"{preview.address}/canvases/zoom/")
    print_button = page.locator("[data-print] button")
    expect(print_button).to_have_count(1)
    library.canvas("zoom", cost_structure="New servers.")
    expect(page.locator("#cost-structure")).to_contain_text("New servers.")
    expect(print_button).to_have_count(1)


def test_a_style_is_changed_without_a_reload(
    library: SiteFolder, preview: Preview, page: Page
) -> None:
    page.goto(f"{preview.address}/")
    expect(page.locator(f"{HOST} .badge")).to_be_visible()
    watch(page)
    library.write("templates/styles/mine.css", "main { margin-block-start: 77px; }")
    expect(page.locator("main")).to_have_css("margin-top", "77px")
    assert untouched(page)


def test_a_fault_lies_over_the_last_good_page_until_it_is_mended(
    library: SiteFolder, preview: Preview, page: Page
) -> None:
    page.goto(f"{preview.address}/canvases/zoom/")
    watch(page)
    frame = page.locator(f"{HOST} .frame")
    expect(frame).to_be_hidden()
    library.write("content/zoom.md", "---\ntitle: [Zoom\n---\n")
    expect(frame).to_be_visible()
    expect(frame).to_contain_text("content/zoom.md:2:")
    expect(frame.locator(".line.here")).to_contain_text("title: [Zoom")
    expect(page.locator("#cost-structure")).to_contain_text(
        "Zoom on cost structure", ignore_case=True
    )
    library.canvas("zoom")
    expect(frame).to_be_hidden()
    assert untouched(page)


def test_findings_are_text_whatever_they_hold(
    library: SiteFolder, preview: Preview, page: Page
) -> None:
    evil = "<img src=x onerror=alert(1)><b>x</b>"
    page.goto(f"{preview.address}/canvases/zoom/")
    library.canvas("zoom", front=f'"{evil}": 1', costs=f"See [{evil}](nowhere.md).")
    page.locator(f"{HOST} .badge").click()
    panel = page.locator(f"{HOST} .panel")
    expect(panel).to_contain_text("<img src=x")
    assert page.locator(f"{HOST} img").count() == 0
    assert page.locator(f"{HOST} .panel b").count() == 0


def test_a_finding_stands_beside_its_block(
    library: SiteFolder, preview: Preview, page: Page
) -> None:
    page.goto(f"{preview.address}/canvases/zoom/")
    library.canvas("zoom", cost_structure="See [nowhere](nowhere.md).")
    section = page.locator("#cost-structure")
    expect(section.locator(".ninefold-notes")).to_contain_text("nowhere.md")
    expect(section).to_have_attribute("data-ninefold-severity", "warning")
    library.canvas("zoom")
    expect(section.locator(".ninefold-notes")).to_have_count(0)


def test_a_finding_is_mended_by_its_button(
    library: SiteFolder, preview: Preview, page: Page
) -> None:
    library.canvas("zoom", cost_structure="We pay for the the servers.")
    page.goto(f"{preview.address}/canvases/zoom/")
    page.locator(f"{HOST} .badge").click()
    page.locator(f"{HOST} .panel li", has_text="stands here twice").get_by_role("button").click()
    expect(page.locator("#cost-structure")).to_contain_text("We pay for the servers.")
    text = (library.folder / "content/zoom.md").read_text(encoding="utf-8")
    assert text == canvas_text("zoom", cost_structure="We pay for the servers.")


def test_a_page_that_is_not_there_yet_comes_by_itself(
    library: SiteFolder, preview: Preview, page: Page
) -> None:
    page.goto(f"{preview.address}/canvases/new/")
    library.canvas("new")
    expect(page.locator("h1")).to_have_text("new")
