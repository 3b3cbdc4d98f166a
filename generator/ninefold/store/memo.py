"""A memo of pure functions: what they returned is kept, and not made again."""

from __future__ import annotations

import contextlib
import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from types import GenericAlias
from typing import Any, TypeVar, get_type_hints

import msgspec

from ninefold.database import Database
from ninefold.executor import Mapper, Together
from ninefold.sealing import AS_IT_COMES, SEAL, Lost, Sealed, Sealing, SealingEach, seal_of, sealed
from ninefold.store import digests
from ninefold.store.digests import digest

T = TypeVar("T")
K = TypeVar("K")
R = TypeVar("R")

_BATCH = 500


class Memo:
    """What pure functions returned, in the table of a database; `used` are the keys asked for."""

    def __init__(self, data: Database) -> None:
        self._data = data
        self.used: set[bytes] = set()
        self._held: dict[bytes, bytes] = {}  # where there is no database

    def memo(
        self,
        function: Callable[[T], R],
        items: Iterable[T],
        mapper: Mapper,
        *options: Any,
        key: Callable[[T], Any] = lambda item: item,
        lost: Callable[[T, str], R] | None = None,
    ) -> tuple[R, ...]:
        """Return `function` of every item, calling it only for items not seen before.

        The function is pure, and its result is annotated and made of plain types, enums
        and dataclasses. `options` are whatever else its result depends on. Items are taken
        as they are needed and let go of, so that they are not all in memory at once. `key`
        returns what stands for an item, where that is less than the whole of it. With `lost`,
        each is bounded as the mapper says; what it makes is not kept.
        """
        decode = _decoder(function).decode
        keys, known = self._memo(
            function,
            items,
            mapper,
            options,
            key,
            lost,
            lambda keys: self._recall(keys, decode),
            lambda _, blob: decode(blob[SEAL:]),
        )
        return tuple(known[name] for name in keys)

    def memo_sealed(
        self,
        function: Callable[[T], R],
        items: Sequence[K],
        mapper: Mapper,
        *,
        key: Callable[[K], Any] = lambda item: item,
        ready: Callable[[K], Any] = lambda item: item,
        lost: Callable[[K, str], None] | None = None,
    ) -> Sealed[R]:
        """Return the same as it is kept: for results of which few are asked for, or each once.

        `ready` makes of an item what the function takes, and is called where that is wanted.
        What is told to be `lost` is not to be asked for.
        """

        def again(index: int) -> R:
            return function(ready(items[index]))

        def fetch(index: int) -> bytes | None:
            return self._fetch(keys[index])

        def taken(name: bytes, blob: bytes) -> bytes:
            if self._data.connection is None:
                self._held[name] = blob[SEAL:]
            return blob[:SEAL]

        def gone(item: K, why: str) -> bytes:
            if lost:
                lost(item, why)
            return b""

        keys, seals = self._memo(
            function,
            items,
            mapper,
            (),
            key,
            gone if lost else None,
            self._seals,
            taken,
            ready,
        )
        return Sealed([seals[name] for name in keys], fetch, _decoder(function), again)

    def memo_short(self, function: Callable[[T], R], values: Sealed[T]) -> tuple[R, ...]:
        """Return `function` of every sealed value: for results so small that those of all values
        are kept as one, and none of the values need be fetched.
        """
        inner = _inner(function)
        name = digest("short", inner.__module__, inner.__qualname__)
        kind: Any = GenericAlias(dict, (str, get_type_hints(inner)["return"]))
        known: dict[str, R] = self.recall(name, kind) or {}
        seals = [seal.hex() for seal in values.seals]
        found = {
            seal: known[seal] if seal in known else function(values[index])
            for index, seal in enumerate(seals)
        }
        if found.keys() != known.keys():
            self.keep(name, found)
        return tuple(found[seal] for seal in seals)

    def recall(self, name: bytes, kind: type[R]) -> R | None:
        """Return the value that was kept under a name last, if there is one of this type."""
        name = digest(name, digests.version())
        self.used.add(name)
        return self._recall([name], msgspec.msgpack.Decoder(kind).decode).get(name)

    def keep(self, name: bytes, value: Any) -> None:
        """Keep one value, in the place of what was kept under its name before."""
        name = digest(name, digests.version())
        self.used.add(name)
        self._keep([(name, sealed(value, AS_IT_COMES))])

    def _memo(
        self,
        function: Callable[[Any], Any],
        items: Iterable[T],
        mapper: Mapper,
        options: Sequence[Any],
        key: Callable[[T], Any],
        lost: Callable[[T, str], R] | None,
        recalled: Callable[[Sequence[bytes]], dict[bytes, R]],
        taken: Callable[[bytes, bytes], R],
        ready: Callable[[T], Any] = lambda item: item,
    ) -> tuple[list[bytes], dict[bytes, R]]:
        """The key of each item, and by it what is `recalled` or, if it is new, is `taken` of its
        bytes.
        """
        inner = _inner(function)
        prefix = digest(inner.__module__, inner.__qualname__, tuple(options)) + digests.version()
        keys: list[bytes] = []
        known: dict[bytes, R] = {}
        asked: set[bytes] = set()
        waiting: deque[tuple[bytes, T]] = deque()

        def unknown() -> Iterator[Any]:
            rest = iter(items)
            while batch := list(islice(rest, _BATCH)):
                new = [_key(prefix, key(item)) for item in batch]
                known.update(recalled(new))
                keys.extend(new)
                for name, item in zip(new, batch, strict=True):
                    if name not in known and name not in asked:
                        asked.add(name)
                        waiting.append((name, item))
                        yield ready(item)

        losing = (lambda _, why: Lost(why.encode())) if lost else None
        made: list[tuple[bytes, bytes]] = []
        try:
            for blob in mapper(_sealing(function), unknown(), losing):
                name, item = waiting.popleft()
                if lost and isinstance(blob, Lost):
                    known[name] = lost(item, blob.decode())
                    continue
                made.append((name, blob))
                known[name] = taken(name, blob)
                if len(made) == _BATCH:
                    self._keep(made)
                    made = []
        finally:  # what was done before an interruption need not be done again
            self._keep(made)
        self.used.update(keys)
        return keys, known

    def _recall(self, keys: Sequence[bytes], decode: Callable[[bytes], R]) -> dict[bytes, R]:
        known: dict[bytes, R] = {}
        for key, seal, data in self._rows("key, seal, value", keys):
            if isinstance(data, bytes) and seal_of(data) == seal:
                with contextlib.suppress(msgspec.MsgspecError, ValueError, TypeError):
                    known[key] = decode(data)
        return known

    def _seals(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        rows = self._rows("key, seal", keys)
        return {key: seal for key, seal in rows if isinstance(seal, bytes) and len(seal) == SEAL}

    def _fetch(self, key: bytes) -> bytes | None:
        if key in self._held:
            return self._held[key]
        for seal, data in self._rows("seal, value", [key]):
            if isinstance(data, bytes) and seal_of(data) == seal:
                return data
        return None

    def _rows(self, columns: str, keys: Sequence[bytes]) -> list[tuple[Any, ...]]:
        with self._data.trouble() as db:
            if db:
                marks = ",".join("?" * len(keys))
                query = f"select {columns} from result where key in ({marks})"  # noqa: S608
                return db.execute(query, keys).fetchall()
        return []

    def _keep(self, blobs: Sequence[tuple[bytes, bytes]]) -> None:
        rows = [(name, blob[:SEAL], blob[SEAL:]) for name, blob in blobs]
        with self._data.trouble() as db:
            if db and rows:
                db.executemany("insert or replace into result values (?, ?, ?)", rows)
                db.commit()  # at once: another build may wait for its turn


def _inner(function: Callable[[Any], Any]) -> Any:
    """The function itself, without what it is given beforehand."""
    inner: Any = function
    while hasattr(inner, "func"):
        inner = inner.func
    return inner


def _decoder(function: Callable[[Any], Any]) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(get_type_hints(_inner(function))["return"])


def _sealing(function: Callable[[Any], Any]) -> Callable[[Any], bytes]:
    sealing = Sealing(function)
    if isinstance(function, Together):
        return Together(sealing, SealingEach(function.many))
    return sealing


def _key(prefix: bytes, item: Any) -> bytes:
    return hashlib.blake2b(prefix + digest(item), digest_size=16).digest()
