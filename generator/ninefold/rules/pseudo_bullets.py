"""Lines that look like a list in a word processor and are none here.

A line that begins with “·” or “•” is ordinary text in Markdown: the lines run together into
one paragraph, or, indented, are shown as code.

Example:

```markdown
· An online shop
· Partners in every country
```

Instead:

```markdown
- An online shop
- Partners in every country
```
"""

import re
from collections.abc import Iterable, Iterator

from ninefold.canvas import Document
from ninefold.diagnostics import Edit, Fault, Fix, Severity
from ninefold.rules.passages import of
from ninefold.rules.rule import Rule
from ninefold.source import Span

_BULLETS = "•·▪●◦‣\u00a0"
_BLANKED = re.compile(r"(?!\s*[#=-])")  # neither a heading nor its underline
_LISTED = re.compile(r"[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t]")
_NUMBERED = re.compile(r"\s*\d{1,9}[.)][ \t]")
_MARK = re.compile(r"[ \t\u00a0]*[•·▪●◦‣o][ \t\u00a0]*")
_LINE = re.compile(r"^[ \t\u00a0]*(?:[•·▪●◦‣](?=[ \t\u00a0\w])|o\u00a0)[^\n]*", re.MULTILINE)


def check(document: Document) -> Iterable[Fault]:
    """Report the first such line of each run."""
    if not document.post:
        return
    prose = of(document)
    runs: list[list[Span]] = []
    for found in _LINE.finditer(prose.text):
        if runs and not document.source.text[runs[-1][-1].end : found.start()].strip():
            runs[-1].append(Span(*found.span()))
        else:
            runs.append([Span(*found.span())])
    for run in runs:
        many = f"These {len(run)} lines begin" if len(run) > 1 else "This line begins"
        yield Fault(
            "pseudo-bullets",
            run[0],
            f"{many} with “{prose.text[run[0].start : run[0].end].strip()[0]}”, "
            "which makes no list.",
            "Begin each of them with a hyphen and a space, at the margin.",
            _fix(document.source.text, prose.text, run),
        )


def _fix(text: str, prose: str, run: list[Span]) -> Fix | None:
    """Real bullets, unless the lines belong to a note or a list, or a list would go on in them."""
    end = len(text[: run[0].start].rstrip())
    above = Span(text.rfind("\n", 0, end) + 1, end)
    inside = _BLANKED.match(text, above.start) and not prose[above.start : above.end].strip()
    listed = _LISTED.match(text, above.start)
    if inside or listed or _NUMBERED.match(text, run[-1].end):
        return None
    return Fix(tuple(_edits(text, run)))


def _edits(text: str, run: list[Span]) -> Iterator[Edit]:
    """Hyphens in place of the marks, and the empty line that a list begins with."""
    above = text[: run[0].start].rstrip("\n")
    apart = "" if len(above) < run[0].start - 1 or not above.strip() else "\n"
    for number, line in enumerate(run):
        if mark := _MARK.match(text, line.start, line.end):
            yield Edit(Span(*mark.span()), f"{'' if number else apart}- ")


RULE = Rule("NF304", "pseudo-bullets", Severity.HINT, check, signs=_BULLETS)
