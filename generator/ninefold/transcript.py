"""A canvas as clean Markdown: what a post says, in the one form that every reader understands.

The front matter is put in order and quoted throughout, all nine headings stand there under
their official names, headings inside sections skip no level, and source marks have their
footnotes. Read by Ninefold again, the text makes the same canvas, but for what might act
where another program renders it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from ninefold.blocks import BLOCKS
from ninefold.canvas import Post, Reference
from ninefold.encoding.markdown import harmless, words
from ninefold.vocabulary import language

_TEXTS = ("title", "company", "as_of", "date", "summary", "industry", "region", "lang", "dir")
# What JSON lets stand and YAML refuses, or takes for the end of a line; and what would be a mark
# to a renderer that knows no front matter.
_UNWRITABLE = re.compile(r"[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff<\[{]")
_ADDRESS = re.compile(r"(\]\(\s*<?|^ {0,3}\[[^\]\n]*\]:[ \t]*<?)([^\s<>()]+)", re.MULTILINE)


def markdown(post: Post, links: Mapping[str, str]) -> str:
    """Return a post as Markdown with front matter.

    `links` maps the relative addresses that the post writes to those that they have on the
    site; other addresses stay as they are.
    """
    titles = language(post.lang)
    parts = ["\n".join(["---", *_front_matter(post), "---"]), post.introduction]
    texts = {section.block: section.text for section in post.sections}
    for block in BLOCKS:
        parts += [f"## {titles.title(block)}", texts.get(block, "")]
    for extra in post.extras:
        parts += [f"## {extra.heading}".rstrip(), extra.text]
    notes = dict(post.notes)
    parts += [post.definitions, *notes.values()]
    body = "\n\n".join(part.strip("\n") for part in parts if part.strip())
    used = [s for s in post.sources if f"[^{s.id}]" in body and s.id not in notes]
    body += "".join(f"\n\n[^{source.id}]: {_cited(source)}" for source in used)
    return harmless(_ADDRESS.sub(lambda m: m[1] + links.get(m[2], m[2]), body)) + "\n"


def _front_matter(post: Post) -> Iterator[str]:
    for key in _TEXTS:
        if value := getattr(post, key):
            yield f"{key}: {_quoted(value)}"
    for key, values in (("tags", post.tags), ("compare", post.compare)):
        if values:
            yield f"{key}: [{', '.join(map(_quoted, values))}]"
    if post.summaries:
        yield "summaries:"
        yield from (f"  {block.value}: {_quoted(text)}" for block, text in post.summaries)
    yield from _records("sources", post.sources, ("id", "title", "publisher", "url", "date"))
    yield from _records("facts", post.facts, ("name", "value", "unit", "as_of", "source"))


def _records(key: str, records: Iterable[object], names: tuple[str, ...]) -> Iterator[str]:
    for number, record in enumerate(records):
        if not number:
            yield f"{key}:"
        told = [f"{name}: {_quoted(text)}" for name in names if (text := getattr(record, name))]
        yield "  - " + "\n    ".join(told)


def _quoted(text: str) -> str:
    """A text in double quotes, on one line, as YAML and JSON both read it."""
    made = json.dumps(text, ensure_ascii=False)
    return _UNWRITABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", made)


def _cited(source: Reference) -> str:
    """A source as the text of a footnote; what it is called is no Markdown."""
    told = (source.title, source.publisher, source.date)
    text = ", ".join(words(" ".join(part.split())) for part in told if part)
    return f"{text} <{source.url}>" if re.fullmatch(r"https?://[^\s<>]+", source.url) else text
