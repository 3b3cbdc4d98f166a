"""Every labelled post is read exactly as its labels say, and no mixture of forms loses a word."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ninefold.blocks import BLOCKS
from ninefold.canvas import Document
from ninefold.parser import parse
from ninefold.source import Raw, Source, decode

HERE = Path(__file__).parent / "recognition"
LABELS: dict[str, dict[str, Any]] = tomllib.loads(
    (HERE / "labels.toml").read_text(encoding="utf-8")
)


def read(name: str) -> Document:
    return parse(decode(Raw(name, (HERE / "posts" / name).read_bytes())))


def found(document: Document) -> list[tuple[str, int, str]]:
    return [
        (f.block.value, document.source.position(f.span.start).line, f.text)
        for f in document.sections_found
    ]


def labelled(label: dict[str, Any]) -> list[tuple[str, int, str]]:
    return [(s["block"], s["line"], s["text"]) for s in label["sections"]]


def test_every_post_is_labelled() -> None:
    assert {path.name for path in (HERE / "posts").iterdir()} == set(LABELS)


@pytest.mark.parametrize("name", LABELS)
def test_a_labelled_post_is_read_as_its_labels_say(name: str) -> None:
    label, document = LABELS[name], read(name)
    assert (document.kind, document.language) == (label["kind"], label["language"])
    assert sorted(found(document)) == sorted(labelled(label))
    assert (document.form, document.fenced) == (label.get("form", ""), label.get("fenced", False))


def test_precision_and_recall_of_every_block() -> None:
    right, taken, wanted = Counter[str](), Counter[str](), Counter[str]()
    for name, label in LABELS.items():
        got, want = found(read(name)), labelled(label)
        taken.update(block for block, *_ in got)
        wanted.update(block for block, *_ in want)
        right.update(block for block, *_ in set(got) & set(want))
    figures = {
        b.value: (right[b.value] / (taken[b.value] or 1), right[b.value] / (wanted[b.value] or 1))
        for b in BLOCKS
    }
    table = "\n".join(f"{k:24} precision {p:.3f} recall {r:.3f}" for k, (p, r) in figures.items())
    assert all(pair == (1.0, 1.0) for pair in figures.values()), f"\n{table}"


TITLES = tuple(block.title for block in BLOCKS)
# A form of a section, and the form it is taken for; {n} and {name} stand for number and name.
VARIATIONS = [
    ("##{name}\nOn {n}.\n", "plain"),
    ("**{name}**\nOn {n}.", "bold"),
    ("**{name}**  \nOn {n}.\n", "bold"),
    ("🎯 **{name}**\n\nOn {n}.\n", "bold"),
    ("{n}. **{name}**\nOn {n}.\n", "bold"),
    ("**{name}:**\n- On {n}.\n- More.\n", "bold"),
    ("<strong>{name}</strong>\n\nOn {n}.\n", "bold"),
    ("**{name}** (draft)\n\nOn {n}.\n\n---\n", "bold"),
    ("{name}:\nOn {n}.", "plain"),
    ("{name}\nOn {n}.\n", "plain"),
    ("{name}\n: On {n}.\n", "plain"),
    ("*{name}*\n\nOn {n}.\n", "plain"),
    ("{name}\n- On {n}.\n- More.\n", "plain"),
    ("<h2>{name}</h2>\n<p>On {n}.</p>\n", "plain"),
    ("{n}. **{name}**\n   - On {n}.\n   - More.", "list"),
    ("-\t{name}\n\t- On {n}.", "list"),
    ("- **{name}:**\n  - On {n}.", "list"),
    ("- {name}\n\n  On {n}.\n", "list"),
    ("{n}. **{name}:**\n    \n    - On {n}.\n", "list"),
    ("- {name} - On {n}.", "lead-in"),
    ("**{name}** — On {n}.\n", "lead-in"),
    ("* **{name}** – On {n}.", "lead-in"),
    ("- {name}: On {n}.", "lead-in"),
    ("{n}) {name}: On {n}.", "lead-in"),
    ("*{name}*: On {n}.\n", "lead-in"),
    ("## {n}️⃣ {name}\nOn {n}.", "heading"),
    ("## {n} — {name}\nOn {n}.", "heading"),
    ("## {n}/9 {name}\nOn {n}.", "heading"),
    ("## ({n}) {name}\nOn {n}.", "heading"),
    ("## 【{n}】{name}\nOn {n}.", "heading"),
    ("## Part {n}. {name}\nOn {n}.", "heading"),
    ("## Acme's {name}\nOn {n}.", "heading"),
    ("## {name} → what we know\nOn {n}.", "heading"),
    ("## {name} of the Acme Company\nOn {n}.", "heading"),
    ("## Acme: {name}\nOn {n}.", "heading"),
    ("{n}. {name}\n---\nOn {n}.\n", "setext"),
]


def canvas(shape: str) -> str:
    lines = (shape.format(n=n, name=name) for n, name in enumerate(TITLES, 1))
    return "---\ntitle: T\n---\n" + "\n".join(lines) + "\n"


@pytest.mark.parametrize(("shape", "form"), VARIATIONS)
def test_sections_in_every_form_are_found_and_keep_their_text(shape: str, form: str) -> None:
    document = parse(Source.of("a.md", canvas(shape)))
    assert document.post is not None
    assert [f.text for f in document.sections_found] == list(TITLES)
    assert (document.kind, document.form) == ("canvas", form)
    for section in document.post.sections:
        assert f"On {section.block.number}." in section.text
        assert not any(f"On {n}." in section.text for n in range(section.block.number + 2, 10))
    assert document.post.introduction == ""


TABLES = {
    "| # | Block | Text |\n|---|---|---|\n": "| {n} | {name} | On {n}. |",
    "| | |\n|---|---|\n": "| **{name}** | On {n}.<br>More. |",
    "<table>\n": "<tr><td><strong>{name}</strong></td><td>On {n}.</td></tr>",
    "<table>\n<tr>": "<td><p>{name}</p><p>On {n}.</p></td>",
}


@pytest.mark.parametrize("head", TABLES)
def test_sections_in_tables_are_found(head: str) -> None:
    rows = (TABLES[head].format(n=n, name=name) for n, name in enumerate(TITLES, 1))
    end = "\n</table>\n" if "<" in head else "\n"
    document = parse(Source.of("a.md", f"Before.\n\n{head}" + "\n".join(rows) + f"{end}\nAfter.\n"))
    assert document.post is not None
    assert [f.text for f in document.sections_found] == list(TITLES)
    assert all(f"On {s.block.number}." in s.text for s in document.post.sections)
    assert document.post.introduction.split() == ["Before.", "After."]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"- {name}" for name in TITLES),
        "\n".join(f"- [{name}](#x)" for name in TITLES),
        "\n".join(f"> ## {name}\n> text\n" for name in TITLES),
        "\n".join(f"    ## {name}\n    text\n" for name in TITLES),
        "\n".join(f"<!--\n## {name}\ntext\n-->\n" for name in TITLES),
        "| Year | Revenue | Costs | Customers |\n|---|---|---|---|\n| 2023 | 1 | 2 | 3 |\n",
        "| Item | 2023 |\n|---|---|\n| Revenue | 1 |\n| Costs | 2 |\n| Customers | 3 |\n",
        "# Letter\n\n**Customers:** more.\n\n**Costs:** less.\n\n**Staff:** as many.\n",
        "# Plan\n\n## Team\na\n## Market\nb\n## Revenue Model\nc\n## Costs\nd\n## Risks\ne\n",
        "Customers\n\nWe have some.\n\nSales\n\nThey grew.\n\nCosts\n\nThey fell.\n",
    ],
)
def test_what_only_mentions_names_is_no_canvas(text: str) -> None:
    document = parse(Source.of("a.md", text))
    assert (document.kind, document.sections_found) == ("other", ())


def test_a_user_s_own_names_are_taken() -> None:
    text = canvas("## {name}\nOn {n}.").replace("Key Resources", "Jewels")
    assert len(parse(Source.of("a.md", text)).sections_found) == 8
    aliases = (("jewels", BLOCKS[5]),)
    assert len(parse(Source.of("a.md", text), aliases).sections_found) == 9


def test_every_heading_that_is_not_taken_has_its_reason() -> None:
    text = (
        "# Acme\n\n## Channels\na\n### By post\nb\n## Key Partners\nc\n## Key Resrces\nd\n"
        "## Revenue Streams\ne\n## Customer Segments\nf\n## Cost Structure\ng\n##\nh\n"
        "## Value Propositions\ni\n## Customer Relationships\nj\n## Key Activities\nk\n"
    )
    reasons = {n.text: n.reason for n in parse(Source.of("a.md", text)).not_taken}
    assert reasons == {
        "Acme": "names no block",
        "By post": "is a sub-heading of Channels",
        "Key Resrces": "nearly spells Key Resources",
        "": "has no words",
    }


WORDS = st.integers(0, 9999).map("w{}w".format)
NAMES = st.sampled_from([*TITLES, "Kanäle", "Problem", "Solution", "Key Metrics", "Risks"])
SHAPES = [
    *("## {a}\n\n{b}", "**{a}**\n{b}", "{a}\n\n{b}", "{a}:\n{b}", "- {a}\n  - {b}", "- {a}"),
    *("**{a}**: {b}", "- **{a}:** {b}\n  {b}", "1. {a}\n\n   {b}", "| {a} | {b} |\n|---|---|"),
    *("| {b} | {a} |", "| {a}<br>{b} | |", "<table><tr><td>{a}</td><td>{b}</td></tr></table>"),
    *("<td>{a}<br>{b}", "> {b}", "    {b}", "{b}", "", "---", "```\n{b}\n```", "{a}\n---\n{b}"),
]
PIECES = st.tuples(st.sampled_from(SHAPES), NAMES, WORDS).map(
    lambda piece: piece[0].format(a=piece[1], b=piece[2])
)


MIXED = st.tuples(
    st.sampled_from([shape for shape, _ in VARIATIONS] + [s for s in SHAPES if "{a}" in s]),
    st.lists(PIECES, min_size=9, max_size=9),
    st.lists(st.booleans(), min_size=9, max_size=9),
).map(
    lambda drawn: [
        part
        for n, (name, piece, here) in enumerate(zip(TITLES, *drawn[1:], strict=True), 1)
        for part in (
            drawn[0].format(n=n, name=name, a=name, b=f"w{n}0000w"),
            *([piece] if here else []),
        )
    ]
)


@given(st.lists(PIECES, max_size=24) | MIXED, st.sampled_from(["\n", "\n\n"]))
def test_no_word_is_lost_whatever_the_forms(pieces: list[str], gap: str) -> None:
    text = "---\ntitle: T\n---\n" + gap.join(pieces)
    document = parse(Source.of("a.md", text))
    post = document.post
    assert post is not None
    kept = "\n".join(
        [
            post.introduction,
            *(part for s in post.sections for part in (s.heading, s.text)),
            *(part for extra in post.extras for part in (extra.heading, extra.text)),
            *(n.text for n in document.not_taken),
        ]
    )
    assert all(word in kept for word in re.findall(r"w\d+w", text))
    for found_ in document.sections_found:
        assert 0 <= found_.span.start <= found_.span.end <= len(text)


@given(st.text(alphabet="# *_-|<>tdr/:\n1.)[]Ky`{}~=\u00a0a", max_size=200))
def test_no_text_makes_recognition_fail(text: str) -> None:
    parse(Source.of("a.md", text))
    parse(Source.of("a.md", f"{text}\n{canvas('- {name}: On {n}.')[19:]}{text}"))
