"""Canvases side by side, and the list of all comparisons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, groupby, islice

from ninefold import markup, routes
from ninefold.comparison import Curated, Pair, Reason, Texts
from ninefold.markup.sanitiser import Html
from ninefold.pages.compared import ComparisonPage, texts, view
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
    canvases = {slug: texts(entry, ground) for slug, entry in ground.entries.items()}
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
    pair: Pair, one: Curated | None, canvases: dict[str, Texts], ground: Ground
) -> ComparisonPage:
    sides = ground.sides(pair)
    near = chain.from_iterable(ground.site.pairs_of[entry.post.slug] for entry in sides)
    others = islice((more for more in near if more != pair), SHOWN_OTHERS)
    return view(
        sides,
        [canvases[entry.post.slug] for entry in sides],
        ground,
        ground.phrases.say(f"reasons.{pair.reason}"),
        one.title if one else "",
        introduction(one.text) if one else Html(""),
        (),
        [ground.comparisons[more] for more in others],
    )


def _more(one: Curated, canvases: dict[str, Texts], ground: Ground) -> ComparisonPage:
    """The page of three or four canvases; dates of one company in their order."""
    entries = [ground.entries[slug] for slug in one.slugs]
    if len({entry.post.company.casefold() for entry in entries}) == 1:
        entries.sort(key=lambda entry: entry.post.as_of)
    found = {(pair.left, pair.right): pair for pair in ground.site.pairs}
    slugs = sorted(one.slugs)
    fewer = [ground.comparisons[found[two]] for two in combinations(slugs, 2) if two in found]
    return view(
        entries,
        [canvases[entry.post.slug] for entry in entries],
        ground,
        ground.phrases.say("reasons.named"),
        one.title,
        introduction(one.text),
        fewer,
    )


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
