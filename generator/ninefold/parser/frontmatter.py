"""Front matter: finds it, and reads its YAML into text with positions.

python-frontmatter's YAML handler does the reading, with a loader of ours that keeps every
scalar as the text it was written as ("8x8", "no", "12:30"), remembers where each stands,
and refuses what front matter has no use for: aliases, tags, repeated keys, deep nesting.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

import msgspec
import yaml
from frontmatter.default_handlers import YAMLHandler

from ninefold.diagnostics import Fault
from ninefold.parser import plainmatter
from ninefold.parser.nodes import Listing, Mapping, Node, Scalar
from ninefold.source import Span

MAX_LENGTH = 65_536
MAX_DEPTH = 8

_FENCE = re.compile(r"\n(?:---|\.\.\.)[ \t]*(?=\n|\Z)")
_OPENING = re.compile(r"---[ \t]*(?:\n|\Z)")
_PLAINLY = "Write the value out as plain text, a list, or keys and values."
_TOML = re.compile(r"\+\+\+[ \t]*\n")
# Escapes can write them, but XML has no place for them, escaped or not.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# YAML takes these three for line breaks; a file's lines do not end there.
_UNICODE_BREAKS = str.maketrans("\x85\u2028\u2029", "   ")

if TYPE_CHECKING:
    from yaml import CSafeLoader as _BaseLoader
else:
    _BaseLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class FrontMatter(msgspec.Struct, frozen=True):
    """The front matter of a file: its mapping, where the body begins, and its faults."""

    mapping: Mapping
    body: int
    faults: tuple[Fault, ...] = ()


class _Refused(Exception):
    def __init__(self, rule: str, start: int, end: int, message: str, advice: str) -> None:
        super().__init__(message)
        self.rule, self.start, self.end, self.advice = rule, start, end, advice


def read(text: str) -> FrontMatter:
    """Read the front matter at the top of a text.

    A text without front matter has an empty mapping and its body at 0. Front matter that
    cannot be read gives an empty mapping and one fault that says why and where.
    """
    opening = _OPENING.match(text)
    if not opening:
        faults = [_toml_fault()] if _TOML.match(text) else []
        return FrontMatter(Mapping((), Span(0, 0)), 0, tuple(faults))
    start = opening.end()
    closing = _FENCE.search(text, start - 1)
    if not closing:
        fault = Fault(
            "unclosed-front-matter",
            Span(0, 3),
            "The front matter that opens here is never closed.",
            "Put a line of three hyphens (---) after the last key.",
        )
        return FrontMatter(Mapping((), Span(0, 3)), len(text), (fault,))
    body = min(closing.end() + 1, len(text))
    try:
        return FrontMatter(_load(text[start : closing.start() + 1], start), body)
    except _Refused as error:
        span = Span(start + error.start, start + max(error.end, error.start + 1))
        fault = Fault(error.rule, span, str(error), error.advice)
        return FrontMatter(Mapping((), span), body, (fault,))


def _toml_fault() -> Fault:
    return Fault(
        "invalid-front-matter",
        Span(0, 3),
        "This front matter is written in TOML (+++), which is not read.",
        "Write it in YAML, between two lines of three hyphens (---).",
    )


def _load(text: str, offset: int) -> Mapping:
    if len(text) > MAX_LENGTH:
        message = f"The front matter is longer than {MAX_LENGTH:,} characters."
        raise _Refused("invalid-front-matter", 0, 3, message, "Move text into the body.")
    if plain := plainmatter.read(text, offset):
        return plain
    text = text.translate(_UNICODE_BREAKS)
    try:
        node = YAMLHandler().load(text, Loader=partial(_Loader, offset=offset))
    except _Refused:
        raise
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _yaml_error(error, text) from None
    if node is None:
        return Mapping((), Span(offset, offset))
    if not isinstance(node, Mapping):
        message = "The front matter is not a list of keys and values."
        raise _Refused(
            "invalid-front-matter", 0, len(text), message, "Write each value as `key: value`."
        )
    return node


def _yaml_error(error: Exception, text: str) -> _Refused:
    marks = [getattr(error, "problem_mark", None), getattr(error, "context_mark", None)]
    if "end of stream" in str(error):  # what is missing there was begun elsewhere
        marks.reverse()
    mark = next(filter(None, marks), None)
    # Without a mark it is a character that YAML forbids; libyaml would count it in bytes.
    forbidden = yaml.reader.Reader.NON_PRINTABLE.search(text)
    place = mark.index if mark else forbidden.start() if forbidden else 0
    place = min(place, max(len(text) - 1, 0))
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
    line = text[text.rfind("\n", 0, place) + 1 :].split("\n", 1)[0]
    advice = "Check the indentation, and that every key is followed by a colon and a space."
    if re.match(r"\s*[\w-]+:\s+[^\s\"'].*:\s", line) or "mapping values" in str(problem):
        advice = "Put a value that holds a colon between quotation marks."
    elif "\t" in line:
        advice = "Indent with spaces: YAML takes no tabs."
    message = f"The front matter is not valid YAML: {problem}."
    return _Refused("invalid-front-matter", place, place + 1, message, advice)


class _Loader(_BaseLoader):
    """Builds our nodes from YAML's events, one by one: no recursion without a bound.

    `offset` is where the front matter stands in the file.
    """

    def __init__(self, stream: str, offset: int) -> None:
        super().__init__(stream)
        self._offset = offset

    def get_single_data(self) -> Node | None:
        self._skip_to(yaml.DocumentStartEvent)
        if not self.check_event():
            return None
        self.get_event()
        node = self._node(0)
        self.get_event()  # the document's end
        if self.check_event(yaml.DocumentStartEvent):
            _refuse(self.get_event(), "The front matter holds a second YAML document.")
        empty = isinstance(node, Scalar) and not node.text and not node.quoted
        return None if empty else node

    def _skip_to(self, kind: type[yaml.Event]) -> None:
        while self.check_event() and not self.check_event(kind):
            self.get_event()

    def _node(self, depth: int) -> Node:
        event: Any = self.get_event()
        scalar = isinstance(event, yaml.ScalarEvent)
        if scalar and event.tag is None and event.anchor is None and depth <= MAX_DEPTH:
            return self._scalar(event)  # nearly all are
        if isinstance(event, yaml.AliasEvent):
            _refuse(event, "The front matter uses a YAML alias (*), which is not read.")
        if event.tag not in (None, "!"):
            _refuse(event, "The front matter uses a YAML tag (!), which is not read.")
        if event.anchor:
            _refuse(event, "The front matter uses a YAML anchor (&), which is not read.")
        if depth > MAX_DEPTH:
            _refuse(event, f"The front matter is nested more than {MAX_DEPTH} levels deep.")
        if scalar:
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not self.check_event(yaml.SequenceEndEvent):
                items.append(self._node(depth + 1))
            return Listing(tuple(items), self._span_from(event))
        entries: dict[str, tuple[Scalar, Node]] = {}
        while not self.check_event(yaml.MappingEndEvent):
            key = self._key(entries, depth)
            entries[key.text] = key, self._node(depth + 1)
        return Mapping(tuple(entries.values()), self._span_from(event))

    def _key(self, entries: dict[str, tuple[Scalar, Node]], depth: int) -> Scalar:
        key = self._node(depth + 1)
        if not isinstance(key, Scalar):
            place = key.span.start - self._offset, key.span.end - self._offset
            message = "A key of the front matter is not plain text."
            raise _Refused("invalid-front-matter", *place, message, _PLAINLY)
        if key.text in entries:
            raise _Refused(
                "duplicate-key",
                key.span.start - self._offset,
                key.span.end - self._offset,
                f"The key `{key.text}` stands here a second time.",
                "Keep one of the two: it is not clear which value is meant.",
            )
        return key

    def _span_from(self, start: Any) -> Span:
        end: Any = self.get_event()
        return self._span(start, end)

    def _span(self, start: Any, end: Any) -> Span:
        return Span(self._offset + start.start_mark.index, self._offset + end.end_mark.index)

    def _scalar(self, event: Any) -> Scalar:
        if found := _CONTROL.search(event.value):
            if "\ud800" <= found[0] < "\ue000":
                _refuse(event, "The front matter holds half a character (a lone surrogate).")
            _refuse(event, "The front matter holds a control character.")
        return Scalar(event.value, self._span(event, event), event.style in ("'", '"'))


def _refuse(event: Any, message: str) -> NoReturn:
    start, end = event.start_mark.index, event.end_mark.index
    raise _Refused("invalid-front-matter", start, end, message, _PLAINLY)
