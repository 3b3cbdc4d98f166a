"""What a later run can do without: a memo of pure functions, and which page made which file.

One SQLite file. It only ever saves time: without it, or with one that is damaged, locked,
of another version or full of another site, a run does the same work again and no more.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

import msgspec

from ninefold.executor import Mapper

T = TypeVar("T")
R = TypeVar("R")

_LIBRARIES = ("jinja2", "markdown", "msgspec", "nh3", "pyyaml", "python-slugify")
_SCHEMA = """
    create table if not exists memo (key blob primary key, value blob) without rowid;
    create table if not exists page (site text, path text, digest blob, content blob,
        primary key (site, path)) without rowid;
"""
_encoder = msgspec.msgpack.Encoder(order="deterministic")


def digest(*values: Any) -> bytes:
    """Return 16 bytes that stand for values of plain types, enums and dataclasses.

    Equal values have equal digests, in every process and on every machine.
    """
    return hashlib.blake2b(_encoder.encode(values), digest_size=16).digest()


@cache
def version() -> bytes:
    """Return the digest of all that decides what a pure function returns but its argument:
    this package's code and data, the libraries it calls, and Python.
    """
    package = Path(__file__).parent
    files = sorted(p for p in package.rglob("*") if p.suffix in (".py", ".toml"))
    code = [(p.relative_to(package).as_posix(), p.read_bytes()) for p in files]
    libraries = [(name, metadata.version(name)) for name in _LIBRARIES]
    return digest(code, libraries, sys.version_info[:2])


class Store:
    """The cache of one run; use as a context manager. `Store(None)` keeps nothing.

    `notice` is called with one line when a cache had to be given up.
    """

    def __init__(self, file: Path | None, notice: Callable[[str], None] = print) -> None:
        self._notice = notice
        self._db = self._open(file) if file else None
        self._used: set[bytes] = set()

    def __enter__(self) -> Store:
        """Return the store itself."""
        return self

    def __exit__(self, *exc: object) -> None:
        """Keep what was remembered, drop what has long not been asked for."""
        if self._db is None:
            return
        with self._trouble():
            self._prune()
            self._db.commit()
        if self._db is not None:
            self._db.close()

    def memo(
        self, function: Callable[[T], R], items: Sequence[T], mapper: Mapper, *options: Any
    ) -> tuple[R, ...]:
        """Return `function` of every item, calling it only for items not seen before.

        The function is pure, and its result is annotated and made of plain types, enums
        and dataclasses. `options` are whatever else its result depends on.
        """
        if self._db is None:
            return tuple(mapper(function, items))
        inner = getattr(function, "func", function)
        prefix = digest(inner.__module__, inner.__qualname__, options) + version()
        keys = [hashlib.blake2b(prefix + digest(i), digest_size=16).digest() for i in items]
        hints = get_type_hints(inner)
        known = self._recall(keys, msgspec.msgpack.Decoder(hints["return"]))
        fresh = [i for i, key in enumerate(keys) if key not in known]
        made = mapper(function, [items[i] for i in fresh])
        for i, value in zip(fresh, made, strict=True):
            known[keys[i]] = value
            self._keep(keys[i], value)
        self._used.update(keys)
        return tuple(known[key] for key in keys)

    def pages(self, site: str) -> dict[str, tuple[bytes, bytes]]:
        """Return, by path, the digests of a site's pages and of what was written for them."""
        rows: list[tuple[str, bytes, bytes]] = []
        if self._db is not None:
            with self._trouble():
                query = "select path, digest, content from page where site = ?"
                rows = self._db.execute(query, (site,)).fetchall()
        return {path: (page, content) for path, page, content in rows}

    def remember_pages(self, site: str, pages: Mapping[str, tuple[bytes, bytes]]) -> None:
        """Keep what `pages` is to return at the next run."""
        if self._db is None or self.pages(site) == pages:
            return
        with self._trouble():
            self._db.execute("delete from page where site = ?", (site,))
            rows = ((site, path, *digests) for path, digests in pages.items())
            self._db.executemany("insert into page values (?, ?, ?, ?)", rows)

    def _open(self, file: Path) -> sqlite3.Connection | None:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            ignore = file.parent / ".gitignore"
            if not ignore.exists():
                ignore.write_text("*\n", encoding="utf-8")
            return self._connect(file)
        except sqlite3.OperationalError as error:
            self._notice(f"The cache {file} cannot be used ({error}); going on without it.")
        except sqlite3.DatabaseError:
            self._notice(f"The cache {file} is damaged; it is made anew.")
            with contextlib.suppress(OSError, sqlite3.Error):
                file.unlink()
                return self._connect(file)
        except OSError as error:
            reason = error.strerror or error
            self._notice(f"The cache {file} cannot be used ({reason}); going on without it.")
        return None

    @staticmethod
    def _connect(file: Path) -> sqlite3.Connection:
        db = sqlite3.connect(file, timeout=5)
        db.execute("pragma journal_mode = wal")
        db.execute("pragma synchronous = off")
        db.executescript(_SCHEMA)
        return db

    @contextlib.contextmanager
    def _trouble(self) -> Iterator[None]:
        """Give the cache up at the first fault, and go on without it."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            self._notice(f"The cache cannot be used ({error}); going on without it.")
            if self._db is not None:
                with contextlib.suppress(sqlite3.Error):
                    self._db.close()
            self._db = None

    def _recall(self, keys: Sequence[bytes], decoder: msgspec.msgpack.Decoder[R]) -> dict[bytes, R]:
        known: dict[bytes, R] = {}
        for key, blob in self._rows(keys):
            if not isinstance(blob, bytes):
                continue
            with contextlib.suppress(msgspec.MsgspecError, ValueError, TypeError):
                if hashlib.blake2b(blob[16:], digest_size=16).digest() == blob[:16]:
                    known[key] = decoder.decode(blob[16:])
        return known

    def _rows(self, keys: Sequence[bytes]) -> Iterable[tuple[bytes, object]]:
        rows: list[tuple[bytes, object]] = []
        with self._trouble():
            for start in range(0, len(keys), 500):
                some = keys[start : start + 500]
                marks = ",".join("?" * len(some))
                query = f"select key, value from memo where key in ({marks})"  # noqa: S608
                if self._db is not None:
                    rows += self._db.execute(query, some).fetchall()
        return rows

    def _keep(self, key: bytes, value: Any) -> None:
        if self._db is None:
            return
        data = _encoder.encode(value)
        blob = hashlib.blake2b(data, digest_size=16).digest() + data
        with self._trouble():
            self._db.execute("insert or replace into memo values (?, ?)", (key, blob))

    def _prune(self) -> None:
        """Forget what this run did not ask for, once it is the greater part of the cache."""
        if self._db is None:
            return
        count = self._db.execute("select count(*) from memo").fetchone()[0]
        if count > 200 + 4 * len(self._used):
            stale = self._db.execute("select key from memo").fetchall()
            unused = [(key,) for (key,) in stale if key not in self._used]
            self._db.executemany("delete from memo where key = ?", unused)
