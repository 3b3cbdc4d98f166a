"""What front matter is made of: text, lists and mappings, each with its place in the file."""

from __future__ import annotations

import msgspec

from ninefold.source import Span


class Scalar(msgspec.Struct, frozen=True):
    """A piece of text and where it stands; `quoted` tells '' from nothing at all."""

    text: str
    span: Span
    quoted: bool = False


class Listing(msgspec.Struct, frozen=True):
    """A YAML sequence."""

    items: tuple[Node, ...]
    span: Span


class Mapping(msgspec.Struct, frozen=True):
    """A YAML mapping; keys are unique."""

    entries: tuple[tuple[Scalar, Node], ...]
    span: Span


Node = Scalar | Listing | Mapping
