"""What a later run can do without: a memo of pure functions, which page made which file, and
what hosts answered.

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

_LIBRARIES = (
    "babel",
    "jinja2",
    "markdown",
    "msgspec",
    "nh3",
    "python-frontmatter",
    "pyyaml",
    "python-slugify",
    "rapidfuzz",
)
_SCHEMA = """
    create table if not exists memo (key blob primary key, value blob) without rowid;
    create table if not exists page (site text, path text, digest blob, content blob,
        primary key (site, path)) without rowid;
    create table if not exists answer (address text primary key, verdict text, until real)
        without rowid;
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
        self._file = file
        self._db = self._open(file) if file else None
        self._used: set[bytes] = set()
        self._whole = False

    def __enter__(self) -> Store:
        """Return the store itself."""
        return self

    def __exit__(self, *exc: object) -> None:
        """Drop what has long not been asked for, and close the file."""
        with self._trouble() as db:
            if db and self._whole:
                self._prune(db)
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
        fresh = {key: item for key, item in zip(keys, items, strict=True) if key not in known}
        made: dict[bytes, R] = {}
        try:
            made.update(zip(fresh, mapper(function, list(fresh.values())), strict=True))
        finally:  # what was done before an interruption need not be done again
            self._keep(made)
        known |= made
        self._used.update(keys)
        return tuple(known[key] for key in keys)

    def pages(self, site: str) -> dict[str, tuple[bytes, bytes]]:
        """Return, by path, the digests of a site's pages and of what was written for them."""
        rows: list[tuple[str, bytes, bytes]] = []
        with self._trouble() as db:
            query = "select path, digest, content from page where site = ?"
            rows = db.execute(query, (site,)).fetchall() if db else []
        return {path: (page, content) for path, page, content in rows}

    def remember_pages(self, site: str, pages: Mapping[str, tuple[bytes, bytes]]) -> None:
        """Keep what `pages` is to return at the next run."""
        self._whole = True
        if self.pages(site) == pages:
            return
        rows = ((site, path, *digests) for path, digests in pages.items())
        with self._trouble() as db:
            if db:
                db.execute("delete from page where site = ?", (site,))
                db.executemany("insert into page values (?, ?, ?, ?)", rows)
                db.commit()

    def answers(self, now: float, longest: float) -> dict[str, str]:
        """Return by address what is known of it at a time, in seconds since 1970.

        No verdict lasts `longest`: one that claims to was kept by a clock that went wrong.
        """
        rows: list[tuple[str, str]] = []
        with self._trouble() as db:
            query = "select address, verdict from answer where until > ? and until <= ?"
            rows = db.execute(query, (now, now + longest)).fetchall() if db else []
        return dict(rows)

    def remember_answers(self, answers: Iterable[tuple[str, str, float]], now: float) -> None:
        """Keep what `answers` is to return: address, verdict, and until when it lasts."""
        with self._trouble() as db:
            if db:
                db.execute("delete from answer where until <= ?", (now,))
                db.executemany("insert or replace into answer values (?, ?, ?)", answers)
                db.commit()

    def _open(self, file: Path) -> sqlite3.Connection | None:
        try:
            if not file.parent.exists():  # in a folder that is somebody's, git is theirs to tell
                file.parent.mkdir(parents=True)
                (file.parent / ".gitignore").write_text("*\n", encoding="utf-8")
            return self._connect(file)
        except sqlite3.OperationalError as error:
            self._notice(f"The cache {file} cannot be used ({error}); going on without it.")
        except (sqlite3.DatabaseError, UnicodeError):
            self._notice(f"The cache {file} is damaged; it is made anew.")
            with contextlib.suppress(OSError, sqlite3.Error):
                _remove(file)
                return self._connect(file)
        except OSError as error:
            reason = error.strerror or error
            self._notice(f"The cache {file} cannot be used ({reason}); going on without it.")
        return None

    @staticmethod
    def _connect(file: Path) -> sqlite3.Connection:
        db = sqlite3.connect(file, timeout=5)
        db.text_factory = lambda data: data.decode("utf-8", "replace")  # damage is no error
        try:
            db.execute("pragma journal_mode = wal")
            db.execute("pragma synchronous = off")
            db.executescript(_SCHEMA)
        except BaseException:
            db.close()
            raise
        return db

    @contextlib.contextmanager
    def _trouble(self) -> Iterator[sqlite3.Connection | None]:
        """Give the cache up at the first fault, and go on without it."""
        try:
            yield self._db
        except (sqlite3.Error, OSError, UnicodeError) as error:
            self._notice(f"The cache {self._file} cannot be used ({error}); going on without it.")
            with contextlib.suppress(sqlite3.Error, OSError):
                if self._db is not None:
                    self._db.close()
                if self._file and not isinstance(error, sqlite3.OperationalError):
                    _remove(self._file)  # damaged: the next run makes it anew
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
        with self._trouble() as db:
            for start in range(0, len(keys) if db else 0, 500):
                some = keys[start : start + 500]
                marks = ",".join("?" * len(some))
                query = f"select key, value from memo where key in ({marks})"  # noqa: S608
                rows += db.execute(query, some).fetchall() if db else []
        return rows

    def _keep(self, values: Mapping[bytes, Any]) -> None:
        rows = []
        for key, value in values.items():
            data = _encoder.encode(value)
            rows.append((key, hashlib.blake2b(data, digest_size=16).digest() + data))
        with self._trouble() as db:
            if db and rows:
                db.executemany("insert or replace into memo values (?, ?)", rows)
                db.commit()  # at once: another build may wait for its turn

    def _prune(self, db: sqlite3.Connection) -> None:
        """Forget what this build did not ask for, once it is the greater part of the cache."""
        keys = db.execute("select key from memo").fetchall()
        if len(keys) > 200 + 4 * len(self._used):
            unused = [(key,) for (key,) in keys if key not in self._used]
            db.executemany("delete from memo where key = ?", unused)
            db.commit()


def _remove(file: Path) -> None:
    """Remove a cache with the files that SQLite puts beside it."""
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
        file.with_name(name).unlink(missing_ok=True)
