"""Canvases side by side, and the list of all comparisons."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations, groupby, islice

from ninefold import markup, routes
from ninefold.comparison import Curated, Pair, Reason, Texts
from ninefold.lazily import Lazily
from ninefold.markup.sanitiser import Html
from ninefold.pages.compared import ComparisonPage, of, texts
from ninefold.pages.ground import Ground, paged, pager
from ninefold.pages.page import Page
from ninefold.pages.parts import Chrome, Link, Pager

PAGE_SIZE = 200
SHOWN_OTHERS = 12


@dataclass(frozen=True, slots=True)
class ComparisonsPage:
    """The list of comparisons, in groups by why they were made."""

    chrome: Chrome
    groups: tuple[tuple[str, tuple[Link, ...]], ...]
    total: int
    pager: Pager


def plan(ground: Ground) -> Iterator[Page]:
    """Plan every comparison with its files, and the list of them, PAGE_SIZE a page."""
    canvases = Lazily[str, Texts](lambda slug: texts(ground.entries[slug], ground))
    chosen = {frozenset(one.slugs): one for one in ground.site.curated}
    for pair in ground.site.pairs:
        one = chosen.get(frozenset((pair.left, pair.right)))
        yield from _pages(_pair(pair, one, canvases, ground))
    for one in ground.site.curated:
        if len(one.slugs) > 2:
            yield from _pages(_more(one, canvases, ground))
    yield from _lists(ground)


def _pages(made: ComparisonPage) -> Iterator[Page]:
    yield Page(made.route, "comparison.html", made)
    yield Page(made.json, "comparison.json", made)
    yield Page(made.csv, "comparison.csv", made)


def _pair(
    pair: Pair, one: Curated | None, canvases: Mapping[str, Texts], ground: Ground
) -> ComparisonPage:
    sides = ground.sides(pair)
    near = chain.from_iterable(ground.site.pairs_of[entry.post.slug] for entry in sides)
    # Not those by likeness: they move with edits elsewhere, and the canvas's page has them.
    chosen = (more for more in near if more != pair and more.reason is not Reason.LIKENESS)
    others = islice(dict.fromkeys(chosen), SHOWN_OTHERS)
    made = of([entry.post.slug for entry in sides], ground, canvases)
    return replace(
        _introduced(made, one),
        reason=ground.phrases.say(f"reasons.{pair.reason}"),
        others=tuple(ground.comparisons[more] for more in others),
    )


def _more(one: Curated, canvases: Mapping[str, Texts], ground: Ground) -> ComparisonPage:
    """The page of three or four canvases, with the way to those of two of them."""
    found = {(pair.left, pair.right): pair for pair in ground.site.pairs}
    twos = combinations(sorted(one.slugs), 2)
    return replace(
        _introduced(of(one.slugs, ground, canvases), one),
        reason=ground.phrases.say("reasons.named"),
        fewer=tuple(ground.comparisons[found[two]] for two in twos if two in found),
    )


def _introduced(made: ComparisonPage, one: Curated | None) -> ComparisonPage:
    return replace(made, title=one.title, introduction=introduction(one.text)) if one else made


def introduction(text: str) -> Html:
    """Return what a curator wrote as HTML; its links to the web work, no others."""
    return markup.render(markup.Manuscript("curated", text, (), (), "", (), (), ())).introduction


def _lists(ground: Ground) -> Iterator[Page]:
    order = list(Reason)
    told = sorted(ground.site.pairs, key=lambda pair: order.index(pair.reason))
    items = [("curated", link) for link in ground.curated]
    items += [(pair.reason.value, ground.comparisons[pair]) for pair in told]
    chunks = list(paged(items, PAGE_SIZE))
    numbers = {number: routes.comparisons(number) for number, _, _ in chunks}
    for number, count, some in chunks:
        groups = tuple(_groups(some, ground))
        listed = ComparisonsPage(ground.chrome, groups, len(items), pager(number, count, numbers))
        yield Page(routes.comparisons(number), "comparisons.html", listed)


def _groups(
    items: Sequence[tuple[str, Link]], ground: Ground
) -> Iterator[tuple[str, tuple[Link, ...]]]:
    for name, some in groupby(items, key=lambda item: item[0]):
        yield ground.phrases.say(f"groups.{name}"), tuple(link for _, link in some)
