"""Values as bytes that can be kept: each with a checksum, by which damage is found out."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, overload

import msgspec

R = TypeVar("R")
S = TypeVar("S")

SEAL = 16  # bytes of a checksum
ENCODER = msgspec.msgpack.Encoder(order="deterministic")
# For what is kept under a name, and large: nobody compares its bytes, and to sort it takes long.
AS_IT_COMES = msgspec.msgpack.Encoder()


def sealed(value: Any, encoder: msgspec.msgpack.Encoder = ENCODER) -> bytes:
    """Return a value of plain types, enums and dataclasses as bytes, behind their checksum."""
    data = encoder.encode(value)
    return seal_of(data) + data


def seal_of(data: bytes) -> bytes:
    """Return the checksum of bytes: equal values have equal ones."""
    return hashlib.blake2b(data, digest_size=SEAL).digest()


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
    """Values as they are kept: each is fetched, and made of its bytes, whenever it is asked for.

    `seals` stand for the values: where two are equal, so are the values. `fetch` returns the
    bytes at an index, if there are any still, and `again` makes the value where they are no good.
    """

    def __init__(
        self,
        seals: Sequence[bytes],
        fetch: Callable[[int], bytes | None],
        decoder: msgspec.msgpack.Decoder[R],
        again: Callable[[int], R],
    ) -> None:
        self.seals = seals
        self._fetch = fetch
        self._decoder = decoder
        self._again = again

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.seals)

    @overload
    def __getitem__(self, index: int) -> R: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[R, ...]: ...

    def __getitem__(self, index: int | slice) -> R | tuple[R, ...]:
        """Return the value at an index, or those of a slice."""
        if isinstance(index, slice):
            return tuple(self[one] for one in range(len(self))[index])
        data = self._fetch(range(len(self))[index])
        if data is not None:
            with contextlib.suppress(msgspec.MsgspecError):
                return self._decoder.decode(data)
        return self._again(index)

    def told_as(self, kind: type[S]) -> Sealed[S]:
        """Return the values as far as a wider type tells of them: the first fields of theirs."""
        again: Any = self._again
        return Sealed(self.seals, self._fetch, msgspec.msgpack.Decoder(kind), again)


class Lost(bytes):
    """In the place of what is kept: what became of an item that took too much."""
