"""One SQLite file that only saves time: whatever becomes of it, work goes on without it."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

_SCHEMA = """
    create table if not exists result (key blob primary key, seal blob, value blob);
    drop table if exists memo;
    drop table if exists page;
    drop table if exists file;
    create table if not exists answer (address text primary key, verdict text, until real)
        without rowid;
"""


class Database:
    """A file that is opened if it can be, made anew if it is damaged, and given up at a fault.

    `connection` is None from then on. `notice` is called with one line that says so.
    """

    def __init__(self, file: Path | None, notice: Callable[[str], None]) -> None:
        self._notice = notice
        self._file = file
        self.connection = self._open(file) if file else None

    def close(self) -> None:
        """Close the file, if it is open; whoever asks for it later does without."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def _open(self, file: Path) -> sqlite3.Connection | None:
        try:
            if not file.parent.exists():  # in a folder that is somebody's, git is theirs to tell
                file.parent.mkdir(parents=True)
                (file.parent / ".gitignore").write_text("*\n", encoding="utf-8")
            _check_regular(file)
            return self.connect(file)
        except sqlite3.OperationalError as error:
            self._notice(f"The cache {file} cannot be used ({error}); going on without it.")
        except (sqlite3.DatabaseError, UnicodeError):
            self._notice(f"The cache {file} is damaged; it is made anew.")
            with contextlib.suppress(OSError, sqlite3.Error):
                _remove(file)
                return self.connect(file)
        except OSError as error:
            reason = error.strerror or error
            self._notice(f"The cache {file} cannot be used ({reason}); going on without it.")
        return None

    @staticmethod
    def connect(file: Path) -> sqlite3.Connection:
        """Open the file as a database with our tables, or raise sqlite3.Error."""
        # A preview opens it in one thread and uses it in another, never in two at once.
        db = sqlite3.connect(file, timeout=5, check_same_thread=False)
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
    def trouble(self) -> Iterator[sqlite3.Connection | None]:
        """Give the cache up at the first fault, and go on without it."""
        try:
            yield self.connection
        except (sqlite3.Error, OSError, UnicodeError) as error:
            self._notice(f"The cache {self._file} cannot be used ({error}); going on without it.")
            with contextlib.suppress(sqlite3.Error, OSError):
                self.close()
                if self._file and not isinstance(error, sqlite3.OperationalError):
                    _remove(self._file)  # damaged: the next run makes it anew
            self.connection = None


def _check_regular(file: Path) -> None:
    """Refuse a link, which may lead to another program's database, and a special file."""
    if os.path.lexists(file) and not stat.S_ISREG(file.lstat().st_mode):
        raise OSError(errno.EINVAL, "it is no regular file")


def _remove(file: Path) -> None:
    """Remove a cache with the files that SQLite puts beside it."""
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
        file.with_name(name).unlink(missing_ok=True)
