"""The same sentence in two sections of one post.

Each section answers a question of its own; a sentence that stands in two was mostly pasted,
and answers one of them. Sentences of sixty characters and less are not looked at, nor are
those that name a source, lead into a list or say that something is not known.

Example:

```markdown
## Channels

Customers reach the company by telephone, by letter and over the counter.

## Customer Relationships

Customers reach the company by telephone, by letter and over the counter.
```

Instead:

```markdown
## Channels

Customers reach the company by telephone, by letter and over the counter.

## Customer Relationships

One person at the counter looks after each customer for years.
```
"""

import re
from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.passages import WRAPPED, Sentence, joined, of, plain
from ninefold.rules.rule import Rule
from ninefold.source import Span

_APART = re.compile(
    r"\A[>*_ ]*(?:[!\[]|(?:Sources?|Notes?|Figures?|See|Cf)\b)|:$"
    r"|\bdisclos|\bnot (?:known|public|stated)\b",
    re.IGNORECASE,
)
_LONG = 60
_LAST = 20
# The last characters before what may end a sentence, by sign: one is found sooner than a set.
_ENDS = {
    sign: re.compile(rf"{re.escape(sign)}(?<=(.{{{_LAST}}}).){after}")
    for signs, after in ((".!?؟…", r"(?=[\s\"”’')\]*_\[])"), ("。！？", ""))
    for sign in signs
}


def check(document: Document) -> Iterable[Fault]:
    """Report a long sentence, word for word one of an earlier section."""
    if not document.post:
        return
    if not _may_repeat(document.once(joined) if document.once(plain) else of(document).text):
        return
    prose = of(document)
    first: dict[str, Sentence] = {}
    for sentence in prose.sentences:
        if sentence.block is None or sentence.end - sentence.start <= _LONG:
            continue
        text = prose.of(sentence)
        key = " ".join(text.split()) if "\n" in text else text
        other = first.setdefault(key, sentence)
        block = other.block
        if block and block is not sentence.block and not _APART.search(key):
            line = document.source.position(other.start).line
            yield Fault(
                "repeated-sentence",
                Span(sentence.start, sentence.end),
                f"This sentence stands in “{block.title}” already, on line {line}.",
                "Keep it where it answers the section's question.",
            )


def _may_repeat(text: str) -> bool:
    """Whether two long sentences may be equal: cheaper to ask than to cut the text into sentences.

    Equal ones end alike, and in a text without wrapped lines each stands in one long line.
    """
    lines = [line.rstrip() for line in text.split("\n") if len(line) > _LONG]
    long = "\n".join([*lines, ""])
    ends = [line[-_LAST:] for line in lines if line]
    for sign, end in _ENDS.items():
        ends += end.findall(long) if sign in long else ()
    return len(set(ends)) < len(ends) or bool(WRAPPED.search(text))


RULE = Rule("NF301", "repeated-sentence", Severity.HINT, check)
