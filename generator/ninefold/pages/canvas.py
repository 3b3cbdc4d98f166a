"""One page a canvas."""

from collections.abc import Iterator

from ninefold import routes
from ninefold.blocks import BLOCKS
from ninefold.canvas import Post
from ninefold.comparison import Pair
from ninefold.pages.comparisons import REASONS
from ninefold.pages.page import (
    Page,
    Plan,
    date_text,
    fact_line,
    name,
    named,
    source_lines,
)
from ninefold.pages.parts import Cell, ExtraPassage, Link, Passage
from ninefold.pages.views import CanvasPage
from ninefold.vocabulary import language


def plan(common: Plan) -> Iterator[Page]:
    """Plan the page of every canvas."""
    for post in common.site.posts:
        yield Page(routes.canvas(post.slug), "canvas.html", _view(post, common))


def _view(post: Post, common: Plan) -> CanvasPage:
    rendered = common.rendered[post.slug]
    card = common.cards[post.slug]
    titles = language(card.lang)
    written = dict(post.summaries)
    cells = []
    passages = []
    for block, fill in zip(BLOCKS, card.fills, strict=True):
        section = rendered.section(block)
        summary = (written[block],) if block in written else section.points if section else ()
        html = section.html if section and section.html.text else None
        cells.append(Cell(block, titles.title(block), summary, bool(summary), fill))
        passages.append(Passage(block, titles.title(block), html))
    dates = common.site.dates(post)
    return CanvasPage(
        common.chrome,
        card,
        post.region,
        post.tags,
        tuple(cells),
        rendered.introduction,
        tuple(passages),
        tuple(
            ExtraPassage(title, f"extra-{number}", html)
            for number, (title, html) in enumerate(rendered.extras, 1)
        ),
        tuple(fact_line(post, fact) for fact in post.facts),
        source_lines(post),
        tuple(
            Link(date_text(other.as_of) or other.title, routes.canvas(other.slug))
            for other in dates
        )
        if len(dates) > 1
        else (),
        tuple(_comparison(pair, post, common) for pair in common.site.pairs_of[post.slug]),
    )


def _comparison(pair: Pair, post: Post, common: Plan) -> Link:
    other = common.site.by_slug[pair.right if pair.left == post.slug else pair.left]
    return Link(
        named(other),
        routes.comparison(pair.left, pair.right),
        REASONS[pair.reason],
        (name(other, common),),
    )
