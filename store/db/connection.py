"""Opening the library file, and the one way to write to it."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from store.errors import LibraryError, LibraryNewerError
from store.schema_names import APPLICATION_ID, NAMES

_BUSY_SECONDS = 10.0
LARGEST = 2**63 - 1
"""What SQLite can count to; Python goes on, and its driver raises."""
_HEADER = b"SQLite format 3\x00"
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

    `now` is the clock; tests pass their own.
    """

    def __init__(self, path: Path, *, now: Callable[[], datetime] = utc_now) -> None:
        self.path = path
        self._now = now
        try:
            _make_private(path)
            self._conn = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise LibraryError(_refusal(path, error)) from error
        try:
            self._prepare()
        except sqlite3.Error as error:
            self._conn.close()
            raise LibraryError(_refusal(path, error)) from error
        except BaseException:
            self._conn.close()
            raise

    def _prepare(self) -> None:
        applied = self._applied()
        self._conn.execute("PRAGMA journal_mode = WAL")
        self._conn.execute("PRAGMA synchronous = NORMAL")
        if applied != set(NAMES):
            self._migrate()
        self._conn.execute("PRAGMA foreign_keys = ON")  # only now: migrations may rebuild tables

    def _migrate(self) -> None:
        """Bring the tables up to date. What that needs takes longer to load than all else an opening does."""
        import sqlite_utils

        from store.schema import migrations

        database = sqlite_utils.Database(self._conn, execute_plugins=False)
        with self._write():  # two first starts at once must not both create the tables
            self._conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            migrations.apply(database)

    def _applied(self) -> set[str]:
        """Which migrations the file has seen. Another program's file, or a newer sciread's, stays as it is."""
        marked = self._conn.execute("PRAGMA application_id").fetchone()[0]
        tables = {row[0] for row in self._conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if tables and marked != APPLICATION_ID:
            raise LibraryError(f"Could not open {self.path}: it is another program's database. Name another file.")
        if "_sqlite_migrations" not in tables:
            return set()
        applied = {row[0] for row in self._conn.execute("SELECT name FROM _sqlite_migrations")}
        if applied - set(NAMES):
            raise LibraryNewerError(
                f"Could not open {self.path}: a newer sciread wrote it. Nothing was changed; update sciread."
            )
        return applied

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        """One short transaction that waits its turn.

        BEGIN IMMEDIATE, because SQLite does not wait when a deferred transaction wants to write later
        (https://sqlite.org/lang_transaction.html). Raises LibraryError when the write cannot be done.
        """
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
            raise LibraryError(f"Could not save to {self.path}: {error}. Nothing was changed; try again.") from error

    def _rows(self, sql: str, values: Any = ()) -> list[Any]:
        """Read rows. Raises LibraryError where the file is damaged or its disk fails; wrong SQL is a bug."""
        try:
            return self._conn.execute(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            if not _is_the_file_s(error):
                raise
            why = f"Could not read the library {self.path}: {error}."
            raise LibraryError(f"{why} Put a copy in its place, or name another file with --db.") from error

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


def _make_private(path: Path) -> None:
    """Create the folder 0700 and the file 0600; -wal and -shm take the file's mode. Old files keep theirs."""
    if not path.parent.exists():
        path.parent.mkdir(mode=0o700, parents=True)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        return
    with path.open("rb") as file:
        head = file.read(len(_HEADER))
    if head and head != _HEADER:
        raise OSError("it is not a sciread library")


def _refusal(path: Path, error: Exception) -> str:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"Could not open the library {path}: {reason}. Check the path, or name another file with --db."
