"""Every rule: what it reports and where, and what it must leave alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ninefold.blocks import BLOCKS
from ninefold.checker import Inspected, inspect, inspect_all
from ninefold.diagnostics import Diagnostic
from ninefold.parser import parse
from ninefold.rules import RULES, repeated_sentence
from ninefold.settings import Settings
from ninefold.source import Raw, Source
from site_folder import canvas_text

BODY = "\n".join(f"## {block.title}\n\nText.\n" for block in BLOCKS)
BOOK = [block.title for block in BLOCKS]
HOUSE = [*BOOK[:4], BOOK[6], BOOK[7], BOOK[5], BOOK[8], BOOK[4]]

# Rules that have a file of cases of their own (tests/test_rule_cases.py).
ELSEWHERE = {file.stem for file in (Path(__file__).parent / "rules").glob("*.md")}

Row = tuple[str, int, int]


def post(front: str = "title: A", body: str = BODY) -> str:
    return f"---\n{front}\n---\n{body}"


def canvas(titles: list[str], front: str = "title: A") -> str:
    """A post with these sections; section n has its heading on line 4 + 2n."""
    return post(front, "".join(f"## {title}\nText.\n" for title in titles))


def check(text: str | bytes, path: str = "a.md") -> Inspected:
    return inspect(Raw(path, text if isinstance(text, bytes) else text.encode()), Settings())


def here(inspected: Inspected) -> list[Diagnostic]:
    """The findings of the rules that this module is about."""
    return [d for d in inspected.findings if d.name not in ELSEWHERE]


def rows(text: str | bytes) -> list[Row]:
    """Rule, line and column of every finding in one post."""
    return [(d.name, d.line, d.column) for d in here(check(text))]


def ends(text: str) -> list[tuple[int, int, int, int]]:
    return [(d.line, d.column, d.end_line, d.end_column) for d in here(check(text))]


def library(posts: dict[str, str], files: tuple[str, ...] = ()) -> list[tuple[str, str, int, int]]:
    """Path, rule, line and column of every finding across posts."""
    inspected = [check(text, path) for path, text in posts.items()]
    assert [found for item in inspected for found in here(item)] == []
    found = inspect_all(inspected, frozenset(files), Settings())
    return [(d.path, d.name, d.line, d.column) for d in found if d.name not in ELSEWHERE]


def test_rules_take_for_headings_what_the_parser_takes_for_them() -> None:
    for above in ("- It sells to 14,000 shops.", "It sells to 14,000 shops."):
        text = canvas_text("A", channels=f"{above}\n---\n\nMore.")
        assert "undated-figure" in {d.name for d in check(text).findings}


REPORTED = {
    "undecodable-text": [
        (b"\xff\xfea\0", 1, 1),
        (b"a\xe9", 1, 2),
        (b"\xef\xbb\xbfa\r\n\0", 2, 1),
    ],
    "oversized-file": [(b"a" * 1_000_001, 1, 1), (b"\n" * 1_000_001, 1, 1)],
    "costly-text": [
        (canvas(BOOK).replace("Text.", "[" * 2_001, 1), 4, 1),
        (post(body="x" * 100_001 + f"\n\n{BODY}"), 1, 1),
        (canvas([*BOOK, "Remarks"]) + "> " * 51 + "a\n", 1, 1),
    ],
    "invalid-front-matter": [
        (post("title: a: b"), 2, 9),
        (post("title: *a"), 2, 8),
        ("+++\ntitle = 1\n+++\n" + BODY, 1, 1),
        (post("- a"), 2, 1),
    ],
    "unclosed-front-matter": [("---\ntitle: A\n" + BODY, 1, 1), ("---\n", 1, 1)],
    "duplicate-key": [(post("title: A\ntitle: B"), 3, 1), (post("x: {a: 1, a: 2}"), 2, 11)],
    "missing-title": [
        (BODY, 1, 1),
        (post("company: A"), 1, 1),
        (post("title:"), 1, 1),
        (post("title: ''"), 1, 1),
        (post("title: ' '"), 1, 1),
    ],
    "bad-value": [
        (post("title: A\ndate: soon"), 3, 7),
        (post("title: A\ntags: {a: b}"), 3, 7),
        (post("title: A\nfacts: [{name: a}]"), 3, 9),
    ],
    "unknown-key": [(post("title: A\nautor: B"), 3, 1), (post("title: A\n😀: 1"), 3, 1)],
    "unsafe-slug": [
        (post("title: A\nslug: A B"), 3, 7),
        (post("title: A\nslug: ../a"), 3, 7),
        (post("title: A\nslug: ''"), 3, 7),
        (post("title: A\nslug: con"), 3, 7),
    ],
    "no-canvas": [
        ("", 1, 1),
        ("\n\n  Just text.\n", 3, 1),
        (post(body="# Report\n\nText.\n"), 1, 1),
        ("```\n## Channels\n```\n", 1, 1),
        ("> ## Channels\n", 1, 1),
    ],
    "missing-section": [
        (canvas(BOOK[:3] + BOOK[4:]), 8, 1),
        (canvas(BOOK[1:]), 4, 1),
        (canvas(BOOK[:-1]), 18, 1),
        (canvas(HOUSE[:-1]), 18, 1),
        (canvas([*BOOK[:3], "", *BOOK[4:]]), 10, 1),
    ],
    "truncated-canvas": [
        (canvas(BOOK[:7]), 16, 1),
        (canvas(BOOK[:1]), 4, 1),
        (canvas(HOUSE[:6]), 14, 1),
    ],
    "duplicate-section": [
        (canvas([*BOOK, "Channels"]), 22, 1),
        (canvas([*BOOK, "Distribution channels"]), 22, 1),
        (canvas([*BOOK, "Channels (Kanäle)"]), 22, 1),
        (canvas(["Customer Segments (B2B)", *BOOK]), 6, 1),
        (canvas([*BOOK[:5], "Costs and Channels", *BOOK[5:8]]), 14, 1),
    ],
    "empty-section": [
        (post(body=BODY.replace("## Channels\n\nText.", "## Channels")), 12, 1),
        (post(body=BODY + "<!-- c -->").replace("Text.\n<!--", "<!--"), 36, 1),
    ],
    "unknown-source": [
        (post("title: A\nfacts: [{name: a, value: 1, source: s}]"), 3, 37),
        (post("title: A\nsources: [{id: a}]\nfacts: [{name: a, value: 1, source: b}]"), 4, 37),
    ],
}


@pytest.mark.parametrize(
    ("rule", "text", "line", "column"),
    [(rule, *case) for rule, cases in REPORTED.items() for case in cases],
)
def test_a_rule_reports_exactly_this(rule: str, text: str | bytes, line: int, column: int) -> None:
    assert rows(text) == [(rule, line, column)]


def test_every_rule_for_one_post_is_in_the_table_above() -> None:
    assert {rule.name for rule in RULES if rule.post} - ELSEWHERE == set(REPORTED)


POSTS = Path(__file__).parent / "recognition" / "posts"


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("87-lean-heading.md", "a Lean Canvas"),
        ("113-lean-list.md", "a Lean Canvas"),
        ("92-mission-model-canvas.md", "a Mission Model Canvas"),
        ("97-value-proposition-canvas.md", "a Value Proposition Canvas"),
        ("96-swot.md", "a SWOT analysis"),
        ("127-swot-tables.md", "a SWOT analysis"),
        ("117-guide-de.md", "explain what a canvas holds"),
        ("118-guide-zh-list.md", "explain what a canvas holds"),
        ("75-fence.md", "inside a code fence"),
        ("93-article-channels.md", "an article or a note"),
        ("115-readme-chat.md", "an article or a note"),
    ],
)
def test_what_is_no_canvas_is_named_in_one_finding(name: str, named: str) -> None:
    (found,) = check((POSTS / name).read_bytes()).findings
    assert found.name == "no-canvas"
    assert named in found.message


@pytest.mark.parametrize(
    "name",
    [
        "89-template-questions.md",
        "90-template-placeholders.md",
        "91-template-table-de.md",
        "110-template-fields.md",
        "111-template-hints.md",
        "112-template-ja-unmarked-questions.md",
    ],
)
def test_a_blank_template_is_named_in_one_finding(name: str) -> None:
    found = [d for d in check((POSTS / name).read_bytes()).findings if d.code.startswith("NF2")]
    assert [d.name for d in found] == ["blank-template"]
    assert found[0].message == "All nine sections are there, but none has an answer yet."


def test_with_the_rule_on_templates_off_every_section_is_reported() -> None:
    raw = Raw("a.md", post(body=BODY.replace("Text.", "")).encode())
    found = inspect(raw, Settings(severities=(("NF214", None),))).findings
    assert [d.name for d in found] == ["empty-section"] * 9


SILENT = [
    BODY.join(["---\ntitle: A\n---\n", ""]),
    post("title: no"),
    post("title: A\nlayout: post"),
    post("title: A\nslug: a-b-1"),
    post("title: A\ndate: 2016-05-01 10:00\nas_of: 2016"),
    post("title: A\ntags: a, b"),
    post("title: A\nsources: [{id: a}]\nfacts: [{name: a, value: 1, source: a}]"),
    post("title: A\nfacts: [{name: a, value: 1}]"),
    post("title: A\nfacts:\nsources:\ncompare:"),
    canvas(BOOK),
    canvas(HOUSE),
    canvas(BOOK[::-1]),
    canvas([*BOOK, "Risks", "Roadmap"]),
    canvas(["Customer Segments (B2B)", "Customer Segments (B2C)", *BOOK[1:]]),
    canvas([*BOOK[:2], "Channels: Online", "Channels: Stores", *BOOK[3:]]),
    canvas(["Overview", *BOOK]),
    canvas([*BOOK[:4], "Cost Structure and Revenue Streams", *BOOK[5:8]]),
    canvas(["Kundensegmente", "Wertangebote", *BOOK[2:]]),
    post(body=BODY.replace("## ", "# ")),
    post(body=BODY.replace("## ", " ### ")),
    post(body=BODY.replace("Text.", "<!-- c -->\n\nText.")),
    post(body=BODY.replace("Text.", "### Detail\n\nText.")),
    post(body=BODY.replace("Text.", "```\ncode\n```")),
    post(body=BODY.replace("Text.", "- item\n\n  # not a heading")),
    post(body=BODY.replace("Text.", "A sentence.\n---")),
    post(body=BODY + "\n```\n## Channels\n```\n"),
    post(body=BODY + "\n<!--\n## Channels\n-->\n"),
    post(body=BODY + "\n> ## Channels\n"),
    post(body=BODY + "\n[Channels]: https://e.org\n"),
    post(body=BODY.replace("Text.", "### Partners\n\nText.", 1)),
    post(body=BODY.replace("\n", "\u2028\n")),
]


@given(st.text("!<>]([`~^/•·▪●◦‣\u00a0 oa#\n-:[", max_size=40), st.data())
def test_a_rule_finds_nothing_where_none_of_its_signs_stands(
    noise: str, data: st.DataObject
) -> None:
    text = canvas_text("A") + f"\n{noise}\n"
    rule = data.draw(st.sampled_from([rule for rule in RULES if rule.signs]))
    bare = text.translate(dict.fromkeys(map(ord, rule.signs)))
    assert rule.post
    assert not list(rule.post(parse(Source.of("a.md", bare))))


@pytest.mark.parametrize("text", SILENT)
def test_a_good_post_is_met_with_silence(text: str) -> None:
    assert rows(text) == []


@pytest.mark.parametrize(
    "text", [case[0] for cases in REPORTED.values() for case in cases if isinstance(case[0], str)]
)
def test_line_breaks_and_a_byte_order_mark_change_no_finding(text: str) -> None:
    expected = check(text).findings
    assert check(b"\xef\xbb\xbf" + text.encode()).findings == expected
    assert check(text.replace("\n", "\r\n")).findings == expected
    assert check(text.replace("\n", "\r")).findings == expected


@pytest.mark.parametrize(
    ("text", "span"),
    [
        (post("title: A\ndate: soon"), (3, 7, 3, 11)),
        (post("title: A\nautor: B"), (3, 1, 3, 6)),
        (canvas([*BOOK, "Channels"]), (22, 1, 22, 12)),
        (canvas(BOOK[:7]), (16, 1, 16, 18)),
        (post(body=BODY.replace("## Channels\n\nText.", "Channels\n---\n")), (12, 1, 13, 4)),
        ("\n\n  Just text.\n", (3, 1, 3, 13)),
    ],
)
def test_a_finding_covers_what_it_is_about(text: str, span: tuple[int, int, int, int]) -> None:
    assert ends(text) == [span]


def test_a_canvas_cut_off_and_with_a_gap_says_both() -> None:
    found = rows(canvas([BOOK[0], *BOOK[2:6]]))
    assert found == [("missing-section", 4, 1), ("truncated-canvas", 12, 1)]


def test_several_gaps_are_several_findings_each_after_its_neighbour() -> None:
    found = rows(canvas([BOOK[0], BOOK[2], BOOK[4], *BOOK[6:]]))
    assert found == [("missing-section", line, 1) for line in (4, 6, 8)]


def test_three_sections_of_one_block_are_two_findings_that_name_the_first() -> None:
    findings = here(check(canvas([*BOOK, "Channels", "Channels"])))
    assert [(d.line, "line 8" in d.help) for d in findings] == [(22, True), (24, True)]


def test_a_document_that_is_no_canvas_is_told_nothing_else() -> None:
    text = post("autor: x\ndate: soon\nslug: A B", "# Report\n\n[a](gone.md)\n")
    assert rows(text) == [("no-canvas", 1, 1)]
    assert check(text).post is None


def test_a_file_that_cannot_be_read_is_told_nothing_else() -> None:
    assert rows("---\ntitle: [\n---\n# Report\n") == [("invalid-front-matter", 2, 9)]


def test_a_suggestion_is_a_slug_that_would_do() -> None:
    (finding,) = here(check(post("title: A\nslug: Ünder Score")))
    assert finding.help == "Write `slug: under-score`."


ACROSS = [
    ({"a.md": canvas_text("A"), "x/a.md": canvas_text("A")}, [("x/a.md", "duplicate-slug", 2, 8)]),
    (
        {
            "a.md": canvas_text("A"),
            "b.md": canvas_text("B", "slug: a"),
            "c.md": canvas_text("C", "slug: a"),
        },
        [("b.md", "duplicate-slug", 3, 7), ("c.md", "duplicate-slug", 3, 7)],
    ),
    (
        {"a.md": canvas_text("A"), "2020-01-01-a.md": canvas_text("A")},
        [("a.md", "duplicate-slug", 2, 8)],
    ),
    ({"a.md": canvas_text("A", "compare: [b]")}, [("a.md", "unknown-comparison", 3, 11)]),
    ({"a.md": canvas_text("A", "compare: a")}, [("a.md", "unknown-comparison", 3, 10)]),
    (
        {"a.md": canvas_text("A", "compare:\n- b\n- c"), "b.md": canvas_text("B")},
        [("a.md", "unknown-comparison", 5, 3)],
    ),
    ({"a.md": canvas_text("A", channels="[b](b.md)")}, [("a.md", "dead-link", 15, 5)]),
    (
        {"a.md": canvas_text("A", channels="[b](../b.md)"), "b.md": canvas_text("B")},
        [("a.md", "dead-link", 15, 5)],
    ),
    ({"a.md": canvas_text("A", channels="[x]\n\n[x]: b.md")}, [("a.md", "dead-link", 17, 6)]),
    (
        {"a.md": canvas_text("A", channels="[b](B.md)"), "b.md": canvas_text("B")},
        [("a.md", "dead-link", 15, 5)],
    ),
    ({"a.md": canvas_text("A", channels="![b](b.png)")}, [("a.md", "missing-image", 15, 6)]),
    (
        {"a.md": canvas_text("A", channels="😀 <img src='c/b.png'>")},
        [("a.md", "missing-image", 15, 13)],
    ),
]


@pytest.mark.parametrize(("posts", "expected"), ACROSS)
def test_a_rule_across_posts_reports_exactly_this(
    posts: dict[str, str], expected: list[tuple[str, str, int, int]]
) -> None:
    assert library(posts, ("b.jpg", "pics/b.png")) == expected


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("b.md#channels", "The link to `b.md#channels` leads to no post."),
        ("b", "The link to `b` leads to no post."),
        ("b.SVG", "The file `b.SVG` is not published"),
        ("c/b.pdf?page=2", "The file `c/b.pdf?page=2` is not published"),
    ],
)
def test_a_file_that_is_never_published_is_not_called_a_post(target: str, message: str) -> None:
    inspected = [check(canvas_text("A", channels=f"![b]({target})"), "a.md")]
    found = inspect_all(inspected, frozenset(("b.svg", "c/b.pdf")), Settings())
    assert [d.name for d in found] == ["dead-link"]
    assert found[0].message.startswith(message)


def test_every_rule_across_posts_is_in_the_table_above() -> None:
    reported = {row[1] for _, rows in ACROSS for row in rows}
    assert {rule.name for rule in RULES if rule.library} - ELSEWHERE == reported


@pytest.mark.parametrize(
    "posts",
    [
        {"a.md": canvas_text("A"), "x/b.md": canvas_text("A")},
        {"a.md": canvas_text("A", "slug: b"), "b.md": canvas_text("B", "slug: a")},
        {"a.md": canvas_text("A", "compare: [b]"), "b.md": canvas_text("B", "compare: a")},
        {"a.md": canvas_text("A", "compare: []")},
        {"a.md": canvas_text("A", channels="[b](x/b.md#channels)"), "x/b.md": canvas_text("B")},
        {"x/a.md": canvas_text("A", channels="[b](../my%20b.md)"), "my b.md": canvas_text("B")},
        {"x/a.md": canvas_text("A", channels="[b](<../my b.md>)"), "my b.md": canvas_text("B")},
        {"a.md": canvas_text("A", channels="![b](b.jpg) ![c](./pics/../pics/b.png)")},
        {"a.md": canvas_text("A", channels="`[b](b.md)` <!-- [c](c.md) -->")},
        {"a.md": canvas_text("A", channels="```\n[b](b.md)\n```")},
        {"a.md": canvas_text("A", channels="[b](https://e.org/b.md) ![c](https://e.org/c.png)")},
        {"a.md": canvas_text("A", channels="[b](#costs) <mailto:a@e.org> [c] [d][e]")},
    ],
)
def test_posts_that_go_well_together_are_met_with_silence(posts: dict[str, str]) -> None:
    assert library(posts, ("b.jpg", "pics/b.png")) == []


def test_a_comparison_with_a_near_miss_names_it() -> None:
    inspected = [
        check(canvas_text("A", "compare: zom"), "a.md"),
        check(canvas_text("Zoom"), "zoom.md"),
    ]
    (finding,) = inspect_all(inspected, frozenset(), Settings())
    assert finding.help == "Did you mean `zoom`?"


PIECES = (
    "The company sells its services to customers in many countries of the world",
    "It sells them, through approx. 5 m. partners of its own in the U.S. and elsewhere",
    "短い文です。" * 12,
    *(". ", "! ", ".” ", ".[^a] ", "\n", "\n\n", "\n- ", "\n  ", " ", "; ", "…\n", "* "),
)


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.lists(st.sampled_from(PIECES)))
def test_no_repeated_sentence_is_missed_by_asking_cheaply(one: list[str], two: list[str]) -> None:
    text = canvas_text("A", channels="".join(one), cost_structure="".join(two))
    document = parse(Source.of("a.md", text.rstrip("\n")))
    asked = list(repeated_sentence.check(document))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(repeated_sentence, "_may_repeat", lambda text: True)
        assert list(repeated_sentence.check(document)) == asked
