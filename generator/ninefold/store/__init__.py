"""What a later run can do without: a memo of pure functions, which page made which file, and
what hosts answered.

One SQLite file. It only saves time: without it, or with one that is damaged, locked, of
another version or full of another site, a run does the same work again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from sqlite3 import Connection
from typing import NamedTuple

from ninefold.database import Database
from ninefold.store.digests import digest, version
from ninefold.store.memo import Memo

__all__ = ["Made", "Store", "digest", "version"]


class Made(NamedTuple):
    """What is known of a file of a site: the digest of the page that it shows, b"" where it shows
    none; that of what was written; and the mark by which it is known to be untouched.
    """

    page: bytes
    content: bytes
    mark: bytes


class Store(Memo):
    """The cache of one run; use as a context manager. `Store(None)` keeps nothing.

    `notice` is called with one line when a cache had to be given up.
    """

    def __init__(self, file: Path | None, notice: Callable[[str], None] = print) -> None:
        super().__init__(Database(file, notice))
        self.file = file
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

    def files(self, site: str) -> dict[str, Made]:
        """Return, by path, what is known of the files that were made for a site."""
        return self.recall(digest("files", site), dict[str, Made]) or {}

    def remember_files(self, site: str, files: Mapping[str, Made]) -> None:
        """Keep what `files` is to return at the next run."""
        self._whole = True
        self.keep(digest("files", site), files)

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

    def _prune(self, db: Connection) -> None:
        """Forget what this build did not ask for, once it is the greater part of the cache."""
        keys = db.execute("select key from result").fetchall()
        if len(keys) > 200 + 4 * len(self.used):
            unused = [(key,) for (key,) in keys if key not in self.used]
            db.executemany("delete from result where key = ?", unused)
            db.commit()


def _told(address: str, verdict: str, until: float) -> str:
    """A verdict as it is kept: with a checksum of the whole row."""
    return f"{verdict} {digest(address, verdict, until).hex()}"
