"""Fixes: what they make of a post, and all that they must leave as it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ninefold import markup, site
from ninefold.blocks import BLOCKS
from ninefold.canvas import Standards
from ninefold.checker import inspect
from ninefold.diagnostics import Diagnostic, Edit, Fix, Severity
from ninefold.fixing import difference, mend
from ninefold.settings import Settings
from ninefold.source import Raw, Span, decode, edited
from site_folder import canvas_text
from test_rule_cases import FRONT, PIECES

TIDY = Settings(standards=Standards(official_names=True))


def found(posts: Sequence[Raw], rules: Settings = Settings()) -> list[Diagnostic]:  # noqa: B008
    return [d for raw in posts for d in inspect(raw, rules).findings]


def fixed(text: str | bytes, *, unsafe: bool = False, rules: Settings = Settings()) -> bytes:  # noqa: B008
    raw = Raw("a.md", text if isinstance(text, bytes) else text.encode())
    return mend([raw], lambda posts: found(posts, rules), unsafe)[0].data


def words(text: bytes) -> tuple[Counter[str], dict[str, list[str]]]:
    """All words that the site shows of a post, and those of each section."""
    post = inspect(Raw("a.md", text), Settings()).post
    if post is None:
        return Counter(), {}
    (manuscript,) = site.manuscripts([post], frozenset())
    shown = markup.render(manuscript)

    def read(html: markup.Html) -> list[str]:
        plain = unescape(re.sub(r"<[^>]*>", " ", html.text))
        return [word for word in re.findall(r"\w+", plain) if word != "o"]  # a bullet's letter

    sections = {made.block.slug: read(made.html) for made in shown.sections}
    rest = [read(shown.introduction), *(read(html) for _, html in shown.extras)]
    return Counter(word for some in (*sections.values(), *rest) for word in some), sections


SAFE = {
    "a near miss": ("## Key Resrces", "## Key Resources"),
    "a near miss with number, mark and colon": (
        "## **6. Key Resrces**:",
        "## **6. Key Resources**:",
    ),
    "another level": ("### Key Resources", "## Key Resources"),
    "a space before": (" ## Key Resources", "## Key Resources"),
    "an address": (
        "## Key Resources\n\nSee https://example.org/a.",
        "## Key Resources\n\nSee <https://example.org/a>.",
    ),
    "bullets of a word processor": (
        "## Key Resources\n\nThese:\n· one\n·\u00a0two\n",
        "## Key Resources\n\nThese:\n\n- one\n- two\n",
    ),
    "indented bullets": (
        "## Key Resources\n\n    \u00b7         one\n\n    \u00b7         two\n",
        "## Key Resources\n\n- one\n\n- two\n",
    ),
}
UNSAFE = {
    "a word twice": (
        "## Key Resources\n\nFor the the market.",
        "## Key Resources\n\nFor the market.",
    ),
    "a heading without a name, a section missing": ("##", "## Key Resources"),
}
POST = canvas_text("A", "as_of: 2020")


@pytest.mark.parametrize(("before", "after"), SAFE.values(), ids=SAFE)
def test_a_safe_fix(before: str, after: str) -> None:
    assert (
        fixed(POST.replace("## Key Resources", before))
        == POST.replace("## Key Resources", after).encode()
    )


@pytest.mark.parametrize(("before", "after"), UNSAFE.values(), ids=UNSAFE)
def test_an_unsafe_fix_is_made_only_when_wanted(before: str, after: str) -> None:
    text = POST.replace("## Key Resources", before)
    assert fixed(text) == text.encode()
    assert fixed(text, unsafe=True) == POST.replace("## Key Resources", after).encode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("as_of: 2020/5", "as_of: 2020-05"),
        ("as_of: 2020.05.03", "as_of: 2020-05-03"),
        ("as_of: May 2020", "as_of: 2020-05"),
        ("as_of: 3 May 2020", "as_of: 2020-05-03"),
        ("as_of: Sept. 3rd, 2020", "as_of: 2020-09-03"),
        ("as_of: 3/5/2020", "as_of: 3/5/2020"),
        ("as_of: 2020/13", "as_of: 2020/13"),
        ("as_of: 31 June 2020", "as_of: 31 June 2020"),
        ("as_of: soon", "as_of: soon"),
        ("as_of: Summer 2020", "as_of: Summer 2020"),
        ("as_of: Marchioness 2020", "as_of: Marchioness 2020"),
    ],
)
def test_a_date_is_mended_where_there_is_no_doubt(before: str, after: str) -> None:
    text = canvas_text("A", before)
    assert fixed(text) == canvas_text("A", after).encode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("industri: Retail", "industry: Retail"),
        ("industri: Retail\nindustry: Shops", "industri: Retail\nindustry: Shops"),
        ("slug: A B", "slug: a-b"),
        ("colour: blue", "colour: blue"),
    ],
)
def test_keys_and_slugs_are_mended_when_wanted(before: str, after: str) -> None:
    text = canvas_text("A", f"as_of: 2020\n{before}")
    assert fixed(text) == text.encode()
    assert fixed(text, unsafe=True) == canvas_text("A", f"as_of: 2020\n{after}").encode()


def test_a_title_is_taken_from_the_only_first_heading_when_wanted() -> None:
    body = POST.partition("---\n\n")[2] or POST.split("---\n", 2)[2]
    text = f"---\nas_of: 2020\n---\n# The “A”: a company\n\n{body}"
    assert fixed(text) == text.encode()
    expected = text.replace("---\n", '---\ntitle: "The “A”: a company"\n', 1)
    assert fixed(text, unsafe=True).decode() == expected


def test_of_two_near_misses_of_one_name_one_is_mended() -> None:
    text = POST.replace("## Key Resources", "## Key Resrces\n\nOne.\n\n## Key Resuorces")
    assert fixed(text).decode() == text.replace("Resrces", "Resources")


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    text = POST.replace("## Key Resources", "## Key Resrces\n\n· one\n· two\n")
    plain = fixed(text)
    assert plain != text.encode()
    for mark in (b"", b"\xef\xbb\xbf"):
        for end in (b"\r\n", b"\r"):
            odd = mark + text.encode().replace(b"\n", end)
            assert fixed(odd) == mark + plain.replace(b"\n", end)


def test_lines_that_end_differently_keep_their_ends() -> None:
    text = POST.encode().replace(b"\n", b"\r\n", 6).replace(b"## Key Resources", b"## Key Resrces")
    assert fixed(text) == text.replace(b"Resrces", b"Resources")


@pytest.mark.parametrize("data", [b"\xff\xfe", b"a\xe9", b"", b"---\n[\n---\n", b"\0"])
def test_what_cannot_be_read_is_left_alone(data: bytes) -> None:
    assert fixed(data, unsafe=True) == data


def test_the_posts_of_the_site_need_no_fix() -> None:
    assert fixed(POST, unsafe=True) == POST.encode()


@pytest.mark.parametrize("unsafe", [False, True])
@settings(max_examples=150, deadline=None)
@given(front=FRONT, pieces=st.lists(PIECES | st.text(max_size=8), max_size=60))
def test_fixing_twice_changes_nothing_more(unsafe: bool, front: str, pieces: list[str]) -> None:
    once = fixed(front + "".join(pieces), unsafe=unsafe, rules=TIDY)
    assert fixed(once, unsafe=unsafe, rules=TIDY) == once


DIRT = st.sampled_from(
    (
        *(" ## ", "### ", "## 1. ", "## \u00a0"),
        *(
            "· one\n",
            "•\u00a0two\n",
            "    \u00b7  three\n",
            "o\u00a0four\n",
            "\n",
            "Text.\n",
            "- item\n",
        ),
        *(
            "See https://example.org/a_b*c.\n",
            "(https://example.org/x)\n",
            "<b>https://e.org</b>\n",
        ),
        *("Key Resrces\n", "Chanels\n", "Costs\n", "Customer Segments\n", "Key\u00a0Partners\n"),
        *(
            "### Detail\n",
            "| a | b |\n|---|---|\n",
            "> quoted\n",
            "```\n",
            "1. first\n",
            "    code\n",
        ),
        *(
            "[^a] ",
            "[^a]: https://example.org\n",
            "**bold**\n",
            "<!-- ninefold: ignore NF402 -->\n",
        ),
    )
)


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(BLOCKS),
    st.lists(DIRT, max_size=12).map("".join),
    st.sampled_from(("## ", " ## ", "### ", "# ")),
)
def test_a_safe_fix_changes_no_word_that_a_reader_sees(block: object, dirt: str, mark: str) -> None:
    title = f"## {block.title}"
    text = canvas_text("A").replace(f"{title}\n", f"{mark}{title[3:]}\n\n{dirt}\n").encode()
    before, sections = words(text)
    after, now = words(fixed(text, rules=TIDY))
    assert after == before
    for slug, shown in sections.items():
        assert now[slug][: len(shown)] == shown


def test_edits_are_placed_by_the_decoded_text() -> None:
    raw = Raw("a.md", b"\xef\xbb\xbfa\r\nb\rc\nd\r\n")
    assert decode(raw).text == "a\nb\nc\nd\n"
    edits = [(Span(2, 3), "B"), (Span(6, 7), "D\nE"), (Span(0, 0), "^")]
    assert edited(raw, edits) == b"\xef\xbb\xbf^a\r\nB\rc\nD\r\nE\r\n"


@given(st.text(alphabet="ab\r\né", max_size=30), st.data())
def test_an_edit_touches_nothing_else(text: str, data: st.DataObject) -> None:
    raw = Raw("a.md", text.encode())
    seen = decode(raw).text
    start = data.draw(st.integers(0, len(seen)))
    end = data.draw(st.integers(start, len(seen)))
    after = decode(Raw("a.md", edited(raw, [(Span(start, end), "X")]))).text
    assert after == seen[:start] + "X" + seen[end:]


def diagnostic(start: int, end: int, text: str, *, safe: bool = True) -> Diagnostic:
    fix = Fix((Edit(Span(start, end), text),), safe)
    return Diagnostic("a.md", 1, 1, 1, 1, "NF000", "x", Severity.HINT, "M.", "H.", fix)


def test_of_fixes_that_meet_the_first_is_made_and_the_other_waits_for_the_next_round() -> None:
    rounds = iter([[diagnostic(0, 2, "x"), diagnostic(1, 3, "y")], [diagnostic(1, 2, "z")], []])
    (raw,) = mend([Raw("a.md", b"abcd")], lambda _: next(rounds), unsafe=False)
    assert raw.data == b"xzd"


def test_fixes_that_undo_one_another_end() -> None:
    def flip(posts: Sequence[Raw]) -> list[Diagnostic]:
        return [diagnostic(0, 1, "b" if posts[0].data == b"a" else "a")]

    (raw,) = mend([Raw("a.md", b"a")], flip, unsafe=False)
    assert raw.data in (b"a", b"b")


def test_a_difference_is_shown_as_a_diff() -> None:
    shown = difference(Raw("a.md", b"a\r\nb\r\n"), Raw("a.md", b"a\r\nc\r\n"), "x/a.md")
    assert shown == "--- x/a.md\n+++ x/a.md\n@@ -1,3 +1,3 @@\n a\n-b\n+c\n \n"
