"""A forecast whose year has passed.

“Is expected to reach $14 billion in 2021” misleads in a canvas of 2023: the reader wants to
know what came of it. The year is compared with the post's `as_of`, else its `date`; without
either, with the newest year that the text names outside forecasts. What was forecast in the
past tense (“was expected to”) is history, and left alone.

Example:

```markdown
The market is expected to reach $14 billion in 2021.[^study]

[^study]: A study of the market, page 3.
```

Instead:

```markdown
The market reached $13 billion in 2021.[^study]

[^study]: A study of the market, page 3.
```
"""

import re
from collections.abc import Iterable

from ninefold.canvas import Document
from ninefold.diagnostics import Fault, Severity
from ninefold.rules.figures import Number, numbers
from ninefold.rules.passages import of
from ninefold.rules.rule import Rule
from ninefold.source import Span

_FORECAST = re.compile(
    r"\b(?:(?:is|are) (?:now |also |currently |widely )?(?:expected|projected|forecast(?:ed)?|"
    r"estimated|predicted|anticipated|set|slated|scheduled|planned|on track|due) to|"
    r"(?:expects?|plans?|aims?|intends?|hopes?) to|will) (?:also |soon |further |then )?"
    # Only what happens once, or is counted at a time, can be over.
    r"(?:open|launch|begin|start|complete|finish|enter|introduce|close|build|deliver|release|expand|"
    r"reach|grow|shrink|rise|fall|increase|decrease|decline|double|triple|exceed|surpass|hit|top|generate|"
    r"total|account|amount|employ|serve|spend|invest|save|become|go|achieve|raise|cut|reduce|remain|"
    r"be (?:completed?|launched|opened|released|available|ready|introduced|worth|profitable|over|"
    r"\W{0,4}[0-9]))\b"
)
_BEFORE = re.compile(
    r"\b(?:in|by|through|until|before|during) (?:the )?(?:(?:end|close|start) of |early |late |"
    r"mid-?|fiscal (?:year )?|FY ?|Q[1-4] |(?:January|February|March|April|May|June|July|August|"
    r"September|October|November|December) )?$"
)
_COUNTED = re.compile(r" [a-z]{4,}s\b")
_DONE = re.compile(r"(?<!be )(?<!get )\b\w+ed (?:in|by|during|since) [^,]*$")
# What is measured by the past, not foretold.
_SINCE = re.compile(
    r"\b(?:as|than|like|same|compared|level|levels|peak|record|crisis|which|who|what|where|ran|set"
    r"|from|since|after|those|held|won|lost|became|bought|sold|made|base|below|above|on|again)\b"
)
_TOLD = re.compile(
    r"\b(?:that|announced|said|stated|since|launched|acquired|agreed|was|were|had)\b"
)


def check(document: Document) -> Iterable[Fault]:
    """Report forecasts for a year before the one that the post describes."""
    post = document.post
    if not post:
        return
    found = [number for number in numbers(document) if number.kind == "year"]
    if not found:
        return
    text = of(document).text
    forecasts = [(start, year) for year in found if (start := _forecast(text, year)) is not None]
    if not forecasts:
        return
    ahead = {id(year) for _, year in forecasts}
    named = [int(year.value) for year in found if id(year) not in ahead]
    stated = post.as_of or post.date
    now = int(stated[:4]) if stated else max(named, default=0)
    for start, year in forecasts:
        if year.value < now:
            whose = "the post is dated" if stated else "the text speaks of"
            yield Fault(
                "stale-forecast",
                Span(start, year.end),
                f"This forecast is for {year.value:.0f}, and {whose} {now}.",
                "Say what came of it, or that it was forecast and when.",
            )


def _forecast(text: str, year: Number) -> int | None:
    """Where the forecast for a year begins; None where the sentence makes none."""
    counted = _COUNTED.match(text, year.end)  # "in 2000 shops"
    if counted or not _BEFORE.search(text, max(0, year.start - 30), year.start):
        return None
    start = max(year.sentence.start, year.start - 160)
    found = list(_FORECAST.finditer(text, start, year.start))
    if not found or re.search(r"[;:,]\s", text[found[-1].end() : year.start]):
        return None
    between = text[found[-1].end() : year.start]
    if (
        _SINCE.search(between)
        or _DONE.search(between)
        or _TOLD.search(text, max(year.sentence.start, year.start - 300), year.start)
    ):
        return None
    return found[-1].start()


RULE = Rule("NF404", "stale-forecast", Severity.HINT, check)
