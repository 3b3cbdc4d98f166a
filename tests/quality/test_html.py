"""Pages are valid HTML."""

from __future__ import annotations

from pathlib import Path

import pytest

from quality.content_model import faults
from quality.verdict import clean


def test_pages_are_valid(root: Path, extremes: list[str]) -> None:
    found = {}
    for url in extremes:
        file = root / url
        text = (file / "index.html" if file.is_dir() else file).read_text("utf-8")
        found[url] = list(dict.fromkeys(faults(text)))
    clean(found)


def page(main: str) -> str:
    return f"<!DOCTYPE html><html lang=en><title>A</title><main><h1>A</h1>{main}</main>"


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<p>Text</div>", "line 1: end-tag-too-early {'name': 'div'}"),
        ("<p id=a id=b>Text", "line 1: duplicate-attribute"),
        ("<p id=a>A<p id=a>B", "the id 'a' stands 2 times"),
        ("<p id='a b'>A", "the id 'a b' is none"),
        ("<h3>A</h3>", "<h1> is followed by <h3>"),
        ("<h2> </h2>", "an empty <h2>"),
        ("<h1>B</h1>", "2 <h1>"),
        ("<label for=a>A</label>", "<label for> names 'a', which is nowhere"),
        ("<section aria-labelledby='a'>A</section>",
         "<section aria-labelledby> names 'a', which is nowhere"),
        ("<ul><p>A</p></ul>", "<p> in <ul>"),
        ("<div><li>A</div>", "<li> in <div>"),
        ("<dl><div><p>A</p></div></dl>", "<p> in a <div> of a <dl>"),
        ("<span><div>A</div></span>", "<div> in <span>"),
        ("<h2><a href=a><p>A</p></a></h2>", "<p> in <h2>"),
        ("<a href=a><button type=button>A</button></a>", "<button> in <a>"),
        ("<details><summary><ul><li>A</ul></summary></details>", "<ul> in <summary>"),
        ("<header><header>A</header></header>", "<header> in <header>"),
        ("<img src=a.png>", "<img> without alt or src"),
        ("<a>A</a>", "<a> without href"),
        ("<p><time datetime='May 2021'>A</time>", "<time datetime='May 2021'>"),
        ("<nav role=navigation>A</nav>", "<nav> has the role 'navigation' by itself"),
        ("<table align=left><tr><td>A</table>", "<table align>"),
        ("<p lang=''>A", "<p lang=''>"),
        ("<blink>A</blink>", "<blink> is no element"),
    ],
)  # fmt: skip
def test_what_is_invalid_is_seen(html: str, fault: str) -> None:
    assert list(faults(page(html))) == [fault]


@pytest.mark.parametrize("html", ["<html lang=en><main><h1>A</h1></main>", "<!DOCTYPE html>A"])
def test_a_page_without_a_frame_is_seen(html: str) -> None:
    assert len(list(faults(html))) >= 2


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li>A<ul><li>B</ul></ul>",
        "<dl><div><dt>A<dd>B</div></dl><dl><dt>A<dd><p>B</p></dl>",
        "<a href=a><div><p>A</div></a>",
        "<figure><table><caption>A</caption><tr><th>A<td>B</table><figcaption>B</figcaption></figure>",
        "<details><summary><h2>A</h2></summary><p>B</details>",
        "<p><svg viewBox='0 0 1 1'><title>A</title><a href='#b'><rect/></a></svg>",
        "<label>A <input name=a></label><form><button type=submit>B</button></form>",
        "<p><time datetime=2021>A</time> <time>2021-04</time>",
    ],
)
def test_what_is_valid_is_left_alone(html: str) -> None:
    assert list(faults(page(html))) == []
