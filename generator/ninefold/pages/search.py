"""The search page, which without script is a list of all canvases and of telling words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from ninefold import routes, vocabulary
from ninefold.blocks import BLOCKS
from ninefold.encoding.xml import encoded
from ninefold.likeness import Rare
from ninefold.pages.ground import Entry, Ground, alone
from ninefold.pages.page import Page
from ninefold.pages.parts import Chrome, Link, Tongue
from ninefold.search import leaf, texts_of

SHOWN_CANVASES = 200

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
        view = ground.later(partial(_text, entry), *alone(entry, ground))
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
    found = [(word, some) for some in ground.site.rare if (word := _shortest(some, ground))]
    order = {post.slug: place for place, post in enumerate(ground.site.posts)}
    for word, some in sorted(found, key=lambda both: both[0].casefold()):
        users = sorted(order.keys() & set(some.slugs), key=order.__getitem__)
        latest = {ground.site.by_slug[slug].company.casefold(): slug for slug in users}
        links = tuple(ground.link(ground.entries[slug]) for slug in latest.values())
        lang = some.language
        yield Telling(word, Tongue(lang, vocabulary.direction(lang)), links)


def _shortest(some: Rare, ground: Ground) -> str:
    """The shortest of the forms in which canvases write a term first; names keep their capitals.

    "" where none of them has it any more.
    """
    forms = []
    for slug in some.slugs:
        profile = ground.site.profiles.get(slug)
        terms = (term for block in profile.blocks for term in block.terms) if profile else ()
        if term := next((term for term in terms if term.key == some.key), None):
            forms.append(term.forms[0] if term.name else term.forms[0].lower())
    return min(forms, key=lambda form: (len(form), form), default="")
