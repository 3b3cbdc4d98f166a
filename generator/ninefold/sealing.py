"""Values as bytes that can be kept: each with a checksum, by which damage is found out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

SEAL = 16  # bytes of a checksum
ENCODER = msgspec.msgpack.Encoder(order="deterministic")


def sealed(value: Any) -> bytes:
    """Return a value of plain types, enums and dataclasses as bytes, behind their checksum."""
    data = ENCODER.encode(value)
    return hashlib.blake2b(data, digest_size=SEAL).digest() + data


def whole(blob: bytes) -> bool:
    """Whether sealed bytes are as they were made."""
    return hashlib.blake2b(blob[SEAL:], digest_size=SEAL).digest() == blob[:SEAL]


@dataclass(frozen=True, slots=True)
class Sealing:
    """A function whose result comes as it is kept: bytes are what processes pass on fastest."""

    func: Callable[[Any], Any]

    def __call__(self, item: Any) -> bytes:
        """Return the result for an item, sealed."""
        return sealed(self.func(item))


@dataclass(frozen=True, slots=True)
class SealingEach:
    """The same of a function that takes many items and returns as many results."""

    func: Callable[[Any], Sequence[Any]]

    def __call__(self, items: Any) -> list[bytes]:
        """Return the results for the items, each sealed."""
        return [sealed(result) for result in self.func(items)]


class Lost(bytes):
    """In the place of what is kept: what became of an item that took too much."""
