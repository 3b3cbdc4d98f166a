"""Likeness: what a term is, what it weighs, and what the numbers promise."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ninefold.blocks import BLOCKS, Block
from ninefold.canvas import Post, Section
from ninefold.comparison import Sheet, sheet, words
from ninefold.likeness import (
    Outline,
    Profile,
    Weighed,
    corpus,
    part,
    profile,
    rare,
    told,
    weigh,
)
from ninefold.likeness.stems import stem
from ninefold.likeness.weights import steps

VOCABULARY = (
    "carriers carrier data centres resellers The company sells advertising Avaya to, of. cloud\n"
    "voice-over شركات الاتصالات 云通信 Größe customers' e.g. ― x1y 45,000"
)
TEXTS = st.lists(st.sampled_from(VOCABULARY.split(" ")), max_size=30).map(" ".join)
ANYTHING = st.text(max_size=60)
LANGUAGES = st.sampled_from(["en", "de", "fr", "es", "ar", "zh", "", "xx-YY"])


def post(slug: str, text: str = "", lang: str = "en", **fields: object) -> Post:
    section = Section(Block.CHANNELS, "Channels", text)
    made = Post(f"{slug}.md", slug, slug, slug, lang=lang, sections=(section,))
    return replace(made, **fields)  # type: ignore[arg-type]


def sheets(*posts: Post) -> list[Sheet]:
    profiles = [profile(one) for one in posts]
    weights = weigh(corpus(profiles).parts)
    return [sheet(one, weights) for one in profiles]


def keys(text: str, lang: str = "en") -> set[str]:
    return {used.key for used in profile(post("slug", text, lang)).whole}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Carrier voice, carriers!", {"carrier", "voice"}),
        ("CARRIER straße", {"carrier", "strasse"}),
        ("a an 2024 45,000 x1y 5G", set()),
        ("they offer it to each of them in January", set()),
        ("https://e.org/cloud [voice](video.md)[^note-on-banks]", {"voice"}),
        ("<b class='retail'>voice</b> &amp; &copy;", {"voice"}),
        ("the bank’s agents' fees", {"bank", "agent", "fee"}),
        ("data centres and data centers", {"data", "center"}),
        ("", set()),
        ("云通信", {"云通", "通信"}),
        ("云", {"云"}),
        ("カタカナ", {"カタ", "タカ", "カナ"}),
        ("한국어 시장조사", {"한국어", "시장조사"}),
    ],
)
def test_the_terms_of_a_text(text: str, expected: set[str]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize(
    ("one", "other", "language", "same"),
    [
        ("companies", "company", "en", True),
        ("boxes", "box", "en", True),
        ("organisation", "organization", "en", True),
        ("customer", "custom", "en", False),
        ("universe", "university", "en", False),
        ("bus", "bu", "en", False),
        ("Reedereien", "Reederei", "de", True),
        ("Häfen", "Hafen", "de", True),
        ("canaux", "canal", "fr", True),
        ("l'abonnement", "abonnements", "fr", True),
        ("aviones", "avion", "es", True),
        ("البترول", "بترول", "ar", True),
        ("والمصافي", "مصافي", "ar", True),
        ("شَرِكَة", "شركه", "ar", True),
        ("carriers", "carrier", "xx", False),
    ],
)
def test_forms_of_a_word_are_one_term(one: str, other: str, language: str, same: bool) -> None:
    assert (stem(one, language) == stem(other, language)) is same


def test_the_name_of_the_company_is_no_term() -> None:
    named = post("x", "Acme Foods buys from Acme Foods", title="Acme 2020", company="Acme Foods")
    assert [used.key for used in profile(named).whole] == []


@settings(deadline=None)
@given(st.integers(1, 10**6))
def test_steps_are_powers_of_four(count: int) -> None:
    assert 4 ** steps(count) <= count < 4 ** (steps(count) + 1)


@settings(deadline=None)
@given(TEXTS | ANYTHING, TEXTS | ANYTHING, LANGUAGES)
def test_likeness_is_symmetric_and_between_0_and_1(one: str, other: str, lang: str) -> None:
    a, b = sheets(post("a", one, lang), post("b", other, lang))
    there, back = words([a, b]).likeness, words([b, a]).likeness
    assert there == back
    assert there is None or 0 <= there <= 100


@settings(deadline=None)
@given(TEXTS | ANYTHING, LANGUAGES)
def test_the_likeness_of_identical_texts_is_1(text: str, lang: str) -> None:
    a, b, _ = sheets(post("a", text, lang), post("b", text, lang), post("c", "cloud", lang))
    found = words([a, b]).likeness
    assert found == 100 or (found is None and not a.whole)
    assert all(not own for own in words([a, b]).own)


def folded(term: str) -> str:
    """A term without the forms of its words: it is shown as the first canvas writes it."""
    return " ".join(stem(word, "en") for word in term.split())


@example(["carriers data", "carrier data"])
@settings(deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=4))
def test_the_order_of_canvases_changes_only_the_order(texts: list[str]) -> None:
    made = sheets(*(post(f"p{n}", text) for n, text in enumerate(texts)))
    there, back = words(made, Block.CHANNELS), words(made[::-1], Block.CHANNELS)
    assert there.likeness == back.likeness
    assert there.own == back.own[::-1]
    assert there.marks == back.marks[::-1]
    assert {folded(term) for term in there.shared} == {folded(term) for term in back.shared}


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=4))
def test_every_named_term_stands_in_its_text(texts: list[str]) -> None:
    found = words(sheets(*(post(f"p{n}", t) for n, t in enumerate(texts))), Block.CHANNELS)
    folded = [" ".join(text.split()) for text in texts]
    for term in found.shared:
        assert any(term in text for text in folded)
    for text, own, marks in zip(folded, found.own, found.marks, strict=True):
        assert all(term in text for term in (*own, *marks.shared, *marks.own))


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=3))
def test_no_more_than_a_tenth_of_the_words_is_marked(texts: list[str]) -> None:
    made = sheets(*(post(f"p{n}", text) for n, text in enumerate(texts)))
    for one, marks in zip(made, words(made, Block.CHANNELS).marks, strict=True):
        part = one.parts[Block.CHANNELS]
        chosen = {*marks.shared, *marks.own}
        named = (*part.terms.values(), *part.phrases.values())
        assert sum(n.words for n in named if chosen.issuperset(n.forms)) <= part.words // 10


def test_general_words_are_never_named() -> None:
    common = "Customers, companies, services, products, business and solutions. " * 3
    made = sheets(*(post(slug, common + own) for slug, own in (("a", "x"), ("b", "y"))))
    found = words(made, Block.CHANNELS)
    assert found.likeness == 100
    assert found.shared == ()
    assert found.own == ((), ())


def test_a_general_word_is_named_inside_a_term_of_two() -> None:
    made = sheets(post("a", "It runs data centres."), post("b", "A data centre is rented."))
    assert words(made, Block.CHANNELS).shared == ("data centres",)


def test_what_only_one_says_often_or_as_a_name_sets_it_apart() -> None:
    made = sheets(
        post("a", "A guild of bakers; the guild pays Avaya once, and rarely a tailor."),
        post("b", "A tailor works alone."),
    )
    assert set(words(made, Block.CHANNELS).own[0]) == {"guild", "Avaya"}


def test_texts_in_two_languages_are_not_compared_by_words() -> None:
    made = sheets(post("a", "hotel hotel", "en"), post("b", "hotel hotel", "de"))
    found = words(made, Block.CHANNELS)
    assert found.likeness is None
    assert found.shared == ()
    assert found.own == ((), ())


def test_of_three_those_in_one_language_are_compared() -> None:
    made = sheets(
        post("a", "guild guild", "en-GB"), post("b", "guild guild", "de"), post("c", "guild", "en")
    )
    found = words(made, Block.CHANNELS)
    assert found.likeness == 100
    assert found.shared == ("guild",)


def test_a_block_that_one_does_not_describe_has_no_likeness() -> None:
    one = replace(post("a"), sections=(Section(Block.CHANNELS, "", "guild guild"),))
    other = replace(post("b"), sections=(Section(Block.COST_STRUCTURE, "", "guild guild"),))
    made = sheets(one, other)
    assert {words(made, block).likeness for block in BLOCKS} == {None}


@settings(deadline=None)
@given(TEXTS, TEXTS, st.lists(st.sampled_from(["zither", "lute", "viol"]), max_size=5))
def test_an_unrelated_canvas_changes_no_comparison(
    one: str, other: str, unrelated: list[str]
) -> None:
    """Unless their number reaches a power of four: here it goes from five to six."""
    posts = [post("a", one), post("b", other), *(post(f"c{n}", "harbour") for n in range(3))]
    before, after = sheets(*posts), sheets(*posts, post("z", " ".join(unrelated)))
    assert words(before[:2]) == words(after[:2])
    assert words(before[:2], Block.CHANNELS) == words(after[:2], Block.CHANNELS)


@settings(deadline=None)
@given(ANYTHING, LANGUAGES)
def test_any_text_has_a_profile(text: str, lang: str) -> None:
    made = profile(post("a", text, lang))
    assert isinstance(made, Profile)
    assert sum(len(block.terms) for block in made.blocks) == len(made.whole)


@settings(deadline=None)
@given(ANYTHING, LANGUAGES)
def test_a_profile_as_it_is_kept_can_be_read_in_short(text: str, lang: str) -> None:
    made = profile(post("a", text, lang))
    short = msgspec.msgpack.decode(msgspec.msgpack.encode(made), type=Outline)
    for field in Outline.__struct_fields__:
        assert getattr(short, field) == getattr(made, field)
    assert weigh(corpus([short]).parts) == weigh(corpus([made]).parts)


def test_a_company_that_is_compared_is_no_term_of_another() -> None:
    made = sheets(
        post("a", "Acme has a guild, and the guild has Acme.", company="Acme"),
        post("b", "Unlike Acme, it runs a mill; Acme buys there.", company="Bolt"),
        post("c", "It needs Acme, and a mill.", company="Cask"),
    )
    found = words(made, Block.CHANNELS)
    assert found.shared == ("mill",)
    assert all("Acme" not in term for own in found.own for term in own)
    assert set(words(made[1:], Block.CHANNELS).shared) == {"Acme", "mill"}


@pytest.mark.parametrize(
    ("one", "named"),
    [
        ("Guilds help. A guild of bakers. Guilds rule.", "guild"),
        ("Guilds help. They ask guilds.", "guilds"),
        ("Guilds help. Guilds rule.", "Guilds"),
        ("We ask the Guilds. Guilds rule, not guilds.", "Guilds"),
        ("Guild halls stand. Guild halls fall, and no guild weeps.", "guild halls"),
    ],
)
def test_a_word_is_named_with_a_capital_only_where_it_has_one_inside_a_sentence(
    one: str, named: str
) -> None:
    made = sheets(post("a", one), post("b", "Nobody else is there."))
    assert named in words(made, Block.CHANNELS).own[0]


def test_of_two_forms_of_a_shared_word_the_one_in_small_letters_is_named() -> None:
    made = sheets(post("a", "Guilds help."), post("b", "They ask guilds."))
    assert words(made, Block.CHANNELS).shared == ("guilds",)
    assert words(made[::-1], Block.CHANNELS).shared == ("guilds",)


def test_rare_terms_are_those_that_few_canvases_of_two_companies_share() -> None:
    texts = {
        "a": "quaysides barges company kiosks",
        "b": "quaysides barges company",
        "c": "barges alone company turbines",
        **{f"d{number}": "turbines" for number in range(4)},
    }
    made = corpus([profile(post(slug, text)) for slug, text in texts.items()])
    companies = {slug: "One" if slug in "ab" else slug for slug in texts}
    found = rare(made, weigh(made.parts), companies, 9)
    assert [(one.key, one.slugs) for one in found] == [("barge", ("a", "b", "c"))]
    assert rare(made, weigh(made.parts), companies, 0) == ()
    assert rare(corpus([]), weigh([]), {}, 9) == ()


@given(st.lists(st.tuples(TEXTS, LANGUAGES), max_size=6), st.integers(1, 3))
def test_weights_are_the_same_however_a_library_is_parted(
    texts: list[tuple[str, str]], size: int
) -> None:
    outlines = [profile(post(f"c{n}", *both)) for n, both in enumerate(texts)]
    whole = corpus(outlines)
    weights = weigh(whole.parts)
    cut = [tuple(outlines[n : n + size]) for n in range(0, len(outlines), size)]
    parts = [part(some) for some in cut]
    assert weigh(parts) == weights
    for some, one in zip(cut, parts, strict=True):
        assert told(Weighed(some, weights.of_part(one))) == tuple(map(weights.told, some))
