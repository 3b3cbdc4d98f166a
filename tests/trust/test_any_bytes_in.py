"""Any bytes in, a page or a finding out: no file ends a run, hangs it, or is passed over.

`tests/long/fuzz.py` goes on with this for as long as one likes, on other posts, and with Atheris.
"""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ninefold.blocks import BLOCKS
from ninefold.parser.fields import FIELDS
from site_folder import SiteFolder, canvas_text
from test_build import small_theme
from trust.fuzzing import PIECES, mutated, taken
from trust.hostile import PAYLOADS
from trust.hostile import post as hostile_post
from trust.shapes import MARKDOWN, PROSE

FOUND = Path(__file__).parent / "found"
BODY = canvas_text("a").split("---\n", 2)[2]


def with_front(front: str) -> str:
    return f"---\n{front}\n---\n{BODY}"


ENCODED: dict[str, bytes] = {
    "empty": b"",
    "a NUL": b"\0",
    "UTF-8 with a mark": b"\xef\xbb\xbf" + canvas_text("a").encode(),
    "two marks": b"\xef\xbb\xbf" * 2 + canvas_text("a").encode(),
    "a mark alone": b"\xef\xbb\xbf",
    "UTF-16": canvas_text("a").encode("utf-16"),
    "UTF-16 without a mark": canvas_text("a").encode("utf-16-le"),
    "UTF-32": canvas_text("a").encode("utf-32"),
    "UTF-7": canvas_text("é").encode("utf-7"),
    "Latin-1": canvas_text("é").encode("latin-1"),
    "half a character": canvas_text("a").encode() + b"\xe2\x82",
    "a surrogate": canvas_text("a").encode() + b"\xed\xa0\xbd",
    "an overlong slash": canvas_text("a").encode() + b"\xc0\xaf",
    "beyond Unicode": canvas_text("a").encode() + b"\xf5\x80\x80\x80",
    "CR": canvas_text("a").replace("\n", "\r").encode(),
    "CR LF": canvas_text("a").replace("\n", "\r\n").encode(),
    "all three": canvas_text("a").replace("\n\n", "\r\n\r").encode(),
    "lines that are none": canvas_text("a").replace("\n\n", "\n\n\x0b\x0c\x1c\x85\u2028").encode(),
    "controls": canvas_text("a", channels="".join(map(chr, range(1, 32)))).encode(),
    "marks of direction": canvas_text("a\u202e\u2066", channels="\u202e\u2067x").encode(),
    "noncharacters": canvas_text("a\ufffe\uffff", channels="\U0001ffff\ufdd0").encode(),
    "every byte": bytes(range(256)) * 20,
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
}
FRONT = [
    *(
        "title: [",
        "title: {",
        "- a\n- b",
        "just text",
        "42",
        "null",
        "~",
        "'title'",
        "? a",
        "? ? ? a",
    ),
    *(
        "title: a\ntitle: b",
        "title: &a [*a]",
        "a: &a {b: 1}\n<<: [*a, *a]",
        "title: !!python/name:os",
    ),
    "title: !!binary aGk=",
    "title: " + "9" * 5000,
    "as_of: 2021-13-45",
    "as_of: 0000-00-00",
    "as_of: 2024-01-01T25:99:99+25:99",
    "title: .inf",
    "title: .nan",
    "title: 1e999",
    "date: -1",
    *(
        "[" * 3000,
        "{a: " * 3000,
        "? " * 3000,
        "- " * 3000,
        "a: " * 300,
        "\t- a",
        "title:\ta",
        "%TAG ! x",
    ),
    "title: |\n  a\n b",
    "title: >\n",
    "'''",
    '"\\ud83d"',
    'title: "\\ud83d"',
    'title: "\\0"',
    *(
        "content: a\nhandler: b",
        "1: a",
        "true: a",
        "[a]: b",
        "{a: b}: c",
        "__class__: x",
        "self: x",
    ),
    *(
        "slots: 1\n__dict__: 2",
        "title: []",
        "title: {}",
        "tags: a",
        "tags: [[a]]",
        "tags: [{a: b}]",
    ),
    *(
        "facts: a",
        "facts: [a]",
        "facts: {a: b}",
        "facts: [{name: [a]}]",
        "sources: [[]]",
        "sources: 1",
    ),
    *(
        "compare: 1",
        "lang: [en]",
        "lang: xx-yy-zz",
        "dir: up",
        "slug: ../x",
        "slug: []",
        "draft: maybe",
    ),
    *(
        "summaries: a",
        "summaries: {nothing: a}",
        "ninefold: [NF101]",
        "layout: [post]",
        "date: [2020]",
    ),
    *(
        "title: a\n--- text --- more",
        "title: a\n...\nb: c",
        "title: a # b: c",
        "\x85title: a",
        "\ufefftitle: a",
    ),
]
NESTED = {
    "headings of every level": "\n".join(
        f"{'#' * level} Channels\n\nText." for level in range(1, 8)
    ),
    "sections in sections": "\n".join(f"{'#' * n} {b.title}" for n, b in enumerate(BLOCKS, 1)),
    "sections in quotes": "\n".join(f"{'> ' * n}## {b.title}" for n, b in enumerate(BLOCKS)),
    "sections in lists": "\n".join(f"{'  ' * n}- {b.title}: a" for n, b in enumerate(BLOCKS)),
    "sections in a table": "|a|b|\n|-|-|\n" + "\n".join(f"|{b.title}|x|" for b in BLOCKS),
    "sections in HTML": "<table>" + "".join(f"<tr><td>{b.title}<td>x" for b in BLOCKS),
    "sections in a fence": "```\n" + "\n".join(f"## {b.title}" for b in BLOCKS),
    "sections in comments": "<!--\n" + "\n".join(f"## {b.title}" for b in BLOCKS),
    "underlined sections": "\n".join(
        f"{b.title}\n{'=-'[n % 2] * 3}\n" for n, b in enumerate(BLOCKS)
    ),
    "one section a hundred times": "## Channels\n\nText.\n\n" * 100,
    "a heading of nothing": "## \n\n##\n\n#\n\n## ##\n",
}


@pytest.mark.parametrize("data", ENCODED.values(), ids=ENCODED)
def test_every_encoding_and_line_end(data: bytes) -> None:
    taken(data)


@pytest.mark.parametrize("front", FRONT, ids=lambda front: front[:30])
@pytest.mark.parametrize("closed", [True, False], ids=["", "unclosed"])
def test_front_matter_of_every_wrong_kind(front: str, closed: bool) -> None:
    found = taken(with_front(front).encode() if closed else f"---\n{front}\n{BODY}".encode())
    assert closed or found.findings or "\n..." in front  # which closes it, too


@pytest.mark.parametrize("body", NESTED.values(), ids=NESTED)
def test_sections_in_every_nesting(body: str) -> None:
    taken(f"---\ntitle: a\n---\n{body}\n".encode())
    taken(body.encode())


@pytest.mark.parametrize("shape", [*MARKDOWN, *PROSE])
def test_every_shape_of_text_small(shape: str) -> None:
    text = {**MARKDOWN, **PROSE}[shape](1500)
    taken(canvas_text("a", channels=text).encode())
    taken(text.encode())


# Merge bombs: a few bytes more make ten times the work for a reader of YAML that follows them.
def test_a_bomb_of_merges_or_aliases_is_refused_at_once() -> None:
    letters = "abcdefghijklmnopqrst"
    ten = [(one, two, ", ".join([f"*{one}"] * 10)) for one, two in pairwise(letters)]
    merges = "a: &a {x: 1}\n" + "".join(f"{b}: &{b} {{<<: [{all_}]}}\n" for _, b, all_ in ten)
    aliases = "a: &a [x]\n" + "".join(f"{b}: &{b} [{all_}]\n" for _, b, all_ in ten)
    for bomb in (merges, aliases):
        names = {finding.name for finding in taken(with_front(bomb).encode()).findings}
        assert "invalid-front-matter" in names


# Posts from a grammar, and bytes changed at random


LINE = st.sampled_from(["\n", "\n\n", "\r\n", "\r", " ", "", "\t"])
WORDS = st.text(max_size=12) | st.sampled_from([*PAYLOADS, *(b.title for b in BLOCKS)])
VALUES = st.recursive(
    WORDS | st.integers(-(10**30), 10**30).map(str) | st.floats().map(str) | st.dates().map(str),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.tuples(WORDS, inner).map(lambda pair: f"{{{pair[0]}: {pair[1]}}}")
    ),
    max_leaves=5,
)
KEYS = st.sampled_from([*FIELDS, "content", "handler", "__init__", "layout"]) | st.text(max_size=8)
FRONTS = st.lists(st.tuples(KEYS, VALUES).map(": ".join), max_size=6).map("\n".join)
PIECE = st.sampled_from([piece.decode("utf-8", "replace") for piece in PIECES])
TEXTS = st.lists(WORDS | PIECE | LINE, max_size=12).map("".join)
HEADINGS = st.tuples(
    st.sampled_from(["## ", "### ", "# ", "**", "- ", "1. ", "| ", "> ## ", "", "    ## "]),
    st.sampled_from([b.title for b in BLOCKS]) | st.text(max_size=8),
    st.sampled_from(["", "**", ":", " |", "\n---", "\n===", " ##", "\r"]),
).map("".join)
POSTS = st.tuples(
    st.sampled_from(["---\n", "---\r\n", "", "\ufeff---\n", "--- \n", "+++\n"]),
    FRONTS,
    st.sampled_from(["\n---\n", "\n...\n", "", "\n--- \n", "\n----\n"]),
    st.lists(st.tuples(HEADINGS, LINE, TEXTS, LINE).map("".join), max_size=11).map("\n".join),
).map("".join)


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(POSTS)
def test_posts_of_a_grammar(text: str) -> None:
    taken(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_bytes_of_any_kind(data: bytes) -> None:
    taken(data)


@pytest.mark.parametrize("seed", range(8))
def test_posts_with_bytes_changed(seed: int) -> None:
    chance = random.Random(seed)
    seeds = [hostile_post(number, PAYLOADS).encode() for number in range(0, len(PAYLOADS), 7)]
    seeds += [canvas_text("a", "as_of: 2024-05", channels="We sell for $5 million.").encode()]
    for _ in range(60):
        taken(mutated(chance.choice(seeds), seeds, chance))


@pytest.mark.parametrize("file", sorted(FOUND.glob("*.md")), ids=lambda file: file.stem)
def test_what_was_found_once(file: Path) -> None:
    taken(file.read_bytes())


# All of it in one library


def test_every_file_of_a_library_leads_to_a_page_or_a_finding(
    site: SiteFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_theme(tmp_path, monkeypatch)
    for number, data in enumerate(ENCODED.values()):
        site.write(f"content/encoded-{number}.md", data)
    for number, front in enumerate(FRONT):
        site.write(f"content/front-{number}.md", with_front(front))
    for number, body in enumerate(NESTED.values()):
        site.write(f"content/nested-{number}.markdown", f"---\ntitle: n{number}\n---\n{body}")
    ran = site.check()
    assert ran.code == 1
    assert "Traceback" not in ran.err
    reported = {finding["path"] for finding in ran.findings if finding["severity"] == "error"}
    assert site.build("--keep-going", "--format", "json").code == 1
    pages = len([path for path in site.tree() if path.endswith("/index.md")])
    files = {f"content/{path.name}" for path in (site.folder / "content").iterdir()}
    assert reported <= files
    assert pages >= len(files - reported)
    assert pages >= 10
