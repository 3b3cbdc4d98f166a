"""One block across all canvases, and the list of the nine."""

from collections.abc import Iterator

from ninefold import routes
from ninefold.blocks import BLOCKS, Block
from ninefold.pages.page import Page, Plan, link_to, paged, pager
from ninefold.pages.parts import BlockEntry, Link
from ninefold.pages.views import BlockPage, BlocksPage
from ninefold.vocabulary import language

PAGE_SIZE = 25


def plan(common: Plan) -> Iterator[Page]:
    """Plan the pages of each block, PAGE_SIZE canvases a page, and the list of blocks."""
    titles = language(common.site.owner.language)
    links = tuple((block, Link(titles.title(block), routes.section(block))) for block in BLOCKS)
    yield Page(routes.sections(), "blocks.html", BlocksPage(common.chrome, links))
    for block, link in links:
        yield from _block(block, link.text, links, common)


def _block(
    block: Block, title: str, links: tuple[tuple[Block, Link], ...], common: Plan
) -> Iterator[Page]:
    entries = []
    missing = []
    for post in common.site.posts:
        section = common.rendered[post.slug].section(block)
        if section and section.html.text:
            entries.append((post, section.html))
        else:
            missing.append(link_to(post, common))
    chunks = list(paged(entries, PAGE_SIZE))
    numbers = {number: routes.section(block, number) for number, _, _ in chunks}
    for number, count, some in chunks:
        view = BlockPage(
            common.chrome,
            block,
            title,
            tuple(BlockEntry(common.cards[post.slug], html) for post, html in some),
            tuple(missing) if number == count else (),
            len(entries),
            pager(number, count, numbers),
            links,
        )
        yield Page(routes.section(block, number), "block.html", view)
