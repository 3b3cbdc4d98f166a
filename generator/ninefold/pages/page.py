"""What a planner makes, and the pieces that several planners need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from ninefold import vocabulary
from ninefold.blocks import BLOCKS
from ninefold.canvas import Fact, Post
from ninefold.markup import Rendered
from ninefold.pages.parts import Card, Chrome, FactLine, Link, Name, Pager, SourceLine
from ninefold.pages.views import View
from ninefold.routes import Route, canvas
from ninefold.site import Owner, Site

T = TypeVar("T")

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be rendered: where it goes, by which template, with which values."""

    route: Route
    template: str
    view: View


@dataclass(frozen=True, slots=True)
class Plan:
    """What every planner works from: the site, and the rendered text of each canvas by slug."""

    site: Site
    rendered: Mapping[str, Rendered]
    chrome: Chrome
    cards: Mapping[str, Card]


def plan_of(site: Site, rendered: Sequence[Rendered]) -> Plan:
    """Return the planners' common ground."""
    by_slug = {item.slug: item for item in rendered}
    cards = {post.slug: card(post, by_slug[post.slug], site.owner) for post in site.posts}
    return Plan(site, by_slug, chrome(site.owner), cards)


def chrome(owner: Owner) -> Chrome:
    """Return what every page shows around its content."""
    return Chrome(
        owner.title,
        owner.description,
        owner.language,
        vocabulary.direction(owner.language),
        owner.base_url,
    )


def card(post: Post, rendered: Rendered, owner: Owner) -> Card:
    """Return a canvas as it stands in lists."""
    return Card(
        canvas(post.slug),
        post.title,
        post.company,
        post.as_of,
        date_text(post.as_of),
        post.industry,
        post.summary,
        post.lang or owner.language,
        post.dir or vocabulary.direction(post.lang or owner.language),
        BLOCKS,
        fills(rendered),
    )


def fills(rendered: Rendered) -> tuple[int, ...]:
    """Return how full each cell is: 0 empty, 1 to 25 words, 2 to 60, 3 to 120, 4 beyond.

    The steps are near the quartiles of published canvases.
    """
    words = {section.block: section.words for section in rendered.sections}
    steps = (0, 25, 60, 120)
    return tuple(sum(words.get(block, 0) > step for step in steps) for block in BLOCKS)


def named(post: Post) -> str:
    """Return a canvas's title with its date, as it is named beside others."""
    return f"{post.title} ({date_text(post.as_of)})" if post.as_of else post.title


@cache
def date_text(iso: str) -> str:
    """Return a whole or partial ISO date in words: "12 May 2020", "May 2020", "2020"."""
    year, _, rest = iso.partition("-")
    month, _, day = rest.partition("-")
    parts = [str(int(day))] if day else []
    parts += [_MONTHS[int(month) - 1]] if month else []
    return " ".join([*parts, year])


def source_lines(post: Post) -> tuple[SourceLine, ...]:
    """Return a canvas's sources, numbered as its text refers to them."""
    return tuple(
        SourceLine(
            number,
            source.title,
            source.publisher,
            source.date,
            date_text(source.date),
            source.url if source.url.lower().startswith(("http://", "https://")) else "",
        )
        for number, source in enumerate(post.sources, 1)
    )


def fact_line(post: Post, fact: Fact) -> FactLine:
    """Return a fact with its date in words and the number of its source."""
    ids = [source.id for source in post.sources]
    number = ids.index(fact.source) + 1 if fact.source in ids else 0
    value = grouped(fact.value)
    return FactLine(fact.name, value, fact.unit, fact.as_of, date_text(fact.as_of), number)


def grouped(value: str) -> str:
    """Return a plain whole number of five digits or more with thin spaces; others as they are."""
    whole, point, rest = value.partition(".")
    digits = whole.removeprefix("-")
    if len(digits) > 4 and digits.isascii() and digits.isdigit() and (rest.isdigit() or not point):
        return f"{int(whole):,}".replace(",", "\u202f") + point + rest
    return value


def paged(items: Sequence[T], size: int) -> Iterator[tuple[int, int, Sequence[T]]]:
    """Yield number, count and items of each page of a list; one empty page for an empty list."""
    count = max(1, -(-len(items) // size))
    for number in range(1, count + 1):
        yield number, count, items[(number - 1) * size : number * size]


def pager(number: int, count: int, route: Mapping[int, Route]) -> Pager:
    """Return where a page of a list stands among its neighbours."""
    return Pager(number, count, route.get(number - 1), route.get(number + 1))


def name(post: Post, common: Plan) -> Name:
    """Return a canvas's title with its date, and the language of the title."""
    card = common.cards[post.slug]
    return Name(named(post), card.lang, card.dir)


def link_to(post: Post, common: Plan) -> Link:
    """Return a link to a canvas."""
    return Link(named(post), canvas(post.slug), names=(name(post, common),))
