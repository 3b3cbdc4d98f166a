"""A sentence that stands word for word in posts on other companies.

What is said of every company says nothing of this one. Mostly it was pasted, and sometimes it
is not true here. Sentences of sixty characters and less are not looked at, nor are drafts and
posts on the same company.

Example: `Customers reach the firm by telephone, by letter and over the counter.` in 132 posts.
Instead: which options, and for whom.
"""

from array import array
from collections.abc import Iterable
from itertools import pairwise

from ninefold.blocks import Block
from ninefold.diagnostics import Severity
from ninefold.rules.cards import Card
from ninefold.rules.rule import Library, LibraryFault, Rule


def check(library: Library) -> Iterable[LibraryFault]:
    """Report each sentence that another company's post holds, in every post that holds it."""
    posts = [post for post in library.posts if not post.draft]
    checksums = sorted(array("I", b"".join(post.checksums for post in posts)))
    repeated = {one for one, two in pairwise(checksums) if one == two}
    if not repeated:
        return
    holders: dict[tuple[int, str], dict[str, Card]] = {}
    held: list[tuple[Card, dict[tuple[int, str], Block]]] = []
    for post in posts:
        if repeated.isdisjoint(array("I", post.checksums)):
            continue
        shared: dict[tuple[int, str], Block] = {}
        for checksum, beginning, block in post.long_sentences():
            if checksum in repeated:
                shared.setdefault((checksum, beginning), block)
                among = holders.setdefault((checksum, beginning), {})
                among.setdefault(post.company.casefold(), post)
        held.append((post, shared))
    for post, shared in held:
        for sentence, block in shared.items():
            if len(holders[sentence]) > 1:
                yield _fault(post, block, sentence[1], holders[sentence])


def _fault(post: Card, block: Block, beginning: str, among: dict[str, Card]) -> LibraryFault:
    own = post.company.casefold()
    one, two, *_ = [*among.items(), ("", post)]
    other = two[1] if one[0] == own else one[1]
    more = len(among) - 2
    also = f" and {more:,} {'other post' if more == 1 else 'others'}" if more else ""
    return LibraryFault(
        post.path,
        "title",
        f"“{beginning}…” in “{block.title}” stands in {other.path}{also} as well.",
        "Say what is true of this company alone.",
    )


RULE = Rule("NF604", "shared-sentence", Severity.HINT, library=check)
