"""The front page and the list of all canvases: what they show, and what they do not."""

from __future__ import annotations

import re

import pytest

from site_folder import SiteFolder


def featured(site: SiteFolder) -> list[str]:
    """The two canvases that the front page sets side by side."""
    page = site.page("index.html")
    part = page.partition('<div class="featured">')[2].partition('<p class="why">')[0]
    return re.findall(r'<h3><a href="canvases/([^/]+)/"', part)


def newest(site: SiteFolder) -> list[str]:
    """The newest canvases of the front page, in their order."""
    part = site.page("index.html").partition('class="cards newest"')[2].partition("</ul>")[0]
    return re.findall(r'<h3><a href="canvases/([^/]+)/"', part)


# The featured comparison


def test_the_pair_that_the_configuration_names_is_featured(site: SiteFolder) -> None:
    site.write("ninefold.toml", 'featured = ["c", "a"]\nneighbours = 0\n')
    site.canvas("a").canvas("b", "compare: [c]\nas_of: 2024").canvas("c").build()
    assert featured(site) == ["a", "c"]
    assert (site.output / "compare/a-vs-c/index.html").exists()  # the setting makes the pair


def test_dates_of_one_company_are_featured_in_their_order(site: SiteFolder) -> None:
    site.write("ninefold.toml", 'featured = ["a", "b"]\n')
    site.canvas("a", "company: X\nas_of: 2024").canvas("b", "company: X\nas_of: 2016").build()
    assert featured(site) == ["b", "a"]


@pytest.mark.parametrize("pair", ['["a", "gone"]', '["gone", "none"]', "[]"])
def test_a_featured_pair_that_does_not_exist_gives_way(site: SiteFolder, pair: str) -> None:
    site.write("ninefold.toml", f"featured = {pair}\nneighbours = 0\n")
    site.canvas("a").canvas("b", "compare: [c]").canvas("c")
    assert site.build().code == 0
    assert featured(site) == ["b", "c"]


def test_what_an_author_chose_goes_before_dates_and_likeness(site: SiteFolder) -> None:
    site.canvas("a", "company: X\nas_of: 2025").canvas("b", "company: X\nas_of: 2026")
    site.canvas("c", "as_of: 2001\ncompare: [d]").canvas("d", "as_of: 2001").build()
    assert featured(site) == ["c", "d"]
    site.canvas("c", "as_of: 2001").build()
    assert featured(site) == ["a", "b"]


def test_of_the_chosen_pairs_the_newest_is_featured(site: SiteFolder) -> None:
    site.canvas("a", "as_of: 2019\ncompare: [b]").canvas("b", "as_of: 2019")
    site.canvas("c", "as_of: 2024\ncompare: [d, a]").canvas("d", "as_of: 2023").build()
    assert featured(site) == ["c", "d"]


def test_nothing_is_featured_where_there_is_nothing_to_compare(site: SiteFolder) -> None:
    site.canvas("a").build()
    page = site.page("index.html")
    assert featured(site) == []
    assert "Side by side" not in page
    assert newest(site) == ["a"]


# What is newest, and the numbers


def test_the_newest_come_first_and_only_so_many(site: SiteFolder) -> None:
    for number in range(9):
        site.canvas(f"c{number}", f"as_of: 20{10 + number}")
    site.canvas("undated").canvas("dated", "as_of: 1999\ndate: 2026-01-01").build()
    assert newest(site) == ["dated", "c8", "c7", "c6", "c5", "c4"]
    assert "All canvases (11)" in site.page("index.html")


def test_the_numbers_of_the_library_are_counted(site: SiteFolder) -> None:
    front = (
        "facts:\n  - name: Staff\n    value: 12\n    source: s\nsources:\n  - id: s\n    title: S"
    )
    site.canvas("a", front).canvas("b", front + "\ncompany: a").build("--keep-going")
    page = site.page("index.html")
    for number in ("<strong>2</strong> canvases", "<strong>1</strong> company"):
        assert number in page
    for number in ("<strong>2</strong> dated facts", "<strong>2</strong> sources"):
        assert number in page


def test_nothing_is_counted_of_which_there_is_none(site: SiteFolder) -> None:
    site.canvas("a").build()
    assert "<strong>0</strong>" not in site.page("index.html")


def test_an_empty_library_says_how_to_begin(site: SiteFolder) -> None:
    site.canvas("a", "draft: true")
    site.build("--keep-going")
    for path in ("index.html", "canvases/index.html"):
        page = site.page(path)
        assert 'class="empty"' in page
        assert "ninefold new" in page
        assert "<select" not in page
        assert "<strong>0</strong>" not in page or path != "index.html"
    assert 'class="plan"' in site.page("index.html")


def test_industries_are_counted_once_however_they_are_spelt(site: SiteFolder) -> None:
    site.canvas("a", "industry: Retail").canvas("b", "industry: retail").canvas("c", "industry: Ai")
    site.canvas("d").build()
    page = site.page("index.html")
    found = re.findall(r'<a href="industries/([^/]+)/">([^<]+|<span.*?</span>)</a>', page)
    assert [slug for slug, _ in found] == ["retail", "ai"]
    assert page.count("2 canvases</span>") == 1


def test_no_industry_no_heading(site: SiteFolder) -> None:
    site.canvas("a").canvas("b").build()
    assert 'id="industries"' not in site.page("index.html")


# The list


def test_the_list_is_paged_and_holds_each_canvas_once(site: SiteFolder) -> None:
    for number in range(80):
        site.canvas(f"c{number:02}", f"industry: I{number % 2}")
    site.build("--no-cache")
    pages = [site.page(f"canvases/{name}.html") for name in ("index", "page-2", "page-3")]
    shown = [re.findall(r'<h2><a href="([^"]+)/"', page) for page in pages]
    assert [len(some) for some in shown] == [36, 36, 8]
    assert sorted(slug for some in shown for slug in some) == [
        f"c{number:02}" for number in range(80)
    ]
    assert not (site.output / "canvases/page-4.html").exists()
    assert ['<div class="filters"' in page for page in pages] == [True, False, False]
    assert 'data-rest="page-2.html page-3.html "' in pages[0]
    assert "library.js" in pages[0]
    assert "library.js" not in pages[1]


def test_a_filter_that_leaves_no_choice_is_not_offered(site: SiteFolder) -> None:
    site.canvas("a", "industry: Retail\ntags: [x, y]").canvas("b", "industry: retail").build()
    page = site.page("canvases/index.html")
    assert 'name="tag"' in page
    assert 'name="sort"' in page
    for name in ("industry", "region", "lang"):
        assert f'name="{name}"' not in page


def test_choices_are_in_the_language_of_their_canvas(site: SiteFolder) -> None:
    site.canvas("a", "industry: Energy").canvas("b", "industry: الطاقة\nlang: ar").build()
    page = site.page("canvases/index.html")
    assert re.search(r'<option value="[^"]+" lang="ar" dir="rtl">الطاقة', page)
    assert '<option value="ar">Arabic (1)</option>' in page
    assert '<option value="energy">Energy (1)</option>' in page


def test_rare_choices_do_not_swamp_the_list(site: SiteFolder) -> None:
    tags = ", ".join(f"t{number:03}" for number in range(150))
    site.canvas("a", f"tags: [{tags}]").canvas("b", "tags: [often]").canvas("c", "tags: [often]")
    site.build("--keep-going")
    page = site.page("canvases/index.html")
    assert page.count('<option value="t0') < 61
    assert "often (2)" in page


@pytest.mark.parametrize("key", ["industry", "region", "tags"])
def test_hostile_words_become_slugs_in_attributes(site: SiteFolder, key: str) -> None:
    evil = '"><script>attack()</script>'
    value = f"['{evil}', other]" if key == "tags" else f"'{evil}'"
    site.canvas("a", f"{key}: {value}").canvas("b", f"{key}: " + ("[b]" if key == "tags" else "b"))
    site.build("--keep-going")
    page = site.page("canvases/index.html")
    assert "<script>attack" not in page
    assert re.search(r'data-(industry|region|tag)="script-attack-script', page)


def test_changing_a_text_leaves_the_list_and_the_front_page_alone(site: SiteFolder) -> None:
    site.canvas("a").canvas("b").build()
    before = {path: site.page(path) for path in ("index.html", "canvases/index.html")}
    site.canvas("a", channels="A on channel.").build()
    assert before == {path: site.page(path) for path in before}


# The page of missing addresses


def test_the_page_of_missing_addresses_leads_on(site: SiteFolder) -> None:
    site.write("ninefold.toml", 'base_url = "https://example.org/lib"\n').canvas("a").build()
    page = site.page("404.html")
    assert 'action="/lib/search/"' in page
    assert 'href="/lib/sections/channels/"' in page
    assert 'href="/lib/canvases/"' in page
    assert 'href="/lib/assets/site.css"' in page
    assert page.count('id="search"') == 1
