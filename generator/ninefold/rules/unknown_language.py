"""A language tag that names no language.

The tag decides the names of the sections, the direction of writing, hyphenation and how the
page is read aloud. It begins with a code of ISO 639: two letters, or three for a language
that has no two. Codes of three letters are not looked up.

Example:

```markdown
---
title: Example
as_of: 2023
lang: jp
---
```

Instead:

```markdown
---
title: Example
as_of: 2023
lang: ja
---
```
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from ninefold.canvas import Document
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.rule import Rule

_CODES = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy
    da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu
    hy hz ia id ie ig ii ik in io is it iu iw ja ji jv jw ka kg ki kj kk kl km kn ko kr ks ku kv
    kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd ne ng nl nn no nr
    nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq
    sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi
    yo za zh zu
    """.split()  # noqa: SIM905
)
_MEANT: Mapping[str, str] = MappingProxyType(
    {
        "jp": "ja", "cn": "zh", "gr": "el", "dk": "da", "cz": "cs", "ua": "uk", "us": "en",
        "gb": "en", "at": "de", "br": "pt", "mx": "es", "english": "en", "german": "de",
        "deutsch": "de", "french": "fr", "spanish": "es", "italian": "it", "portuguese": "pt",
        "dutch": "nl", "russian": "ru", "chinese": "zh", "japanese": "ja", "korean": "ko",
        "turkish": "tr", "arabic": "ar", "swedish": "sv", "hindi": "hi", "polish": "pl",
    }
)  # fmt: skip


def check(document: Document) -> Iterable[Fault]:
    """Report a `lang` whose first part is no code of a language."""
    tag = document.post.lang if document.post else ""
    first = tag.lower().split("-")[0]
    if not first or len(first) == 3 or first in _CODES or first in ("x", "i"):
        return
    meant = _MEANT.get(first)
    yield Fault(
        "unknown-language",
        document.place("lang"),
        f"`{tag}` is the tag of no language.",
        f"Did you mean `{meant}`?" if meant else "Write a code of ISO 639, such as en, de or ar.",
    )


RULE = Rule("NF109", "unknown-language", Severity.WARNING, check)
