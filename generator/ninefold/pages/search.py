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
    users: dict[tuple[str, str], dict[str, str]] = {}
    for post in ground.site.posts:
        slug, profile = post.slug, ground.site.profiles[post.slug]
        for block in profile.blocks:
            for term in block.terms:
                if not term.general:
                    forms = users.setdefault((profile.language, term.key), {})
                    form = term.forms[0] if term.name else term.forms[0].lower()
                    forms.setdefault(slug, form)
    order = {post.slug: number for number, post in enumerate(ground.site.posts)}
    companies = {post.slug: post.company.casefold() for post in ground.site.posts}
    shared = {
        term: forms
        for term, forms in users.items()
        if 2 <= len(forms) <= MOST_USERS and len({companies[slug] for slug in forms}) > 1
    }
    best = sorted(shared, key=lambda term: (-len(term[1]), term))[:SHOWN_WORDS]
    words = {term: min(shared[term].values(), key=lambda form: (len(form), form)) for term in best}
    for key in sorted(best, key=lambda key: words[key].casefold()):
        lang, word = key[0], words[key]
        latest = {companies[slug]: slug for slug in sorted(shared[key], key=order.__getitem__)}
        links = tuple(ground.link(ground.entries[slug]) for slug in latest.values())
        yield Telling(word, Tongue(lang, vocabulary.direction(lang)), links)
