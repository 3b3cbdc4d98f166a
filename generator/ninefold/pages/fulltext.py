"""A canvas as plain Markdown, as a part of a longer text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ninefold.canvas import Reference
from ninefold.encoding.markdown import harmless, words
from ninefold.languages import Phrasebook
from ninefold.pages.ground import Entry
from ninefold.vocabulary import language

# A fence with what it holds, or the hashes of a heading.
_HEADING = re.compile(
    r"^(?P<fence>`{3,}|~{3,}).*?(?:^(?P=fence)|\Z)|^#{1,6}(?=\s)", re.MULTILINE | re.DOTALL
)


def inline(text: str) -> str:
    """Return a text as one line of Markdown in which nothing is a mark."""
    return words(" ".join(text.split()))


def markdown(
    entry: Entry,
    title: str,
    address: str,
    link: Callable[[Entry, str], str],
    phrases: Phrasebook,
) -> str:
    """Return a canvas under a heading of the second level.

    `link` tells where a relative link of the post leads, "" where it leads nowhere.
    """
    text = "\n\n".join(filter(None, _parts(entry, phrases)))
    for target in entry.post.targets:
        if found := link(entry, target):
            text = text.replace(f"]({target})", f"]({found})")
    return f"## {inline(title)}\n\n<{address}>\n\n{harmless(text)}\n"


def _parts(entry: Entry, phrases: Phrasebook) -> Iterator[str]:
    post, titles = entry.post, language(entry.card.lang)
    yield inline(post.summary)
    yield _below(post.introduction)
    for section in post.sections:
        yield f"### {titles.title(section.block)}"
        yield _below(section.text)
    for extra in post.extras:
        yield f"### {inline(extra.heading)}"
        yield _below(extra.text)
    if post.facts:
        yield f"### {phrases.say('canvas.facts')}"
        yield "\n".join(
            f"- {inline(fact.name)}: {inline(f'{fact.value} {fact.unit}')}"
            + (f" ({fact.as_of})" if fact.as_of else "")
            + (f"[^{fact.source}]" if fact.source else "")
            for fact in post.facts
        )
    if post.sources:
        yield f"### {phrases.say('canvas.sources')}"
        yield "\n".join(map(_source, post.sources))
    yield post.definitions.strip()
    yield "\n".join(text.strip() for _, text in post.notes)


def _source(source: Reference) -> str:
    """A source as the footnote to which the marks in the text lead."""
    known = ", ".join(map(inline, filter(None, (source.title, source.publisher, source.date))))
    web = source.url.lower().startswith(("http://", "https://"))
    return f"[^{source.id}]: {known}" + (f" <{source.url}>" if web else "")


def _below(text: str) -> str:
    """A text whose headings stand below that of its section."""
    if "#" not in text:
        return text.strip()
    return _HEADING.sub(lambda m: m[0] if m["fence"] else f"###{m[0]}"[:6], text.strip())
