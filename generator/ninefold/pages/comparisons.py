"""Two canvases side by side, and the list of all comparisons."""

from collections.abc import Iterator, Mapping
from itertools import chain, groupby, islice
from types import MappingProxyType

from ninefold import routes
from ninefold.blocks import BLOCKS
from ninefold.canvas import Post
from ninefold.comparison import Pair, Reason, fact_rows
from ninefold.markup import Rendered
from ninefold.markup.sanitiser import Html
from ninefold.pages.page import Page, Plan, fact_line, name, named, paged, pager
from ninefold.pages.parts import ComparedBlock, ComparedFact, Link, Side
from ninefold.pages.views import ComparisonPage, ComparisonsPage
from ninefold.site import Site
from ninefold.vocabulary import language

PAGE_SIZE = 200
SHOWN_OTHERS = 12

REASONS: Mapping[Reason, str] = MappingProxyType(
    {
        Reason.NAMED: "chosen by the author",
        Reason.DATES: "the same company at another date",
        Reason.LIKENESS: "written about in like words",
    }
)
_GROUPS: Mapping[Reason, str] = MappingProxyType(
    {
        Reason.NAMED: "Chosen by the authors",
        Reason.DATES: "One company at two dates",
        Reason.LIKENESS: "Alike in their words",
    }
)


def plan(common: Plan) -> Iterator[Page]:
    """Plan every comparison, and the list of them, PAGE_SIZE a page."""
    for pair in common.site.pairs:
        yield Page(routes.comparison(pair.left, pair.right), "comparison.html", _view(pair, common))
    yield from _lists(common)


def pair_link(pair: Pair, common: Plan) -> Link:
    """Return a link to a comparison, named after its two canvases."""
    left, right = _in_time(pair, common.site)
    return Link(
        f"{named(left)} and {named(right)}",
        routes.comparison(pair.left, pair.right),
        REASONS[pair.reason],
        (name(left, common), name(right, common)),
    )


def _in_time(pair: Pair, site: Site) -> tuple[Post, Post]:
    """The two posts as they are shown: dates of one company in their order, else by slug."""
    left, right = site.by_slug[pair.left], site.by_slug[pair.right]
    if left.company.casefold() == right.company.casefold() and right.as_of < left.as_of:
        return right, left
    return left, right


def _view(pair: Pair, common: Plan) -> ComparisonPage:
    left, right = _in_time(pair, common.site)
    one, other = common.rendered[left.slug], common.rendered[right.slug]
    titles = language(common.site.owner.language)
    near = chain.from_iterable(common.site.pairs_of[post.slug] for post in (left, right))
    others = islice((more for more in near if more != pair), SHOWN_OTHERS)
    return ComparisonPage(
        common.chrome,
        _side(left, one, common),
        _side(right, other, common),
        REASONS[pair.reason],
        tuple(
            ComparedBlock(
                block,
                titles.title(block),
                _text(one, index),
                _text(other, index),
            )
            for index, block in enumerate(BLOCKS)
        ),
        tuple(
            ComparedFact(
                row.name,
                row.unit,
                fact_line(left, row.left) if row.left else None,
                fact_line(right, row.right) if row.right else None,
            )
            for row in fact_rows(left, right)
        ),
        tuple(pair_link(more, common) for more in others),
    )


def _side(post: Post, rendered: Rendered, common: Plan) -> Side:
    words = sum(section.words for section in rendered.sections)
    described = sum(bool(section.html.text) for section in rendered.sections)
    return Side(common.cards[post.slug], words, described, len(post.sources))


def _text(rendered: Rendered, index: int) -> Html | None:
    section = rendered.section(BLOCKS[index])
    return section.html if section and section.html.text else None


def _lists(common: Plan) -> Iterator[Page]:
    site = common.site
    order = list(Reason)
    told = sorted(site.pairs, key=lambda pair: order.index(pair.reason))
    chunks = list(paged(told, PAGE_SIZE))
    numbers = {number: routes.comparisons(number) for number, _, _ in chunks}
    for number, count, pairs in chunks:
        groups = tuple(
            (_GROUPS[reason], tuple(pair_link(pair, common) for pair in some))
            for reason, some in groupby(pairs, key=lambda pair: pair.reason)
        )
        view = ComparisonsPage(common.chrome, groups, len(told), pager(number, count, numbers))
        yield Page(routes.comparisons(number), "comparisons.html", view)
