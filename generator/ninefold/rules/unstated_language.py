"""A post in another language than the site's that does not say so.

The language decides how a page is read aloud, hyphenated, searched and compared, and under
which names its sections are shown. It is taken from the names of the sections, where at
least five of the nine are names in that language alone.

Example:

```markdown
---
title: Beispiel
as_of: 2023
---

## Kundensegmente

Reisende auf dem Fluss.

## Wertangebote

Kaffee mit Aussicht.

## Kanäle

Ein Schild am Ufer.

## Kundenbeziehungen

Der Koch kennt alle.

## Einnahmequellen

Kaffee und Kuchen.

## Schlüsselressourcen

Ein Schiff.

## Schlüsselaktivitäten

Kochen und fahren.

## Schlüsselpartnerschaften

Eine Rösterei.

## Kostenstruktur

Löhne und Kraftstoff.
```

Instead:

```markdown
---
title: Beispiel
as_of: 2023
lang: de
---

## Kundensegmente

Reisende auf dem Fluss.

## Wertangebote

Kaffee mit Aussicht.

## Kanäle

Ein Schild am Ufer.

## Kundenbeziehungen

Der Koch kennt alle.

## Einnahmequellen

Kaffee und Kuchen.

## Schlüsselressourcen

Ein Schiff.

## Schlüsselaktivitäten

Kochen und fahren.

## Schlüsselpartnerschaften

Eine Rösterei.

## Kostenstruktur

Löhne und Kraftstoff.
```
"""

from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Edit, Fault, Fix, Severity
from ninefold.rules.rule import Rule
from ninefold.source import Span
from ninefold.vocabulary import names_in

_ENOUGH = 5


def check(document: Document) -> Iterable[Fault]:
    """Report a post without `lang` whose sections have names of one language, not the site's."""
    post, language = document.post, document.language
    if not post or post.lang or language == document.standards.language.split("-")[0]:
        return
    blocks = {
        found.block
        for found in document.headings
        if any(name.languages == {language} for name in names_in(found.text))
    }
    if len(blocks) < _ENOUGH:
        return
    place = document.place("title")
    key = document.place("key:title")
    edit = Edit(Span(key.start, key.start), f"lang: {language}\n")
    yield Fault(
        "unstated-language",
        place,
        f"The names of the sections are in the language `{language}`; the post states none.",
        f"Write `lang: {language}` in the front matter.",
        Fix((edit,)) if _begins_a_line(document.source.text, key) else None,
    )


def _begins_a_line(text: str, key: Span) -> bool:
    return key.start > 0 and text[key.start - 1] == "\n"


RULE = Rule("NF110", "unstated-language", Severity.HINT, check)
