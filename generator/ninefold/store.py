"""What a later run can do without: a memo of pure functions, which page made which file, and
what hosts answered.

One SQLite file. It only saves time: without it, or with one that is damaged, locked, of
another version or full of another site, a run does the same work again.
"""

from __future__ import annotations

import contextlib
import hashlib
import sys
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import metadata
from itertools import islice
from pathlib import Path
from sqlite3 import Connection
from typing import Any, NamedTuple, TypeVar, get_type_hints

import msgspec

from ninefold.database import Database
from ninefold.executor import Mapper, Together
from ninefold.sealing import ENCODER, SEAL, Lost, Sealing, SealingEach, sealed, whole

T = TypeVar("T")
R = TypeVar("R")

_LIBRARIES = (
    *("babel", "jinja2", "markdown", "msgspec", "nh3", "python-frontmatter", "pyyaml"),
    *("python-slugify", "rapidfuzz", "text-unidecode"),
)
_BATCH = 500


def digest(*values: Any) -> bytes:
    """Return 16 bytes that stand for values of plain types, enums and dataclasses.

    Equal values have equal digests, in every process and on every machine.
    """
    return hashlib.blake2b(ENCODER.encode(values), digest_size=16).digest()


@cache
def version() -> bytes:
    """Return the digest of all that decides what a pure function returns but its argument:
    this package's code and data, the libraries it calls, and Python.
    """
    package = Path(__file__).parent
    files = sorted(p for p in package.rglob("*") if p.suffix in (".py", ".toml"))
    code = [(p.relative_to(package).as_posix(), p.read_bytes()) for p in files]
    libraries = [(name, metadata.version(name)) for name in _LIBRARIES]
    return digest(code, libraries, sys.version, zlib.ZLIB_RUNTIME_VERSION)


class Made(NamedTuple):
    """What is known of a file of a site: the digest of the page that it shows, b"" where it shows
    none; that of what was written; and the mark by which it is known to be untouched.
    """

    page: bytes
    content: bytes
    mark: bytes


class Store:
    """The cache of one run; use as a context manager. `Store(None)` keeps nothing.

    `notice` is called with one line when a cache had to be given up.
    """

    def __init__(self, file: Path | None, notice: Callable[[str], None] = print) -> None:
        self.file = file
        self._data = Database(file, notice)
        self._used: set[bytes] = set()
        self._whole = False

    def __enter__(self) -> Store:
        """Return the store itself."""
        return self

    def __exit__(self, *exc: object) -> None:
        """Drop what has long not been asked for, and close the file."""
        with self._data.trouble() as db:
            if db and self._whole:
                self._prune(db)
        self._data.close()

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
        inner: Any = function
        while hasattr(inner, "func"):
            inner = inner.func
        prefix = digest(inner.__module__, inner.__qualname__, options) + version()
        decoder = msgspec.msgpack.Decoder(get_type_hints(inner)["return"])
        keys: list[bytes] = []
        known: dict[bytes, R] = {}
        asked: set[bytes] = set()
        waiting: deque[tuple[bytes, T]] = deque()

        def unknown() -> Iterator[T]:
            rest = iter(items)
            while batch := list(islice(rest, _BATCH)):
                new = [_key(prefix, key(item)) for item in batch]
                known.update(self._recall(new, decoder))
                keys.extend(new)
                for name, item in zip(new, batch, strict=True):
                    if name not in known and name not in asked:
                        asked.add(name)
                        waiting.append((name, item))
                        yield item

        losing = (lambda _, why: Lost(why.encode())) if lost else None
        made: list[tuple[bytes, bytes]] = []
        try:
            for blob in mapper(_sealing(function), unknown(), losing):
                name, item = waiting.popleft()
                if lost and isinstance(blob, Lost):
                    known[name] = lost(item, blob.decode())
                    continue
                made.append((name, blob))
                known[name] = decoder.decode(blob[SEAL:])
                if len(made) == _BATCH:
                    self._keep(made)
                    made = []
        finally:  # what was done before an interruption need not be done again
            self._keep(made)
        self._used.update(keys)
        return tuple(known[name] for name in keys)

    def recall(self, name: bytes, kind: type[R]) -> R | None:
        """Return the value that was kept under a name last, if there is one of this type."""
        name = digest(name, version())
        self._used.add(name)
        return self._recall([name], msgspec.msgpack.Decoder(kind)).get(name)

    def keep(self, name: bytes, value: Any) -> None:
        """Keep one value, in the place of what was kept under its name before."""
        name = digest(name, version())
        self._used.add(name)
        self._keep([(name, sealed(value))])

    def files(self, site: str) -> dict[str, Made]:
        """Return, by path, what is known of the files that were made for a site."""
        rows: list[tuple[str, bytes, bytes, bytes]] = []
        with self._data.trouble() as db:
            query = "select path, page, content, mark from file where site = ?"
            rows = db.execute(query, (site,)).fetchall() if db else []
        whole = (row for row in rows if all(isinstance(part, bytes) for part in row[1:]))
        return {path: Made(*rest) for path, *rest in whole}

    def remember_files(
        self, site: str, files: Mapping[str, Made], before: Mapping[str, Made]
    ) -> None:
        """Keep what `files` is to return at the next run; `before` is what it returned now."""
        self._whole = True
        new = [(site, path, *made) for path, made in files.items() if before.get(path) != made]
        gone = [(site, path) for path in before.keys() - files.keys()]
        with self._data.trouble() as db:
            if db:
                db.executemany("delete from file where site = ? and path = ?", gone)
                db.executemany("insert or replace into file values (?, ?, ?, ?, ?)", new)
                db.commit()

    def answers(self, now: float, longest: float) -> dict[str, str]:
        """Return by address what is known of it at a time, in seconds since 1970.

        No verdict lasts `longest`: one that claims to was kept by a clock that went wrong.
        """
        rows: list[tuple[str, str, float]] = []
        with self._data.trouble() as db:
            query = "select address, verdict, until from answer where until > ? and until <= ?"
            rows = db.execute(query, (now, now + longest)).fetchall() if db else []
        split = ((a, str(kept).rpartition(" ")[0], kept, until) for a, kept, until in rows)
        return {a: verdict for a, verdict, kept, until in split if _told(a, verdict, until) == kept}

    def remember_answers(self, answers: Iterable[tuple[str, str, float]], now: float) -> None:
        """Keep what `answers` is to return: address, verdict, and until when it lasts."""
        with self._data.trouble() as db:
            if db:
                db.execute("delete from answer where until <= ?", (now,))
                rows = ((a, _told(a, verdict, until), until) for a, verdict, until in answers)
                db.executemany("insert or replace into answer values (?, ?, ?)", rows)
                db.commit()

    def _recall(self, keys: Sequence[bytes], decoder: msgspec.msgpack.Decoder[R]) -> dict[bytes, R]:
        rows: list[tuple[bytes, object]] = []
        with self._data.trouble() as db:
            if db:
                marks = ",".join("?" * len(keys))
                query = f"select key, value from memo where key in ({marks})"  # noqa: S608
                rows = db.execute(query, keys).fetchall()
        known: dict[bytes, R] = {}
        for key, blob in rows:
            if not isinstance(blob, bytes):
                continue
            with contextlib.suppress(msgspec.MsgspecError, ValueError, TypeError):
                if whole(blob):
                    known[key] = decoder.decode(blob[SEAL:])
        return known

    def _keep(self, rows: Sequence[tuple[bytes, bytes]]) -> None:
        with self._data.trouble() as db:
            if db and rows:
                db.executemany("insert or replace into memo values (?, ?)", rows)
                db.commit()  # at once: another build may wait for its turn

    def _prune(self, db: Connection) -> None:
        """Forget what this build did not ask for, once it is the greater part of the cache."""
        keys = db.execute("select key from memo").fetchall()
        if len(keys) > 200 + 4 * len(self._used):
            unused = [(key,) for (key,) in keys if key not in self._used]
            db.executemany("delete from memo where key = ?", unused)
            db.commit()


def _sealing(function: Callable[[Any], Any]) -> Callable[[Any], bytes]:
    sealing = Sealing(function)
    if isinstance(function, Together):
        return Together(sealing, SealingEach(function.many))
    return sealing


def _key(prefix: bytes, item: Any) -> bytes:
    return hashlib.blake2b(prefix + digest(item), digest_size=16).digest()


def _told(address: str, verdict: str, until: float) -> str:
    """A verdict as it is kept: with a checksum of the whole row."""
    return f"{verdict} {digest(address, verdict, until).hex()}"
