"""The terms that set a section apart: rare, whole, in one language, and not easily moved."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ninefold.blocks import BLOCKS, Block
from ninefold.canvas import Post, Section
from ninefold.keywords import Weighed, choose, joined, pick, tally, weights, words
from ninefold.keywords.common import COMMON
from ninefold.keywords.picking import LEAST_SECTIONS, MAX_SECTIONS, TERMS
from ninefold.keywords.splitting import split

CHANNELS = BLOCKS.index(Block.CHANNELS)


def post(slug: str, text: str, lang: str = "en", **other: str) -> Post:
    sections = [Section(Block.CHANNELS, "Channels", text)]
    sections += [Section(Block(key), key, more) for key, more in other.items()]
    return Post(f"{slug}.md", slug, slug, slug, lang=lang, sections=tuple(sections))


def channels(*texts: str, lang: str = "en") -> list[tuple[str, ...]]:
    """The terms of sections on one block."""
    picked = pick([words(post(f"c{n}", text, lang)) for n, text in enumerate(texts)])
    return [terms[CHANNELS] for terms in picked]


OTHERS = ("Shops in towns.", "Shops in villages.", "Shops at stations.", "Shops at airports.")


def test_a_term_is_in_its_own_section_and_rare_in_the_others() -> None:
    first, *rest = channels("Carriers and resellers beside shops.", *OTHERS)
    assert first == ("Carriers", "resellers")
    assert rest == [("towns",), ("villages",), ("stations",), ("airports",)]


@pytest.mark.parametrize("word", ["however", "customers", "company", "the", "Ltd", "market"])
def test_words_of_grammar_and_of_every_business_set_nothing_apart(word: str) -> None:
    first, *_ = channels(f"{word} {word} {word} carriers.", *OTHERS)
    assert "carriers" in first
    assert word not in first or word == "Ltd"


def test_the_name_of_a_company_does_not_set_it_apart() -> None:
    named = Post(
        *("a.md", "a", "Blue Harbour", "Harbour Lines"),
        lang="en",
        sections=(Section(Block.CHANNELS, "", "Blue Harbour lines and ferries."),),
    )
    picked = pick([words(named), *(words(post(f"c{n}", text)) for n, text in enumerate(OTHERS))])
    assert picked[0][CHANNELS] == ("ferries",)


def test_a_frequent_word_of_the_canvas_comes_before_a_rare_one() -> None:
    texts = ["Ferries by barges.", *OTHERS]
    posts = [post(f"c{n}", text) for n, text in enumerate(texts)]
    posts[0] = post("c0", texts[0], key_resources="Barges, barges.")
    assert pick([words(p) for p in posts])[0][CHANNELS] == ("barges", "Ferries")


def test_among_few_sections_nothing_stands_apart() -> None:
    assert channels(*OTHERS[: LEAST_SECTIONS - 1]) == [()] * (LEAST_SECTIONS - 1)


def test_only_sections_in_the_same_language_count() -> None:
    english = [post(f"e{n}", "Shops and ferries.") for n in range(6)]
    german = [post(f"d{n}", "Läden und Fähren.", "de") for n in range(LEAST_SECTIONS - 1)]
    german.append(post("d", "Läden und Shops.", "de-AT"))
    picked = pick([words(p) for p in (*english, *german)])
    assert picked[-1][CHANNELS] == ("Shops",)
    assert {terms[CHANNELS] for terms in picked[:6]} == {()}


def test_a_block_is_compared_with_itself_alone() -> None:
    posts = [post(f"c{n}", text, key_resources="Ferries.") for n, text in enumerate(OTHERS)]
    posts[0] = post("c0", "Ferries.", key_resources="Ferries.")
    terms = pick([words(p) for p in posts])[0]
    assert terms[CHANNELS] == ("Ferries",)
    assert terms[BLOCKS.index(Block.KEY_RESOURCES)] == ()


def test_a_word_is_shown_small_where_it_is_also_written_small() -> None:
    assert channels("Ferries. We like ferries. Boeing.", *OTHERS)[0] == ("ferries", "Boeing")


def test_two_forms_of_a_word_are_said_once() -> None:
    assert channels("Disc, discs, disc, discs, ferries.", *OTHERS)[0] == ("disc", "ferries")


def test_no_more_terms_than_a_line_holds() -> None:
    text = " ".join(f"word{letter * 3}" for letter in "abcdefghij")
    assert len(channels(text, *OTHERS)[0]) == TERMS


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[shops](https://e.org/depots) and ![ferry](harbour.png)", ["shops", "and", "ferry"]),
        ("See https://example.org/depots now[^source-name].", ["See", "now"]),
        ('<span class="wide">low-margin</span> &amp; e-commerce', ["low-margin", "e-commerce"]),
        ("1,200 of 5G in 2024", []),
        ("customer's", ["customer"]),
        ("Fa\u0308hren", ["F\xe4hren"]),
        # Vowel signs and the article come off, with what is written onto it.
        ("نفطًا والمصافي للشركات", ["نفطا", "مصافي", "شركات"]),
        ("データセンターと通信事業者", ["データセンター", "通信", "信事", "事業", "業者"]),
        ("代理商", ["代理商"]),
        ("통신 사업자와 a", ["통신", "사업자와"]),
        ("", []),
    ],
)
def test_words_of_a_text(text: str, found: list[str]) -> None:
    assert split(text) == found


@pytest.mark.parametrize("mark", ["<", "](", "[^", "http://", "&", "-", "ال"])
def test_a_mark_repeated_without_end_is_read_in_time(mark: str) -> None:
    split(mark * 100_000)  # quadratic reading would take minutes


@given(st.lists(st.text(max_size=60), max_size=8), st.sampled_from(["en", "ar", "zh", ""]))
def test_any_text_gives_terms_of_its_own(texts: list[str], lang: str) -> None:
    for text, terms in zip(texts, channels(*texts, lang=lang), strict=True):
        assert len(terms) <= TERMS
        assert set(terms) <= set(split(text))


def test_common_words_are_folded_and_lack_what_words_lack() -> None:
    for language, some in COMMON.items():
        assert {word for word in some if split(word) != [word]} == set(), language
        assert all(word == word.casefold() for word in some)


def test_one_more_use_of_a_word_moves_the_terms_of_few_others() -> None:
    """From none to all: at each step, no more sections change than may hold a candidate."""
    size = 64
    states = []
    for count in range(size):
        texts = [f"ferry harbour{'abcdefgh'[n % 8]} quay{'stuvwxyz'[n // 8]}" for n in range(size)]
        texts = [f"{text} beacon" if n <= count else text for n, text in enumerate(texts)]
        states.append(channels(*texts))
    for before, after in pairwise(states):
        changed = sum(one != other for one, other in zip(before, after, strict=True))
        assert changed <= MAX_SECTIONS + 1


@given(
    st.lists(st.tuples(st.text("ab cdé", max_size=30), st.sampled_from(["en", "de"]))), st.data()
)
def test_a_library_counted_in_parts_gives_the_same_terms(
    texts: list[tuple[str, str]], data: st.DataObject
) -> None:
    canvases = [words(post(f"c{n}", text, lang)) for n, (text, lang) in enumerate(texts)]
    size = data.draw(st.integers(1, 5))
    parts = [tuple(canvases[n : n + size]) for n in range(0, len(canvases), size)]
    tallies = [tally(part) for part in parts]
    whole = joined(tallies)
    both = zip(parts, tallies, strict=True)
    chosen = [choose(Weighed(part, weights(tally, whole))) for part, tally in both]
    assert [terms for some in chosen for terms in some] == list(pick(canvases))
