"""Nothing active gets in: a hostile library, built, and every page of it opened in a browser."""

from __future__ import annotations

import csv
import functools
import http.server
import io
import json
import re
import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import markdown
import pytest
from playwright.sync_api import Browser, Error

from ninefold import cli
from ninefold.config import Config
from ninefold.diagnostics.formats import FORMATS
from ninefold.encoding.markdown import harmless
from quality import kinds
from quality.serving import served
from site_folder import SiteFolder
from trust.hostile import PAYLOADS, library

ACTIVE = re.compile(r"\s*(?:javascript|vbscript|data|file|blob|filesystem):", re.IGNORECASE)
NEVER = {
    *("iframe", "frame", "object", "embed", "applet", "base", "style", "math", "portal", "xmp"),
    *("plaintext", "marquee", "video", "audio", "noembed", "listing"),
}
# Whatever of a page a post could only have brought by getting past the sanitiser.
LOOK = """() => {
  const found = [];
  for (const element of document.querySelectorAll('*')) {
    const name = element.localName;
    if (NEVER.includes(name)) found.push('<' + name + '>');
    if (name === 'script' && !element.src && !/json/.test(element.type)) found.push('script');
    if (name === 'meta' && /refresh/i.test(element.httpEquiv || '')) found.push('refresh');
    for (const {name: attribute, value} of element.attributes) {
      if (/^on/i.test(attribute) || ['style', 'srcdoc', 'ping', 'formaction'].includes(attribute))
        found.push(name + ' ' + attribute + '=' + value);
      if (['href', 'src', 'action', 'srcset', 'data', 'xlink:href', 'poster'].includes(attribute)) {
        const url = new URL(value.split(' ')[0], document.baseURI);
        const way = url.protocol;
        if (!['http:', 'https:', 'mailto:'].includes(way)) found.push(attribute + '=' + value);
        const loads = ['script', 'img', 'source', 'link', 'form'].includes(name);
        const linked = name === 'link' && !/stylesheet|icon|preload/.test(element.rel);
        if (loads && !linked && url.origin !== location.origin) found.push(name + ' ' + value);
      }
    }
  }
  if (window.alert.toString().indexOf('native') < 0) found.push('alert was replaced');
  if (!(document.getElementById instanceof Function)) found.push('getElementById');
  if (!(document.querySelector instanceof Function)) found.push('querySelector');
  if (document.currentScript instanceof Element) found.push('currentScript');
  if (!(document.body instanceof HTMLBodyElement)) found.push('body');
  return found;
}""".replace("NEVER", json.dumps(sorted(NEVER)))


@pytest.fixture(scope="module", params=["sanitize", "escape"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hostile library, built with the theme that people see."""
    folder = tmp_path_factory.mktemp(f"hostile-{request.param}")
    library(folder, request.param)
    output = folder / "output"
    arguments = ["build", "--config", str(folder / "ninefold.toml"), "--keep-going", "--quiet"]
    assert cli.main([*arguments, "--no-cache", "--jobs", "1"]) in (0, 1)
    assert len(list(output.glob("canvases/post-*/index.html"))) >= len(PAYLOADS) - 5
    return output


class Bare(http.server.SimpleHTTPRequestHandler):
    """Serves a folder with no policy at all, so that whatever is active would act."""

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def unguarded(built: Path) -> Iterator[str]:
    handler = functools.partial(Bare, directory=str(built))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()
    thread.join()


def visited(browser: Browser, root: str, paths: list[str]) -> list[str]:
    """Open pages one after another; everything that no page of ours may do."""
    wrong: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    at = ""

    def asked(request: Any) -> None:
        url = urlsplit(request.url)
        if url.hostname != "127.0.0.1":
            wrong.append(f"{at}: asked for {request.url}")
        if request.is_navigation_request() and request.url != root + at:
            wrong.append(f"{at}: left for {request.url}")

    page.on("request", asked)
    page.on(
        "dialog", lambda dialog: (wrong.append(f"{at}: said {dialog.message}"), dialog.dismiss())
    )
    page.on("console", lambda message: wrong.append(f"{at}: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"{at}: {error}"))
    page.on("popup", lambda popup: wrong.append(f"{at}: opened {popup.url}"))
    page.on("download", lambda file: wrong.append(f"{at}: downloaded {file.url}"))
    context.route(re.compile(r"^https?://(?!127\.0\.0\.1)"), lambda route: route.abort())
    for at in paths:
        page.goto(root + at, wait_until="load")
        try:
            wrong += [f"{at}: {what}" for what in page.evaluate(LOOK)]
        except Error as error:  # it was left while we looked
            wrong.append(f"{at}: {error}")
    context.close()
    return wrong


def test_no_page_acts_although_no_policy_guards_it(
    browser: Browser, built: Path, unguarded: str
) -> None:
    files = kinds.pages(built)
    # Every canvas, where texts are shown; of the lists and comparisons, each eighth will do.
    every = [f.relative_to(built).parts[0] == "canvases" for f in files]
    some = [f for n, f in enumerate(files) if every[n] or n % 8 == 0]
    if built.parent.name.startswith("hostile-escape"):
        some = kinds.of_each_kind(built, extremes=True)
    assert len(some) > 20
    assert visited(browser, unguarded, kinds.urls(built, some)) == []


def test_no_page_meets_a_strict_policy(browser: Browser, built: Path) -> None:
    paths = kinds.urls(built, kinds.of_each_kind(built, extremes=True))
    with served(built) as root:
        assert visited(browser, root, paths) == []


def test_the_listener_hears_whatever_a_page_does(browser: Browser, tmp_path: Path) -> None:
    deeds = {
        "alert": "<body onload='alert(1)'>",
        "request": "<img src='https://evil.example/x'>",
        "style": "<p style='color:red'>",
        "frame": "<iframe></iframe>",
        "refresh": "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
        "address": "<a href='javascript:x'>a</a>",
        "clobbered": "<form name=body></form><img name=getElementById>",
        "script": "<script>throw 1</script>",
    }
    for name, text in deeds.items():
        (tmp_path / f"{name}.html").write_text(f"<!doctype html><title>x</title>{text}")
    handler = functools.partial(Bare, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        for name in deeds:
            root = f"http://127.0.0.1:{server.server_address[1]}/"
            assert visited(browser, root, [f"{name}.html"]), name
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("question", ["script", "alert", "onerror", "<img src=x onerror=alert(1)>"])
def test_the_search_shows_what_it_finds_and_asks_as_text(
    browser: Browser, built: Path, unguarded: str, question: str
) -> None:
    page = browser.new_page()
    wrong: list[str] = []
    page.on("dialog", lambda dialog: (wrong.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{unguarded}search/")
    field = page.locator("main input[type=search]").first
    field.fill(question)
    field.press("Enter")
    page.wait_for_timeout(700)
    assert page.evaluate(LOOK) == []
    assert wrong == []
    page.close()


# Files that are no pages


class Tags(HTMLParser):
    """What another parser makes of HTML: its elements, and what they would do."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in NEVER | {"script", "form", "input", "meta", "link", "svg", "template"}:
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            plain = re.sub(r"[\x00-\x20]", "", value or "")
            if name.startswith("on") or name in ("style", "srcdoc") or ACTIVE.match(plain):
                self.wrong.append(f"{tag} {name}={value}")


def test_no_feed_holds_anything_active(built: Path) -> None:
    feeds = [*built.rglob("*.xml")]
    assert len(feeds) > 5
    for file in feeds:
        for element in ElementTree.parse(file).iter():  # noqa: S314 - it is ours
            name = element.tag.rpartition("}")[2]
            assert name not in ("script", "object"), file
            for key in ("href", "src"):
                assert not ACTIVE.match(element.get(key, "")), file
            if element.get("type") == "html":
                assert Tags(element.text or "").wrong == [], file
    for item in json.loads((built / "feed.json").read_text("utf-8"))["items"]:
        assert Tags(item.get("content_html", "")).wrong == []
        assert not ACTIVE.match(item["url"])


def test_linked_data_is_data_and_ends_where_it_ends(built: Path) -> None:
    for file in kinds.pages(built):
        text = file.read_text("utf-8")
        for found in re.findall(r"<script[^>]*json[^>]*>(.*?)</script>", text, re.DOTALL):
            assert isinstance(json.loads(found), dict | list), file
            assert not re.search(r"<[!/a-zA-Z]", found), file


def test_no_picture_holds_anything_active(built: Path) -> None:
    pictures = [*built.rglob("canvas.svg")]
    assert len(pictures) > 40
    for file in pictures:
        for element in ElementTree.parse(file).iter():  # noqa: S314 - it is ours
            name = element.tag.rpartition("}")[2]
            assert name in ("svg", "title", "desc", "g", "rect", "text", "tspan", "path", "line"), (
                name
            )
            for key, value in element.attrib.items():
                assert not key.lower().startswith("on"), key
                assert "href" not in key, key
                assert "url(" not in value, value


def test_no_cell_of_a_table_is_a_formula(built: Path) -> None:
    tables = [*built.rglob("*.csv")]
    assert len(tables) > 20
    for file in tables:
        for row in csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig"))):
            for cell in row:
                number = re.fullmatch(r"-?[0-9]+(?:[.,][0-9]+)*", cell)
                assert number or not re.match(r"\s*[=+\-@\t\r＝＋－＠]", cell), (file, cell)
                assert not re.search(r"[\x00-\x08\x1b\x7f-\x9f]", cell), (file, cell)


def test_no_twin_acts_where_it_is_rendered(built: Path) -> None:
    twins = [*built.rglob("canvases/*/index.md"), built / "llms.txt", built / "llms-full.txt"]
    assert len(twins) > 40
    for file in twins:  # with its front matter, which not every renderer knows
        text = file.read_text("utf-8")
        for extensions in ([], ["extra"]):
            assert Tags(markdown.markdown(text, extensions=extensions)).wrong == [], file
        assert not re.search(r"<(?:script|img|svg|iframe|form|style|meta|base)\b", text), file
        assert not re.search(
            r"(?<!\\)\]\(\s*<?(?:javascript|vbscript|data):", text, re.IGNORECASE
        ), file


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a < b, 1 <2 and <3", "a < b, 1 <2 and <3"),
        ("<b>bold</b><br>", "<b>bold</b><br>"),
        ('<td colspan="2">', '<td colspan="2">'),
        ('<a href="https://example.org/x">x</a>', '<a href="https://example.org/x">x</a>'),
        ("<https://example.org> <a@example.org>", "<https://example.org> <a@example.org>"),
        ("`<b>`", "`<b>`"),
        ("`<script>`", "`< script>`"),
        ("```\n<script>\n```", "```\n< script>\n```"),
        ("[a](https://example.org) [b](x.md#y)", "[a](https://example.org) [b](x.md#y)"),
        ("[^1]: Note: a note", "[^1]: Note: a note"),
        ("[a]: https://example.org", "[a]: https://example.org"),
        ("<script>", "&lt;script>"),
        ("`<script>", "`&lt;script>"),
        ("\\`<script>`", "\\`&lt;script>`"),
        ("<b onclick=x>", "&lt;b onclick=x>"),
        ("<p title='a>b' onclick=x>", "&lt;p title='a>b' onclick=x>"),
        ("<a href='&#106;avascript:x'>", "&lt;a href='&#106;avascript:x'>"),
        ("<javascript:x>", "&lt;javascript:x>"),
        ("<!-- a --><?php ?>", "&lt;!-- a -->&lt;?php ?>"),
        ("[a](javascript:x)", "[a](#)"),
        ("[a]( JAVASCRIPT:x)", "[a]( #)"),
        ("[a](<javascript:x>)", "[a](&lt;javascript:x>)"),
        ("[a](&#106;avascript&colon;x)", "[a](#)"),
        ("[a](javascript\\:x)", "[a](#)"),
        ("[a](\x01javascript:x)", "[a](#)"),
        ("[a]:\n  javascript:x", "[a]:\n  #"),
        ("> [a]: data:text/html,x", "> [a]: #"),
        # What one renderer takes for code is none for another.
        ("<https://a`><script>`", "<https://a`>< script>`"),
        ("<div>`<script>`</div>", "<div>`< script>`</div>"),
        ("`a\nb` <script> `c`", "`a\nb` < script> `c`"),
        ("  ```\na\n```\n<script>\n```", "  ```\na\n```\n< script>\n```"),
        # Characters that no file may hold go first: without them the parts would be one.
        ("<\x01script>", "&lt;script>"),
        ("<<script>", "&lt;&lt;script>"),
        # Labels over two lines, with brackets, or of footnotes that nobody knows.
        ("[a\nb]: javascript:x", "[a\nb]: #"),
        ("[a\\]b]: javascript:x", "[a\\]b]: #"),
        ("> [a]:\n> javascript:x", "> [a]:\n> #"),
        ("[^a]: javascript:x", "[^a]: javascript: x"),
        ("[^a]: NYSE:EGHT", "[^a]: NYSE: EGHT"),
        ("[a](\n\n[a]: javascript:x", "[a](\n\n[a]: #"),
        # Attributes in braces, which go with what stands before them.
        ("a {: onclick=x }", "a &#123;: onclick=x }"),
        ("[a](b){onclick=x}", "[a](b)&#123;onclick=x}"),
        ("# a {#body}", "# a &#123;#body}"),
        ("{name} and {{name}}", "{name} and {{name}}"),
    ],
)
def test_what_stays_of_markdown_that_is_handed_on(text: str, expected: str) -> None:
    assert harmless(text) == expected
    assert harmless(expected) == expected


# Terminals and logs


STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("colour", ["never", "always"])
def test_no_finding_steers_a_terminal(site: SiteFolder, form: str, colour: str) -> None:
    name = "a\x1b[2J\u202egpj\x07\n::error::forged"
    site.write(
        f"content/{name}.md", '---\ntitle: "\\e[2J\\u202e"\nbad\x1bkey: \u2066x\n---\ntext\n'
    )
    site.canvas("b", front="colour\u202e: x", channels="[a](\x1b]0;x\x07.md) \u202e \x9b31m")
    ran = site.run("check", "--format", form, "--color", colour)
    assert ran.code == 1
    text = (
        re.sub(r"\x1b\[[0-9;]*m", "", ran.out + ran.err)
        if colour == "always"
        else ran.out + ran.err
    )
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]", text
    )
    assert not re.search(r"^::error::forged", text, re.MULTILINE)


# The setting


@pytest.mark.parametrize("value", ["trust", "allow", "pass", "", "Sanitize", "none"])
def test_no_setting_trusts_posts(site: SiteFolder, value: str) -> None:
    ran = site.write("ninefold.toml", f'[markdown]\nraw_html = "{value}"\n').build()
    assert ran.code == 2
    assert "bad-setting" in ran.out
    for text in (
        "markdown = true\n",
        "[markdown]\n",
        '[markdown]\nraw_html = "escape"\nunsafe = true\n',
    ):
        assert site.write("ninefold.toml", text).build().code == 2


def test_html_is_sanitised_unless_the_owner_wants_it_shown(site: SiteFolder) -> None:
    assert Config().markdown == "sanitize"
    site.canvas("a", channels="<b>Bold</b> <script>alert(1)</script>\n\n<div>block</div>")
    site.build()
    page = site.page("canvases/a/index.html")
    assert "<b>Bold</b>" in page
    assert "alert(1)" not in page
    site.write("ninefold.toml", '[markdown]\nraw_html = "escape"\n').build()
    page = site.page("canvases/a/index.html")
    assert "&lt;b&gt;Bold&lt;/b&gt;" in page
    assert "&lt;div&gt;block&lt;/div&gt;" in page
    assert "<b>Bold" not in page
