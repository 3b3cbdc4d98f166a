"""What front matter is made of: text, lists and mappings, each with its place in the file."""

from __future__ import annotations

from functools import cached_property

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


class Mapping(msgspec.Struct, frozen=True, dict=True):
    """A YAML mapping; keys are unique."""

    entries: tuple[tuple[Scalar, Node], ...]
    span: Span

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys, looked through once however many of them are asked for."""
        return frozenset(key.text for key, _ in self.entries)


Node = Scalar | Listing | Mapping
