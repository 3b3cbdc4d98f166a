"""What a later run can do without: a memo of pure functions, and what hosts answered.

One SQLite file. It only saves time: without it, or with one that is damaged, locked, of
another version or full of another site, a run does the same work again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from sqlite3 import Connection

from ninefold.database import Database
from ninefold.store.digests import digest, version
from ninefold.store.memo import Memo

__all__ = ["Store", "digest", "version"]


class Store(Memo):
    """The cache of one run; use as a context manager. `Store(None)` keeps nothing.

    `notice` is called with one line when a cache had to be given up. A run that `asked_for_all`
    that a site needs lets what it did not ask for be forgotten.
    """

    def __init__(self, file: Path | None, notice: Callable[[str], None] = print) -> None:
        super().__init__(Database(file, notice))
        self.file = file
        self.asked_for_all = False

    def __enter__(self) -> Store:
        """Return the store itself."""
        return self

    def __exit__(self, *exc: object) -> None:
        """Drop what has long not been asked for, and close the file."""
        with self._data.trouble() as db:
            if db and self.asked_for_all:
                self._prune(db)
        self._data.close()

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
        """Forget what this build did not ask for, once it is by far the greater part."""
        rows = db.execute("select key, length(value) from result").fetchall()
        unused = [(key, size or 0) for key, size in rows if key not in self.used]
        idle, all_of_it = sum(size for _, size in unused), sum(size or 0 for _, size in rows)
        if len(rows) > 200 and idle > 2 * (all_of_it - idle):
            db.executemany("delete from result where key = ?", [(key,) for key, _ in unused])
            db.commit()


def _told(address: str, verdict: str, until: float) -> str:
    """A verdict as it is kept: with a checksum of the whole row."""
    return f"{verdict} {digest(address, verdict, until).hex()}"
