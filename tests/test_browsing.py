"""The pages to browse by: what they hold, what they must not, and how they behave in a browser."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from ninefold.pages.gathering import gather, initial
from ninefold.pages.parts import Name
from site_folder import SiteFolder
from test_browser import address, built, heard  # noqa: F401 - fixtures
from test_theme import HOSTILE, attacks

FACT = "facts:\n  - name: {name}\n    value: {value}\n    unit: {unit}\n    as_of: {as_of}\n"


def fact(value: str, as_of: str, unit: str = "USD million", name: str = "Revenue") -> str:
    return FACT.format(name=name, value=value, unit=unit, as_of=as_of)


def texts(html: str) -> str:
    """The words of a page's main part."""
    main = html.partition("<main")[2].partition(">")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def files(site: SiteFolder, folder: str) -> set[str]:
    return {path for path in site.tree() if path.startswith(f"{folder}/")}


# Names


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        *(("Zoom", "Z"), ("ørsted", "O"), ("Éclair", "E"), ("8x8", "0"), ("£ Pound", "P")),
        *(("أرامكو", "ا"), ("日本", "日"), ("Ünal", "U"), ("ßa", "S"), ("…", ""), ("Łódź", "L")),
    ],
)
def test_a_name_stands_under_its_letter(name: str, letter: str) -> None:
    assert initial(name) == letter


def test_names_that_share_a_slug_are_one_and_the_frequent_spelling_leads() -> None:
    spelt = ["Retail", "Café", "retail", "Cafe", "Café", "C++", "C"]
    found = gather((Name(text, "en", "ltr"), number) for number, text in enumerate(spelt))
    told = [([name.text for name in group.names], group.items) for group in found]
    assert told == [(["C", "C++"], (5, 6)), (["Café", "Cafe"], (1, 3, 4)), (["Retail"], (0, 2))]


# Industries and tags


def test_canvases_are_grouped_by_industry_and_tag(site: SiteFolder) -> None:
    site.canvas("a", "industry: Retail\ntags: [shops, Own Brands]").canvas("b", "industry: retail")
    site.canvas("c", "industry: Media\ntags: [own-brands, own brands]").canvas("d")
    assert site.build().code == 0
    assert files(site, "industries") == {
        *("industries/index.html", "industries/media/index.html", "industries/retail/index.html")
    }
    assert files(site, "tags") == {
        *("tags/index.html", "tags/own-brands/index.html", "tags/shops/index.html")
    }
    assert texts(site.page("industries/index.html")).endswith("Media 1 canvas Retail 2 canvases")
    retail = site.page("industries/retail/index.html")
    assert re.findall(r'href="../../canvases/(\w)/"', retail) == ["a", "b"]
    own = site.page("tags/own-brands/index.html")
    assert re.findall(r'href="../../canvases/(\w)/"', own) == ["a", "c"]


def test_a_long_industry_has_pages(site: SiteFolder) -> None:
    for number in range(61):
        site.canvas(f"c{number:02}", "industry: Retail")
    assert site.build().code == 0
    assert site.page("industries/retail/index.html").count('class="card"') == 60
    second = site.page("industries/retail/page-2.html")
    assert second.count('class="card"') == 1
    assert 'rel="prev" href="./"' in second


def test_lists_of_an_empty_library_say_so(site: SiteFolder) -> None:
    site.canvas("a")
    assert site.build().code == 0
    for name in ("industries", "tags", "facts"):
        assert files(site, name) == {f"{name}/index.html"}
        assert 'class="empty"' in site.page(f"{name}/index.html")


# Companies


def test_a_company_shows_its_dates_in_order_and_what_lies_between(site: SiteFolder) -> None:
    for name, as_of in (("c", "2023-11"), ("a", "2020-05"), ("b", "2016")):
        site.canvas(name, f"company: 8x8\nas_of: {as_of}")
    site.canvas("z", "company: Zoom")
    assert site.build().code == 0
    page = site.page("companies/8x8/index.html")
    assert re.findall(r'href="../../canvases/(\w)/"', page) == ["b", "a", "c"]
    assert re.findall(r'href="../../compare/([\w-]+)/">([^<]+)', page) == [
        ("a-vs-b", "2016 beside May 2020"),
        ("a-vs-c", "May 2020 beside November 2023"),
    ]
    alone = site.page("companies/zoom/index.html")
    assert "compare/z" not in alone
    assert '<svg class="chart"' not in alone


def company(site: SiteFolder, *fronts: str) -> str:
    for number, front in enumerate(fronts):
        site.canvas(f"a{number}", f"company: A\nas_of: {2020 + number}\n{front}")
    assert site.build().code == 0
    return site.page("companies/a/index.html")


def test_a_fact_of_two_dates_has_a_chart_and_a_table(site: SiteFolder) -> None:
    page = company(site, fact("100", "2019"), fact("12000", "2020-06"))
    assert page.count('<svg class="chart"') == 1
    assert "A line through 2 values, from 100 (2019) to 12,000 (June 2020)." in page
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", page, re.DOTALL)
    assert [texts(f"<main>{row}</main>") for row in rows] == [
        "2019 100 Canvas",
        "June 2020 12,000 Canvas",
    ]


@pytest.mark.parametrize(
    ("front", "charts", "tables"),
    [
        (fact("200", "2019"), 0, 0),  # one date only
        (fact("200", "2020", unit="EUR million"), 0, 0),  # nothing is converted
        (fact("200", "2020", name="Profit"), 0, 0),
        (fact("200", "2020", unit="usd million", name="REVENUE"), 1, 1),
        (fact("about 200", "2020"), 0, 1),
        (fact("5–7", "2020"), 0, 1),
        (fact("1e6", "2020"), 0, 1),
        (fact("-200.5", "2020"), 1, 1),
        ("", 0, 0),
    ],
)
def test_only_plain_numbers_of_one_name_and_unit_are_drawn(
    site: SiteFolder, front: str, charts: int, tables: int
) -> None:
    page = company(site, fact("100", "2019"), front)
    assert (page.count('<svg class="chart"'), page.count("<table")) == (charts, tables)


def test_a_figure_without_a_date_is_of_the_date_of_its_canvas(site: SiteFolder) -> None:
    undated = "facts:\n  - name: Revenue\n    value: 7\n    unit: USD million"
    assert "(2021)" in company(site, fact("100", "2019"), undated)


def test_what_a_later_canvas_states_again_stands_once(site: SiteFolder) -> None:
    page = company(site, fact("100", "2019"), fact("100", "2019"), fact("110", "2020"))
    assert page.count('<th scope="row">') == 2


def test_no_style_stands_in_an_attribute(site: SiteFolder) -> None:
    page = company(site, fact("100", "2019"), fact("300", "2020"))
    assert "style=" not in page + site.page("companies/index.html")


# Facts


def test_a_fact_of_several_canvases_has_a_page_in_groups_by_unit(site: SiteFolder) -> None:
    site.canvas("a", "company: A\nas_of: 2020\n" + fact("7", "2020"))
    site.canvas("b", "company: A\nas_of: 2021\n" + fact("8", "2021"))
    site.canvas("c", "company: C\n" + fact("9", "2019", unit="EUR million"))
    site.canvas("d", fact("3", "2020", name="Staff", unit="people"))
    assert site.build().code == 0
    assert files(site, "facts") == {
        *("facts/index.html", "facts/revenue/index.html", "facts/revenue/facts.csv")
    }
    page = site.page("facts/revenue/index.html")
    rows = [texts(f"<main>{row}</main>") for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)]
    head = "Company As of Value Source"
    assert rows == [
        *(head, "A 2021 newest 8 Canvas", "A 2020 7 Canvas"),
        *(head, "C 2019 9 Canvas"),
    ]
    assert "Staff" not in site.page("facts/index.html")
    assert "1 more that one canvas alone states" in texts(site.page("facts/index.html"))


def test_a_fact_of_very_many_canvases_has_pages_and_one_file(site: SiteFolder) -> None:
    for number in range(201):
        site.canvas(f"c{number}", f"company: C{number}\n" + fact(str(number), "2020"))
    assert site.build().code == 0
    assert site.page("facts/revenue/index.html").count('<th scope="row">') == 200
    assert site.page("facts/revenue/page-2.html").count('<th scope="row">') == 1
    assert site.page("facts/revenue/facts.csv").count("\n") == 202


def table(site: SiteFolder, name: str = "revenue") -> list[list[str]]:
    data = (site.output / f"facts/{name}/facts.csv").read_bytes()
    assert data.endswith(b"\r\n")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_table_to_download_holds_what_is_stated(site: SiteFolder) -> None:
    source = "sources:\n  - id: s\n    title: 'Report, \"whole\"'\n    url: https://e.org/r\n"
    stated = fact("7.50", "2020") + "    source: s\n"
    site.canvas("a", f"company: أ\nas_of: 2020\n{source}{stated}").canvas("b", fact("-8", "2021"))
    assert site.build().code == 0
    head, *rows = table(site)
    assert dict(zip(head, rows[1], strict=True)) == {
        "fact": "Revenue",
        "company": "أ",
        "canvas": "a",
        "as_of": "2020",
        "value": "7.50",
        "unit": "USD million",
        "source": 'Report, "whole"',
        "source_date": "",
        "source_url": "https://e.org/r",
        "page": "canvases/a/",
    }
    assert rows[0][head.index("value")] == "-8"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\\t=", " =", "＝"])
def test_no_cell_of_the_table_is_a_formula(site: SiteFolder, start: str) -> None:
    evil = f'"{start}HYPERLINK(1)"'
    for name in "ab":
        site.canvas(name, f"company: {evil}\n" + fact(evil, "2020", unit=evil))
    assert site.build().code == 0
    for row in table(site)[1:]:
        assert not any(cell.lstrip()[:1] in tuple("=+-@＝") for cell in row)


def test_hostile_names_reach_the_pages_only_escaped(site: SiteFolder) -> None:
    site.write("content/a.md", HOSTILE).write("content/b.md", HOSTILE.replace("2024", "2025"))
    site.build("--keep-going")
    found = [path for path in site.tree() if path.split("/")[0] in PARTS and path[-5:] == ".html"]
    assert {path.split("/")[0] for path in found} == set(PARTS)
    for path in found:
        assert attacks(site.page(path)) == [], path
    assert len(files(site, "facts")) == 5
    assert "&lt;script&gt;attack(" in site.page("companies/index.html")


PARTS = ("industries", "tags", "companies", "facts", "about")


def test_an_edit_of_one_word_changes_one_page_of_these(site: SiteFolder) -> None:
    for number in range(30):
        site.canvas(f"c{number}", f"industry: I\ntags: [t]\n{fact(str(number), '2020')}")
    site.build()
    before = site.tree()
    site.canvas("c7", f"industry: I\ntags: [t]\n{fact('7', '2020')}", channels="Ferries.")
    site.build()
    changed = {path for path, data in site.tree().items() if before.get(path) != data}
    assert {path for path in changed if path.startswith((*PARTS, "sections"))} == {
        "sections/channels/page-2.html"
    }


# In a browser

KINDS = [
    *("companies/", "companies/costco-wholesale/", "companies/zoom/", "industries/", "tags/"),
    *("industries/media/", "tags/streaming/", "facts/", "facts/annual-revenue/", "about/"),
]


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
@pytest.mark.parametrize("path", KINDS)
def test_a_page_opens_cleanly_and_never_scrolls_sideways(
    heard: tuple[Page, list[str]],  # noqa: F811
    address: str,  # noqa: F811
    path: str,
    width: int,
) -> None:
    page, wrong = heard
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert wrong == []


@pytest.fixture
def fact_page(heard: tuple[Page, list[str]], address: str) -> Page:  # noqa: F811
    heard[0].goto(f"{address}facts/annual-revenue/")
    return heard[0]


COLUMN = """number => [...document.querySelector("table").tBodies[0].rows]
  .map(row => row.cells[number].querySelector("time")?.dateTime
    ?? row.cells[number].querySelector("data")?.value ?? row.cells[number].textContent.trim())"""


def test_a_table_is_sorted_by_its_buttons(fact_page: Page) -> None:
    head = fact_page.locator("table").first.get_by_role("columnheader")
    value = head.nth(2)
    value.get_by_role("button").click()
    values = [float(text) for text in fact_page.evaluate(COLUMN, 2)]
    assert values == sorted(values)
    assert len(set(values)) > 5
    assert value.get_attribute("aria-sort") == "ascending"
    value.get_by_role("button").press("Enter")
    assert [float(text) for text in fact_page.evaluate(COLUMN, 2)] == sorted(values, reverse=True)
    assert value.get_attribute("aria-sort") == "descending"
    head.nth(1).get_by_role("button").click()
    dates = fact_page.evaluate(COLUMN, 1)
    assert dates == sorted(dates)
    assert value.get_attribute("aria-sort") is None


def test_sorting_does_not_touch_the_other_tables(fact_page: Page) -> None:
    other = fact_page.locator("table").nth(1)
    before = other.inner_text()
    fact_page.locator("table").first.get_by_role("button").nth(2).click()
    assert other.inner_text() == before


@pytest.fixture
def unscripted(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_without_script_the_table_reads_and_has_no_dead_button(
    unscripted: Page,
    address: str,  # noqa: F811
) -> None:
    unscripted.goto(f"{address}facts/annual-revenue/")
    assert unscripted.locator("main button").count() == 0
    assert unscripted.get_by_role("row").count() > 10


def test_a_chart_has_a_name_a_description_and_a_table(
    heard: tuple[Page, list[str]],  # noqa: F811
    address: str,  # noqa: F811
) -> None:
    page, _ = heard
    page.goto(f"{address}companies/costco-wholesale/")
    region = page.get_by_role("region", name="Annual revenue")
    picture = region.get_by_role("img")
    tree = region.aria_snapshot()
    assert "Annual revenue over time A line through 3 values, from 112,640 (August 2014)" in tree
    assert picture.count() == 1
    # What stands inside a picture is said by its description.
    assert '- text: "100,000"' not in tree
    assert region.get_by_role("row").count() == 4


def test_a_chart_is_seen_in_forced_colours(
    browser: Browser,
    address: str,  # noqa: F811
) -> None:
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(f"{address}companies/costco-wholesale/")
    line, ground = page.evaluate(
        """() => [getComputedStyle(document.querySelector(".chart .line")).stroke,
        getComputedStyle(document.body).backgroundColor]"""
    )
    context.close()
    assert line != ground


def test_companies_are_reached_by_their_letters(
    heard: tuple[Page, list[str]],  # noqa: F811
    address: str,  # noqa: F811
    built: Path,  # noqa: F811
) -> None:
    page, _ = heard
    page.goto(f"{address}companies/")
    page.get_by_role("navigation", name="first letter").get_by_role("link", name="Z").click()
    assert page.locator(":target").inner_text() == "Z"
    links = page.locator(".a-to-z a")
    assert links.count() == len(list((built / "companies").iterdir())) - 1
