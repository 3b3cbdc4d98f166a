"""The search page, which without script is a list of all canvases and of telling words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from ninefold import routes, vocabulary
from ninefold.blocks import BLOCKS
from ninefold.encoding.xml import encoded
from ninefold.pages.ground import Entry, Ground
from ninefold.pages.page import Page
from ninefold.pages.parts import Chrome, Link, Tongue
from ninefold.search import leaf, texts_of

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


@dataclass(frozen=True, slots=True)
class TextFile:
    """The plain texts of a canvas, for excerpts."""

    texts: tuple[str, ...]

    def written(self) -> bytes:
        """Return the file."""
        return encoded(json.dumps(self.texts, ensure_ascii=False, separators=(",", ":")))


def plan_text(entry: Entry, ground: Ground) -> Iterator[Page]:
    """Plan the texts of a canvas, unless the site does without search."""
    if ground.site.owner.search:
        view = ground.later(partial(_text, entry), [entry.key])
        yield Page(routes.search_text(entry.post.slug), "", view)


def _text(entry: Entry) -> TextFile:
    return TextFile(texts_of(leaf(entry.post, entry.rendered)))


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
    users: dict[tuple[str, str], list[str]] = {}
    for post in ground.site.posts:
        outline = ground.site.outlines[post.slug]
        for used in outline.whole:
            if not used.general:
                users.setdefault((outline.language, used.key), []).append(post.slug)
    companies = {post.slug: post.company.casefold() for post in ground.site.posts}
    shared = {
        term: slugs
        for term, slugs in users.items()
        if 2 <= len(slugs) <= MOST_USERS and len({companies[slug] for slug in slugs}) > 1
    }
    best = sorted(shared, key=lambda term: (-len(term[1]), term))[:SHOWN_WORDS]
    words = {term: _shortest(term[1], shared[term], ground) for term in best}
    for key in sorted(best, key=lambda key: words[key].casefold()):
        lang, word = key[0], words[key]
        latest = {companies[slug]: slug for slug in shared[key]}
        links = tuple(ground.link(ground.entries[slug]) for slug in latest.values())
        yield Telling(word, Tongue(lang, vocabulary.direction(lang)), links)


def _shortest(key: str, slugs: Sequence[str], ground: Ground) -> str:
    """The shortest of the forms in which canvases write a term first; names keep their capitals."""
    forms = []
    for slug in slugs:
        terms = (term for block in ground.site.profiles[slug].blocks for term in block.terms)
        term = next(term for term in terms if term.key == key)
        forms.append(term.forms[0] if term.name else term.forms[0].lower())
    return min(forms, key=lambda form: (len(form), form))
