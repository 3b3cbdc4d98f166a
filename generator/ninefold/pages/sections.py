"""One block across all canvases, and the list of the nine."""

from collections.abc import Iterator, Sequence
from functools import partial

from ninefold import keywords, routes
from ninefold.blocks import BLOCKS, Block
from ninefold.keywords import Terms
from ninefold.pages.ground import Entry, Ground
from ninefold.pages.page import Page
from ninefold.pages.paging import paged, pager
from ninefold.pages.parts import BlockEntry, Link, Pager
from ninefold.pages.views import BlockPage, BlocksPage

PAGE_SIZE = 25

Links = tuple[tuple[Block, Link], ...]


def plan(ground: Ground) -> Iterator[Page]:
    """Plan the pages of each block, PAGE_SIZE canvases a page, and the list of blocks."""
    titles = ground.titles
    links = tuple((block, Link(titles.title(block), routes.section(block))) for block in BLOCKS)
    yield Page(routes.sections(), "blocks.html", BlocksPage(ground.chrome, links))
    posts = ground.site.posts
    told = ground.collated.terms or keywords.pick([keywords.words(post) for post in posts])
    by_block = zip(*told, strict=True) if posts else [()] * len(BLOCKS)
    for index, (block, terms) in enumerate(zip(BLOCKS, by_block, strict=True)):
        yield from _block(index, block, terms, links, ground)


def _block(
    index: int, block: Block, terms: Sequence[Terms], links: Links, ground: Ground
) -> Iterator[Page]:
    entries = list(ground.all())
    both = zip(entries, terms, strict=True)
    told = [(entry, some) for entry, some in both if entry.lengths[index] is not None]
    missing = tuple(ground.link(entry) for entry in entries if entry.lengths[index] is None)
    chunks = list(paged(told, PAGE_SIZE))
    numbers = {number: routes.section(block, number) for number, _, _ in chunks}
    for number, count, some in chunks:
        last, place = missing if number == count else (), pager(number, count, numbers)
        make = partial(_view, index, some, last, len(told), place, links, ground)
        known = [entry.key for entry, _ in some]
        view = ground.later(make, known, [words for _, words in some], last, len(told), place)
        yield Page(routes.section(block, number), "block.html", view)


def _view(
    index: int,
    some: Sequence[tuple[Entry, Terms]],
    missing: tuple[Link, ...],
    total: int,
    place: Pager,
    links: Links,
    ground: Ground,
) -> BlockPage:
    block = BLOCKS[index]
    shown = (
        BlockEntry(entry.card, text, words) for entry, words in some if (text := entry.texts[index])
    )
    title = ground.titles.title(block)
    return BlockPage(ground.chrome, block, title, tuple(shown), missing, total, place, links)
