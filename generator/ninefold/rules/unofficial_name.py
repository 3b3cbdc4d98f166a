"""A section under another name than the one that the site shows.

Only where a site asks for the official names, with the setting `official_names`. Every usual
name is understood; but one name for one thing makes the source easier to search.

Example:

```toml
[tool.ninefold]
official_names = true
```

```markdown
## Costs

Wages and fuel.
```

Instead:

```toml
[tool.ninefold]
official_names = true
```

```markdown
## Cost Structure

Wages and fuel.
```
"""

from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Edit, Fault, Fix, Severity
from ninefold.rules.passages import line_of
from ninefold.rules.rule import Rule
from ninefold.source import Span
from ninefold.vocabulary import language


def check(document: Document) -> Iterable[Fault]:
    """Report names that are not the official ones of the post's language."""
    post = document.post
    if not post or not document.standards.official_names:
        return
    official = language(post.lang or document.standards.language)
    text = document.source.text
    for found in document.headings:
        name = official.title(found.block)
        line = line_of(text, found.span)
        if name in text[line.start : line.end]:
            continue
        start = text.find(found.text, line.start, line.end) if found.text else -1
        end = start + len(found.text)
        shared = sum(other.span == found.span for other in document.headings) > 1
        edit = Edit(Span(start, end), name)
        yield Fault(
            "unofficial-name",
            Span(start, end) if start >= 0 else line,
            f"This section is called “{found.text}”; the site shows it as “{name}”.",
            f"Write “{name}”.",
            Fix((edit,)) if start >= 0 and not shared else None,
        )


RULE = Rule("NF216", "unofficial-name", Severity.HINT, check)
