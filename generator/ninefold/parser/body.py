"""The body of a post, cut where its sections begin."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ninefold.blocks import BLOCKS, Block
from ninefold.canvas import Extra, Found, Kind, Section
from ninefold.parser import kinds
from ninefold.parser.chunk import CODE, Chunk, markdown
from ninefold.parser.chunk import Kind as ChunkKind
from ninefold.parser.forms.reading import VIRTUAL, Entry
from ninefold.parser.recognition import Recognition
from ninefold.source import Span

_ADDRESS = r"(?:<(?P<angled>[^<>\n]*)>|(?P<plain>(?:[^\s<>()]|\([^\s<>()]*\))++))"
_LINK = re.compile(
    rf"{CODE}|<!--(?s:.{{0,300}}?)-->|\]\(\s*+{_ADDRESS}(?=[^)]{{0,300}}\))"
    r"|<(?P<written>https?://[^\s<>]+)>"
    r"|<(?:a|img)\b[^<>]*?\s(?:href|src)\s*=\s*[\"']?(?P<html>[^\"'<>\s]+)",
    re.IGNORECASE,
)
_DEFINITION = re.compile(rf" {{0,3}}\[[^\]]*\]:[ \t]*{_ADDRESS}")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_EXTERNAL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|/")


class Body:
    """A body's introduction, sections and extra sections, and what they use.

    `kind` may say otherwise than the recognition did: by the sections' texts, what has the
    nine headings is a template or a handbook's page. The latter has no sections.
    """

    def __init__(self, text: str, chunks: Sequence[Chunk], found: Recognition) -> None:
        self.text = text
        self.kind = found.kind
        self._chunks = found.chunks
        self._taken = dict(found.taken)
        texts = self._texts(found.level)
        if self._taken:
            self.kind = kinds.kind_of([texts[start] for start in self._taken])
        if self._taken and self.kind is Kind.OTHER:
            self._chunks, self._taken = tuple(chunks), {}
            texts = self._texts(0)
        first = min(self._taken, default=len(self._chunks))
        introduction = self._markdown(range(first), base=1)
        rest = self._sort(texts)
        self.introduction = "\n\n".join(filter(None, (introduction, *rest)))
        self.found = tuple(self._found(texts))
        self.nameless = tuple(
            [c.span for c in chunks if not c.title and c.kind is ChunkKind.HEADING]
        )
        labelled = [chunk for chunk in chunks if chunk.label]
        self.definitions = "".join(
            [self._raw(chunk) for chunk in labelled if chunk.kind is ChunkKind.DEFINITION]
        )
        self.notes = tuple([(c.label, self._raw(c)) for c in labelled if c.kind is ChunkKind.NOTE])
        self.links = tuple(self._links(chunks))
        self.places: dict[str, Span] = {}
        for target, span in self.links:
            if not _EXTERNAL.match(target):
                self.places.setdefault(f"link:{target}", span)
        self.targets = tuple(sorted(name.removeprefix("link:") for name in self.places))

    def _texts(self, level: int) -> dict[int, str]:
        """The Markdown under each heading that begins a section or ends one."""
        first = min(self._taken, default=len(self._chunks))
        starts = [
            i
            for i, chunk in enumerate(self._chunks)
            if chunk.kind is ChunkKind.HEADING
            and (i in self._taken or (i > first and 0 < chunk.level <= level))
        ]
        return {
            start: self._markdown(range(start + 1, stop), base=2)
            for start, stop in pairwise([*starts, len(self._chunks)])
        }

    def _found(self, texts: dict[int, str]) -> Iterator[Found]:
        for index, entry in self._taken.items():
            level = self._chunks[index].level % VIRTUAL
            for name in entry.names:
                empty = not texts[index].strip()
                yield Found(name.block, entry.span, level, empty, entry.form, name.text)

    def _sort(self, texts: dict[int, str]) -> list[str]:
        """Give every text to the sections that it fills, or make an extra section of it.

        Returns the texts that no heading stands over.
        """
        filled: dict[Block, tuple[str, list[str]]] = {}
        extras, rest = [], []
        for start, text in texts.items():
            title = self._chunks[start].title
            entry: Entry | None = self._taken.get(start)
            for name in entry.names if entry else ():
                filled.setdefault(name.block, (title, []))[1].append(text)
            if not entry and text:
                if title or self._chunks[start].level < VIRTUAL:
                    extras.append(Extra(title, text))
                else:
                    rest.append(text)
        self.extras = tuple(extras)
        self.sections = tuple(
            Section(block, filled[block][0], "\n\n".join(filter(None, filled[block][1])))
            for block in BLOCKS
            if block in filled
        )
        return rest

    def _links(self, chunks: Sequence[Chunk]) -> Iterator[tuple[str, Span]]:
        """The addresses of the body's links and images, each at every place."""
        if not self._may_link(Span(0, len(self.text))):
            return
        for chunk in chunks:
            if chunk.kind is ChunkKind.DEFINITION:
                pattern = _DEFINITION
            elif chunk.kind in (ChunkKind.FENCE, ChunkKind.COMMENT):
                continue
            elif self._may_link(chunk.span):
                pattern = _LINK
            else:
                continue
            for match in pattern.finditer(self.text, chunk.span.start, chunk.span.end):
                group = next((name for name, found in match.groupdict().items() if found), None)
                if group is None:  # shown as code, or not at all
                    continue
                target = _ESCAPE.sub(r"\1", html.unescape(match[group]))
                yield target, Span(*match.span(group))

    def _may_link(self, span: Span) -> bool:
        """Whether a link or tag can be there at all: cheaper to ask than to look for one."""
        find = self.text.find
        return find("]", span.start, span.end) >= 0 or find("<", span.start, span.end) >= 0

    def _markdown(self, indexes: Iterable[int], base: int) -> str:
        """The chunks as Markdown; headings move below `base`, and none skips a level.

        A heading with nothing under it heads nothing and is left out of the introduction.
        """
        stack: list[int] = []
        parts = []
        for index in indexes:
            chunk = self._chunks[index]
            if chunk.kind is ChunkKind.TEXT:  # most are
                parts.append(markdown(self.text, chunk))
                continue
            level = 0
            if chunk.kind is ChunkKind.HEADING:
                if base == 1 and self._heads_nothing(index):
                    continue
                while stack and stack[-1] >= chunk.level:
                    stack.pop()
                stack.append(chunk.level)
                level = min(6, base + len(stack))
            elif chunk.kind in (ChunkKind.DEFINITION, ChunkKind.NOTE):
                parts.append("\n")
                continue
            parts.append(markdown(self.text, chunk, level))
        return "".join(parts).strip("\n")

    def _heads_nothing(self, index: int) -> bool:
        after = self._chunks[index + 1] if index + 1 < len(self._chunks) else None
        return after is None or after.kind is ChunkKind.HEADING or not self._raw(after).strip()

    def _raw(self, chunk: Chunk) -> str:
        return self.text[chunk.span.start : chunk.span.end]
