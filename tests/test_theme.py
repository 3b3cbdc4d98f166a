"""The theme: everything is escaped, nothing is guessed, and a template's fault has a place."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ninefold import theme
from ninefold.encoding.xml import FORBIDDEN
from ninefold.files import themes
from ninefold.pages.page import Page
from ninefold.pages.views import SitemapPage
from ninefold.routes import SITEMAP
from ninefold.theme import BrokenTemplate, Output, Theme
from site_folder import SiteFolder
from test_build import small_theme


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return small_theme(tmp_path, monkeypatch)


def sitemap(text: str, *urls: str, **others: str) -> Output | BrokenTemplate:
    """Render a template that sees `urls`."""
    templates = {"sitemap.xml": text, **{f"{name}.html": t for name, t in others.items()}}
    look = Theme(tuple(sorted(templates.items())), ())
    return theme.render(look, Page(SITEMAP, "sitemap.xml", SitemapPage(urls)))


# Hostile text

HOSTILE = """---
title: "</title><script>attack('title')</script>"
company: "\\"><script>attack('company')</script>"
summary: "'--></style><script>attack('summary')</script>"
industry: "<script>attack('industry')</script>"
region: "]]><script>attack('region')</script>"
tags: ["<script>attack('tag')</script>", "' onload='attack()"]
as_of: 2024
summaries:
  channels: "<script>attack('cell')</script>"
sources:
  - id: "s"
    title: "<script>attack('source')</script>"
    publisher: "<script>attack('publisher')</script>"
    url: "javascript:attack('url')"
  - id: t
    title: "Quote"
    url: "https://example.org/\\"><script>attack('address')</script>"
facts:
  - name: "<script>attack('fact')</script>"
    value: "<script>attack('value')</script>"
    unit: "<script>attack('unit')</script>"
    source: s
  - name: "{{ 7*7 }}"
    value: "{% include 'base.html' %}"
---

Introduction <script>attack('introduction')</script> [link](javascript:attack()) {{ 7*7 }}

## Customer Segments

<script>attack('text')</script> <img src=x onerror="attack()"> {{ 7*7 }} {% include "/etc/passwd" %}

## Value Propositions

[a](javascript:attack('link')) <a href="java&#10;script:attack()">b</a> <svg onload="attack()">

## Channels

<iframe srcdoc="<script>attack()</script>"></iframe>

## Customer Relationships

<style>@import "attack"</style> <form action="javascript:attack()"><button>x</button></form>

## Revenue Streams

![x" onerror="attack()](x.png)

## Key Resources

`<script>attack('code')</script>`

## Key Activities

    <script>attack('block')</script>

## Key Partnerships

<math><mi xlink:href="javascript:attack()">x</mi></math> {# comment #}

## Cost Structure

| <script>attack('table')</script> |
|---|
| x |

## <script>attack('heading')</script> extra

Text.
"""


class Attacks(HTMLParser):
    """Collects all that a browser would run or load."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.runs = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.runs = tag == "script" and dict(attrs).get("type") != "application/ld+json"
        if tag in ("iframe", "object", "embed", "base", "math", "style"):
            self.found.append(tag)
        given = dict(attrs)
        ours = given.get("role") == "search" or given.get("class") in ("scripted", "filters")
        if tag == "form" and not ours:
            self.found.append(tag)
        for name, value in attrs:
            address = re.sub(r"[\s\x00-\x20]", "", value or "").lower()
            if name.startswith("on") or address.startswith(("javascript:", "vbscript:", "data:")):
                self.found.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        if self.runs and "attack" in data:
            self.found.append(data)

    def handle_endtag(self, tag: str) -> None:
        self.runs = False


def attacks(html: str) -> list[str]:
    reader = Attacks()
    reader.feed(html)
    return reader.found


@pytest.fixture(params=["small", "own"])
def hostile(request: pytest.FixtureRequest, site: SiteFolder) -> SiteFolder:
    """A built site of hostile text, in the small theme and in the one that people see."""
    if request.param == "small":
        request.getfixturevalue("small")
    site.write("content/hostile.md", HOSTILE).canvas("plain", front="company: Plain\nas_of: 2023")
    site.write("content/twin.md", HOSTILE.replace("as_of: 2024", "as_of: 2025"))
    evil = "<script>attack('site')</script>"
    base = 'base_url = "https://example.org/library"'
    site.write("ninefold.toml", f'title = "{evil}"\ndescription = "{evil}"\n{base}\n')
    ran = site.build("--keep-going")
    assert (site.output / "canvases/hostile/index.html").exists(), ran.out + ran.err
    return site


def test_hostile_text_reaches_every_page_only_escaped(hostile: SiteFolder) -> None:
    written = hostile.tree().items()
    pages = {p: d.decode() for p, d in written if p.endswith((".html", ".xml", ".svg"))}
    for path, text in pages.items():
        if path.endswith((".html", ".xml", ".svg")):
            assert not re.search(r"<script[^>]*>\s*attack", text), path
        if path.endswith((".html", ".svg")):
            assert attacks(text) == [], path
    assert "attack(" in pages["index.html"] + pages["canvases/hostile/index.html"]


def test_hostile_text_leaves_xml_well_formed(hostile: SiteFolder) -> None:
    for path in ("feed.xml", "sitemap.xml", "canvases/hostile/canvas.svg"):
        ElementTree.fromstring(hostile.page(path))  # noqa: S314


def test_text_of_a_post_is_never_a_template(hostile: SiteFolder) -> None:
    page = hostile.page("canvases/hostile/index.html")
    assert "{{ 7*7 }}" in page
    assert "{% include" in page
    assert "root:" not in page
    assert "{# comment #}" in page


def test_the_reader_of_attacks_knows_one() -> None:
    for html in (
        "<script>attack()</script>",
        "<img onerror=x>",
        "<a href='java\nscript:attack()'>",
        "<iframe>",
    ):
        assert attacks(html)


@pytest.mark.parametrize("character", [*"\x00\x01\x08\x0b\x0c\x1f\x7f\x9b", "\ufffe", "\uffff"])
def test_control_characters_reach_no_page(small: Path, site: SiteFolder, character: str) -> None:
    site.canvas("a", front=f"summary: one{character}two", channels=f"three{character}four")
    site.canvas("b", front=f'summary: "one\\u{ord(character):04x}two"')
    site.build("--keep-going")
    for path, data in site.tree().items():
        assert path.endswith(".png") or character not in data.decode(), path


@given(st.text(), st.text())
def test_whatever_a_page_shows_is_escaped_and_legal(one: str, other: str) -> None:
    made = sitemap("<u a='{{ urls[0] }}'>{{ urls[1] }}</u>", one, other)
    assert isinstance(made, Output)
    read = ElementTree.fromstring(made.data)  # noqa: S314
    legal = FORBIDDEN.sub("", other).encode("utf-8", "replace").decode()
    assert (read.text or "") == re.sub("\r\n?", "\n", legal)
    assert len(read) == 0


# Templates that cannot be used


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("<p>\n\n{{ nonsense }}", 3, "'nonsense' is undefined"),
        ("<p>\n{{ urls.nonsense }}", 2, "nonsense"),
        ("{{ urls[0].a.b }}", 1, "has no attribute 'a'"),
        ("<p>\n{% if nonsense %}x{% endif %}", 2, "nonsense"),
        ("\n{% for x in nonsense %}{% endfor %}", 2, "nonsense"),
        ("<p>\n{{ urls|nonsense }}", 2, "No filter named 'nonsense'"),
        ("<p>\n{{ 1 / 0 }}", 2, "ZeroDivisionError"),
        ("<p>\n\n{% include '/etc/passwd' %}", 3, "There is no template /etc/passwd"),
        ("\n{% include '../secret.html' %}", 2, "There is no template"),
        ("\n{% extends 'gone.html' %}", 2, "There is no template gone.html"),
        ("\n\n{% from 'gone.html' import x %}", 3, "There is no template gone.html"),
        ("\n{% from 'part.html' import gone %}{{ gone() }}", 2, "gone"),
    ],
)
def test_a_template_that_fails_names_its_line(text: str, line: int, message: str) -> None:
    broken = sitemap(text, "one", part="{% macro there() %}{% endmacro %}")
    assert isinstance(broken, BrokenTemplate)
    assert (broken.path, broken.line) == ("templates/sitemap.xml", line)
    assert message in broken.message
    assert "\n" not in broken.message


@pytest.mark.parametrize(
    "call",
    [
        "{% include 'part.html' %}",
        "{% from 'part.html' import x %}{{ x() }}",
        "{% extends 'part.html' %}",
    ],
)
@pytest.mark.parametrize("fault", ["{{ nonsense }}", "{{ 'x'|nonsense }}"])
def test_a_fault_in_a_part_names_the_part(call: str, fault: str) -> None:
    text = f"{{% macro x() %}}\n\n{fault}{{% endmacro %}}{{{{ x() }}}}"
    broken = sitemap(f"\n\n\n\n\n{call}", "one", part=text)
    assert isinstance(broken, BrokenTemplate)
    assert (broken.path, broken.line) == ("templates/part.html", 3)


@pytest.mark.parametrize("name", ["a.txt", "a.json", "a.svg", "a.md", "a.html.j2", "a"])
@pytest.mark.parametrize("call", ["include 'NAME'", "extends 'NAME'", "from 'NAME' import x"])
def test_a_template_of_any_name_is_escaped(name: str, call: str) -> None:
    text = f"{{% {call.replace('NAME', name)} %}}{{{{ x('<b>') if x is defined }}}}"
    part = "{% macro x(text) %}{{ text }}{% endmacro %}{{ x('<b>') }}{{ '<i>' ~ '' }}"
    templates = {"sitemap.xml": text, name: part}
    look = Theme(tuple(sorted(templates.items())), ())
    made = theme.render(look, Page(SITEMAP, "sitemap.xml", SitemapPage(("one",))))
    assert isinstance(made, Output), made
    assert b"&lt;b&gt;" in made.data
    assert b"<" not in made.data


@pytest.mark.parametrize("text", ["{% include 'sitemap.xml' %}", "{% extends 'sitemap.xml' %}"])
def test_a_template_that_calls_itself_is_told(text: str) -> None:
    assert isinstance(sitemap(text, "one"), BrokenTemplate)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<p>\n{% if x %}", 2),
        ("{{ }}", 1),
        ("\n\n{% nonsense %}", 3),
        ("\n{{ 'x }}", 2),
        ("{% endfor %}", 1),
    ],
)
def test_a_syntax_error_is_found_before_anything_is_rendered(text: str, line: int) -> None:
    (broken,) = theme.check(Theme((("a.html", text), ("b.html", "fine")), (), (("a.html", "own"),)))
    assert (broken.path, broken.line) == ("own/a.html", line)


def test_a_sound_theme_has_no_faults() -> None:
    assert theme.check(themes.read_theme(themes.bundled_theme(), None)) == ()


@pytest.mark.parametrize("text", ["<p>\n{{ nonsense }}", "<p>\n{% if x %}", "\n{{ 1|nonsense }}"])
def test_a_broken_template_of_the_site_stops_the_build(
    small: Path, site: SiteFolder, text: str
) -> None:
    site.canvas("a").canvas("b", channels="").build()
    before = site.tree()
    site.canvas("a", channels="Other words.").write("templates/home.html", text)
    for options in ([], ["--no-cache"], ["--keep-going"]):
        ran = site.build("--format", "json", *options)
        assert ran.code == 1
        (finding,) = [f for f in ran.findings if f["code"] == "NF904"]
        assert (finding["path"], finding["line"]) == ("templates/home.html", 2)
        assert ran.findings == sorted(ran.findings, key=lambda f: (f["path"], f["line"]))
        assert site.tree() == before
        assert not (site.folder / ".output.ninefold-new").exists()


def test_the_place_of_a_broken_template_is_told_from_the_current_folder(
    small: Path, site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.canvas("a").write("own/home.html", "{{ nonsense }}").write("sub/x", "")
    site.write("ninefold.toml", 'templates = "own"\n')
    assert site.build("--format", "json").findings[0]["path"] == "own/home.html"
    monkeypatch.chdir(site.folder / "sub")
    assert site.build("--format", "json").findings[0]["path"] == "../own/home.html"
    named = site.build("--format", "json", "--templates", "../own")
    assert named.findings[0]["path"] == "../own/home.html"


# Templates of the site's own


def test_a_template_of_the_site_replaces_one_and_only_one(small: Path, site: SiteFolder) -> None:
    site.canvas("a").build()
    before = site.tree()
    site.write("templates/home.html", "OWN {{ chrome.site }}").build()
    assert site.page("index.html") == "OWN Business model canvases"
    changed = {path for path, data in site.tree().items() if before.get(path) != data}
    assert changed == {"index.html", ".ninefold.json"}


def test_a_macro_file_of_the_site_replaces_the_bundled_one(small: Path, site: SiteFolder) -> None:
    (small / "parts").mkdir()
    (small / "parts/x.html").write_text("{% macro x() %}bundled{% endmacro %}")
    (small / "home.html").write_text("{% from 'parts/x.html' import x %}{{ x() }}")
    site.canvas("a").build()
    assert site.page("index.html") == "bundled"
    site.write("templates/parts/x.html", "{% macro x() %}own{% endmacro %}").build()
    assert site.page("index.html") == "own"


def test_a_template_that_is_removed_again_gives_way(small: Path, site: SiteFolder) -> None:
    site.canvas("a").build()
    before = site.tree()
    site.write("templates/home.html", "OWN").build()
    (site.folder / "templates/home.html").unlink()
    site.build()
    assert site.tree() == before


def test_assets_of_the_site_are_published_byte_for_byte(small: Path, site: SiteFolder) -> None:
    data = bytes(range(256))
    site.canvas("a").write("templates/assets/fonts/a b.bin", data).build()
    assert (site.output / "assets/fonts/a b.bin").read_bytes() == data
    assert (site.output / "assets/site.css").exists()


@pytest.mark.parametrize("name", ["home.html", "assets/site.css", "assets", "components"])
def test_a_link_in_the_templates_folder_is_not_followed(
    small: Path, site: SiteFolder, tmp_path: Path, name: str
) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/site.css").write_text("secret")
    link = site.canvas("a").write("templates/x.html", "").folder / "templates" / name
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(tmp_path / ("secret" if "." not in name else "secret/site.css"))
    ran = site.build()
    assert ran.code == 2
    assert f"templates/{name}: This is a symbolic link" in ran.err
    assert not site.output.exists()


def test_a_templates_folder_that_is_not_there_is_told_only_if_named(
    small: Path, site: SiteFolder
) -> None:
    site.canvas("a")
    assert site.build().code == 0
    assert site.build("--templates", "nowhere").code == 2


@pytest.mark.parametrize("name", ["HOSTILE{{7}}.html", "a b.html", "ünï.html"])
def test_an_oddly_named_template_is_no_trouble(small: Path, site: SiteFolder, name: str) -> None:
    assert site.canvas("a").write(f"templates/{name}", "x").build().code == 0
