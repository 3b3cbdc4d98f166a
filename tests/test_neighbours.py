"""What was found before is found again only where it may be another, and is always the same."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from unittest import mock

import pytest

from ninefold.blocks import BLOCKS
from ninefold.canvas import Post, Section
from ninefold.likeness import Rankings, corpus, measuring, neighbours, parts, profile, rank, weigh

WORDS = [f"{one}{other}" for one in "bdfgklmnprst" for other in ("ora", "ile", "uma", "ent")]
LIMITS = {"MAX_POSTING": 14, "MAX_PROBES": 8, "MAX_CANDIDATES": 5}


def post(name: str, chance: random.Random) -> Post:
    texts = (" ".join(chance.choices(WORDS, k=12)) for _ in range(3))
    sections = tuple(Section(*both) for both in zip(BLOCKS, ("",) * 3, texts, strict=False))
    company = f"Company {chance.randrange(30)}"
    return Post(f"{name}.md", name, name, company, lang="en", sections=sections)


def edited(old: Post, chance: random.Random) -> Post:
    section = chance.choice(old.sections)
    words = section.text.split()
    words[chance.randrange(len(words))] = chance.choice((*WORDS, "new", "newer"))
    other = Section(section.block, "", " ".join(words))
    return replace(old, sections=tuple(other if one is section else one for one in old.sections))


Edit = Callable[[list[Post], random.Random], list[Post]]
EDITS: dict[str, Edit] = {
    "nothing": lambda posts, chance: posts,
    "a word": lambda posts, chance: [edited(posts[0], chance), *posts[1:]],
    "three words": lambda posts, chance: [*(edited(one, chance) for one in posts[:3]), *posts[3:]],
    "one comes": lambda posts, chance: [*posts, post(f"z{chance.random()}", chance)],
    "one goes": lambda posts, chance: posts[1:],
    "a company": lambda posts, chance: [replace(posts[0], company="Company 3"), *posts[1:]],
}


def ranked(posts: Sequence[Post], before: Rankings | None = None) -> Rankings:
    library = corpus([profile(one) for one in posts])
    companies = {one.slug: one.company for one in posts}
    return rank(library, weigh(library.parts), companies, 3, before)


@contextmanager
def limits(**others: int) -> Iterator[None]:
    values = {**LIMITS, **others}
    with mock.patch.multiple(measuring, **values), mock.patch.object(parts, "PART", 16):
        yield


@pytest.mark.parametrize("kind", EDITS)
@pytest.mark.parametrize("seed", range(12))
def test_it_is_found_as_though_for_the_first_time(kind: str, seed: int) -> None:
    chance = random.Random(seed)
    posts = [post(f"p{number}", chance) for number in range(40)]
    with limits():
        before = ranked(posts)
        for _ in range(4):
            chance.shuffle(posts)
            posts = EDITS[kind](posts, chance)
            after = ranked(posts, before)
            assert after == ranked(posts)
            before = after


def test_most_is_not_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(1)
    posts = [post(f"p{number}", chance) for number in range(80)]
    with limits(MAX_POSTING=40):
        before = ranked(posts)
        again: list[int] = []
        real = neighbours._Search.ranking
        monkeypatch.setattr(
            neighbours._Search,
            "ranking",
            lambda self, index, count: again.append(index) or real(self, index, count),
        )
        ranked(posts, before)
        assert not again
        ranked([edited(posts[0], chance), *posts[1:]], before)
        assert 0 < len(again) < len(posts) / 2


def test_what_was_found_for_another_library_is_no_harm() -> None:
    chance = random.Random(2)
    one = [post(f"p{number}", chance) for number in range(20)]
    other = [post(f"p{number}", chance) for number in range(30)]
    assert ranked(one, ranked(other)) == ranked(one)
