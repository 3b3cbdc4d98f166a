"""The search page, which without script is a list of all canvases and of telling words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ninefold import routes, vocabulary
from ninefold.blocks import BLOCKS
from ninefold.pages.ground import Ground
from ninefold.pages.page import Page
from ninefold.pages.parts import Chrome, Link, Tongue

SHOWN_CANVASES = 200
SHOWN_WORDS = 60
MOST_USERS = 4

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Telling:
    """A word that few canvases share, in its language, and these canvases."""

    word: str
    tongue: Tongue
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The form, its choices as values and names, and what is read without script.

    `canvases` are at most SHOWN_CANVASES of the `total`.
    """

    chrome: Chrome
    sections: tuple[Choice, ...]
    industries: tuple[Choice, ...]
    languages: tuple[Choice, ...]
    canvases: tuple[Link, ...]
    telling: tuple[Telling, ...]
    total: int


def plan(ground: Ground) -> Iterator[Page]:
    """Plan the page, unless the site does without search."""
    if not ground.site.owner.search:
        return
    posts = ground.site.posts
    entries = [ground.entries[post.slug] for post in posts[:SHOWN_CANVASES]]
    languages = {post.lang: ground.phrases.language(post.lang) for post in posts}
    view = SearchPage(
        ground.chrome,
        tuple((block.slug, ground.titles.title(block)) for block in BLOCKS),
        tuple((name, name) for name in sorted({post.industry for post in posts} - {""})),
        tuple(sorted(languages.items(), key=lambda choice: choice[1])),
        tuple(ground.link(entry) for entry in entries),
        tuple(_telling(ground)),
        len(posts),
    )
    yield Page(routes.search(), "search.html", view)


def _telling(ground: Ground) -> Iterator[Telling]:
    """The longest words that a few canvases of different companies share, each company once.

    A word of one canvas says what only it says; one of many, what goes without saying.
    """
    users: dict[str, list[str]] = {}
    for terms in ground.site.terms:
        for word in terms.words:
            users.setdefault(word, []).append(terms.slug)
    order = {post.slug: number for number, post in enumerate(ground.site.posts)}
    companies = {post.slug: post.company.casefold() for post in ground.site.posts}
    shared = {
        term: slugs
        for term, slugs in users.items()
        if 2 <= len(slugs) <= MOST_USERS
        and not term.startswith(("industry:", "tag:"))
        and len({companies[slug] for slug in slugs}) > 1
    }
    best = sorted(shared, key=lambda term: (-len(term.partition(":")[2]), term))[:SHOWN_WORDS]
    for term in sorted(best, key=lambda term: term.partition(":")[2]):
        lang, _, word = term.partition(":")
        latest = {companies[slug]: slug for slug in sorted(shared[term], key=order.__getitem__)}
        links = tuple(ground.link(ground.entries[slug]) for slug in latest.values())
        yield Telling(word, Tongue(lang, vocabulary.direction(lang)), links)
