"""A sentence that stands word for word in posts on other companies.

What is said of every company says nothing of this one. Mostly it was pasted, and sometimes it
is not true here. Sentences of sixty characters and less are not looked at, nor are drafts and
posts on the same company. A post is told once, with the sentences that the most posts share.

Example:

`content/example.md`:

```markdown
---
title: Example
as_of: 2023
---

## Channels

Customers reach the company by telephone, by letter and over the counter.
```

`content/another.md`:

```markdown
---
title: Another
as_of: 2023
---

## Channels

Customers reach the company by telephone, by letter and over the counter.
```

Instead:

`content/example.md`:

```markdown
---
title: Example
as_of: 2023
---

## Channels

Customers reach the company by telephone, by letter and over the counter.
```

`content/another.md`:

```markdown
---
title: Another
as_of: 2023
---

## Channels

Firms write to a desk in Leeds; households can only telephone.
```
"""

from array import array
from collections.abc import Iterable

from ninefold.blocks import Block
from ninefold.diagnostics import Severity
from ninefold.rules.cards import Card
from ninefold.rules.rule import Library, LibraryFault, Rule

_NAMED = 2


def check(library: Library) -> Iterable[LibraryFault]:
    """Report every post with sentences that another company's post holds, once a post."""
    posts = [post for post in library.posts if not post.draft]
    seen: set[int] = set()
    repeated: set[int] = set()
    for post in posts:
        checksums = set(array("I", post.checksums))
        if not seen.isdisjoint(checksums):
            repeated |= seen & checksums
        seen |= checksums
    del seen
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
        told = [
            (len(holders[sentence]), _quoted(post, block, sentence[1], holders[sentence]))
            for sentence, block in shared.items()
            if len(holders[sentence]) > 1  # two sentences may have one checksum
        ]
        told.sort(key=lambda item: -item[0])
        named = ", ".join(quoted for _, quoted in told[:_NAMED])
        more = f", and {len(told) - _NAMED} more" if len(told) > _NAMED else ""
        if told:
            yield LibraryFault(
                post.path,
                "title",
                f"{_many(len(told))} in posts on other companies as well: {named}{more}.",
                "Say instead what is true of this company alone.",
            )


def _many(count: int) -> str:
    return "A sentence stands" if count == 1 else f"{count} sentences stand"


def _quoted(post: Card, block: Block, beginning: str, among: dict[str, Card]) -> str:
    own = post.company.casefold()
    one, two, *_ = [*among.items(), ("", post)]
    other = two[1] if one[0] == own else one[1]
    more = len(among) - 2
    also = f" and {more:,} {'other' if more == 1 else 'others'}" if more else ""
    return f"“{beginning}…” in “{block.title}” ({other.path}{also})"


RULE = Rule("NF604", "shared-sentence", Severity.HINT, library=check)
