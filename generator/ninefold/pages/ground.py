"""The planners' common ground: what many pages show of a canvas, made once for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ninefold import routes, vocabulary
from ninefold.blocks import BLOCKS
from ninefold.canvas import Fact, Post
from ninefold.comparison import Comparison, Curated, Pair, in_order
from ninefold.keywords import CanvasWords
from ninefold.languages import Catalogue, Phrasebook, phrasebook
from ninefold.lazily import Lazily
from ninefold.markup import Rendered
from ninefold.markup.sanitiser import Html
from ninefold.pages.parts import Card, Chrome, FactLine, Link, Name, Pager, Tongue
from ninefold.pages.poster import Poster, poster
from ninefold.routes import Route
from ninefold.site import Owner, Site
from ninefold.vocabulary import Language

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Collated:
    """What is known of canvases before pages are planned, as far as it is.

    `compared` is what is said of them together, by their slugs in the order in which it shows
    them; `keys` what stands for each in that, by slug; `words` are those of all, in the order of
    the library.
    """

    compared: Mapping[tuple[str, ...], Comparison] = field(default_factory=dict)
    keys: Mapping[str, bytes] = field(default_factory=dict)
    words: Sequence[CanvasWords] | None = None


NOTHING = Collated()


@dataclass(frozen=True, slots=True)
class Entry:
    """One canvas: its card and name, poster, texts in canvas order, facts, and length.

    A text is None where the canvas does not describe the block.
    """

    post: Post
    rendered: Rendered
    card: Card
    name: Name
    poster: Poster
    texts: tuple[Html | None, ...]
    facts: Mapping[Fact, FactLine]
    words: int


@dataclass(frozen=True, slots=True)
class Ground:
    """What every planner works from.

    Entries and comparisons are made when they are asked for, by slug and by pair, so that one
    page costs what it shows and no more. `comparisons` leads to the comparisons of two, `curated`
    to those that the owner chose; `collated` is what is known of canvases already. `phrases`
    speaks the language of the interface, and `titles` are the block names in it.
    """

    site: Site
    phrases: Phrasebook
    chrome: Chrome
    titles: Language
    entries: Mapping[str, Entry]
    comparisons: Mapping[Pair, Link]
    curated: tuple[Link, ...] = ()
    collated: Collated = NOTHING
    _derived: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)

    def all(self) -> Iterator[Entry]:
        """Yield every canvas, in the order of the library."""
        return (self.entries[post.slug] for post in self.site.posts)

    def once(self, derive: Callable[[Ground], T]) -> T:
        """Return what a planner derives from the whole ground, derived once however many ask."""
        if derive not in self._derived:
            self._derived[derive] = derive(self)
        found: T = self._derived[derive]
        return found

    def sides(self, pair: Pair) -> tuple[Entry, Entry]:
        """Return a pair as it is shown: dates of one company in their order, else by slug."""
        return _sides(pair, self.entries)

    def link(self, entry: Entry) -> Link:
        """Return the link to a canvas, by its title and date."""
        return Link(called(entry.name, self.phrases), entry.card.route, names=(entry.name,))


def ground_of(
    site: Site,
    rendered: Mapping[str, Rendered],
    catalogue: Catalogue,
    collated: Collated = NOTHING,
    known: Mapping[str, Entry] | None = None,
) -> Ground:
    """Return the common ground for the planners of a site.

    `rendered` are the texts by slug; `known` are entries that have been made before, of posts
    whose every word is as it was. What is not among `collated` is made when it is shown.
    """
    phrases = phrasebook(catalogue)
    owner = site.owner
    entries = Lazily(lambda slug: _entry(site.by_slug[slug], rendered[slug], owner), known or {})
    chrome = Chrome(
        owner.title,
        owner.description,
        phrases.lang,
        phrases.dir,
        Tongue(owner.language, vocabulary.direction(owner.language)),
        owner.base_url,
        owner.search,
    )
    comparisons = Lazily[Pair, Link](lambda pair: _comparison(pair, entries, phrases))
    curated = tuple(_curated(one, entries, phrases) for one in site.curated)
    titles = vocabulary.language(phrases.lang)
    return Ground(site, phrases, chrome, titles, entries, comparisons, curated, collated)


def _entry(post: Post, rendered: Rendered, owner: Owner) -> Entry:
    sections = {section.block: section for section in rendered.sections}
    words = {block: section.words for block, section in sections.items()}
    lang = post.lang or owner.language
    card = Card(
        routes.canvas(post.slug),
        post.title,
        post.company,
        post.as_of,
        post.industry,
        post.summary,
        lang,
        post.dir or vocabulary.direction(lang),
        BLOCKS,
        tuple(fill(words.get(block, 0)) for block in BLOCKS),
    )
    ids = {source.id: number for number, source in enumerate(post.sources, 1)}
    htmls = (sections[block].html if block in sections else None for block in BLOCKS)
    return Entry(
        post,
        rendered,
        card,
        Name(post.title, card.lang, card.dir, post.as_of),
        poster(post, rendered, card),
        tuple(html if html and html.text else None for html in htmls),
        {fact: _fact_line(fact, ids.get(fact.source, 0)) for fact in post.facts},
        sum(words.values()),
    )


def fill(words: int) -> int:
    """Return how full a cell is: 0 empty, 1 to 25 words, 2 to 60, 3 to 120, 4 beyond.

    The steps are near the quartiles of published canvases.
    """
    return sum(words > step for step in (0, 25, 60, 120))


def _fact_line(fact: Fact, source: int) -> FactLine:
    return FactLine(fact.name, fact.value, fact.unit, fact.as_of, source)


def called(name: Name, phrases: Phrasebook) -> str:
    """Return what a canvas is called beside others: its title, with its date if it has one."""
    return f"{name.text} ({phrases.date(name.as_of)})" if name.as_of else name.text


def _sides(pair: Pair, entries: Mapping[str, Entry]) -> tuple[Entry, Entry]:
    left, right = in_order((entries[pair.left].post, entries[pair.right].post))
    return entries[left.slug], entries[right.slug]


def _comparison(pair: Pair, entries: Mapping[str, Entry], phrases: Phrasebook) -> Link:
    names = tuple(entry.name for entry in _sides(pair, entries))
    left, right = (called(name, phrases) for name in names)
    text = phrases.say("comparison.pair", left=left, right=right)
    route = routes.comparison(pair.left, pair.right)
    return Link(text, route, phrases.say(f"reasons.{pair.reason}"), names)


def _curated(one: Curated, entries: Mapping[str, Entry], phrases: Phrasebook) -> Link:
    names = [called(entries[slug].name, phrases) for slug in one.slugs]
    told = phrases.listing(names)
    return Link(one.title or told, routes.comparison(*one.slugs), told if one.title else "")


def paged(items: Sequence[T], size: int) -> Iterator[tuple[int, int, Sequence[T]]]:
    """Yield number, count and items of each page of a list; one empty page for an empty list."""
    count = max(1, -(-len(items) // size))
    for number in range(1, count + 1):
        yield number, count, items[(number - 1) * size : number * size]


def pager(number: int, count: int, route: Mapping[int, Route]) -> Pager:
    """Return where a page of a list stands among its neighbours."""
    return Pager(number, count, route.get(number - 1), route.get(number + 1))
