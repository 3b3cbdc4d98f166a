"""The other forms of a canvas: they say what the canvas says, and do no harm."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ninefold import transcript
from ninefold.blocks import BLOCKS, Block
from ninefold.canvas import Extra, Fact, Post, Reference, Section
from ninefold.pages.canvas import is_old
from ninefold.parser import parse
from ninefold.source import Source
from ninefold.vocabulary import language
from site_folder import SiteFolder
from test_theme import HOSTILE

ROOT = Path(__file__).parents[1]
SCHEMA = json.loads((ROOT / "docs/canvas.schema.json").read_text("utf-8"))
CONTENT = sorted(path.name for path in (ROOT / "content").glob("*.md"))
FACTS = """company: Mill
as_of: 2020-05
sources:
  - {id: report, title: Annual report, publisher: Mill, date: 2020}
facts:
  - {name: Bakeries, value: 40, unit: bakeries, as_of: 2020-05, source: report}
  - {name: Sacks, value: 9, as_of: 2017}
  - {name: "=Sum", value: "=1+1", unit: "@x", as_of: 2019}"""


def post(text: str, path: str = "a.md") -> Post:
    read = parse(Source.of(path, text)).post
    assert read is not None
    return read


def data(site: SiteFolder, slug: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(site.page(f"canvases/{slug}/canvas.json"))
    return read


def rows(site: SiteFolder, slug: str) -> list[dict[str, str]]:
    raw = (site.output / f"canvases/{slug}/facts.csv").read_bytes()
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


# Markdown

MEANT = (
    *("title", "company", "as_of", "date", "summary", "industry", "region", "tags", "lang"),
    *("sources", "facts", "compare", "summaries", "introduction", "extras"),
)


@pytest.mark.parametrize("name", CONTENT)
def test_the_markdown_of_a_canvas_read_again_is_the_same_canvas(name: str) -> None:
    one = post((ROOT / "content" / name).read_text("utf-8"), name)
    other = post(transcript.markdown(one, {}), name)
    assert {key: getattr(other, key) for key in MEANT} == {key: getattr(one, key) for key in MEANT}
    texts = [(section.block, section.text) for section in one.sections]
    assert [(section.block, section.text) for section in other.sections] == texts


# Text as front matter can hold it, but for what begins a tag: it is disarmed on its way out.
TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff<"), min_size=1
).map(lambda text: " ".join(text.split()))


@settings(deadline=None)
@given(TEXTS.filter(bool), TEXTS, st.lists(TEXTS.filter(bool), max_size=3))
def test_any_front_matter_comes_back_as_it_was(title: str, other: str, tags: list[str]) -> None:
    one = Post(
        *("a.md", "a", title, title),
        summary=other,
        tags=tuple(tags),
        lang="en",
        facts=(Fact(title, title, other),),
        sources=(Reference("s", title, other),),
        sections=tuple(Section(block, "", "Text.") for block in BLOCKS),
    )
    read = post(transcript.markdown(one, {}))
    for key in ("title", "company", "summary", "tags", "facts", "sources"):
        assert getattr(read, key) == getattr(one, key), key


@pytest.mark.parametrize(
    "text", ["---\nx", "a\nb: c", '"', "\\", "# x", "no", "\u2028", "\x85", "{{ x }}", "&a", "*a"]
)
def test_no_text_leaves_its_place_in_the_front_matter(text: str) -> None:
    lines = transcript.markdown(Post("a.md", "a", text, "Company"), {}).split("\n")
    assert (lines[0], lines[2], lines[3]) == ("---", 'company: "Company"', "---")
    assert len(lines[1].splitlines()) == 1


def test_all_nine_headings_stand_under_their_official_names_in_the_order_of_the_book() -> None:
    names = language("de").titles[::-1][:-1]
    body = "".join(f"# {name}\n\nZu {name}.\n\n" for name in names)
    one = post(f"---\ntitle: A\nlang: de\n---\n\n{body}")
    made = transcript.markdown(one, {})
    heads = [line for line in made.split("\n") if line.startswith("## ")]
    assert heads[0] == "## Kundensegmente"
    assert heads[-1] == "## Kostenstruktur"
    assert len(heads) == 9
    assert "## Kundensegmente\n\n## Wertangebote\n\nZu Wertangebote." in made


def test_headings_of_the_markdown_skip_no_level() -> None:
    one = post("---\ntitle: A\n---\n\n## Channels\n\n###### Shops\n\nx\n\n### Web\n\ny\n")
    assert "### Shops\n" in transcript.markdown(one, {})
    assert "#### " not in transcript.markdown(one, {})


def test_source_marks_have_their_footnotes_and_sources_no_one_marks_have_none() -> None:
    sources = (Reference("r", "A [b]* report", "P", "https://e.org/x"), Reference("q", "Quiet"))
    section = Section(Block.CHANNELS, "", "Shops.[^r]")
    one = Post("a.md", "a", "A", "A", sources=sources, sections=(section,))
    made = transcript.markdown(one, {})
    assert made.endswith("[^r]: A \\[b\\]\\* report, P <https://e.org/x>\n")
    assert "[^q]" not in made


def test_a_script_as_the_address_of_a_source_is_no_link() -> None:
    source = Reference("r", "R", "", "javascript:alert(1)")
    extra = (Extra("More", "x[^r]"),)
    made = transcript.markdown(Post("a.md", "a", "A", "A", sources=(source,), extras=extra), {})
    assert made.endswith("[^r]: R\n")


def test_links_to_other_posts_lead_to_their_canvases(site: SiteFolder) -> None:
    text = "See [b](b.md), [its shops](b.md#channels), [c](c.md) and [out](https://e.org/b.md)."
    site.canvas("a", channels=text).canvas("b").build("--keep-going")
    made = site.page("canvases/a/index.md")
    assert "[b](../../canvases/b/), [its shops](../../canvases/b/#channels)" in made
    assert "[c](c.md) and [out](https://e.org/b.md)" in made


# Data


@pytest.fixture
def mill(site: SiteFolder) -> SiteFolder:
    site.canvas("mill", FACTS, channels="Carts.[^report] **Shops** & more.")
    site.write("content/hostile.md", HOSTILE)
    site.write("content/lone.md", "---\ntitle: Lone\n---\n\n## Channels\n\n- One\n- Two\n")
    site.build("--keep-going")
    return site


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("slug", ["mill", "hostile", "lone"])
def test_the_data_of_a_canvas_follows_its_schema(mill: SiteFolder, slug: str) -> None:
    read = data(mill, slug)
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(read)] == []
    assert [block["key"] for block in read["blocks"]] == [block.value for block in BLOCKS]


@pytest.mark.parametrize(
    "wrong", [{"version": 2}, {"blocks": []}, {"as_of": "May"}, {"dir": "up"}, {"more": 1}]
)
def test_the_schema_refuses_what_is_wrong(mill: SiteFolder, wrong: dict[str, Any]) -> None:
    assert not Draft202012Validator(SCHEMA).is_valid(data(mill, "mill") | wrong)


def test_the_data_holds_plain_text_and_the_numbers_of_sources(mill: SiteFolder) -> None:
    read = data(mill, "mill")
    channels = next(block for block in read["blocks"] if block["key"] == "channels")
    assert channels["text"] == "Carts. Shops & more."
    assert channels["points"] == ["Carts."]
    assert channels["words"] == 4
    assert [fact["source"] for fact in read["facts"]] == [1, None, None]
    assert read["url"] == "canvases/mill/"
    assert "<" not in json.dumps(read)


def test_the_data_of_a_site_with_an_address_holds_it(site: SiteFolder) -> None:
    site.canvas("a").build("--base-url", "https://e.org/lib")
    assert data(site, "a")["url"] == "https://e.org/lib/canvases/a/"


# Facts


def test_the_table_of_facts_names_canvas_and_source_and_runs_nothing(mill: SiteFolder) -> None:
    first, second, third = rows(mill, "mill")
    assert first == {
        "canvas": "mill",
        "company": "Mill",
        "as_of": "2020-05",
        "fact": "Bakeries",
        "value": "40",
        "unit": "bakeries",
        "fact_as_of": "2020-05",
        "source": "Annual report",
        "publisher": "Mill",
        "source_date": "2020",
        "source_url": "",
    }
    assert second["source"] == ""
    assert (third["fact"], third["value"], third["unit"]) == ("'=Sum", "'=1+1", "'@x")


def test_a_canvas_without_facts_has_no_table_and_no_link_to_one(mill: SiteFolder) -> None:
    assert not (mill.output / "canvases/lone/facts.csv").exists()
    assert "facts.csv" not in mill.page("canvases/lone/index.html")
    assert 'href="facts.csv"' in mill.page("canvases/mill/index.html").replace("./", "")


@pytest.mark.parametrize(
    ("then", "now", "old"),
    [
        *(("2017", "2020-05", True), ("2018", "2020-05", False), ("2018", "2021", True)),
        *(("2018", "2020-12-31", False), ("2018", "2021-01-01", True), ("2019", "2021", False)),
        *(("2018-05", "2020-05-31", False), ("2018-05", "2020-06", True)),
        *(("2018-05-04", "2020-05-04", False), ("2018-05-04", "2020-05-05", True)),
        *(("2024", "2020", False), ("2020", "2020", False)),
        *(("", "2020", False), ("2017", "", False)),
    ],
)
def test_what_is_more_than_two_years_older_beyond_doubt(then: str, now: str, old: bool) -> None:
    assert is_old(then, now) is old


def test_an_old_fact_says_so_in_words_measured_by_the_canvas(mill: SiteFolder) -> None:
    page = mill.page("canvases/mill/index.html")
    assert page.count("more than two years older than this canvas") == 1
    assert "newest canvas" not in page


def test_facts_of_an_undated_canvas_are_measured_by_the_newest_one(site: SiteFolder) -> None:
    fact = "facts:\n  - {name: Sacks, value: 9, as_of: 2017}"
    site.canvas("undated", fact).build("--keep-going")
    assert "two years" not in site.page("canvases/undated/index.html")
    site.canvas("newest", "as_of: 2020-05").build("--keep-going")
    page = site.page("canvases/undated/index.html")
    assert "more than two years older than the newest canvas" in page


# The page


def test_the_page_leads_to_all_that_belongs_to_it(site: SiteFolder) -> None:
    front = "company: The Mill\nindustry: Food\ntags: [flour]\nlang: en\nas_of: 2020"
    site.canvas("a", front).canvas("b", "industry: food\ncompare: [a]").canvas(
        "c", "industry: Food"
    )
    site.build()
    page = site.page("canvases/b/index.html")
    assert 'href="../../industries/food/"' in page
    assert 'href="../../compare/?c=b"' in page
    assert 'href="../a/"' in page
    assert 'href="../c/"' in page
    for name in ("index.md", "canvas.json", "canvas.svg"):
        assert page.count(f'href="{name}"') + page.count(f'href="./{name}"') == 2
    page = site.page("canvases/a/index.html")
    assert 'href="../../companies/the-mill/"' in page
    assert 'href="../../tags/flour/"' in page
    assert "English" in page
    assert "chosen by the author" in page


def test_a_page_names_its_neighbours_in_the_industry_and_no_others(site: SiteFolder) -> None:
    for name in ("a", "b", "c"):
        site.canvas(name, "industry: Food")
    site.canvas("d", "industry: Sea").canvas("e").build()
    turns = {
        name: site.page(f"canvases/{name}/index.html").partition('"turn')[2] for name in "abcde"
    }
    assert "../b/" in turns["a"]
    assert "../c/" not in turns["a"]
    assert "../a/" in turns["b"]
    assert "../c/" in turns["b"]
    assert turns["d"] == turns["e"] == ""


def test_the_snippet_for_other_sites_is_escaped_once_for_them_and_once_for_us(
    site: SiteFolder,
) -> None:
    site.canvas("a", "title: 'A \"x\" <b>'").build("--base-url", "https://e.org", "--keep-going")
    page = site.page("canvases/a/index.html")
    assert (
        "&lt;iframe src=&#34;https://e.org/canvases/a/embed/&#34; "
        "title=&#34;A &amp;#34;x&amp;#34; &amp;lt;b&amp;gt;&#34;" in page
    )
    assert " hidden" not in page


def test_a_snippet_without_an_address_waits_for_a_script(site: SiteFolder) -> None:
    site.canvas("a").build()
    assert 'id="embed" hidden' in site.page("canvases/a/index.html")


def test_a_frame_holds_the_poster_and_leads_out_of_itself(site: SiteFolder) -> None:
    site.canvas("a", channels="Carts.").build("--base-url", "https://e.org")
    page = site.page("canvases/a/embed/index.html")
    assert "Carts." in page
    assert page.count("<a ") == 11 == page.count('target="_blank"')
    assert 'href="../#channels"' in page
    assert '<link rel="canonical" href="https://e.org/canvases/a/">' in page
    assert "<script" not in page
    assert "embed" not in site.page("sitemap.xml")


def test_headings_in_html_of_a_post_skip_no_level(site: SiteFolder) -> None:
    html = "<h6>Deep</h6>\n\ntext\n\n<h3>High</h3>\n\ntext\n\n<h5>Low</h5>"
    page = site.canvas("a", channels=html).build() and site.page("canvases/a/index.html")
    assert "<h3>Deep</h3>" in page
    assert "<h3>High</h3>" in page
    assert "<h4>Low</h4>" in page


def test_a_word_more_in_one_post_makes_only_its_own_twins_anew(site: SiteFolder) -> None:
    for name in "abc":
        site.canvas(name, "industry: Food", channels=f"Shops of {name} alone and elsewhere.")
    site.build()
    before = site.tree()
    site.canvas("b", "industry: Food", channels="Shops of b alone and elsewhere too.").build()
    changed = {path for path, made in site.tree().items() if before.get(path) != made}
    assert {path for path in changed if path.startswith("canvases/")} == {
        f"canvases/b/{name}"
        for name in (
            *("index.html", "index.md", "canvas.json", "canvas.svg", "embed/index.html"),
            "compare.json",
        )
    }
