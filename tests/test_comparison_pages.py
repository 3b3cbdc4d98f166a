"""Comparison pages, their files, and `ninefold compare`: one comparison in five forms."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from typing import Any

import pytest

from ninefold.markup import Html, marked
from ninefold.pages.comparisons import CANVASES
from site_folder import SiteFolder

HOSTILE = "<script>alert(1)</script> \"'&]]>"


def library(site: SiteFolder) -> SiteFolder:
    return (
        site.canvas(
            "ant",
            "title: Ant\nfacts:\n"
            "  - {name: Staff, value: 120, unit: people, as_of: 2023}\n"
            "  - {name: Debt, value: 5, as_of: 2023}",
            channels="Carriers and resellers sell it. Data centres follow.",
        )
        .canvas(
            "bee",
            "title: Bee\nfacts:\n"
            "  - {name: staff, value: 40, unit: People, as_of: 2023}\n"
            "  - {name: Debt, value: 7, as_of: 2022}",
            channels="Resellers visit carriers; a data centre is rented.",
        )
        .canvas("cat", "title: Cat", channels="Nobody visits; the zither sells. The zither!")
        .write(
            "ninefold.toml",
            'neighbours = 0\n[[comparisons]]\ntitle = "Three"\ntext = "Read *this*."\n'
            'slugs = ["cat", "ant", "bee"]\n[[comparisons]]\nslugs = ["bee", "ant"]\n',
        )
    )


def block(told: dict[str, Any], key: str) -> dict[str, Any]:
    found: dict[str, Any] = next(row for row in told["blocks"] if row["block"] == key)
    return found


def test_two_have_their_terms_marked_and_named(site: SiteFolder) -> None:
    assert library(site).build().code == 0
    page = site.page("compare/ant-vs-bee/index.html")
    told = json.loads(site.page("compare/ant-vs-bee/comparison.json"))
    channels = block(told, "channels")
    assert set(channels["shared_terms"]) == {"carriers", "resellers", "data centre"}
    for term in channels["shared_terms"]:
        assert f"<b>{term}</b>" in page
    assert [canvas["data"] for canvas in told["canvases"]] == [
        f"canvases/{slug}/canvas.json" for slug in ("ant", "bee")
    ]


def test_what_stands_for_a_sign_is_no_word() -> None:
    text = Html("<p>R&amp;D by amp &lt;lt&gt;</p>")
    assert marked(text, ["amp"], ["lt"]).text == (
        '<p>R&amp;D by <mark class="shared">amp</mark> &lt;<mark class="own">lt</mark>&gt;</p>'
    )


def test_facts_have_a_difference_only_where_dates_agree(site: SiteFolder) -> None:
    library(site).build()
    told = json.loads(site.page("compare/ant-vs-bee/comparison.json"))
    facts = {fact["name"]: (fact["difference"], fact["ratio"]) for fact in told["facts"]}
    assert facts == {"Staff": ("80", "3.00"), "Debt": ("", "")}
    page = site.page("compare/ant-vs-bee/index.html")
    assert "Difference: 80" in page
    assert "Not of one date" in page


def test_three_have_a_page_with_an_introduction(site: SiteFolder) -> None:
    library(site).build()
    page = site.page("compare/ant-vs-bee-vs-cat/index.html")
    assert "<h1>Three</h1>" in page
    assert "Read <em>this</em>." in page
    assert 'data-of="3"' in page
    assert "../ant-vs-bee/" in page
    assert "compare/ant-vs-bee-vs-cat/" in site.page("compare/index.html") or (
        'href="ant-vs-bee-vs-cat/"' in site.page("compare/index.html")
    )


def test_every_file_says_the_same_as_the_page(site: SiteFolder) -> None:
    library(site).build()
    told = json.loads(site.page("compare/ant-vs-bee-vs-cat/comparison.json"))
    page = html.unescape(site.page("compare/ant-vs-bee-vs-cat/index.html"))
    rows = list(csv.reader(io.StringIO(site.page("compare/ant-vs-bee-vs-cat/comparison.csv"))))
    assert rows[0][0].startswith("\ufeff")
    numbers = [int(row[2]) if row[2] else None for row in rows[1:10]]
    assert [row["likeness"] for row in told["blocks"]] == numbers
    assert numbers.count(None) < len(numbers)
    assert [", ".join(row["shared_terms"]) for row in told["blocks"]] == [r[3] for r in rows[1:10]]
    assert len(rows) == 1 + 9 + len(told["facts"])
    for sentence in told["summary"]:
        assert sentence in page


def test_a_page_shows_no_text_of_other_canvases(site: SiteFolder) -> None:
    library(site).build()
    for name in ("index.html", "comparison.json", "comparison.csv"):
        assert "zither" not in site.page(f"compare/ant-vs-bee/{name}")


def test_an_unrelated_canvas_changes_no_comparison(site: SiteFolder) -> None:
    library(site).canvas("dog", channels="Bark").canvas("eel", channels="Swim").build()
    names = ("index.html", "comparison.json", "comparison.csv")
    before = [site.page(f"compare/ant-vs-bee/{name}") for name in names]
    site.canvas("fox", channels="Hunt quietly at dusk").build()
    assert [site.page(f"compare/ant-vs-bee/{name}") for name in names] == before


def test_dates_of_one_company_show_what_changed(site: SiteFolder) -> None:
    for name, year, staff in (("new", 2020, 1600), ("old", 2016, 810)):
        site.canvas(
            name,
            f"company: X\nas_of: {year}\nfacts:\n"
            f"  - {{name: Staff, value: {staff}, as_of: {year}}}",
            channels=f"The shop had {staff} staff in {year}. It stays.",
        )
    assert site.build().code == 0
    page = site.page("compare/new-vs-old/index.html")
    assert re.search(r"<del><span[^>]*>removed: </span>810<span", page)
    assert re.search(r"<ins><span[^>]*>added: </span>1600<span", page)
    assert "Change: 790" in page
    assert "1.98 times what it was" in page
    assert '<path class="curve"' in page
    assert page.index("810") < page.index("1600")


def test_hostile_front_matter_stays_text(site: SiteFolder) -> None:
    value = json.dumps(HOSTILE)
    for name in ("ant", "bee"):
        site.canvas(
            name,
            f"title: {value}\ncompare: [ant, bee]\nfacts:\n"
            f"  - {{name: {value}, value: {value}, unit: {value}}}\n"
            '  - {name: "=1+1", value: "@x"}',
        )
    site.build("--keep-going")
    page = site.page("compare/ant-vs-bee/index.html")
    assert "<script>alert" not in page
    assert json.loads(site.page("compare/ant-vs-bee/comparison.json"))["facts"]
    rows = list(csv.reader(io.StringIO(site.page("compare/ant-vs-bee/comparison.csv"))))
    assert "'=1+1" in [row[0] for row in rows]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "@"))]


def test_across_languages_words_are_not_compared(site: SiteFolder) -> None:
    site.canvas("ant", "lang: en\ncompare: [bee]", channels="Hotel hotel")
    site.canvas("bee", "lang: de", channels="Hotel hotel").build()
    told = json.loads(site.page("compare/ant-vs-bee/comparison.json"))
    assert told["likeness"] is None
    assert {row["state"] for row in told["blocks"]} == {"uncompared"}
    assert not [row for row in told["blocks"] if row["shared_terms"] or any(row["own_terms"])]
    assert "<mark" not in site.page("compare/ant-vs-bee/index.html")


def test_a_name_of_the_other_direction_keeps_to_itself_in_a_sentence(site: SiteFolder) -> None:
    site.canvas(
        "ant", "title: أرامكو\nlang: ar\nsources: [{id: s, title: T, date: 2024}]\ncompare: [bee]"
    )
    site.canvas("bee", "title: Bee").build()
    assert "2024 in \u2068أرامكو\u2069" in site.page("compare/ant-vs-bee/index.html")
    assert "2024 in أرامكو" in site.page("compare/ant-vs-bee/comparison.json")


def test_an_edit_of_words_that_no_comparison_names_leaves_its_files_alone(site: SiteFolder) -> None:
    library(site).build()
    names = ("comparison.json", "comparison.csv")
    before = [site.page(f"compare/ant-vs-bee/{name}") for name in names]
    text = "Carriers and resellers offer it. Data centres follow."
    old = (site.folder / "content" / "ant.md").read_text("utf-8")
    changed = old.replace("Carriers and resellers sell it. Data centres follow.", text)
    site.write("content/ant.md", changed).build()
    assert "offer it" in site.page("compare/ant-vs-bee/index.html")
    assert [site.page(f"compare/ant-vs-bee/{name}") for name in names] == before


def test_the_list_keeps_its_pages_when_a_pair_comes_or_goes(site: SiteFolder) -> None:
    """Pairs by likeness stand with their first canvas, a fixed number of canvases a page."""
    site.write("ninefold.toml", "neighbours = 1\n")

    def say(number: int, pair: int) -> None:
        word = "abcdefghi"[pair % 9] * 3 + "klmnopqrs"[pair // 9] * 3
        site.canvas(f"c{number:03}", channels=f"They sell {word} by {word} and {word}.")

    for number in range(2 * CANVASES + 2):
        say(number, number // 2)
    site.build()
    pages = [f"compare/{name}.html" for name in ("index", "page-2", "page-3")]
    first, *others = map(site.page, pages)
    assert "c000-vs-c002" not in first
    say(0, 1)
    site.build()
    assert "c000-vs-c002" in site.page(pages[0])
    assert [site.page(page) for page in pages[1:]] == others


def test_without_script_there_is_no_control(site: SiteFolder) -> None:
    library(site).build()
    page = re.sub(
        r"<template.*?</template>", "", site.page("compare/ant-vs-bee/index.html"), flags=re.S
    )
    assert not re.search(r"<(button|input|select)\b", page.partition("<main")[2])


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ('comparisons = [["ant", "beee"]]', [("beee", 1, 25, "bee")]),
        ('neighbours = 1\n[[comparisons]]\nslugs = [\n "ant",\n "zzz"]', [("zzz", 5, 3, "")]),
        ('featured = ["bee", "antt"]', [("antt", 1, 21, "ant")]),
        ('comparisons = [["ant", "bee"]]', []),
        ('comparisons = [["ant", "beee"]]\nrules.unknown-canvas = "off"', []),
    ],
)
def test_a_canvas_that_the_configuration_names_has_to_exist(
    site: SiteFolder, settings: str, expected: list[tuple[str, int, int, str]]
) -> None:
    site.canvas("ant").canvas("bee").write("ninefold.toml", f"{settings}\n")
    for ran in (site.check(), site.build("--format", "json")):
        found = [f for f in ran.findings if f["name"] == "unknown-canvas"]
        assert [(f["path"], f["line"], f["column"]) for f in found] == [
            ("ninefold.toml", line, column) for _, line, column, _ in expected
        ]
        for finding, (slug, _, _, close) in zip(found, expected, strict=True):
            assert f"`{slug}`" in finding["message"]
            assert f"`{close}`" in finding["help"] or not close


@pytest.mark.parametrize("form", ["text", "md", "json", "csv"])
def test_the_terminal_tells_the_same(site: SiteFolder, form: str) -> None:
    library(site)
    ran = site.run("compare", "ant", "bee", "--format", form)
    assert ran.code == 0, ran.err
    assert "arriers" in ran.out
    assert "zither" not in ran.out
    if form == "json":
        library(site).build()
        page = json.loads(site.page("compare/ant-vs-bee/comparison.json"))
        told = json.loads(ran.out)
        assert told["blocks"] == page["blocks"]
        assert told["facts"] == page["facts"]


def test_the_terminal_shows_one_block(site: SiteFolder) -> None:
    ran = library(site).run("compare", "ant", "cat", "--block", "channels", "--format", "json")
    assert [row["block"] for row in json.loads(ran.out)["blocks"]] == ["channels"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["ant"], "Name two to four"),
        (["ant", "ant"], "Name two to four"),
        (["ant", "bee", "cat", "dog", "eel"], "Name two to four"),
        (["ant", "beee"], "There is no canvas beee. Did you mean bee?"),
        (["ant", "bee", "--block", "chanels"], "There is no block chanels."),
    ],
)
def test_wrong_use_is_told_in_one_line(site: SiteFolder, arguments: list[str], told: str) -> None:
    ran = library(site).run("compare", *arguments)
    assert ran.code == 2
    assert told in ran.err
    assert ran.out == ""


def test_terminal_sequences_in_posts_reach_no_terminal(site: SiteFolder) -> None:
    site.canvas("ant", channels="Red \x1b[31m alert\u202e.").canvas("bee")
    for form in ("text", "md", "csv", "json"):
        ran = site.run("compare", "ant", "bee", "--format", form)
        assert "\x1b" not in ran.out
        assert "\u202e" not in ran.out
