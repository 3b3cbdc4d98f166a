"""What the head of a page tells other programs: linked data, OpenGraph, canonical links."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest

from ninefold import routes
from ninefold.pages import canvas
from site_folder import SiteFolder
from test_theme import HOSTILE

BASE = "https://example.org/library"
# Types of schema.org that pages use: what each needs, and what else it may hold.
PAGE = {"name", "url", "inLanguage", "isPartOf"}, {"description", "about", "mainEntity"}
SHAPES: dict[str, tuple[set[str], set[str]]] = {
    "WebSite": (
        {"name", "url"},
        {"description", "inLanguage", "potentialAction"},
    ),
    "WebPage": PAGE,
    "CollectionPage": PAGE,
    "AboutPage": PAGE,
    "SearchResultsPage": PAGE,
    "Article": (
        {"headline", "url", "inLanguage", "about"},
        {"name", "description", "isPartOf", "author", "publisher", "datePublished"}
        | {"dateModified", "temporalCoverage", "articleSection", "keywords", "image", "citation"},
    ),
    "Organization": ({"name"}, set()),
    "CreativeWork": ({"name"}, {"publisher", "datePublished", "url"}),
    "ItemList": ({"itemListElement"}, set()),
    "BreadcrumbList": ({"itemListElement"}, set()),
    "ListItem": ({"position", "name"}, {"item", "url"}),
    "SearchAction": ({"target", "query-input"}, set()),
    "EntryPoint": ({"urlTemplate"}, set()),
}


class Head(HTMLParser):
    """Reads the head of a page as a browser does: a script ends at its first end tag."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.metas: dict[str, str] = {}
        self.links: list[dict[str, str | None]] = []
        self.scripts: list[str] = []
        self.data = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "meta" and (name := values.get("property") or values.get("name")):
            assert name not in self.metas or name == "theme-color", name
            self.metas[name] = values.get("content") or ""
        if tag == "link":
            self.links.append(values)
        if tag == "script" and values.get("type") == "application/ld+json":
            self.scripts.append("")
            self.data = True

    def handle_data(self, data: str) -> None:
        if self.data:
            self.scripts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self.data = False

    def rel(self, name: str) -> list[str]:
        return [link["href"] or "" for link in self.links if link.get("rel") == name]

    @property
    def graph(self) -> list[dict[str, Any]]:
        (script,) = self.scripts
        told = json.loads(script)
        assert told["@context"] == "https://schema.org"
        graph: list[dict[str, Any]] = told["@graph"]
        return graph


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


@pytest.fixture
def library(site: SiteFolder) -> SiteFolder:
    site.write("content/hostile.md", HOSTILE)
    site.canvas("plain", "company: Plain\nas_of: 2023-11\ndate: 2024-01-02\ncompare: [hostile]")
    site.write("ninefold.toml", f"title = 'A & <b>'\nbase_url = '{BASE}'\n")
    site.build("--keep-going")
    return site


def heads(site: SiteFolder) -> dict[str, Head]:
    return {
        path: Head(data.decode())
        for path, data in site.tree().items()
        if path.endswith(".html") and "/embed/" not in path
    }


@pytest.mark.parametrize("base", [BASE, ""])
def test_every_page_is_described_in_known_shapes(library: SiteFolder, base: str) -> None:
    library.build("--keep-going", "--base-url", base)
    for path, head in heads(library).items():
        assert head.graph, path
        for node in nodes(head.graph):
            required, allowed = SHAPES[node["@type"]]
            told = {key for key in node if not key.startswith("@")}
            assert required <= told <= required | allowed, (path, node)
            assert all(told not in ("", None, [], {}) for told in node.values()), node
            for key in ("@id", "url", "item", "image", "urlTemplate"):
                if base and key in node:
                    assert urlsplit(node[key]).scheme in ("http", "https"), node


def test_lists_in_linked_data_are_numbered(library: SiteFolder) -> None:
    for head in heads(library).values():
        for node in nodes(head.graph):
            if items := node.get("itemListElement"):
                assert [item["position"] for item in items] == list(range(1, len(items) + 1))


def test_a_canvas_is_an_article_about_its_company(library: SiteFolder) -> None:
    article, way = Head(library.page("canvases/plain/index.html")).graph
    assert article["@type"] == "Article"
    assert article["about"] == {"@type": "Organization", "name": "Plain"}
    assert article["dateModified"] == article["datePublished"] == "2024-01-02"
    assert article["temporalCoverage"] == "2023-11"
    assert article["headline"] == "plain, November 2023"
    steps = [(item["name"], item["item"]) for item in way["itemListElement"]]
    assert steps[0] == ("A & <b>", f"{BASE}/")
    assert steps[-1] == ("plain, November 2023", f"{BASE}/canvases/plain/")


def test_sources_are_cited_and_no_script_is_an_address(library: SiteFolder) -> None:
    article, _ = Head(library.page("canvases/hostile/index.html")).graph
    first, second = article["citation"]
    assert first["name"] == "<script>attack('source')</script>"
    assert "url" not in first
    assert second["url"].startswith("https://example.org/")


def test_the_front_page_is_a_site_that_can_be_searched(library: SiteFolder) -> None:
    site, page = Head(library.page("index.html")).graph
    assert site["@type"] == "WebSite"
    assert site["potentialAction"]["target"]["urlTemplate"] == (
        f"{BASE}/search/?q={{search_term_string}}"
    )
    assert page["isPartOf"]["@id"] == site["@id"]


def test_hostile_text_stays_inside_its_script(library: SiteFolder) -> None:
    text = library.page("canvases/hostile/index.html")
    start = text.index('<script type="application/ld+json">') + 35
    data = text[start : text.index("</script>", start)]
    assert not set("<>&") & set(data)
    article = Head(text).graph[0]
    assert article["headline"].startswith("</title><script>attack('title')</script>")


def test_every_page_has_a_preview_and_a_canonical_address(library: SiteFolder) -> None:
    for path, head in heads(library).items():
        address = f"{BASE}/{path.removesuffix('index.html')}"
        assert head.rel("canonical") == [address]
        assert head.metas["og:url"] == address
        names = [name for name in head.metas if name.startswith(("og:", "twitter:"))]
        assert len(names) >= 5
        assert all(head.metas.values()), path
        assert head.metas["description"] == head.metas["og:description"]
        kinds = {link.get("type") for link in head.links if link.get("rel") == "alternate"}
        assert {"application/atom+xml", "application/feed+json"} <= kinds


def test_without_a_base_url_a_page_claims_no_address(library: SiteFolder) -> None:
    library.build("--keep-going", "--base-url", "")
    for head in heads(library).values():
        assert head.rel("canonical") == []
        assert "og:url" not in head.metas
        assert len([n for n in head.metas if n.startswith(("og:", "twitter:"))]) >= 5


@pytest.mark.parametrize("base", [BASE, ""])
def test_a_picture_is_shown_where_there_is_one(
    library: SiteFolder, base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, picture = canvas._view, routes.twin("plain", "card.png")

    def view(*args: Any) -> Any:
        return dataclasses.replace(real(*args), image=picture)

    monkeypatch.setattr(canvas, "_view", view)
    library.build("--keep-going", "--base-url", base)
    head = Head(library.page("canvases/plain/index.html"))
    shown = base or None  # a preview needs a full address
    assert head.metas.get("og:image") == (shown and f"{BASE}/canvases/plain/card.png")
    assert head.metas["twitter:card"] == ("summary_large_image" if shown else "summary")
    assert head.graph[0]["image"] == (f"{BASE}/canvases/plain/card.png" if shown else "card.png")
    assert "og:image" not in Head(library.page("index.html")).metas


def test_a_page_below_a_list_tells_the_way_to_it(library: SiteFolder) -> None:
    (way,) = (n for n in Head(library.page("sections/channels/index.html")).graph[1:])
    names = [step["name"] for step in way["itemListElement"]]
    assert names == ["A & <b>", "Sections", "Channels"]
    (_, way) = Head(library.page("sections/index.html")).graph
    assert [step["name"] for step in way["itemListElement"]] == ["A & <b>", "Sections"]
