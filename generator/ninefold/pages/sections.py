"""One block across all canvases, and the list of the nine."""

from collections.abc import Iterator, Sequence

from ninefold import keywords, routes
from ninefold.blocks import BLOCKS, Block
from ninefold.keywords.picking import Terms
from ninefold.pages.ground import Ground, paged, pager
from ninefold.pages.page import Page
from ninefold.pages.parts import BlockEntry, Link
from ninefold.pages.views import BlockPage, BlocksPage

PAGE_SIZE = 25

Links = tuple[tuple[Block, Link], ...]


def plan(ground: Ground) -> Iterator[Page]:
    """Plan the pages of each block, PAGE_SIZE canvases a page, and the list of blocks."""
    titles = ground.titles
    links = tuple((block, Link(titles.title(block), routes.section(block))) for block in BLOCKS)
    yield Page(routes.sections(), "blocks.html", BlocksPage(ground.chrome, links))
    posts, words = ground.site.posts, ground.collated.words
    told = keywords.pick(words or [keywords.words(post) for post in posts])
    by_block = zip(*told, strict=True) if posts else [()] * len(BLOCKS)
    for index, (block, terms) in enumerate(zip(BLOCKS, by_block, strict=True)):
        yield from _block(index, block, terms, links, ground)


def _block(
    index: int, block: Block, terms: Sequence[Terms], links: Links, ground: Ground
) -> Iterator[Page]:
    entries = list(ground.all())
    told = [
        BlockEntry(entry.card, text, some)
        for entry, some in zip(entries, terms, strict=True)
        if (text := entry.texts[index])
    ]
    missing = tuple(ground.link(entry) for entry in entries if entry.texts[index] is None)
    chunks = list(paged(told, PAGE_SIZE))
    numbers = {number: routes.section(block, number) for number, _, _ in chunks}
    for number, count, some in chunks:
        view = BlockPage(
            ground.chrome,
            block,
            ground.titles.title(block),
            tuple(some),
            missing if number == count else (),
            len(told),
            pager(number, count, numbers),
            links,
        )
        yield Page(routes.section(block, number), "block.html", view)
