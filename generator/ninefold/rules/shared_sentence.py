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

import re
from collections.abc import Iterable, Iterator

from ninefold.blocks import Block
from ninefold.canvas import Post
from ninefold.diagnostics import Severity
from ninefold.rules.rule import Library, LibraryFault, Rule

_EDGES = ' \t\u00a0-*+>#_."“”'
_NAMED = 2
_MARKS = re.compile(r"\[\^[^\]\s]*\]")


def check(library: Library) -> Iterable[LibraryFault]:
    """Report every post with sentences that another company's post holds, once a post."""
    companies: dict[int, int] = {}  # a sentence, by its hash -> its company, -1 for several
    numbers: dict[str, int] = {}
    posts = [post for post in library.posts if not post.draft]
    for post in posts:
        company = numbers.setdefault(post.company.casefold(), len(numbers))
        for _, sentence in _sentences(post):
            key = hash(sentence)
            if companies.setdefault(key, company) != company:
                companies[key] = -1
    if -1 not in companies.values():
        return
    holders: dict[str, dict[str, Post]] = {}
    held: list[tuple[Post, dict[str, Block]]] = []
    for post in posts:
        shared: dict[str, Block] = {}
        for block, sentence in _sentences(post):
            if companies[hash(sentence)] == -1:
                shared.setdefault(sentence, block)
                holders.setdefault(sentence, {}).setdefault(post.company.casefold(), post)
        if shared:
            held.append((post, shared))
    for post, shared in held:
        told = [
            (len(holders[sentence]), _quoted(post, block, sentence, holders[sentence]))
            for sentence, block in shared.items()
            if len(holders[sentence]) > 1  # two sentences may have one hash
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


def _quoted(post: Post, block: Block, sentence: str, among: dict[str, Post]) -> str:
    own = post.company.casefold()
    one, two, *_ = [*among.items(), ("", post)]
    other = two[1] if one[0] == own else one[1]
    more = len(among) - 2
    also = f" and {more:,} {'other' if more == 1 else 'others'}" if more else ""
    return f"“{sentence[:59]}…” in “{block.title}” ({other.path}{also})"


def _sentences(post: Post) -> Iterator[tuple[Block, str]]:
    """The long sentences, cut at full stops alone: what counts is that all are cut alike."""
    for section in post.sections:
        text = _MARKS.sub("", section.text) if "[^" in section.text else section.text
        for line in text.split("\n"):
            if len(line) > 60:
                for piece in line.split(". "):
                    sentence = piece.strip(_EDGES) if len(piece) > 60 else ""
                    if len(sentence) > 60 and not sentence.endswith(":"):
                        yield section.block, sentence


RULE = Rule("NF604", "shared-sentence", Severity.HINT, library=check)
