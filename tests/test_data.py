"""What other programs read: feeds, sitemap, llms.txt, the library as data, headers for hosts."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from hosts import rules, sent
from ninefold.blocks import BLOCKS
from ninefold.encoding import jsontext, tabular
from ninefold.pages import crawlers, feeds, fulltext, hosting, library
from site_folder import SiteFolder

ROOT = Path(__file__).parents[1]
BASE = "https://example.org/library"
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
EVIL = "</script>]]> <b>&amp;</b> \"'[x](y) =1 \u202e"
# What JSON Feed 1.1 demands, from https://jsonfeed.org/version/1.1.
FULL = {"type": "string", "pattern": "^https?://[^ ]+$"}
WORDS = {"type": "string", "minLength": 1}
AUTHOR = {"type": "object", "properties": {"name": WORDS, "url": FULL}, "minProperties": 1}
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": WORDS,
        "home_page_url": FULL,
        "feed_url": FULL,
        "description": WORDS,
        "language": WORDS,
        "authors": {"type": "array", "items": AUTHOR, "minItems": 1},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "content_text"],
                "additionalProperties": False,
                "properties": {
                    "id": WORDS,
                    "url": FULL,
                    "title": WORDS,
                    "content_text": WORDS,
                    "summary": WORDS,
                    "date_published": {"type": "string", "pattern": "^.{10}T.{8}Z$"},
                    "tags": {"type": "array", "items": WORDS},
                    "language": WORDS,
                },
            },
        },
    },
}


@pytest.fixture
def small(site: SiteFolder) -> SiteFolder:
    """Two dated canvases, one of them hostile, and one without a date."""
    evil = json.dumps(EVIL)
    site.canvas("old", 'as_of: "2019"\nsummary: Old and short.\nindustry: Retail\ntags: [a, b]')
    site.canvas("undated").canvas(
        "new",
        f"title: {evil}\ncompany: {evil}\nsummary: {evil}\nindustry: {evil}\ntags: [{evil}]\n"
        f"as_of: 2024-05\nsources:\n  - id: s\n    title: {evil}\n    url: https://example.com/a?b&c"
        f"\nfacts:\n  - name: {evil}\n    value: '=1+1'\n    source: s",
        channels="See [old](old.md#channels) and a note.[^s]\n\n```\n# no heading\n```",
    )
    site.write("ninefold.toml", f"title = {evil}\ndescription = {evil}\nbase_url = '{BASE}'\n")
    assert site.build().code == 0
    return site


def atom(text: str) -> ElementTree.Element:
    """Parse a feed, and check what RFC 4287 demands of it (4.1.1, 4.1.2)."""
    feed = ElementTree.fromstring(text)  # noqa: S314
    assert feed.tag == f"{ATOM}feed"
    ids = []
    for part in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (found,) = part.findall(ATOM + name)
            assert (found.text or "").strip(), name
        ids.append(part.findtext(f"{ATOM}id"))
        updated = part.findtext(f"{ATOM}updated") or ""
        assert updated.endswith("Z")
        datetime.fromisoformat(updated)
        links = part.findall(f"{ATOM}link")
        kinds = [(link.get("rel"), link.get("type"), link.get("hreflang")) for link in links]
        assert len(set(kinds)) == len(kinds)
        assert all(link.get("href") for link in links)
        assert "alternate" in {link.get("rel") for link in links}
        for tag in part.findall(f"{ATOM}category"):
            assert tag.get("term")
    assert re.match(r"[a-z]+:", ids[0] or "")
    assert len(set(ids)) == len(ids)
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    assert "self" in {link.get("rel") for link in feed.findall(f"{ATOM}link")}
    return feed


def texts(feed: ElementTree.Element, name: str) -> list[str]:
    return [entry.findtext(ATOM + name) or "" for entry in feed.findall(f"{ATOM}entry")]


# Feeds


def test_the_feed_holds_dated_canvases_newest_first(small: SiteFolder) -> None:
    feed = atom(small.page("feed.xml"))
    assert texts(feed, "updated") == ["2024-05-01T00:00:00Z", "2019-01-01T00:00:00Z"]
    assert texts(feed, "id")[1] == f"{BASE}/canvases/old/"
    assert feed.findtext(f"{ATOM}updated") == "2024-05-01T00:00:00Z"
    assert texts(feed, "title")[0].startswith(EVIL)
    assert texts(feed, "summary") == [EVIL, "Old and short."]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.slug)
def test_a_block_has_a_feed_of_what_is_said_of_it(small: SiteFolder, block: Any) -> None:
    feed = atom(small.page(f"sections/{block.slug}/feed.xml"))
    assert texts(feed, "id")[1] == f"{BASE}/canvases/old/#{block.slug}"
    assert texts(feed, "content")[1] == f"<p>old on {block.title.lower()}.</p>"
    page = small.page(f"sections/{block.slug}/index.html")
    assert page.count('type="application/atom+xml"') == 2
    assert 'href="feed.xml"' in page


def test_addresses_in_the_text_of_a_feed_are_full_ones(small: SiteFolder) -> None:
    (new, _) = texts(atom(small.page("sections/channels/feed.xml")), "content")
    assert f'href="{BASE}/canvases/old/#channels"' in new
    assert f'href="{BASE}/canvases/new/#source-1"' in new
    assert 'href="../' not in new
    assert 'href="#' not in new


def test_without_a_base_url_a_feed_leads_where_its_pages_are(site: SiteFolder) -> None:
    site.canvas("a", "as_of: 2020", channels="See [b](b.md).").canvas("b").build()
    feed = atom(site.page("sections/channels/feed.xml"))
    assert [link.get("href") for link in feed.findall(f"{ATOM}link")] == ["feed.xml", "./"]
    (entry,) = feed.findall(f"{ATOM}entry")
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == "../../canvases/a/#channels"
    assert 'href="../../canvases/b/"' in texts(feed, "content")[0]
    link = atom(site.page("feed.xml")).find(f"{ATOM}entry/{ATOM}link")
    assert link is not None
    assert link.get("href") == "canvases/a/"


def test_a_feed_is_bounded(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "FEED_LENGTH", 2)
    for year in range(2001, 2006):
        site.canvas(f"c{year}", f"as_of: {year}")
    site.build()
    for path in ("feed.xml", "sections/channels/feed.xml"):
        assert [day[:4] for day in texts(atom(site.page(path)), "updated")] == ["2005", "2004"]
    assert len(json.loads(site.page("feed.json"))["items"]) == 2


def test_the_feeds_of_an_empty_library_are_valid(site: SiteFolder) -> None:
    site.canvas("undated").build()
    for path in ("feed.xml", "sections/channels/feed.xml"):
        assert texts(atom(site.page(path)), "id") == []
    Draft202012Validator(JSON_FEED).validate(json.loads(site.page("feed.json")))


@pytest.mark.parametrize("base", [BASE, ""])
def test_the_json_feed_is_one(small: SiteFolder, base: str) -> None:
    assert small.build("--base-url", base).code == 0
    feed = json.loads(small.page("feed.json"))
    Draft202012Validator(JSON_FEED).validate(feed)
    assert feed["title"] == EVIL
    assert [item["content_text"] for item in feed["items"]] == [EVIL, "Old and short."]
    assert feed["items"][1]["tags"] == ["Retail", "a", "b"]
    assert [item.get("url") for item in feed["items"]] == (
        [f"{BASE}/canvases/new/", f"{BASE}/canvases/old/"] if base else [None, None]
    )


@pytest.mark.parametrize(
    ("html", "full"),
    [
        ('<a href="../../canvases/b/#x">', f'<a href="{BASE}/canvases/b/#x">'),
        (
            '<a title="&gt; href=" href="#fn">',
            f'<a title="&gt; href=" href="{BASE}/canvases/a/#fn">',
        ),
        ('<img alt="x" src="../../media/i.png">', f'<img alt="x" src="{BASE}/media/i.png">'),
        ('<a href="https://e.org/../../x">', '<a href="https://e.org/../../x">'),
        ("<code>href=&quot;../../x</code>", "<code>href=&quot;../../x</code>"),
        ('<p title="../../x">../../y</p>', '<p title="../../x">../../y</p>'),
    ],
)
def test_only_addresses_within_the_site_are_completed(html: str, full: str) -> None:
    assert feeds._complete(html, f"{BASE}/canvases/a/") == full


# Sitemap, robots, llms.txt


def test_the_sitemap_lists_every_page_that_can_be_read(small: SiteFolder) -> None:
    root = ElementTree.fromstring(small.page("sitemap.xml"))  # noqa: S314
    urls = {element.text for element in root.iter(f"{MAP}loc")}
    pages = {
        f"{BASE}/{path.removesuffix('index.html')}"
        for path in small.tree()
        if path.endswith(".html") and path != "404.html" and "/embed/" not in path
    }
    assert urls == pages
    assert f"Sitemap: {BASE}/sitemap.xml" in small.page("robots.txt").splitlines()


def test_a_long_sitemap_is_an_index_and_its_parts(
    small: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = ElementTree.fromstring(small.page("sitemap.xml"))  # noqa: S314
    monkeypatch.setattr(crawlers, "SITEMAP_LENGTH", 5)
    assert small.build("--no-cache").code == 0
    index = ElementTree.fromstring(small.page("sitemap.xml"))  # noqa: S314
    assert index.tag == f"{MAP}sitemapindex"
    named = [element.text or "" for element in index.iter(f"{MAP}loc")]
    parts = [
        ElementTree.fromstring(small.page(url.removeprefix(f"{BASE}/")))  # noqa: S314
        for url in named
    ]
    assert all(0 < len(part) <= 5 for part in parts)
    urls = [element.text for part in parts for element in part.iter(f"{MAP}loc")]
    assert urls == [element.text for element in whole.iter(f"{MAP}loc")]


def test_without_a_base_url_nothing_claims_a_full_address(site: SiteFolder) -> None:
    site.canvas("a", "as_of: 2020").build()
    assert "sitemap.xml" not in site.tree()
    assert "Sitemap" not in site.page("robots.txt")
    page = site.page("canvases/a/index.html")
    assert "canonical" not in page
    assert "og:url" not in page
    assert "](canvases/a/index.md)" in site.page("llms.txt")


def test_llms_txt_has_its_form(small: SiteFolder) -> None:
    lines = small.page("llms.txt").splitlines()
    assert lines[0].startswith("# ")
    assert [line for line in lines if line.startswith("> ")] == [lines[2]]
    assert sum(line.startswith("# ") for line in lines) == 1
    start = next(number for number, line in enumerate(lines) if line.startswith("## "))
    for line in lines[start:]:
        assert not line or re.fullmatch(r"## \S.*|- \[.+\]\(https://[^\s()]+\)(: .+)?", line), line
    assert lines.count("## Optional") == 1
    for slug in ("old", "new", "undated"):
        assert f"({BASE}/canvases/{slug}/index.md)" in small.page("llms.txt")


def test_the_whole_text_holds_every_canvas(small: SiteFolder) -> None:
    text = small.page("llms-full.txt")
    assert text.count("\n## ") == 3
    assert text.count("\n### Channels\n") == 3
    assert f"[old]({BASE}/canvases/old/)" in text
    assert "```\n# no heading\n```" in text
    assert "[^s]: " in text


@pytest.mark.parametrize(
    ("text", "below"),
    [
        ("# One\n\n## Two", "#### One\n\n##### Two"),
        ("###### Deep", "###### Deep"),
        ("#hash", "#hash"),
        ("```\n# code\n```\n# One", "```\n# code\n```\n#### One"),
        ("~~~~\n~~~\n# code\n~~~~", "~~~~\n~~~\n# code\n~~~~"),
        ("~~~\n# never closed", "~~~\n# never closed"),
    ],
)
def test_headings_of_a_text_stand_below_that_of_its_section(text: str, below: str) -> None:
    assert fulltext._below(text) == below


@given(st.text())
def test_inline_text_is_one_line_without_marks(text: str) -> None:
    made = fulltext.inline(text)
    assert "\n" not in made
    assert not re.search(r"(?<!\\)(?:\\\\)*[\[\]<`*]", made)


# The library as data


def schema() -> Draft202012Validator:
    known = json.loads((ROOT / "docs/library.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(known)
    return Draft202012Validator(known)


def test_the_library_is_as_its_schema_says(small: SiteFolder) -> None:
    told = json.loads(small.page("library.json"))
    schema().validate(told)
    assert told["version"] == library.VERSION
    canvases = {canvas["slug"]: canvas for canvas in told["canvases"]}
    assert canvases["new"]["title"] == EVIL
    assert "as_of" not in canvases["undated"]
    assert canvases["old"]["tags"] == ["a", "b"]
    assert canvases["old"]["fills"] == [1] * 9
    assert canvases["old"]["described"] == 9
    assert (small.output / canvases["old"]["url"] / "index.html").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": 2},
        {"canvases": [{}]},
        {"canvases": [{"slug": "../x", "url": "canvases/x/"}]},
        {"extra": 1},
        {"blocks": ["channels"]},
    ],
    ids=str,
)
def test_the_schema_refuses_what_is_wrong(small: SiteFolder, wrong: dict[str, object]) -> None:
    assert not schema().is_valid(json.loads(small.page("library.json")) | wrong)


def test_the_content_of_this_repository_fits_the_schema(site: SiteFolder) -> None:
    content = str(ROOT / "content")
    assert site.build("--content", content, "--no-cache", "--quiet").code == 0
    schema().validate(json.loads(site.page("library.json")))


def table(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    assert not re.search(r"(?<!\r)\n", text)
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def raw(site: SiteFolder, path: str) -> str:
    return (site.output / path).read_bytes().decode()


def test_the_library_as_a_table(small: SiteFolder) -> None:
    rows = {row["slug"]: row for row in table(raw(small, "library.csv"))}
    assert tuple(rows["old"]) == library.COLUMNS
    assert rows["old"]["tags"] == "a, b"
    assert rows["old"]["cost_structure"] == "1"
    assert rows["new"]["title"] == EVIL


def test_the_facts_as_a_table(small: SiteFolder) -> None:
    (row,) = table(raw(small, "facts.csv"))
    assert tuple(row) == library.FACT_COLUMNS
    assert row["value"] == "'=1+1"
    assert row["source_url"] == "https://example.com/a?b&c"


@pytest.mark.parametrize("cell", ["=1", "+x", "-x", "@x", " =1", "\t=1", "＝1", "\r", "-1+1"])
def test_a_formula_is_guarded(cell: str) -> None:
    assert tabular.guarded(cell).startswith("'")


@pytest.mark.parametrize("cell", ["-12.5", "x=1", "", "a-b", "12", "'", "1,000"])
def test_what_is_no_formula_stays(cell: str) -> None:
    assert tabular.guarded(cell) == cell


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_embedded_json_is_the_value_and_ends_no_script(value: object) -> None:
    made = jsontext.embedded(value)
    assert json.loads(made) == value
    assert not set(made) & set("<>&\u2028\u2029\x7f\x9b\ufffe")


# What hosts send


def test_the_headers_are_those_of_each_file(small: SiteFolder) -> None:
    text = small.page("_headers")
    for path in ("/", "/canvases/old/", "/canvases/old/embed/", "/no/such/", "/assets/site.css"):
        assert ("Content-Security-Policy", hosting.POLICY) in sent(text, path)
        assert ("X-Content-Type-Options", "nosniff") in sent(text, path)
    kinds = {path: dict(sent(text, path)).get("Content-Type") for path in ("/feed.json", "/x")}
    assert kinds == {"/feed.json": "application/feed+json; charset=utf-8", "/x": None}
    assert dict(sent(text, "/canvases/old/index.md"))["Content-Type"].startswith("text/markdown")
    assert len(rules(text)) <= 100
    assert max(map(len, text.splitlines())) <= 2000


def test_no_header_is_sent_twice(small: SiteFolder) -> None:
    text = small.page("_headers")
    for path in small.tree():
        names = [name for name, _ in sent(text, f"/{path.removesuffix('index.html')}")]
        assert len(names) == len(set(names)), path


def test_every_page_but_an_embedded_canvas_refuses_frames(small: SiteFolder) -> None:
    text = small.page("_headers")
    for path in small.tree():
        if path.endswith("index.html"):
            unframed = ("X-Frame-Options", "DENY") in sent(text, f"/{path[:-10]}")
            assert unframed == ("/embed/" not in path), path
    assert ("X-Frame-Options", "DENY") not in sent(text, "/canvases/old/embed/")


def test_the_policy_lets_nothing_in_from_elsewhere() -> None:
    parts = dict(part.split(" ", 1) for part in hosting.POLICY.split("; "))
    assert parts.pop("default-src") == parts.pop("base-uri") == "'none'"
    assert set(parts.values()) == {"'self'"}


def test_other_servers_are_told_the_same() -> None:
    text = (ROOT / "docs/deploying.md").read_text("utf-8")
    for server in ("nginx", "caddyfile", "apache"):
        (block,) = re.findall(rf"```{server}\n(.*?)```", text, re.DOTALL)
        for name, value in (*hosting.COMMON, *hosting.UNFRAMED):
            assert name in block, server
            assert f'"{value}"' in block, server
        assert len(re.findall("default-src", block)) == 1
