"""Which canvases are compared: by name, by date, by likeness, and at what cost."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ninefold.blocks import Block
from ninefold.canvas import Fact, Post, Section
from ninefold.comparison import Curated, Pair, Reason, by_company, curated, fact_rows, pairs
from ninefold.likeness import corpus, measuring, nearest, profile, rank, weigh

WORDS = st.sampled_from(["cloud", "voice", "retail", "bank", "airline", "video", "coffee", "cars"])
TEXTS = st.lists(WORDS, max_size=6).map(" ".join)


def post(slug: str, text: str = "", **fields: object) -> Post:
    section = Section(Block.CHANNELS, "Channels", text)
    made = Post(f"{slug}.md", slug, slug, slug, lang="en", sections=(section,))
    return replace(made, **fields)  # type: ignore[arg-type]


def compared(
    posts: list[Post], named: list[tuple[str, ...]] | None = None, count: int = 4
) -> tuple[Pair, ...]:
    return pairs(posts, near(posts, count), [Curated(slugs) for slugs in named or []])


def near(posts: list[Post], count: int = 4) -> dict[str, tuple[str, ...]]:
    companies = {one.slug: one.company.casefold() for one in posts}
    profiles = [profile(one) for one in posts]
    return nearest(profiles, weigh(corpus(profiles).parts), companies, count)


def test_no_library_and_a_library_of_one_have_no_pairs() -> None:
    assert compared([]) == ()
    assert compared([post("a", "cloud")]) == ()
    assert near([]) == {}


def test_posts_without_words_are_near_nothing() -> None:
    assert compared([post("a"), post("b"), post("c", "cloud")]) == ()


def test_identical_texts_are_nearest() -> None:
    posts = [
        post("a", "cloud voice retail"),
        post("b", "cloud bank airline"),
        post("c", "cloud voice retail"),
        post("d", "coffee cars video bank"),
    ]
    assert near(posts)["a"][0] == "c"
    assert near(posts)["c"][0] == "a"


def test_rare_words_weigh_more_than_common_ones() -> None:
    posts = [post(f"x{n}", f"cloud filler{chr(97 + n)}") for n in range(6)]
    posts += [post("a", "cloud zither"), post("b", "zither cars bank")]
    assert near(posts, 1)["a"] == ("b",)


def test_canvases_of_one_company_are_no_neighbours() -> None:
    posts = [
        post("a-1", "cloud voice", company="A"),
        post("a-2", "cloud voice", company="a"),
        post("b", "cloud bank"),
        post("c", "coffee"),
    ]
    found = near(posts)
    assert "a-2" not in found["a-1"]
    assert found["a-1"] == ("b",)


def test_of_another_company_only_the_nearest_date_is_taken() -> None:
    posts = [
        post("a", "cloud voice bank"),
        post("b-1", "cloud voice bank", company="B"),
        post("b-2", "cloud retail", company="B"),
        post("c", "coffee"),
    ]
    assert near(posts)["a"] == ("b-1",)


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_the_posts_does_not_matter(texts: list[str], random: Random) -> None:
    posts = [post(f"p{n}", text) for n, text in enumerate(texts)]
    shuffled = random.sample(posts, len(posts))
    assert compared(shuffled) == compared(posts)
    assert near(shuffled) == near(posts)


@settings(deadline=None)
@given(st.lists(TEXTS, max_size=12), st.integers(0, 5))
def test_no_canvas_has_more_neighbours_than_asked_for(texts: list[str], count: int) -> None:
    posts = [post(f"p{n}", text) for n, text in enumerate(texts)]
    for slug, others in near(posts, count).items():
        assert len(others) <= count
        assert slug not in others
        assert len(set(others)) == len(others)
    assert len(compared(posts, count=count)) <= count * len(posts)


@settings(deadline=None)
@given(st.lists(TEXTS.filter(bool), min_size=2, max_size=8))
def test_likeness_does_not_depend_on_the_side(texts: list[str]) -> None:
    posts = [post(f"p{n}", text) for n, text in enumerate(texts)]
    found = near(posts, len(posts))
    for slug, others in found.items():
        for other in others:
            assert slug in found[other]


def test_the_candidates_looked_at_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many canvases share a word, each is measured against few."""
    posts = [post(f"p{n:03}", f"cloud voice w{chr(97 + n % 26)}xx") for n in range(300)]
    monkeypatch.setattr(measuring, "MAX_POSTING", 20)
    monkeypatch.setattr(measuring, "MAX_CANDIDATES", 6)
    profiles = [profile(one) for one in posts]
    library = corpus(profiles)
    found = rank(library, weigh(library.parts), {one.slug: one.slug for one in posts}, 4).rankings
    assert max(len(one.measured) for one in found.values()) == 6


def test_a_word_that_is_new_to_the_library_moves_no_neighbours() -> None:
    texts = ["cloud voice data", "cloud voice", "cloud data tower", "tower voice", "data cloud"]
    posts = [post(f"p{n}", text) for n, text in enumerate(texts)]
    posts[0] = post("p0", f"{texts[0]} lute viol fife drum")
    before = near(posts)
    assert near([post("p0", f"{texts[0]} lute viol fife drum harp"), *posts[1:]]) == before


def test_pairs_grow_linearly() -> None:
    posts = [
        post(f"p{n}", f"cloud voice {chr(97 + n % 7) * 3}", compare=("p0",)) for n in range(60)
    ]
    dates = [post(f"d{n}", "", company="D", as_of=f"20{n:02}") for n in range(20)]
    found = compared(posts + dates, named=[("p1", "p2")])
    assert len(found) <= 4 * 80 + 60 + 1 + 19
    assert len([pair for pair in found if pair.reason is Reason.DATES]) == 19


def test_consecutive_dates_of_one_company_are_compared() -> None:
    posts = [
        post("new", company="A", as_of="2023-11"),
        post("old", company="a", as_of="2016"),
        post("mid", company="A", as_of="2020-05"),
        post("undated", company="A"),
        post("other", company="B", as_of="2020"),
    ]
    order = [one.slug for one in by_company(posts)["a"]]
    assert order == ["undated", "old", "mid", "new"]
    assert {(p.left, p.right) for p in compared(posts)} == {
        (min(pair), max(pair)) for pair in pairwise(order)
    }


def test_a_date_given_less_exactly_comes_first() -> None:
    posts = [
        post(slug, company="A", as_of=slug) for slug in ("2020-05-01", "2020", "2020-05", "2019-12")
    ]
    assert [one.slug for one in by_company(posts)["a"]] == [
        "2019-12",
        "2020",
        "2020-05",
        "2020-05-01",
    ]


@pytest.mark.parametrize(
    "named",
    [
        [("a", "b")],
        [("b", "a")],
        [("a", "b"), ("b", "a")],
    ],
)
def test_named_pairs_are_made_once_in_order(named: list[tuple[str, str]]) -> None:
    posts = [post("a", compare=("b",)), post("b", compare=("a",))]
    assert compared(posts, named) == (Pair("a", "b", Reason.NAMED),)


@pytest.mark.parametrize("named", [("a", "a"), ("a", "gone"), ("gone", "a"), ("gone", "lost")])
def test_names_that_lead_nowhere_make_no_pair(named: tuple[str, str]) -> None:
    posts = [post("a", compare=named), post("b")]
    assert compared(posts, [named]) == ()


def test_the_strongest_reason_is_kept() -> None:
    one = post("a", "cloud zither", company="X", as_of="2019", compare=("b",))
    other = post("b", "cloud zither", company="X", as_of="2020")
    third = post("c", "cloud zither", company="Y")
    found = {(p.left, p.right): p.reason for p in compared([one, other, third, post("d", "cars")])}
    assert found[("a", "b")] is Reason.DATES
    assert found[("a", "c")] is Reason.LIKENESS


def test_no_neighbours_may_be_asked_for() -> None:
    assert compared([post("a", "cloud"), post("b", "cloud"), post("c", "x")], count=0) == ()


def rows(left: list[Fact], right: list[Fact]) -> list[tuple[str, str | None, str | None]]:
    made = fact_rows([left, right])
    return [(r.name, *(f and f.value for f in r.facts)) for r in made]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ([], [], []),
        ([Fact("N", "1")], [Fact("N", "2")], [("N", "1", "2")]),
        ([Fact("N", "1", "USD")], [Fact("n", "2", "usd")], [("N", "1", "2")]),
        ([Fact("N", "1", "USD")], [Fact("N", "2", "EUR")], [("N", "1", None), ("N", None, "2")]),
        ([Fact("N", "1")], [Fact("M", "2")], [("N", "1", None), ("M", None, "2")]),
        (
            [Fact("A", "1"), Fact("N", "2")],
            [Fact("N", "3"), Fact("B", "4")],
            [("N", "2", "3"), ("A", "1", None), ("B", None, "4")],
        ),
        (
            [Fact("N", "1"), Fact("N", "2")],
            [Fact("N", "3")],
            [("N", "1", "3"), ("N", "2", None)],
        ),
        (
            [Fact("N", "1")],
            [Fact("N", "2"), Fact("N", "2")],
            [("N", "1", "2"), ("N", None, "2")],
        ),
    ],
)
def test_facts_stand_beside_those_of_one_name_and_unit(
    left: list[Fact], right: list[Fact], expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert rows(left, right) == expected


FACTS = st.lists(
    st.builds(Fact, st.sampled_from("aAb"), st.sampled_from("12"), st.sampled_from(["", "x"])),
    max_size=6,
)


@settings(deadline=None)
@given(FACTS, FACTS)
def test_every_fact_has_exactly_one_row(left: list[Fact], right: list[Fact]) -> None:
    made = fact_rows([left, right])
    key = repr
    for side, facts in enumerate((left, right)):
        found = [fact for row in made if (fact := row.facts[side])]
        assert sorted(found, key=key) == sorted(facts, key=key)


@pytest.mark.parametrize(
    ("values", "dates", "expected"),
    [
        (("3", "2"), ("2023", "2023"), ("1", "1.50")),
        (("2", "3"), ("2023", "2023"), ("1", "1.50")),
        (("2", "3"), ("2023", "2022"), ("", "")),
        (("2", "3"), ("2023", "2023-12"), ("", "")),
        (("2", "3"), ("2023", ""), ("", "")),
        (("2", "3"), ("", ""), ("", "")),
        (("over 2", "3"), ("2023", "2023"), ("", "")),
        (("2,000", "3"), ("2023", "2023"), ("", "")),
        (("٣", "3"), ("2023", "2023"), ("", "")),
        (("1e9", "3"), ("2023", "2023"), ("", "")),
        (("0", "3"), ("2023", "2023"), ("3", "")),
        (("-1", "3"), ("2023", "2023"), ("4", "")),
        (("0.1", "0.3"), ("2023", "2023"), ("0.2", "3.00")),
        (("1", "2000"), ("2023", "2023"), ("1999", "2000")),
    ],
)
def test_a_difference_needs_plain_numbers_of_one_date(
    values: tuple[str, str], dates: tuple[str, str], expected: tuple[str, str]
) -> None:
    (row,) = fact_rows(
        [[Fact("N", value, "USD", date)] for value, date in zip(values, dates, strict=True)]
    )
    assert (row.difference, row.ratio) == expected


@pytest.mark.parametrize("unit", ["percent", "Percent", "%"])
def test_shares_have_no_ratio(unit: str) -> None:
    (row,) = fact_rows([[Fact("N", v, unit, "2023")] for v in ("2", "3")])
    assert (row.difference, row.ratio) == ("1", "")


def test_a_change_goes_from_the_first_date_to_the_last() -> None:
    dated = (("2020", "4"), ("2023", "3"))
    (row,) = fact_rows([[Fact("N", v, "", date)] for date, v in dated], change=True)
    assert (row.difference, row.ratio, row.dates_differ) == ("-1", "0.75", True)


def test_of_several_facts_of_one_name_those_of_one_date_stand_together() -> None:
    one = [Fact("N", "1", "", "2022"), Fact("N", "2", "", "2023")]
    rows = fact_rows([one, [Fact("N", "3", "", "2023")]])
    assert [tuple(f and f.value for f in row.facts) for row in rows] == [("2", "3"), ("1", None)]


def test_what_the_owner_chose_needs_two_canvases_that_exist() -> None:
    posts = [post("a"), post("b"), post("c")]
    chosen = [
        Curated(("a", "gone", "c"), "T"),
        Curated(("c", "a"), "the same again"),
        Curated(("a", "gone")),
        Curated(("c", "b", "a"), "three"),
    ]
    assert curated(posts, chosen) == (Curated(("a", "c"), "T"), Curated(("c", "b", "a"), "three"))
    assert [(p.left, p.right) for p in pairs(posts, {}, chosen)] == [("a", "c")]
