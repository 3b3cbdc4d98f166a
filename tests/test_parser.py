"""Source -> Document: sections in any form, nothing lost between them, all in its place."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ninefold.blocks import BLOCKS, Block
from ninefold.canvas import Document, Extra, Post
from ninefold.parser import MAX_SIZE, parse
from ninefold.parser.suppressions import blocks
from ninefold.source import Raw, Source, Span, decode
from ninefold.vocabulary import language

LANGUAGES = (
    *("en", "de", "fr", "es", "pt", "it", "nl", "ru", "zh-Hans", "zh-Hant", "ja", "ko", "tr"),
    *("ar", "id", "sv", "hi", "pl", "vi"),
)


def document(text: str, path: str = "a.md") -> Document:
    return parse(Source.of(path, text))


def post(text: str, path: str = "a.md") -> Post:
    read = document(text, path).post
    assert read is not None
    return read


def headings(text: str) -> list[tuple[Block, int, int]]:
    """Block, line and level of every heading taken for a section."""
    read = document(text)
    return [(f.block, read.source.position(f.span.start).line, f.level) for f in read.headings]


def sections(text: str) -> dict[str, str]:
    return {section.block.value: section.text for section in post(text).sections}


@pytest.mark.parametrize("order", [BLOCKS, BLOCKS[::-1], BLOCKS[4:] + BLOCKS[:4]])
@pytest.mark.parametrize("marks", ["#", "##", "###", "####", "#####", "######"])
def test_nine_sections_in_any_order_at_any_level(order: tuple[Block, ...], marks: str) -> None:
    read = post("\n".join(f"{marks} {b.title}\nOn {b.value}." for b in order))
    assert [(s.block, s.heading, s.text) for s in read.sections] == [
        (block, block.title, f"On {block.value}.") for block in BLOCKS
    ]
    assert (read.missing, read.extras, read.introduction) == ((), (), "")


@pytest.mark.parametrize("line", ["===", "---", "=", "-"])
def test_underlined_sections(line: str) -> None:
    read = post("\n".join(f"{b.title}\n{line}\nOn {b.value}.\n" for b in BLOCKS))
    assert [s.text for s in read.sections] == [f"On {block.value}." for block in BLOCKS]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_canvas_in_every_language_is_recognised(tag: str) -> None:
    titles = language(tag).titles
    read = post("\n".join(f"## {title}\n\n{title}.\n" for title in titles))
    assert [s.heading for s in read.sections] == list(titles)


def test_the_shape_of_old_posts() -> None:
    """A setext title over H3 sections with a leading space, in an order of their own."""
    text = (
        "---\ntitle: A\n---\n\nBusinessmodel of A\n------\n\n"
        "### Customer Segments\n\na\n\n ### Value Proposition\n\nb\n"
    )
    assert headings(text) == [(Block.CUSTOMER_SEGMENTS, 8, 3), (Block.VALUE_PROPOSITIONS, 12, 3)]
    assert post(text).introduction == ""


@pytest.mark.parametrize("mix", [("#", "##", "###"), ("###", "#", "##")])
def test_sections_of_mixed_levels_are_found(mix: tuple[str, ...]) -> None:
    text = "\n".join(f"{mix[n % 3]} {b.title}\ntext {n}" for n, b in enumerate(BLOCKS))
    assert post(text).missing == ()


def test_sub_headings_that_repeat_a_name_begin_no_section() -> None:
    text = "## Channels\n\na\n\n### Partners\n\nb\n\n## Key Partners\n\nc\n"
    assert headings(text) == [(Block.CHANNELS, 1, 2), (Block.KEY_PARTNERSHIPS, 9, 2)]
    assert sections(text)["channels"] == "a\n\n\n\n### Partners\n\n\nb"


def test_a_sub_heading_fills_a_block_that_has_no_other_section() -> None:
    text = "## Channels\na\n## Key Activities\nb\n### Key Resources\nc\n"
    assert headings(text)[2] == (Block.KEY_RESOURCES, 5, 3)
    assert sections(text) == {"channels": "a", "key_activities": "b", "key_resources": "c"}


def test_groups_over_sections_are_no_part_of_them() -> None:
    text = "## Offer\n### Channels\na\n## Cost side\nwhy\n### Costs\nb\n### Revenue\nc\n"
    assert sections(text) == {"channels": "a", "revenue_streams": "c", "cost_structure": "b"}
    assert post(text).extras == (Extra("Cost side", "why"),)


def test_a_group_named_like_a_section_is_not_one() -> None:
    text = "## Customers\n### Customer Segments\na\n### Channels\nb\n"
    assert [block for block, *_ in headings(text)] == [Block.CUSTOMER_SEGMENTS, Block.CHANNELS]


def test_chapters_before_and_after_the_canvas() -> None:
    text = (
        "# Study\n\nWhy.\n\n## History\n\nThen.\n\n## Channels\n\na\n\n## Key Partners\n\nb\n\n"
        "## Key Resources\n\nc\n\n## Risks\n\nMany.\n\n### Of them\n\nOne.\n"
    )
    read = post(text)
    assert read.introduction == "## Study\n\n\nWhy.\n\n\n\n### History\n\n\nThen."
    assert sections(text) == {"channels": "a", "key_partnerships": "b", "key_resources": "c"}
    (extra,) = read.extras
    assert (extra.heading, extra.text) == ("Risks", "Many.\n\n\n\n### Of them\n\n\nOne.")


def test_sub_headings_move_below_their_section_and_skip_no_level() -> None:
    text = "# Channels\n\n#### Deep\n\na\n\n## Up\n\nb\n\n###### Far\n\nc\n"
    shown = [line for line in sections(text)["channels"].split("\n") if line.startswith("#")]
    assert shown == ["### Deep", "### Up", "#### Far"]


def test_two_blocks_in_one_heading_share_its_text() -> None:
    text = "## Cost Structure and Revenue Streams\n\nboth\n"
    assert sections(text) == {"revenue_streams": "both", "cost_structure": "both"}


def test_two_sections_of_one_block_are_joined_in_order() -> None:
    text = "## Channels\na\n## Key Partners\nb\n## Distribution Channels\nc\n"
    assert sections(text)["channels"] == "a\n\nc"
    assert [f.block for f in document(text).headings].count(Block.CHANNELS) == 2
    assert post(text).sections[0].heading == "Channels"


@pytest.mark.parametrize(
    ("under", "empty"),
    [
        ("", True),
        ("\n\n\n", True),
        ("<!-- a question? -->\n", True),
        ("\n<!-- one -->\n\n<!--\ntwo\n-->\n", True),
        ("[x]: https://example.org\n", True),
        ("[^n]: a note that nothing calls\n", True),
        ("\u00a0\n", True),
        ("text", False),
        ("\n\n\ntext", False),
        ("<!-- c -->\ntext", False),
        ("\n<!-- c -->\n\ntext", False),
        ("<!-- c --> text", False),
        ("\n### Sub\n\ntext", False),
        ("\n```\ncode\n```", False),
        ("\n<div>x</div>", False),
        ("[x]: https://example.org\n\ntext", False),
        ("![](a.png)", False),
    ],
)
def test_a_section_is_empty_when_no_reader_would_see_anything(under: str, empty: bool) -> None:
    text = f"## Channels\n{under}\n## Key Partners\ntext\n"
    assert [found.empty for found in document(text).headings] == [empty, False]


@pytest.mark.parametrize("name", ["", "#", "##"])
def test_headings_without_a_name_are_remembered(name: str) -> None:
    read = document(f"## Channels\na\n### {name}\nb\n")
    assert [read.source.position(span.start).line for span in read.nameless] == [3]


def test_definitions_and_notes_serve_all_sections() -> None:
    text = (
        "## Channels\n\na [x] [^n]\n\n[x]: https://e.org\n\n## Costs\n\nb\n\n[^n]: one\n    two\n"
    )
    read = post(text)
    assert read.definitions == "[x]: https://e.org\n"
    assert read.notes == (("n", "[^n]: one\n    two\n"),)
    assert sections(text) == {"channels": "a [x] [^n]", "cost_structure": "b"}


@pytest.mark.parametrize(
    ("body", "targets"),
    [
        ("[a](b.md)", ("b.md",)),
        ("[a]( b.md )", ("b.md",)),
        ("[a](<b c.md>)", ("b c.md",)),
        ('[a](b.md "title (x)")', ("b.md",)),
        ("[a](b_(c).md)", ("b_(c).md",)),
        ("[a](b\\_c.md)", ("b_c.md",)),
        ("[a](b.md#part)", ("b.md#part",)),
        ("![a](i.png) ![b](i.png)", ("i.png",)),
        ("[![a](i.png)](b.md)", ("b.md", "i.png")),
        ("[a][x]\n\n[x]: ../b.md 'T'", ("../b.md",)),
        ('<img src="i.png" alt="a"> <a class=x href=b.md>b</a>', ("b.md", "i.png")),
        ("[^n]\n\n[^n]: see [a](b.md)", ("b.md",)),
        ("a\\\n[b](c&amp;d.md)", ("c&d.md",)),
        ("`[a](b.md)`", ()),
        ("``[a](`b.md)``", ()),
        ("```\n[a](b.md)\n```", ()),
        ("<!-- [a](b.md) -->", ()),
        ("[a](https://e.org) <https://e.org> [b](mailto:a@e.org)", ()),
        ("[a](//e.org/b.md)", ()),
        ("[a](#channels)", ()),
        ("[a](/b.md)", ()),
        ("[a](javascript:alert(1)) [b](JaVaScRiPt&colon;x)", ()),
        ("[a](b.md", ()),
        ("[a] (b.md)", ()),
        ("[Note]: read this", ()),
    ],
)
def test_the_relative_addresses_of_a_body(body: str, targets: tuple[str, ...]) -> None:
    assert post(f"## Channels\n\n{body}\n").targets == targets


@pytest.mark.parametrize(
    ("body", "target", "place"),
    [
        ("😀 [a](b.md)", "b.md", (3, 7)),
        ("[x]: b.md", "b.md", (3, 6)),
        ("`[a](b.md)`\n[a](b.md)", "b.md", (4, 5)),
        ("<img src='i.png'>", "i.png", (3, 11)),
    ],
)
def test_addresses_are_placed(body: str, target: str, place: tuple[int, int]) -> None:
    read = document(f"## Channels\n\n{body}\n")
    position = read.source.position(read.place(f"link:{target}").start)
    assert (position.line, position.column) == place


@pytest.mark.parametrize(
    ("path", "front", "slug", "date"),
    [
        ("8x8.md", "", "8x8", ""),
        ("2016-05-01-8x8.md", "", "8x8", "2016-05-01"),
        ("telecom/2016-05-01-8x8.md", "", "8x8", "2016-05-01"),
        ("2016-05-01-8x8.md", "date: 2020", "8x8", "2020"),
        ("2016-05-01-8x8.md", "slug: other", "other", "2016-05-01"),
        ("2016-13-45-8x8.md", "", "2016-13-45-8x8", ""),
        ("8x8/index.md", "", "8x8", ""),
        ("8×8 Inc.markdown", "", "8x8-inc", ""),
    ],
)
def test_slug_and_date_come_from_the_name_unless_given(
    path: str, front: str, slug: str, date: str
) -> None:
    read = post(f"---\n{front}\n---\n## Channels\na\n", path)
    assert (read.slug, read.date) == (slug, date)


@pytest.mark.parametrize(("front", "company"), [("title: A", "A"), ("title: A\ncompany: B", "B")])
def test_the_company_is_the_title_unless_given(front: str, company: str) -> None:
    assert post(f"---\n{front}\n---\n## Channels\na\n").company == company


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"\xff\xfe", "undecodable-text"),
        (b"caf\xe9", "undecodable-text"),
        (b"a\0b", "undecodable-text"),
        (b"a" * (MAX_SIZE + 1), "oversized-file"),
        ("é".encode() * MAX_SIZE + b"\xc3", "oversized-file"),
        (b"---\ntitle: a\n", "unclosed-front-matter"),
        (b"---\n[\n---\n## Channels\na", "invalid-front-matter"),
        (b"---\na: 1\na: 2\n---\n## Channels\na", "duplicate-key"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_fault_and_no_post(data: bytes, rule: str) -> None:
    read = parse(decode(Raw("a.md", data)))
    assert [fault.rule for fault in read.faults] == [rule]
    assert read.post is None


@pytest.mark.parametrize("text", ["", "\n", "---\n---", "text", "#", "# #"])
def test_a_text_without_sections_is_a_post_without_any(text: str) -> None:
    read = document(text)
    assert read.post is not None
    assert (read.post.sections, read.headings, read.faults) == ((), (), ())


WORDS = st.integers(0, 9999).map("w{}w".format)
BLOCK_TITLES = st.sampled_from([block.title for block in BLOCKS])
LINES = st.one_of(
    WORDS,
    st.just(""),
    st.tuples(
        st.sampled_from(["#", "##", "###", "####"]),
        BLOCK_TITLES | st.sampled_from(["Other", "A B"]),
    ).map(" ".join),
    st.tuples(
        st.sampled_from(["- ", "1. ", "> ", "    ", "  ", "**", "| a | ", "[^n]: ", "[x]: ", "# "]),
        WORDS,
    ).map("".join),
    st.sampled_from(["---", "===", "```", "~~~", "<div>", "</div>", "<hr>", "- - -", "***"]),
)


@given(st.lists(LINES, max_size=30))
def test_no_line_of_a_post_is_lost_between_sections(lines: list[str]) -> None:
    read = document("---\ntitle: t\n---\n" + "\n".join(lines))
    assert read.post is not None
    kept = "\n".join(
        [
            read.post.introduction,
            *(text for section in read.post.sections for text in (section.heading, section.text)),
            *(text for extra in read.post.extras for text in (extra.heading, extra.text)),
            read.post.definitions,
            *(text for _, text in read.post.notes),
        ]
    )
    is_heading = [line.startswith("#") for line in lines]
    for number, line in enumerate(lines):
        underlined = lines[number + 1 : number + 2] in (["---"], ["==="], ["- - -"])
        for word in line.split():
            if word.startswith("w") and not is_heading[number] and not underlined:
                assert word in kept


@given(st.text(max_size=300))
def test_no_text_makes_parsing_fail(text: str) -> None:
    read = document(text)
    for fault in read.faults:
        assert 0 <= fault.span.start <= fault.span.end <= len(read.source.text)
    for found in read.headings:
        assert 0 <= found.span.start < found.span.end <= len(read.source.text)


@given(st.text(alphabet="a \n-1.\t", max_size=40))
def test_blocks_of_text_hold_every_word_and_never_overlap(text: str) -> None:
    found = list(blocks(text, Span(0, len(text))))
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert " ".join(text[block.start : block.end] for block in found).split() == text.split()


def test_a_list_goes_on_over_blank_lines_and_a_paragraph_does_not() -> None:
    text = "- one\n\n- two\n\n  more\n\nText.\n\n- three\n"
    found = [text[block.start : block.end] for block in blocks(text, Span(0, len(text)))]
    assert found == ["- one\n\n- two\n\n  more", "Text.", "- three"]
