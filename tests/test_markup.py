"""Markdown -> HTML: what a post may show, where it may lead, and what of it a cell shows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ninefold.blocks import Block
from ninefold.markup import Manuscript, Rendered, plain, render
from ninefold.markup.converter import _Converter, converted
from ninefold.markup.sanitiser import Html, text_of
from ninefold.markup.summary import first_sentence, points

ALLOWED = {
    *(
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "dd",
        "del",
        "details",
        "dfn",
    ),
    *("div", "dl", "dt", "em", "figcaption", "figure", "h3", "h4", "h5", "h6", "hr", "i", "img"),
    *("ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "small", "span", "strong", "sub"),
    *("summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
ATTRIBUTES = {
    *("dir", "id", "lang", "title", "href", "src", "alt", "value", "start", "colspan", "rowspan"),
    *("align", "scope", "class", "role", "tabindex"),
}
CLASSES = {"footnote", "source", "table", "start", "middle", "end"}
LINKS = (("zoom.md", "../../canvases/zoom/"), ("pic.png", "../../media/pic-1.png"))
ADDRESS = re.compile(
    r"https?://.*|mailto:.*|\.\./\.\./(?:canvases/zoom/|media/pic-1\.png|canvases/a/#source-\d+)|"
    r"\.\./\.\./canvases/a/#[a-z-]+|#fn(?:ref\d*)?-a-channels-\d+",
    re.DOTALL | re.IGNORECASE,
)


def manuscript(
    text: str = "",
    *,
    notes: Iterable[tuple[str, str]] = (),
    sources: Iterable[str] = (),
    definitions: str = "",
    more: Iterable[tuple[Block, str]] = (),
) -> Manuscript:
    sections = ((Block.CHANNELS, text), *more)
    return Manuscript("a", "", sections, (), definitions, tuple(notes), tuple(sources), LINKS)


def html(text: str, **options: object) -> str:
    """The HTML of one section."""
    made = render(manuscript(text, **options)).section(Block.CHANNELS)  # type: ignore[arg-type]
    assert made is not None
    return made.html.text


class Seen(HTMLParser):
    """Every element, attribute and id of a fragment, as another parser sees them."""

    def __init__(self, fragment: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(fragment)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def values(self, name: str) -> list[str]:
        return [value for _, found, value in self.attributes if found == name]

    def handle_comment(self, data: str) -> None:
        self.tags.add(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.tags.add(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.tags.add(f"<?{data}>")


def assert_harmless(fragment: str) -> None:
    seen = Seen(fragment)
    assert seen.tags <= ALLOWED
    for tag, name, value in seen.attributes:
        assert name in ATTRIBUTES
        if name in ("href", "src"):
            assert ADDRESS.fullmatch(value), value
        if name == "src":
            assert (tag, value) == ("img", LINKS[1][1])
        if name == "class":
            assert set(value.split()) <= CLASSES
        if name == "id":
            assert re.fullmatch(r"fn(ref\d*)?-a-channels-\d+", value)


HOSTILE = [
    "<script>alert(1)</script>",
    "<script src=//e.org/x.js></script>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script>alert(1)",
    "<<script>script>alert(1)<</script>/script>",
    "<img src=x onerror=alert(1)>",
    "<img src='pic.png' onload='alert(1)' style='x'>",
    '<img src="https://e.org/t.gif" alt="a > b">',
    '<img src="HTTPS://E.ORG/t.gif">',
    '<img src="mailto:a@e.org">',
    "<img srcset='https://e.org/a.png 2x' src='pic.png'>",
    "![a](https://e.org/t.gif)",
    "![a](HTTPS://e.org/t.gif)",
    "![a](//e.org/t.gif)",
    "![a](data:image/svg+xml;base64,PHN2Zz4=)",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](javascript&colon;alert(1))",
    "[a](java&#x0A;script:alert(1))",
    "[a](\x01javascript:alert(1))",
    "[a](<java\tscript:alert(1)>)",
    "[a](vbscript:x) [b](data:text/html,x) [c](file:///etc/passwd) [d](blob:x)",
    "<javascript:alert(1)>",
    "[a][x]\n\n[x]: javascript:alert(1)",
    "<a href='javascript:alert(1)'>a</a>",
    "<a href=' javascript:alert(1)'>a</a>",
    "<a href='//e.org'>a</a> <a href='/etc'>b</a> <a href='#'>c</a>",
    "<a href='https://e.org' target=_blank rel=opener ping=https://e.org>a</a>",
    "<a href='zoom.md' onclick=alert(1)>a</a>",
    "<p style='position:fixed'>a</p><style>*{display:none}</style>",
    "<form action=https://e.org><input name=a><button>b</button></form>",
    "<iframe src=https://e.org></iframe><iframe srcdoc='<script>x</script>'>",
    "<svg><script>alert(1)</script><a xlink:href='javascript:x'>a</a></svg>",
    "<svg/onload=alert(1)>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<base href=https://e.org/><meta http-equiv=refresh content='0;url=https://e.org'>",
    "<link rel=stylesheet href=https://e.org/x.css>",
    "<object data=x></object><embed src=x><applet></applet>",
    "<template><script>x</script></template><noscript><img src=x onerror=x></noscript>",
    "<video src=x autoplay><source src=https://e.org></video><audio src=x></audio>",
    "<p id=channels>a</p><p id=source-1>b</p><img name=body><a id=document>c</a>",
    "<p class='card hero'>a</p><div class='footnote x'>b</div>",
    "<div><p><b>never closed",
    "</div></article></body></html>",
    "<!-- a --!> <script>x</script> -->",
    "<![CDATA[<script>x</script>]]>",
    "<?php echo 1 ?>",
    "<title></title><textarea><script>x</script></textarea><xmp><script>x</script></xmp>",
    '<p title="</p><script>alert(1)</script>">a</p>',
    "{{ 7 * 7 }} {% include 'x' %}",
    "\x02wzxhzdk:0\x03 \x02amp\x03",
    "`<script>`\n\n    <script>\n\n```\n<script>\n```",
    "a | b\n--|--\n<script>x</script> | <img src=x onerror=x>",
    "[^n]\n\n[^n]: <script>x</script>",
    "# <script>x</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;b&amp;gt;",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_passes(text: str) -> None:
    assert_harmless(html(text))


@given(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=20), max_size=4).map("\n\n".join))
def test_no_mixture_of_hostile_texts_passes(text: str) -> None:
    assert_harmless(html(text))


PIECES = st.sampled_from(
    [
        *(
            "<",
            ">",
            "</",
            "/>",
            "<!--",
            "-->",
            '"',
            "'",
            "=",
            " ",
            "\n",
            "\n\n",
            "&",
            ";",
            "`",
            "[",
            "]",
        ),
        *(
            "(",
            ")",
            "!",
            "a",
            "img",
            "script",
            "svg",
            "style",
            "href",
            "src",
            "onerror",
            "id",
            "alt",
        ),
        *(
            "javascript:",
            "https://e.org",
            "zoom.md",
            "pic.png",
            "#",
            "|",
            "--|--",
            "[^n]",
            "\x02",
            "\x03",
        ),
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join))
@settings(max_examples=200)
def test_no_text_gives_anything_but_what_is_allowed(text: str) -> None:
    assert_harmless(html(text, notes=[("n", "[^n]: " + text.replace("\n", " "))]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](zoom.md)", '<p><a href="../../canvases/zoom/">a</a></p>'),
        ("[a](https://e.org/?b&c)", '<p><a href="https://e.org/?b&amp;c">a</a></p>'),
        ("<https://e.org>", '<p><a href="https://e.org">https://e.org</a></p>'),
        ("[a](mailto:a@e.org)", '<p><a href="mailto:a@e.org">a</a></p>'),
        ("[a](#key-resources)", '<p><a href="../../canvases/a/#key-resources">a</a></p>'),
        ("[a](#elsewhere)", "<p><a>a</a></p>"),
        ("[a](unknown.md)", "<p><a>a</a></p>"),
        ("[a](javascript:x)", "<p><a>a</a></p>"),
        ("![a](pic.png)", '<p><img alt="a" src="../../media/pic-1.png"></p>'),
        ("![a & b](unknown.png)", "<p>a &amp; b</p>"),
        ("![](unknown.png)", "<p></p>"),
        ("![a](https://e.org/t.gif)", '<p><a href="https://e.org/t.gif">a</a></p>'),
        (
            "![](https://e.org/t.gif)",
            '<p><a href="https://e.org/t.gif">https://e.org/t.gif</a></p>',
        ),
        ("![a](HTTPS://e.org/t)", '<p><a href="HTTPS://e.org/t">a</a></p>'),
        (
            "[![a](https://e.org/t.gif)](https://e.org)",
            '<p><a href="https://e.org">a</a></p>',
        ),
        ("<b>a</b> <u>b</u>", "<p><b>a</b> b</p>"),
        ("a  \nb", "<p>a<br>\nb</p>"),
        ("***a***", "<p><strong><em>a</em></strong></p>"),
        ("### A", "<h3>A</h3>"),
        ("<!-- hidden -->", ""),
        ("", ""),
        (" \n ", ""),
    ],
)
def test_what_becomes_of_a_text(text: str, expected: str) -> None:
    assert html(text).strip() == expected


def test_tables_can_be_scrolled_and_keep_their_alignment_in_any_direction() -> None:
    made = html("a|b|c\n:--|:-:|--:\n1|2|3")
    assert made.startswith('<div class="table" role="group" tabindex="0"><table>')
    assert made.endswith("</table></div>")
    assert re.findall(r'<td class="(\w+)">', made) == ["start", "middle", "end"]
    assert "align=" not in made


@pytest.mark.parametrize("opening", ["<table>", "<table title='t'>", "<TABLE dir=rtl>"])
def test_every_table_is_wrapped_in_whole(opening: str) -> None:
    made = html(f"{opening}<tr><td align='left'>a</td></tr></table>")
    assert made.count("<div") == made.count("</div>") == made.count("<table") == 1


def test_headings_of_the_introduction_stand_one_level_higher() -> None:
    made = render(Manuscript("a", "## A\n\nb", (), (), "", (), (), ()))
    assert made.introduction.text == "<h2>A</h2>\n<p>b</p>"


@pytest.mark.parametrize("mark", ["#", "##"])
def test_no_section_has_a_heading_as_high_as_its_own(mark: str) -> None:
    assert "<h" not in html(f"{mark} A")


def notes_of(rendered: Rendered) -> list[str]:
    return [value for s in rendered.sections for value in Seen(s.html.text).values("id")]


def test_notes_work_across_sections_with_ids_of_their_own() -> None:
    notes = (("n", "[^n]: One, see [^m]."), ("m", "[^m]: Two."), ("x", "[^x]: Unused."))
    more = ((Block.COST_STRUCTURE, "c [^m]"),)
    made = render(manuscript("a [^n] b [^n]", notes=notes, more=more))
    ids = notes_of(made)
    assert len(ids) == len(set(ids))
    assert len(ids) >= 5
    for section in made.sections:
        seen = Seen(section.html.text)
        inside = [href for href in seen.values("href") if href.startswith("#")]
        assert inside
        assert {href[1:] for href in inside} <= set(seen.values("id"))
        assert "Unused" not in section.html.text
        assert "Two." in section.html.text


@pytest.mark.parametrize("mark", ["[^none]", "[^ ]", "[^]", "\\[^n]", "`[^n]`", "    [^n]"])
def test_marks_that_call_nothing_make_no_link(mark: str) -> None:
    assert "<a" not in html(mark)


def test_notes_that_call_one_another_come_to_an_end() -> None:
    notes = (("a", "[^a]: one [^b]"), ("b", "[^b]: two [^a]"))
    made = html("x [^a]", notes=notes)
    assert ("one" in made, "two" in made) == (True, True)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("a [^10-k]", ["1"]),
        ("a [^call] b [^10-k] [^call]", ["2", "1", "2"]),
        ("`[^10-k]`", []),
        ("    [^10-k]", []),
        ("```\n[^10-k]\n```", []),
        ("\\[^10-k]", []),
        ("[^other]", []),
        ("[^10-K]", []),
        ("**a [^10-k]**", ["1"]),
        ("- a [^10-k]\n- b", ["1"]),
        ("a|b\n-|-\n1|2 [^10-k]", ["1"]),
    ],
)
def test_marks_of_sources_are_numbered_links(text: str, numbers: list[str]) -> None:
    made = html(text, sources=["10-k", "call"])
    found = re.findall(
        r'<sup class="source"><a href="../../canvases/a/#source-(\d)">(\d)</a>', made
    )
    assert found == [(number, number) for number in numbers]


def test_a_note_of_the_post_comes_before_a_source_of_that_name() -> None:
    made = html("a [^s]", sources=["s"], notes=[("s", "[^s]: A note.")])
    assert "A note." in made
    assert "#source-" not in made


def test_links_are_defined_for_all_sections() -> None:
    assert 'href="https://e.org"' in html("[a][x]", definitions="[x]: https://e.org\n")


@pytest.mark.parametrize(
    "text", ["- " * 3000 + "x", "1. " * 2000, "> " * 3000 + "a", "*a **a " * 3000]
)
def test_nesting_beyond_any_sense_is_shown_as_written_and_leaves_no_trace(text: str) -> None:
    before = html("- a\n\n- > b\n\n> # c")
    assert "a" in html(text + " a")
    assert html("- a\n\n- > b\n\n> # c") == before


@pytest.mark.parametrize("text", ["[" * 50_000, "![" * 20_000, "[^n] " * 20_000, "\\*" * 400_000])
def test_a_text_that_would_take_for_ever_is_shown_as_written(text: str) -> None:
    assert html(f"{text}\n\n<b>") == f"<p>{text}</p>\n<p>&lt;b&gt;</p>"


# Each would be something else with an extension that is not used.
LEFT_AS_WRITTEN = {
    "attr_list": "a{: onclick=x() #id .class}",
    "attr_list of a block": "a\n{: #id .class onclick=x() }",
    "abbr": "HTML\n\n*[HTML]: a language",
    "def_list": "a\n: b",
    "nl2br": "a\nb",
    "smarty": "\"a\" -- 'b' ...",
    "admonition": "!!! note\n    a",
    "wikilinks": "[[a]]",
    "toc": "[TOC]",
    "meta": "a: b\nc: d",
}


@pytest.mark.parametrize("extension", LEFT_AS_WRITTEN)
def test_what_is_no_markdown_here_stays_text(extension: str) -> None:
    text = LEFT_AS_WRITTEN[extension]
    paragraphs = "\n".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    assert html(text).replace("&nbsp;", " ") == paragraphs


def test_markdown_in_html_stays_text() -> None:
    assert "*a*" in html('<div markdown="1">\n\n*a*\n\n</div>')
    assert "markdown" not in html('<div markdown="1">*a*</div>')


def test_a_list_of_attributes_of_a_heading_or_link_stays_text() -> None:
    made = html("#### a {: #id .class onclick=x() }\n\n[b](https://c.example){: onclick=x() }")
    assert "{: #id .class onclick=x() }</h" in made
    assert "</a>{: onclick=x() }" in made
    assert Seen(made).tags == {"h3", "p", "a"}


def test_the_extensions_in_use_are_these() -> None:
    made = html("a|b\n-|-\n1|2\n\n```\nc\n```\n\n1. d\n\n- e\n\nf[^g]\n\n[^g]: h")
    assert {"table", "pre", "ol", "ul", "sup"} <= Seen(made).tags


def test_the_calls_of_a_note_are_numbered() -> None:
    made = html("a[^n] b[^n] c[^n] d[^m]\n\n[^m]: one\n\n[^n]: two")
    calls = re.findall(r'<sup id="([^"]+)"', made)
    assert calls == [f"fnref{n}-a-channels-2" for n in ("", 2, 3)] + ["fnref-a-channels-1"]
    assert re.findall(r'href="#(fnref[^"]+)"', made) == [calls[3], *calls[:3]]


@pytest.mark.parametrize(
    ("text", "paragraphs"), [("<b>a\n<!-- c -->\nb</B>", 1), ("<b>a\n<!-- c -->\n\nb</b>", 2)]
)
def test_a_comment_in_an_element_that_ends_parts_no_paragraph(text: str, paragraphs: int) -> None:
    assert html(text).count("<p>") == paragraphs


def test_rendering_is_the_same_whatever_was_rendered_before() -> None:
    texts = ["[^n] a", "[a][x] b", "a|b\n-|-\n1|2", "- a\n- b", "> c", "# d", "`e`"]
    first = [html(text) for text in texts]
    assert [html(text) for text in reversed(texts)] == first[::-1]


MARKDOWN = st.lists(
    st.sampled_from(
        [
            *(
                "a",
                "b ",
                "*",
                "**",
                "_",
                "`",
                "``",
                "\\",
                "[",
                "]",
                "(",
                ")",
                "![",
                "<",
                ">",
                "&",
                ";",
            ),
            *(
                "  \n",
                "\n",
                "\n\n",
                "- ",
                "1. ",
                "> ",
                "    ",
                "# ",
                "|",
                "--|--",
                "[^n]",
                "[x]",
                "[s]",
            ),
            *(
                "https://e.org",
                "<https://e.org>",
                "a@e.org",
                "<b>",
                "</b>",
                "&amp;",
                "```",
                "~~~",
                "\\*",
            ),
            *(
                "\n[x]: https://e.org\n",
                "\n[^n]: note\n",
                "![a](b)",
                "[a](b)",
                "[a](b 'c')",
                "\\`",
                "_a_",
            ),
        ]
    ),
    max_size=20,
).map("".join)


@given(MARKDOWN)
@settings(max_examples=300)
@example("a\\\nb")
@example("[a]`]`(b)")
def test_leaving_out_idle_patterns_changes_no_html(text: str) -> None:
    whole = _Converter(frozenset()).convert(text, "p", ("s",), "#s")
    assert converted(text, "p", ("s",), "#s") == whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Channels", "Channels"),
        ("*Channels* & `costs`", "Channels & costs"),
        ("[a](https://e.org) <b>b</b>", "a b"),
        ("A &amp; B", "A & B"),
        ("1 < 2", "1 < 2"),
        ("C\\#", "C#"),
        ("", ""),
        ("<script>x</script>", ""),
    ],
)
def test_a_line_as_a_reader_sees_it(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("<p>a</p><p>b</p>", "a b"),
        ("<td>a</td><td>b</td>", "a b"),
        ("a<br>b", "a b"),
        ("w<b>o</b>rd", "word"),
        ('<a title="x>y">a</a>', "a"),
        ("<li>a</li>\n<li>b &amp; c</li>", "a b & c"),
        ("<strong>a</strong><sup>1</sup>", "a1"),
    ],
)
def test_the_text_of_a_fragment(fragment: str, text: str) -> None:
    assert text_of(fragment) == text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("One. Two.", "One."),
        ("One! Two.", "One!"),
        ("One? Two.", "One?"),
        ("Sold in the U.S. and Canada. Two.", "Sold in the U.S. and Canada."),
        ("Acme Inc. sells. Two.", "Acme Inc. sells."),
        ("Acme Co. and Son Ltd. sell. Two.", "Acme Co. and Son Ltd. sell."),
        ("Tools, e.g. phones, i.e. calls. Two.", "Tools, e.g. phones, i.e. calls."),
        ("J. Smith leads. Two.", "J. Smith leads."),
        ("Dr. No vs. Mr. Yes. Two.", "Dr. No vs. Mr. Yes."),
        ("It costs $1.5 billion. Two.", "It costs $1.5 billion."),
        ("“Said.” Two.", "“Said.”"),
        ("هل هذا سؤال؟ نعم.", "هل هذا سؤال؟"),
        ("شركات، وأفراد. نعم.", "شركات، وأفراد."),
        ("一句话。第二句。", "一句话。"),
        ("「はい。」次。", "「はい。」"),
        ("No end", "No end"),
        ("", ""),
        ("Ends in the U.S.", "Ends in the U.S."),
        ("Version 2.0 is out. Two.", "Version 2.0 is out."),
    ],
)
def test_the_first_sentence(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("One. Two.", ("One.",)),
        ("- a\n- b\n- c", ("a", "b", "c")),
        ("- a.\n- b;\n- c,", ("a", "b", "c")),
        ("1. a\n2. b", ("a", "b")),
        ("- a\n- b\n- c\n- d\n- e", ("a", "b", "c", "d")),
        ("They are:\n\n- a\n- b", ("a", "b")),
        ("它们是：\n\n- a\n- b", ("a", "b")),
        ("They are:\n\nText.", ("They are:",)),
        ("They are:", ("They are:",)),
        ("They are.\n\n- a\n- b", ("They are.",)),
        ("a|b\n-|-\n1|2\n\nThe table. Says.", ("The table.",)),
        ("> Quoted. Text.\n\nPlain. Text.", ("Plain.",)),
        ("### Sub\n\nOne. Two.", ("One.",)),
        ("```\ncode\n```\n\nOne. Two.", ("One.",)),
        ("One [^s]. Two.", ("One .",)),
        ("- a\n    - a1\n- b", ("a", "b")),
        (
            "- **Name:** what it is, and what it does\n- b",
            ("Name: what it is, and what it does", "b"),
        ),
        ("![](gone.png)\n\nOne. Two.", ("One.",)),
        ("<!-- hidden -->\n\nOne. Two.", ("One.",)),
    ],
)
def test_what_a_cell_shows(text: str, expected: tuple[str, ...]) -> None:
    assert points(Html(html(text, sources=["s"]))) == expected


def test_long_points_are_cut_at_a_clause_or_a_word() -> None:
    sentence = "word " * 100 + "end."
    (shown,) = points(Html(f"<p>{sentence}</p>"))
    assert len(shown) <= 190
    assert shown.endswith("word…")
    (item,) = points(Html(f"<ul><li>Some thing first, {'word ' * 50}</li></ul>"))
    assert item == "Some thing first"
    (cjk,) = points(Html(f"<p>{'字' * 400}</p>"))
    assert len(cjk) <= 190


@given(
    st.lists(
        st.sampled_from([*"ab.!?؟。:;, -", "\n", "\n\n", "- ", "1. ", "> ", "|", "**", "U.S."]),
        max_size=40,
    )
)
def test_points_are_short_lines_of_text_for_any_section(pieces: list[str]) -> None:
    for point in points(Html(html("".join(pieces)))):
        assert point
        assert len(point) <= 190
        assert "\n" not in point
