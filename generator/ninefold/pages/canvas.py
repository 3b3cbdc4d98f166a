"""One page a canvas."""

from collections.abc import Iterator

from ninefold import routes
from ninefold.blocks import BLOCKS
from ninefold.canvas import Post
from ninefold.comparison import Pair
from ninefold.pages.ground import Entry, Ground, called
from ninefold.pages.page import Page
from ninefold.pages.parts import Cell, ExtraPassage, Link, Passage, SourceLine, Tongue
from ninefold.pages.views import CanvasPage
from ninefold.vocabulary import Language, language


def plan(ground: Ground) -> Iterator[Page]:
    """Plan the page of every canvas."""
    for post in ground.site.posts:
        view = _view(ground.entries[post.slug], ground)
        yield Page(routes.canvas(post.slug), "canvas.html", view)


def _view(entry: Entry, ground: Ground) -> CanvasPage:
    post, card = entry.post, entry.card
    titles = language(card.lang)
    extras = enumerate(entry.rendered.extras, 1)
    return CanvasPage(
        ground.chrome,
        card,
        _tongue(titles, card.lang),
        post.region,
        post.tags,
        tuple(_cells(entry)),
        entry.rendered.introduction,
        tuple(
            Passage(block, titles.title(block), text)
            for block, text in zip(BLOCKS, entry.texts, strict=True)
        ),
        tuple(ExtraPassage(title, f"extra-{number}", html) for number, (title, html) in extras),
        tuple(entry.facts[fact] for fact in post.facts),
        tuple(_sources(post)),
        tuple(_dates(post, ground)),
        tuple(_comparison(pair, post, ground) for pair in ground.site.pairs_of[post.slug]),
        post.date,
    )


def _tongue(titles: Language, lang: str) -> Tongue:
    """The language of block names for a post: its own tag where they are in its language."""
    same = titles.tag.partition("-")[0] == lang.partition("-")[0].lower()
    return Tongue(lang if same else titles.tag, titles.direction)


def _cells(entry: Entry) -> Iterator[Cell]:
    titles = language(entry.card.lang)
    written = {block: (summary,) for block, summary in entry.post.summaries}
    told = {section.block: section.points for section in entry.rendered.sections} | written
    for block, fill in zip(BLOCKS, entry.card.fills, strict=True):
        points = told.get(block, ())
        yield Cell(block, titles.title(block), points, bool(points), fill)


def _sources(post: Post) -> Iterator[SourceLine]:
    """The sources, numbered as the text refers to them; only web addresses become links."""
    for number, source in enumerate(post.sources, 1):
        web = source.url.lower().startswith(("http://", "https://"))
        address = source.url if web else ""
        yield SourceLine(number, source.title, source.publisher, source.date, address)


def _dates(post: Post, ground: Ground) -> Iterator[Link]:
    dates = ground.site.dates(post)
    if len(dates) > 1:
        for other in dates:
            text = ground.phrases.date(other.as_of) or other.title
            yield Link(text, routes.canvas(other.slug))


def _comparison(pair: Pair, post: Post, ground: Ground) -> Link:
    """The link to a comparison, named after the other canvas alone."""
    other = ground.entries[pair.right if pair.left == post.slug else pair.left]
    link = ground.comparisons[pair]
    return Link(called(other.name, ground.phrases), link.route, link.note, (other.name,))
