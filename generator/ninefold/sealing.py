"""Values as bytes that can be kept: each with a checksum, by which damage is found out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, overload

import msgspec

R = TypeVar("R")
S = TypeVar("S")

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


class Sealed(Sequence[R]):
    """Values as they are kept: each is made of its bytes anew whenever it is asked for.

    They take a fraction of the room that way. `again` makes the value at an index where its
    bytes hold none of this type.
    """

    def __init__(
        self,
        data: Sequence[bytes],
        decoder: msgspec.msgpack.Decoder[R],
        again: Callable[[int], R],
    ) -> None:
        self._data = data
        self._decoder = decoder
        self._again = again

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._data)

    @overload
    def __getitem__(self, index: int) -> R: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[R, ...]: ...

    def __getitem__(self, index: int | slice) -> R | tuple[R, ...]:
        """Return the value at an index, or those of a slice."""
        if isinstance(index, slice):
            return tuple(self[one] for one in range(len(self))[index])
        try:
            return self._decoder.decode(self._data[index])
        except msgspec.MsgspecError:
            return self._again(index)

    def told_as(self, kind: type[S]) -> Sealed[S]:
        """Return the values as far as a wider type tells of them: the first fields of theirs."""
        again: Any = self._again
        return Sealed(self._data, msgspec.msgpack.Decoder(kind), again)


class Lost(bytes):
    """In the place of what is kept: what became of an item that took too much."""
