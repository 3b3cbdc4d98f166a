"""Source -> Document: front matter, and the nine sections of the body, with positions.

`scanner` cuts the body into chunks, `forms` reads it in every form that people write the
sections in, `recognition` says which form is the canvas, `kinds` what the document is, and
`body` cuts it into introduction, sections and extra sections.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from ninefold import routes
from ninefold.canvas import Document, Post, Standards
from ninefold.diagnostics import Fault
from ninefold.parser import fields, frontmatter, scanner, suppressions
from ninefold.parser.body import Body
from ninefold.parser.chunk import Chunk, Kind
from ninefold.parser.recognition import not_taken, recognise
from ninefold.source import Source, Span
from ninefold.vocabulary import Aliases

MAX_SIZE = 1_000_000
_STANDARDS = Standards()


def parse(source: Source, aliases: Aliases = (), standards: Standards = _STANDARDS) -> Document:
    """Read a source as a post; `aliases` are names of blocks that a user adds, `standards`
    what the owner of the site asks for.

    Never raises: what cannot be read is a fault of the document, and where nothing can be
    made of a file at all, its `post` is None.
    """
    if len(source.text) > MAX_SIZE:
        message = f"The file is longer than {MAX_SIZE:,} characters."
        advice = "Keep one canvas in a file, and leave data out of it."
        return _unreadable(source, Fault("oversized-file", Span(0, 1), message, advice))
    if source.trouble:
        span = Span(source.trouble_at, source.trouble_at + 1)
        advice = "Save the file as UTF-8 text."
        return _unreadable(source, Fault("undecodable-text", span, source.trouble, advice))
    matter = frontmatter.read(source.text)
    if any(fault.rule == "unclosed-front-matter" for fault in matter.faults):
        return Document(source, None, faults=matter.faults)
    reader = fields.read(matter.mapping)
    chunks = scanner.scan(source.text, matter.body)
    lang, title = (str(reader.values.get(name, "")) for name in ("lang", "title"))
    found = recognise(source.text, chunks, title, lang, aliases)
    body = Body(source.text, chunks, found)
    places = reader.places | body.places
    post = None if matter.faults else _post(source, reader, body)
    general = bool(found.taken) and not body.found
    form = found.reading.form if body.found and found.reading else "fence" * found.fenced
    ignored = list(suppressions.in_front_matter(source.text, reader.ignored))
    if "<" in source.text and "<!--" in source.text:
        ignored += suppressions.in_comments(source.text, chunks)
    return Document(
        source,
        post,
        body.found,
        body.nameless,
        places,
        (*matter.faults, *reader.faults),
        body.kind,
        form,
        found.language or lang or "en",
        found.fenced,
        "guide" if general else found.resembles,
        body.links,
        tuple(ignored),
        standards,
        _outline(source.text, chunks),
        partial(not_taken, chunks, found, aliases, general=general),
    )


def _unreadable(source: Source, fault: Fault) -> Document:
    return Document(source, None, faults=(fault,))


def _outline(text: str, chunks: Iterable[Chunk]) -> tuple[tuple[int, int, int], ...]:
    spans = [(chunk.span, chunk.level) for chunk in chunks if chunk.kind is Kind.HEADING]
    return tuple([(at.start, at.end - (text[at.end - 1] == "\n"), level) for at, level in spans])


def _post(source: Source, reader: fields.Reader, body: Body) -> Post:
    values: dict[str, Any] = {k: v for k, v in reader.values.items() if k != "layout"}
    slug, day = routes.of_file(source.path)
    title = values.pop("title", "")
    return Post(
        path=source.path,
        title=title,
        slug=values.pop("slug", slug),
        company=values.pop("company", "") or title,
        date=values.pop("date", day),
        unknown=tuple(reader.unknown),
        introduction=body.introduction,
        sections=body.sections,
        extras=body.extras,
        definitions=body.definitions,
        notes=body.notes,
        targets=body.targets,
        **values,
    )
