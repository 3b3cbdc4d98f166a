"""What changed from one date to the next: nothing lost, nothing made up."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ninefold.comparison import Change, edits
from ninefold.comparison.changes import MAX_SENTENCES, MAX_WORDS, written_anew
from ninefold.markup import Html, marked, sentences, text_of

WORDS = st.sampled_from(["The", "company", "had", "810", "1,600", "staff", ".", "and", "云通信"])
SENTENCE = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)
TEXTS = st.lists(SENTENCE, max_size=8)


def shown(old: list[str], new: list[str]) -> list[tuple[str, str]]:
    marks = {"same": "{}", "del": "[-{}-]", "ins": "[+{}+]"}
    return [
        (edit.change, "".join(marks[p.kind].format(p.text) for p in edit.pieces))
        for edit in edits(old, new)
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([], [], []),
        (["A b c."], ["A b c."], []),
        ([], ["A b."], [("added", "[+A b.+]")]),
        (["A b."], [], [("removed", "[-A b.-]")]),
        (
            ["It had 810 staff in 2016."],
            ["It had 1,600 staff in 2020."],
            [("reworded", "It had [-810-][+1,600+] staff in [-2016-][+2020+].")],
        ),
        (
            ["One stays.", "Gone now."],
            ["One stays.", "Quite another thing."],
            [("removed", "[-Gone now.-]"), ("added", "[+Quite another thing.+]")],
        ),
        (
            ["Sold by the seat to firms."],
            ["New.", "Sold by the seat to large firms."],
            [("added", "[+New.+]"), ("reworded", "Sold by the seat to [+large +]firms.")],
        ),
    ],
)
def test_sentences_are_added_removed_or_reworded(
    old: list[str], new: list[str], expected: list[tuple[str, str]]
) -> None:
    assert shown(old, new) == expected


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_edits_lead_from_the_old_text_to_the_new(old: list[str], new: list[str]) -> None:
    found = edits(old, new)
    for kind, change, text in (("ins", Change.ADDED, old), ("del", Change.REMOVED, new)):
        sides = [
            "".join(p.text for p in edit.pieces if p.kind != kind)
            for edit in found
            if edit.change is not change
        ]
        rest = iter(text)
        assert all(any(side == sentence for sentence in rest) for side in sides)


@settings(deadline=None)
@given(TEXTS)
def test_a_text_that_stayed_has_no_edits(text: list[str]) -> None:
    assert edits(text, text) == ()


def test_very_long_texts_are_not_aligned() -> None:
    old = [f"Sentence {n} says a thing of its own." for n in range(MAX_SENTENCES + 1)]
    new = [f"Sentence {n} says a thing of its own now." for n in range(MAX_SENTENCES + 1)]
    assert {edit.change for edit in edits(old, new)} == {Change.ADDED, Change.REMOVED}
    (edit,) = edits(["a " * MAX_WORDS], ["a " * MAX_WORDS + "b"])
    assert [piece.kind for piece in edit.pieces] == ["del", "ins"]


def test_a_text_of_which_nothing_stayed_is_written_anew() -> None:
    old, new = ["Paper is sold."], ["Clouds drift by."]
    assert written_anew(old, new, edits(old, new))
    assert not written_anew(old, [*old, *new], edits(old, [*old, *new]))
    assert not written_anew([], new, edits([], new))


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("<p>One. Two!</p>", ("One.", "Two!")),
        ("<ul><li>One</li><li>Two <b>of</b> it</li></ul>", ("One", "Two of it")),
        ('<p>One<sup class="source"><a href="#">1</a></sup>. Two.</p>', ("One.", "Two.")),
        ('<p>One.</p><div class="footnote"><ol><li>Note.</li></ol></div>', ("One.",)),
        ('<p title="a > b">R&amp;D &lt;b&gt;</p>', ("R&D <b>",)),
        ("", ()),
    ],
)
def test_the_sentences_of_a_fragment(fragment: str, expected: tuple[str, ...]) -> None:
    assert sentences(Html(fragment)) == expected


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("<p>Carriers sell</p>", '<p><mark class="shared">Carriers</mark> sell</p>'),
        (
            "<p>subcarriers, carriers'</p>",
            '<p>subcarriers, <mark class="shared">carriers</mark>\'</p>',
        ),
        ('<a title="carriers">x</a>', '<a title="carriers">x</a>'),
        ('<a title="> carriers">x</a>', '<a title="> carriers">x</a>'),
        ("data\ncentres", '<mark class="own">data\ncentres</mark>'),
        ("<p>data</p><p>centres</p>", "<p>data</p><p>centres</p>"),
        ("&lt;carriers&gt;", '&lt;<mark class="shared">carriers</mark>&gt;'),
        ("云通信商", '<mark class="own">云通信</mark>商'),
    ],
)
def test_words_are_marked_in_text_alone(fragment: str, expected: str) -> None:
    made = marked(Html(fragment), ("carriers", "a.b"), ("data centres", "云通信"))
    assert made.text == expected


@settings(deadline=None)
@given(
    st.text(alphabet="<>&\"' abp/=", max_size=40),
    st.lists(st.text(alphabet="abp(.*\\", min_size=1, max_size=3), max_size=3),
)
def test_marking_changes_no_text(text: str, words: list[str]) -> None:
    import nh3

    clean = Html(nh3.clean(f"<p>{text}</p>"))
    assert text_of(marked(clean, [w for w in words if w.strip()], ()).text) == text_of(clean.text)
