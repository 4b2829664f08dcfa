"""Opening the library file, and the one way to write to it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from store.db.checkpoints import checkpoint, take_over
from store.db.copies import applied_in
from store.db.opening import offered, open_library, refusal
from store.errors import LibraryError, StoppedError
from store.schema_names import NAMES

LARGEST = 2**63 - 1
"""What SQLite can count to; Python goes on, and its driver raises."""
_OF_THE_FILE = frozenset(
    {
        sqlite3.SQLITE_BUSY, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOTADB,
    }
)  # fmt: skip


def utc_now() -> datetime:
    """The clock of the library, when none is passed in."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """Write an aware time as ISO 8601 in UTC, to the second."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


class Connection:
    """A connection to one library file, opened, migrated, and ready to write.

    `now` is the clock; tests pass their own. `read_only` says in one sentence that nothing can be kept, "" if it can.
    """

    def __init__(self, path: Path, *, now: Callable[[], datetime] = utc_now) -> None:
        self.path = path
        self._now = now
        self._conn, self.read_only = open_library(path)
        try:
            self._prepare()
        except sqlite3.Error as error:
            self._conn.close()
            raise LibraryError(refusal(path, error)) from error
        except BaseException:
            self._conn.close()
            raise

    def _prepare(self) -> None:
        if not self.read_only:
            self._conn.execute("PRAGMA synchronous = NORMAL")
            take_over(self._conn)
        if applied_in(self._conn, self.path) != set(NAMES):
            self._migrate()
        self._conn.execute("PRAGMA foreign_keys = ON")  # only now: migrations may rebuild tables

    def _migrate(self) -> None:
        """Bring the tables up to date. What that needs takes longer to load than all else an opening does."""
        if self.read_only:
            raise LibraryError(
                f"Could not open {self.path}: an older sciread wrote it, and it can only be read here. "
                "Copy it to a folder of yours and open it there."
            )
        from store.db.upgrading import upgrade

        upgrade(self.path, self._conn, self._write, self._now())

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        """One short transaction that waits its turn.

        BEGIN IMMEDIATE, because SQLite does not wait when a deferred transaction wants to write later
        (https://sqlite.org/lang_transaction.html). Raises LibraryError when the write cannot be done.
        """
        if self.read_only:
            raise LibraryError(self.read_only)
        try:
            self._conn.execute("BEGIN IMMEDIATE")
            try:
                yield self._conn
            except BaseException:
                self._conn.execute("ROLLBACK")
                raise
            self._conn.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            if self._conn.in_transaction:
                self._conn.execute("ROLLBACK")
            if not isinstance(error, sqlite3.OperationalError) and not _is_the_file_s(error):
                raise
            advice = offered(self.path) if _is_damage(error) else " Nothing was changed; try again."
            raise LibraryError(f"Could not save to {self.path}: {error}.{advice}") from error
        checkpoint(self._conn, self.path)

    def _rows(self, sql: str, values: Any = ()) -> list[Any]:
        """Read rows. Raises LibraryError where the file is damaged or its disk fails; wrong SQL is a bug.

        Raises StoppedError where another thread stopped the question.
        """
        try:
            return self._conn.execute(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT:
                raise StoppedError("The search was stopped for a newer one.") from error
            if not _is_the_file_s(error):
                raise
            advice = offered(self.path) if _is_damage(error) else ""
            advice = advice or " Put a copy in its place, or name another file with --db."
            raise LibraryError(f"Could not read the library {self.path}: {error}.{advice}") from error

    def now(self) -> datetime:
        """The library's clock."""
        return self._now()

    def close(self) -> None:
        """Close the file. Nothing is pending: every write was committed."""
        self._conn.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _is_the_file_s(error: sqlite3.DatabaseError) -> bool:
    """Tell a damaged, locked or lost file from wrong SQL, by the primary code of SQLite's error."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _OF_THE_FILE


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
