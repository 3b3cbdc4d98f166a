"""Source -> Document: front matter, and the nine sections of the body, with positions."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from ninefold import routes
from ninefold.blocks import BLOCKS, Block
from ninefold.canvas import Document, Extra, Found, Post, Section
from ninefold.diagnostics import Fault
from ninefold.parser import fields, frontmatter, scanner
from ninefold.parser.chunk import CODE, Chunk, Kind, markdown
from ninefold.source import Source, Span
from ninefold.vocabulary import blocks_named

MAX_SIZE = 1_000_000

_ADDRESS = r"(?:<(?P<angled>[^<>\n]*)>|(?P<plain>(?:[^\s<>()]|\([^\s<>()]*\))++))"
_LINK = re.compile(
    rf"{CODE}|<!--(?s:.{{0,300}}?)-->|\]\(\s*+{_ADDRESS}(?=[^)]{{0,300}}\))"
    r"|<(?:a|img)\b[^<>]*?\s(?:href|src)\s*=\s*[\"']?(?P<html>[^\"'<>\s]+)",
    re.IGNORECASE,
)
_DEFINITION = re.compile(rf" {{0,3}}\[[^\]]*\]:[ \t]*{_ADDRESS}")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_EXTERNAL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|/")


def parse(source: Source) -> Document:
    """Read a source as a post.

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
    body = _Body(source.text, scanner.scan(source.text, matter.body))
    places = reader.places | body.places
    post = None if matter.faults else _post(source, reader, body)
    return Document(
        source,
        post,
        tuple(body.found),
        tuple(body.nameless),
        places,
        (*matter.faults, *reader.faults),
    )


def _unreadable(source: Source, fault: Fault) -> Document:
    return Document(source, None, faults=(fault,))


def _post(source: Source, reader: fields.Reader, body: _Body) -> Post:
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


class _Body:
    """The body of a post, cut at its headings."""

    def __init__(self, text: str, chunks: Sequence[Chunk]) -> None:
        self.text = text
        self.chunks = chunks
        headings = [(index, chunk) for index, chunk in scanner.headings(chunks)]
        named = {i: names for i, chunk in headings if (names := blocks_named(chunk.title))}
        self.level = _canvas_level(chunks, named)
        self.nameless = [chunk.span for _, chunk in headings if not chunk.title]
        taken = _taken(chunks, named, self.level)
        first = min(taken, default=len(chunks))
        starts = [
            i
            for i, chunk in headings
            if i in taken or (i > first and 0 < chunk.level <= self.level)
        ]
        self.introduction = self._markdown(range(first), base=1)
        texts = {
            start: self._markdown(range(start + 1, stop), base=2)
            for start, stop in pairwise([*starts, len(chunks)])
        }
        self._sort(texts, taken)
        self.found = [
            Found(block, _trimmed(chunks[i].span), chunks[i].level, not texts[i].strip())
            for i, blocks in taken.items()
            for block in blocks
        ]
        self.definitions = "".join(self._raw(c) for c in chunks if c.kind is Kind.DEFINITION)
        self.notes = tuple(
            (chunk.label, self._raw(chunk)) for chunk in chunks if chunk.kind is Kind.NOTE
        )
        self.places = dict(self._links())
        self.targets = tuple(sorted(name.removeprefix("link:") for name in self.places))

    def _sort(self, texts: dict[int, str], taken: dict[int, tuple[Block, ...]]) -> None:
        """Give every text to the sections that it fills, or make an extra section of it."""
        filled: dict[Block, tuple[str, list[str]]] = {}
        extras = []
        for start, text in texts.items():
            title = self.chunks[start].title
            for block in taken.get(start, ()):
                filled.setdefault(block, (title, []))[1].append(text)
            if start not in taken and text:
                extras.append(Extra(title, text))
        self.extras = tuple(extras)
        self.sections = tuple(
            Section(block, filled[block][0], "\n\n".join(filter(None, filled[block][1])))
            for block in BLOCKS
            if block in filled
        )

    def _links(self) -> Iterator[tuple[str, Span]]:
        """The relative addresses that the body writes, each with its first place."""
        seen = set()
        for chunk in self.chunks:
            if chunk.kind in (Kind.FENCE, Kind.COMMENT):
                continue
            pattern = _DEFINITION if chunk.kind is Kind.DEFINITION else _LINK
            for match in pattern.finditer(self.text, chunk.span.start, chunk.span.end):
                group = next((name for name, found in match.groupdict().items() if found), None)
                if group is None:  # shown as code, or not at all
                    continue
                target = _ESCAPE.sub(r"\1", html.unescape(match[group]))
                if target not in seen and not _EXTERNAL.match(target):
                    seen.add(target)
                    yield f"link:{target}", Span(*match.span(group))

    def _markdown(self, indexes: Iterable[int], base: int) -> str:
        """The chunks as Markdown; headings move below `base`, and none skips a level.

        A heading with nothing under it heads nothing and is left out of the introduction.
        """
        stack: list[int] = []
        parts = []
        for index in indexes:
            chunk = self.chunks[index]
            level = 0
            if chunk.kind is Kind.HEADING:
                if base == 1 and self._heads_nothing(index):
                    continue
                while stack and stack[-1] >= chunk.level:
                    stack.pop()
                stack.append(chunk.level)
                level = min(6, base + len(stack))
            elif chunk.kind in (Kind.DEFINITION, Kind.NOTE):
                parts.append("\n")
                continue
            parts.append(markdown(self.text, chunk, level))
        return "".join(parts).strip("\n")

    def _heads_nothing(self, index: int) -> bool:
        after = self.chunks[index + 1] if index + 1 < len(self.chunks) else None
        return after is None or after.kind is Kind.HEADING or not self._raw(after).strip()

    def _raw(self, chunk: Chunk) -> str:
        return self.text[chunk.span.start : chunk.span.end]


def _trimmed(span: Span) -> Span:
    return Span(span.start, max(span.start, span.end - 1))


def _canvas_level(chunks: Sequence[Chunk], named: dict[int, tuple[Block, ...]]) -> int:
    """The heading level that names the most blocks; of two that name as many, the higher."""
    blocks: dict[int, set[Block]] = {}
    for index, names in named.items():
        blocks.setdefault(chunks[index].level, set()).update(names)
    return min(blocks, key=lambda level: (-len(blocks[level]), level), default=0)


def _taken(
    chunks: Sequence[Chunk], named: dict[int, tuple[Block, ...]], level: int
) -> dict[int, tuple[Block, ...]]:
    """The headings that begin a section: those of the canvas's level, and others only for
    a block that has none there.
    """
    at_level = {b for i, names in named.items() if chunks[i].level == level for b in names}
    taken = {}
    for index, names in named.items():
        if chunks[index].level == level:
            taken[index] = names
        elif missing := tuple(block for block in names if block not in at_level):
            taken[index] = missing
            at_level.update(missing)
    return taken
