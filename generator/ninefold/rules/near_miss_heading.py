"""A heading that nearly spells the name of a section that is missing.

A near miss is never taken for the name: the text under it is shown outside the poster, and
the section counts as missing. Usually a letter is lost.

Example:

```markdown
## Key Resrces

A network of masts.
```

Instead:

```markdown
## Key Resources

A network of masts.
```
"""

from collections.abc import Iterable

from ninefold.blocks import Block
from ninefold.canvas import Document
from ninefold.diagnostics import Edit, Fault, Fix, Severity
from ninefold.rules.passages import of
from ninefold.rules.rule import Rule
from ninefold.source import Span
from ninefold.vocabulary import blocks_named, nearest, undressed


def check(document: Document) -> Iterable[Fault]:
    """Report headings at the canvas's level that come close to a missing section's name."""
    if not document.post or not document.headings or not document.post.missing:
        return
    prose = of(document)
    missing = set(document.post.missing)
    mended: set[Block] = set()
    taken = {found.span.start for found in document.headings}
    for start, end, level in prose.headings[:100]:
        title = document.source.text[start:end].split("\n")[0].strip("# \t\u00a0")
        if level != prose.level or start in taken or not title or blocks_named(title):
            continue
        name = nearest(title)
        meant = blocks_named(name)[0] if name and blocks_named(name) else None
        if name and meant in missing:
            words = undressed(title)
            place = document.source.text.find(words, start, end)
            edit = Edit(Span(place, place + len(words)), name)
            yield Fault(
                "near-miss-heading",
                Span(start, start + len(document.source.text[start:end].split("\n")[0])),
                f"“{title}” nearly spells “{name}”, a section that is missing.",
                f"If it is meant, write the heading as “{name}”.",
                Fix((edit,)) if place >= 0 and meant not in mended else None,
            )
            mended.add(meant)


RULE = Rule("NF207", "near-miss-heading", Severity.WARNING, check)
