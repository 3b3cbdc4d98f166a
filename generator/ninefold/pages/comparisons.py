"""Canvases side by side, and the list of all comparisons."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import chain, combinations, groupby, islice
from operator import itemgetter

from ninefold import markup, routes
from ninefold.comparison import Curated, Pair, Reason
from ninefold.markup.sanitiser import Html
from ninefold.pages import writers
from ninefold.pages.compared import ComparisonPage, of
from ninefold.pages.ground import Entry, Ground
from ninefold.pages.page import Later, MadeFrom, Page, together
from ninefold.pages.paging import paged, pager
from ninefold.pages.parts import Chrome, Link, Name, Pager

PAGE_SIZE = 200
CANVASES = 60
SHOWN_OTHERS = 12

# What the list shows, with the name of its group.
Item = tuple[str, Pair | Link]


@dataclass(frozen=True, slots=True)
class ComparisonsPage:
    """A page of the list of comparisons, in groups by why they were made.

    `total` is the number of all, on the first page alone.
    """

    chrome: Chrome
    groups: tuple[tuple[str, tuple[Link, ...]], ...]
    total: int | None
    pager: Pager


def plan_pairs(entry: Entry, ground: Ground) -> Iterator[Page]:
    """Plan the comparisons of a canvas with others, each with its files and by its first canvas."""
    view = ground.once(_views)
    for pair in _first(entry, ground):
        if key := ground.key(*_of_pair(pair, ground)):
            yield from _later(pair, key, partial(view, pair), ground)
        else:
            yield from _pages(_pair(pair, ground), ground)


def made_from(entry: Entry, ground: Ground) -> MadeFrom:
    """Return what all comparisons are made from of which a canvas is the first."""
    return together(_of_pair(pair, ground) for pair in _first(entry, ground))


def plan(ground: Ground) -> Iterator[Page]:
    """Plan the comparisons of three canvases and more, and the list of all comparisons."""
    for one in ground.site.curated:
        if len(one.slugs) > 2:
            yield from _pages(_more(one, ground), ground)
    yield from _lists(ground)


def plan_one(folder: str, ground: Ground) -> Iterator[Page]:
    """Plan one comparison with its files, by the name of its folder, if there is one."""
    for cut in re.finditer("(?=-vs-)", folder):  # a slug may hold that, too
        for pair in ground.site.pairs_of.get(folder[: cut.start()], ()):
            if routes.comparison(pair.left, pair.right).path.split("/")[1] == folder:
                yield from _pages(_pair(pair, ground), ground)


def _pages(made: ComparisonPage, ground: Ground) -> Iterator[Page]:
    yield Page(made.route, "comparison.html", made)
    yield Page(made.json, "", _json(made))
    yield Page(made.csv, "", _csv(made, ground))


def _later(
    pair: Pair, key: bytes, make: Callable[[], ComparisonPage], ground: Ground
) -> Iterator[Page]:
    """The same pages, each made when it is wanted."""
    slugs = pair.left, pair.right
    yield Page(routes.comparison(*slugs), "comparison.html", Later(key, make))
    json, csv = (routes.comparison(*slugs, file=f"comparison.{kind}") for kind in ("json", "csv"))
    yield Page(json, "", Later(key, lambda: _json(make())))
    yield Page(csv, "", Later(key, lambda: _csv(make(), ground)))


def _json(made: ComparisonPage) -> writers.JsonFile:
    return writers.JsonFile(writers.told(made))


def _csv(made: ComparisonPage, ground: Ground) -> writers.CsvFile:
    return writers.CsvFile(writers.told(made), writers.head(made.sides, ground.phrases))


def _views(ground: Ground) -> Callable[[Pair], ComparisonPage]:
    """What makes the view of a pair: the last few are at hand, as three files show each."""
    return lru_cache(maxsize=8)(partial(_pair, ground=ground))


def _first(entry: Entry, ground: Ground) -> Iterator[Pair]:
    slug = entry.post.slug
    return (pair for pair in ground.site.pairs_of[slug] if pair.left == slug)


def _of_pair(pair: Pair, ground: Ground) -> MadeFrom:
    """What the page of a pair is made from.

    Words of the interface are part of the theme, and so of every page's digest.
    """
    sides = ground.sides(pair)
    compared = ground.collated.keys
    companies = {entry.post.company.casefold() for entry in sides}
    return (
        [key for e in sides for key in (e.key, compared.get(e.post.slug, b""))],
        pair,
        [post.facts for post in ground.site.dates(sides[0].post)] if len(companies) == 1 else (),
        ground.once(_chosen).get(frozenset((pair.left, pair.right))),
        [(more, *_names(more, ground)) for more in _others(pair, sides, ground)],
    )


def _names(pair: Pair, ground: Ground) -> tuple[Name, Name]:
    one, other = ground.sides(pair)
    return one.name, other.name


def _pair(pair: Pair, ground: Ground) -> ComparisonPage:
    one = ground.once(_chosen).get(frozenset((pair.left, pair.right)))
    sides = ground.sides(pair)
    made = of([entry.post.slug for entry in sides], ground)
    return replace(
        _introduced(made, one),
        reason=ground.phrases.say(f"reasons.{pair.reason}"),
        others=tuple(ground.comparisons[more] for more in _others(pair, sides, ground)),
    )


def _others(pair: Pair, sides: Iterable[Entry], ground: Ground) -> Iterable[Pair]:
    """Further pairs of the two canvases."""
    chosen = ground.once(_by_choice)
    near = chain.from_iterable(chosen.get(entry.post.slug, ()) for entry in sides)
    return islice(dict.fromkeys(more for more in near if more != pair), SHOWN_OTHERS)


def _by_choice(ground: Ground) -> Mapping[str, Sequence[Pair]]:
    """The pairs of each canvas but for those by likeness, which move with edits elsewhere."""
    found: dict[str, list[Pair]] = defaultdict(list)
    for pair in ground.site.pairs:
        if pair.reason is not Reason.LIKENESS:
            found[pair.left].append(pair)
            found[pair.right].append(pair)
    return found


def _chosen(ground: Ground) -> Mapping[frozenset[str], Curated]:
    return {frozenset(one.slugs): one for one in ground.site.curated}


def _more(one: Curated, ground: Ground) -> ComparisonPage:
    """The page of three or four canvases, with the way to those of two of them."""
    found = {(pair.left, pair.right): pair for pair in ground.site.pairs}
    twos = combinations(sorted(one.slugs), 2)
    return replace(
        _introduced(of(one.slugs, ground), one),
        reason=ground.phrases.say("reasons.named"),
        fewer=tuple(ground.comparisons[found[two]] for two in twos if two in found),
    )


def _introduced(made: ComparisonPage, one: Curated | None) -> ComparisonPage:
    return replace(made, title=one.title, introduction=introduction(one.text)) if one else made


def introduction(text: str) -> Html:
    """Return what a curator wrote as HTML; its links to the web work, no others."""
    return markup.render(markup.Manuscript("curated", text, (), (), "", (), (), ())).introduction


def _lists(ground: Ground) -> Iterator[Page]:
    """The pages of the list: first what was chosen, then what is alike, canvas by canvas.

    Pairs by likeness come and go with edits; each stands with its first canvas, and every page
    has the same canvases whatever their pairs, so that an edit changes one page.
    """
    order = list(Reason)
    pairs = sorted(ground.site.pairs, key=lambda pair: order.index(pair.reason))
    items: list[Item] = [("curated", link) for link in ground.curated]
    items += [(pair.reason.value, pair) for pair in pairs if pair.reason is not Reason.LIKENESS]
    *before, last = [tuple(some) for _, _, some in paged(items, PAGE_SIZE)]
    first, *after = list(_alike(ground)) or [()]
    pages = (*before, (*last, *first), *after)
    numbers = {number: routes.comparisons(number) for number in range(1, len(pages) + 1)}
    every = len(pairs) + sum(len(one.slugs) > 2 for one in ground.site.curated)
    for number, some in enumerate(pages, 1):
        # The number is on one page alone: it would change with every pair.
        total = every if number == 1 else None
        place = pager(number, len(pages), numbers)
        named = [_names(one, ground) for _, one in some if isinstance(one, Pair)]
        view = ground.later(
            partial(_list, some, total, place, ground), (), some, named, total, place
        )
        yield Page(routes.comparisons(number), "comparisons.html", view)


def _list(some: Sequence[Item], total: int | None, place: Pager, ground: Ground) -> ComparisonsPage:
    groups = (
        (
            ground.phrases.say(f"groups.{name}"),
            tuple(ground.comparisons[one] if isinstance(one, Pair) else one for _, one in same),
        )
        for name, same in groupby(some, key=itemgetter(0))
    )
    return ComparisonsPage(ground.chrome, tuple(groups), total, place)


def _alike(ground: Ground) -> Iterator[tuple[Item, ...]]:
    """The pairs by likeness, CANVASES a page by the first of the two."""
    for _, _, posts in paged(ground.site.posts, CANVASES):
        some: tuple[Item, ...] = tuple(
            (pair.reason.value, pair)
            for post in posts
            for pair in ground.site.pairs_of[post.slug]
            if pair.left == post.slug and pair.reason is Reason.LIKENESS
        )
        if some:
            yield some
