"""Two canvases side by side, and the list of all comparisons."""

from collections.abc import Iterator
from itertools import chain, groupby, islice

from ninefold import routes
from ninefold.blocks import BLOCKS
from ninefold.comparison import FactRow, Pair, Reason, fact_rows
from ninefold.pages.ground import Entry, Ground, paged, pager
from ninefold.pages.page import Page
from ninefold.pages.parts import ComparedBlock, ComparedFact, Side
from ninefold.pages.views import ComparisonPage, ComparisonsPage

PAGE_SIZE = 200
SHOWN_OTHERS = 12


def plan(ground: Ground) -> Iterator[Page]:
    """Plan every comparison, and the list of them, PAGE_SIZE a page."""
    for pair in ground.site.pairs:
        route = routes.comparison(pair.left, pair.right)
        yield Page(route, "comparison.html", _view(pair, ground))
    yield from _lists(ground)


def _view(pair: Pair, ground: Ground) -> ComparisonPage:
    left, right = ground.sides(pair)
    near = chain.from_iterable(ground.site.pairs_of[e.post.slug] for e in (left, right))
    others = islice((more for more in near if more != pair), SHOWN_OTHERS)
    return ComparisonPage(
        ground.chrome,
        _side(left),
        _side(right),
        ground.phrases.say(f"reasons.{pair.reason}"),
        tuple(
            ComparedBlock(block, ground.titles.title(block), one, other)
            for block, one, other in zip(BLOCKS, left.texts, right.texts, strict=True)
        ),
        tuple(_fact(row, left, right) for row in fact_rows(left.post, right.post)),
        tuple(ground.comparisons[more] for more in others),
    )


def _side(entry: Entry) -> Side:
    described = sum(text is not None for text in entry.texts)
    return Side(entry.card, entry.words, described, len(entry.post.sources))


def _fact(row: FactRow, left: Entry, right: Entry) -> ComparedFact:
    return ComparedFact(
        row.name,
        row.unit,
        left.facts[row.left] if row.left else None,
        right.facts[row.right] if row.right else None,
    )


def _lists(ground: Ground) -> Iterator[Page]:
    order = list(Reason)
    told = sorted(ground.site.pairs, key=lambda pair: order.index(pair.reason))
    chunks = list(paged(told, PAGE_SIZE))
    numbers = {number: routes.comparisons(number) for number, _, _ in chunks}
    for number, count, pairs in chunks:
        groups = tuple(
            (ground.phrases.say(f"groups.{reason}"), tuple(ground.comparisons[p] for p in some))
            for reason, some in groupby(pairs, key=lambda pair: pair.reason)
        )
        view = ComparisonsPage(ground.chrome, groups, len(told), pager(number, count, numbers))
        yield Page(routes.comparisons(number), "comparisons.html", view)
