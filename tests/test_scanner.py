"""The scanner: it cuts without loss, and it and the renderer agree on what is a heading."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ninefold.markup.converter import converted
from ninefold.parser import starts
from ninefold.parser.chunk import Kind, markdown
from ninefold.parser.scanner import headings, scan

# Lines that begin, end or imitate what the scanner knows; every mix of them is a text.
LINES = [
    *("", "", "text", "more text", "a sentence.", "Title", "    code", "\tcode", "text  "),
    *("# One", "## Two ##", "### Three", "  ### Spaced", "    # code", "\t# code", "# "),
    *("#", "######", "####### seven", "#hashtag", "\\# escaped", "# C#", "# a \\#", "#\u00a0nb"),
    *("===", "---", "=", "-", "---  ", "***", "== x", "- - -"),
    *("- item", "* item", "1. one", "  # in item", "   # in item", "    # in item", "- # item"),
    *("> quote", "> # quoted", "> - # both", "| a | b |", "|---|---|", "a | b", "--- | ---"),
    *("```", "``` py", "~~~", "````", "`# code`", "`<!--`", "```a```", "  ```"),
    *("<!--", "-->", "<!-- # c -->", "# H <!-- c -->", "text <!-- open", "<!-- c --> text"),
    *("<div>", "</div>", "<div>x</div>", "<div>x</div> <p>", "<div", '<div title="a>', "<p>"),
    *("<details>", "</details>", "<summary># x</summary>", "<span>", "<hr>", "<pre>", "</pre>"),
    *("<script>", "</script>", "<svg>", "</svg>", "<table>", "</table>", "<template>", "<br/>"),
    *("<?php", "?>", "<!DOCTYPE x>", "<![CDATA[", "]]>", 'a <b "', "<a href='", "<https://e.org>"),
    *("[x]: https://e.org", "[x]: a b c", "[^n]: note", "    ### in note", "[^n]", "[x]", "[y]:"),
]
BODIES = st.lists(st.sampled_from(LINES), max_size=10).map("\n".join)


def cut(text: str) -> list[tuple[str, str]]:
    """Kind and text of every chunk."""
    return [(c.kind.value, text[c.span.start : c.span.end]) for c in scan(text)]


def found(text: str) -> list[tuple[int, str]]:
    """Level and title of every heading."""
    return [(chunk.level, chunk.title) for _, chunk in headings(scan(text))]


def rendered(text: str) -> str:
    """The HTML of a whole body, written out chunk by chunk."""
    chunks = scan(text)
    return converted("".join(markdown(text, chunk) for chunk in chunks), "p", ())


@given(st.text(max_size=200) | BODIES)
def test_chunks_tile_any_text(text: str) -> None:
    assert "".join(piece for _, piece in cut(text)) == text
    assert all(piece for _, piece in cut(text))


@given(BODIES, BODIES)
def test_a_scan_may_begin_anywhere(before: str, text: str) -> None:
    start = len(before) + 1
    joined = f"{before}\n{text}"
    shifted = [(c.kind, c.span.start - start, c.title) for c in scan(joined, start)]
    assert shifted == [(c.kind, c.span.start, c.title) for c in scan(text)]


@given(BODIES)
@example("<div>\n\n# H")
@example('a <b "\n<details>\n## H')
@example("`<!--`\n<script>\n-->\n### H")
@example("````\n\n# H\n\n```\n~~~~\n```")
@example('a <b "\n===\n<pre>\n# \ntext')
@example('## a <b "\n<pre>\n# H\ntext')
def test_scanner_and_renderer_agree_on_headings(text: str) -> None:
    shown = [int(level) for level in re.findall(r"<h([1-6])>", rendered(text))]
    assert shown == [level for level, title in found(text) if title]


@pytest.mark.parametrize(
    ("text", "level", "title"),
    [
        ("# One", 1, "One"),
        ("###### Six", 6, "Six"),
        (" ### One space", 3, "One space"),
        ("  ## Two", 2, "Two"),
        ("   # Three", 1, "Three"),
        ("## Closed ##", 2, "Closed"),
        ("## Closed #####   ", 2, "Closed"),
        ("# C#", 1, "C#"),
        ("# a # b", 1, "a # b"),
        ("# a \\#", 1, "a \\#"),
        ("#\tTab", 1, "Tab"),
        ("#\u00a0No break", 1, "No break"),
        ("#", 1, ""),
        ("### ", 3, ""),
        ("## ##", 2, ""),
        ("text\n# After text", 1, "After text"),
        ("Title\n===", 1, "Title"),
        ("Title\n-", 2, "Title"),
        ("  Title  \n---  ", 2, "Title"),
        ("1. Title\n---", 2, "1. Title"),
        ("Who pays?\n---", 2, "Who pays?"),
        ("Partners:\n---", 2, "Partners:"),
        ("A sentence.\n===", 1, "A sentence."),
        ("\n\nTitle\n---", 2, "Title"),
        ("# `code`", 1, "`code`"),
        ("- item\n\n# At the margin", 1, "At the margin"),
        ("- item\n\ntext\n\n  # Indented, no item", 1, "Indented, no item"),
        ("10. item\n  # Too little indent", 1, "Too little indent"),
        ("```\n# code\n```\n# After", 1, "After"),
        ("```\n# never closed", 1, "never closed"),
        ("````\n```\n# shorter mark", 1, "shorter mark"),
        ("```\n~~~\n# other mark", 1, "other mark"),
        ("``` `\n# no fence\n```", 1, "no fence"),
        ("<!-- never closed\n# H", 1, "H"),
        ("`<!--` text\n# H\n`-->`", 1, "H"),
        ("<!-- c -->\n# H", 1, "H"),
        ("<span>\n# H\n</span>", 1, "H"),
        ("<div>\nopen\n\n# H", 1, "H"),
        ("<hr>\n# H", 1, "H"),
        ("<divine>\n# H", 1, "H"),
        ("<https://example.org>\n# H", 1, "H"),
    ],
)
def test_headings(text: str, level: int, title: str) -> None:
    assert found(text) == [(level, title)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "text",
        "#hashtag",
        "#1 of its kind",
        "##two",
        "####### seven",
        "\\# escaped",
        "    # code",
        "\t# code",
        " \t# code",
        "text # text",
        "`# code`",
        "> # quoted",
        "- # in an item",
        "- item\n  # in the item",
        "- item\n\n  # in the item",
        "1. item\n\n   # in the item",
        "- item\n  - inner\n   # in the outer",
        "```\n# code\n```",
        "~~~ py\n# code\n~~~",
        "```\n# code\n`````",
        "  ```\n# code\n ```",
        "````\n```\n# code\n````",
        "```\n~~~\n# code\n```",
        "<!-- # hidden -->",
        "<!--\n# hidden\n-->",
        "text <!--\n# hidden\n-->",
        "<!--\n<div>\n# hidden\n-->",
        "<div>\n# raw\n</div>",
        "<details>\n<summary>x</summary>\n\n## raw\n\n</details>",
        "<DIV class='a'>\n\n# raw\n\n</Div>",
        "<div>\n<div>\n</div>\n\n# raw\n\n</div>",
        "<table>\n<tr><td>\n\n# raw\n\n</td></tr></table>",
        "<svg>\n# raw\n</svg>",
        "<p>\n# up to the blank line",
        "---",
        "===",
        "\n---",
        "text\n\n---",
        "one\ntwo\n---",
        "one\ntwo\n===",
        "A sentence that a rule follows.\n---",
        "“Said.”\n---",
        "一句话。\n---",
        "a,\n---",
        "- item\n---",
        "> quote\n---",
        "| a | b |\n---",
        "    code\n---",
        "Title\n--- -",
        "Title\n==x",
        "Title\n    ---",
        "[x]: https://example.org\n---",
        "[^n]: note\n\n    # in the note",
        "[^n]: note\n    # in the note",
    ],
)
def test_no_heading(text: str) -> None:
    assert found(text) == []
    assert not re.search("<h[1-6]>", rendered(text))


@example("#\x03")
@given(st.from_regex(r"#{1,6}[^\s#].{0,10}", fullmatch=True))
def test_a_hashtag_is_never_a_heading(line: str) -> None:
    assert not re.search("<h[1-6]>", rendered(line.replace("\n", "")))


@pytest.mark.parametrize("text", ["> # Told\n> more", "- # Told", "1. one\n\n    # Told"])
def test_a_heading_inside_something_is_shown_as_strong_text(text: str) -> None:
    assert "<p><strong>Told</strong></p>" in rendered(text)


def test_a_heading_inside_a_note_is_shown_as_strong_text() -> None:
    html = converted("a[^n]\n\n[^n]: note\n\n    # Told", "p", ())
    assert "<strong>Told</strong>" in html


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("a\n\n# b\nc", [("text", "a\n\n"), ("heading", "# b\n"), ("text", "c")]),
        ("Title\n---\nb", [("heading", "Title\n---\n"), ("text", "b")]),
        ("```\na\n```\n", [("fence", "```\na\n```\n")]),
        ("a\n```\nb", [("text", "a\n```\nb")]),
        ("<!-- a -->\nb", [("comment", "<!-- a -->\n"), ("text", "b")]),
        ("<!-- a --> b\n", [("text", "<!-- a --> b\n")]),
        ("<div>\n\na</div>\nb", [("html", "<div>\n\na</div>\n"), ("text", "b")]),
        ("<div>\na\n\nb", [("html", "<div>\na\n"), ("text", "\nb")]),
        (
            "[a]: b\n[c]: <d e> 'f'\n",
            [("definition", "[a]: b\n"), ("definition", "[c]: <d e> 'f'\n")],
        ),
        ("[Note]: read this first\n", [("text", "[Note]: read this first\n")]),
        ("[a]:\nb\n", [("text", "[a]:\nb\n")]),
        ("text\n[a]: b\n", [("text", "text\n[a]: b\n")]),
        ("[^a]: b\nc\n\n    d\n\ne", [("note", "[^a]: b\nc\n\n    d\n"), ("text", "\ne")]),
        ("[^a]: b\n- c\n", [("note", "[^a]: b\n"), ("text", "- c\n")]),
        ("[^a]: b\n[^c]: d", [("note", "[^a]: b\n"), ("note", "[^c]: d")]),
        ("[^a]: b\n# c", [("note", "[^a]: b\n"), ("heading", "# c")]),
        ("[^a]: b\n---\n", [("note", "[^a]: b\n"), ("text", "---\n")]),
    ],
)
def test_chunks(text: str, pieces: list[tuple[str, str]]) -> None:
    assert cut(text) == pieces


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("```py\na <b>\n```", '<pre><code class="language-py">a &lt;b&gt;\n</code></pre>'),
        ("~~~\n```\n~~~", "<pre><code>```\n</code></pre>"),
        ("  ```\n  a\n   b\n  ```", "<pre><code>a\n b\n</code></pre>"),
        ("```\nnever closed", "```\nnever closed"),
        ("one\n#hashtag", "<p>one\n#hashtag</p>"),
        ("- item\n  # kept", "# kept"),
        ("A sentence.\n---", "<p>A sentence.</p>\n<hr>"),
        ("# C#", "<h1>C#</h1>"),
        ("# C##", "<h1>C##</h1>"),
        ("Title #\n===", "<h1>Title #</h1>"),
        ("a <!-- hidden --> b", "<p>a  b</p>"),
        ("`<!-- shown -->`", "<code>&lt;!-- shown --&gt;</code>"),
        ("<!-- hidden\n-->\n# Shown", "<h1>Shown</h1>"),
        ("a <b text", "<p>a &lt;b text</p>"),
        ("<https://e.org/x>", '<a href="https://e.org/x">'),
        ("<details>\n<summary>a</summary>\n\nb\n</details>", "\n\nb\n</details>"),
        ("<div>\nopen\n\nafter", "<div>\nopen</div>"),
    ],
)
def test_the_renderer_shows_what_the_scanner_saw(text: str, html: str) -> None:
    shown = rendered(text).replace("&#126;", "~").replace("&#96;", "`")
    assert html in shown
    assert "hidden" not in shown


@given(st.lists(st.sampled_from(LINES), max_size=8))
def test_no_word_of_plain_lines_is_lost_in_rendering(lines: list[str]) -> None:
    marked = [f"{line} w{number}w" for number, line in enumerate(lines)]
    plain = [line for line in marked if not re.search(r"[<`\[]|--|~", line)]
    html = rendered("\n".join(plain))
    assert all(line.split()[-1] in html for line in plain)


def test_comments_are_no_part_of_what_is_written() -> None:
    text = "<!-- secret -->\n\ntext <!-- secret\nsecret --> end"
    assert "secret" not in "".join(markdown(text, chunk) for chunk in scan(text))
    assert {chunk.kind for chunk in scan(text)} == {Kind.COMMENT, Kind.TEXT}


@given(st.text(alphabet="#`~=-<>![]^:a \n*.", max_size=60), st.integers(0, 60))
def test_what_may_start_is_found_as_a_search_would_find_it(text: str, place: int) -> None:
    text += "\n## A\n<!--\n"
    place = text.rfind("\n", 0, place) + 1  # every search begins at a line, or inside of one
    for start in (place, min(place + 2, len(text))):
        searched = starts._START.search(text, start)
        tried = (starts.start_at(text, at) for at in starts.places(text, start))
        found = next(filter(None, tried), None)
        assert (found and found.span()) == (searched and searched.span())
