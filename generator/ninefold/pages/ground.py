"""The planners' common ground: what many pages show of a canvas, made once for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from ninefold import routes, vocabulary
from ninefold.blocks import BLOCKS
from ninefold.canvas import Fact, Post
from ninefold.comparison import Comparison, Curated, Pair, in_order
from ninefold.keywords import Terms
from ninefold.languages import Catalogue, Phrasebook, phrasebook
from ninefold.lazily import Lazily
from ninefold.markup import Rendered, lengths
from ninefold.markup.sanitiser import Html
from ninefold.pages.page import Later, MadeFrom, View
from ninefold.pages.parts import Card, Chrome, FactLine, Link, Name, Tongue
from ninefold.pages.poster import Poster, poster
from ninefold.site import Owner, Site
from ninefold.store import digest
from ninefold.vocabulary import Language

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Collated:
    """What is known of canvases before pages are planned, as far as it is.

    `compared` is what is said of them together, by their slugs in the order in which it shows
    them; `keys` what stands for each in that, and `canvases` for all that is said of each by
    itself, by slug; `lengths` are those of the blocks; `terms` set the sections of each apart, in
    the order of the library.
    """

    compared: Mapping[tuple[str, ...], Comparison] = field(default_factory=dict)
    keys: Mapping[str, bytes] = field(default_factory=dict)
    canvases: Mapping[str, bytes] = field(default_factory=dict)
    lengths: Mapping[str, tuple[int | None, ...]] = field(default_factory=dict)
    terms: Sequence[tuple[Terms, ...]] = ()


NOTHING = Collated()


@dataclass(frozen=True, slots=True)
class Entry:
    """One canvas: its card and name, the length of each block's text in words, in canvas order
    and None where there is none, and what stands for it all, b"" where that is not known.

    The text is fetched when it is asked for, as most entries are only named.
    """

    post: Post
    card: Card
    name: Name
    lengths: tuple[int | None, ...]
    key: bytes
    _fetch: Callable[[], Rendered] = field(compare=False, repr=False)

    @property
    def rendered(self) -> Rendered:
        """The text as HTML."""
        return self._fetch()

    @property
    def words(self) -> int:
        """How many words the blocks have."""
        return sum(filter(None, self.lengths))

    @property
    def poster(self) -> Poster:
        """The nine cells."""
        return poster(self.post, self.rendered, self.card)

    @property
    def texts(self) -> tuple[Html | None, ...]:
        """The texts in canvas order, None where the canvas does not describe the block."""
        html = {section.block: section.html for section in self.rendered.sections}
        return tuple(html[b] if b in html and html[b].text else None for b in BLOCKS)

    def line(self, fact: Fact) -> FactLine:
        """Return one of the facts as a line, its source by number."""
        numbers = {source.id: number for number, source in enumerate(self.post.sources, 1)}
        source = numbers.get(fact.source, 0)
        return FactLine(fact.name, fact.value, fact.unit, fact.as_of, source)


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

    def key(self, known: Sequence[bytes], *more: Any) -> bytes:
        """Return what stands for all that is made from what is `known`, by what stands for it,
        together with what `more` there is; b"" where some of it is not known.
        """
        return digest(self.once(_chrome), known, more) if all(known) else b""

    def later(self, make: Callable[[], View], known: Sequence[bytes], *more: Any) -> View | Later:
        """Return a view to be made when it is wanted, where all that it is made from is known, as
        for its `key`; else the view itself.
        """
        key = self.key(known, *more)
        return Later(key, make) if key else make()

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
    entries = Lazily(
        lambda slug: _entry(site.by_slug[slug], rendered, owner, collated), known or {}
    )
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


def _entry(post: Post, texts: Mapping[str, Rendered], owner: Owner, collated: Collated) -> Entry:
    fetch = partial(texts.__getitem__, post.slug)
    long = collated.lengths.get(post.slug)
    if long is None:
        rendered = fetch()
        fetch, long = partial(_same, rendered), lengths(rendered)
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
        tuple(fill(words or 0) for words in long),
    )
    name = Name(post.title, card.lang, card.dir, post.as_of)
    return Entry(post, card, name, long, collated.canvases.get(post.slug, b""), fetch)


def _same(rendered: Rendered) -> Rendered:
    return rendered


def fill(words: int) -> int:
    """Return how full a cell is: 0 empty, 1 to 25 words, 2 to 60, 3 to 120, 4 beyond.

    The steps are near the quartiles of published canvases.
    """
    return sum(words > step for step in (0, 25, 60, 120))


def _chrome(ground: Ground) -> bytes:
    return digest(ground.chrome)


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


def alone(entry: Entry, _: Ground) -> MadeFrom:
    """Return what something is made from that shows a canvas and nothing beside it."""
    return ([entry.key],)
