"""Copies of a library: how one is made while others write, and how it is known that it is whole."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from store.db.library_file import LibraryFile
from store.errors import LibraryError, LibraryNewerError, StoppedError
from store.files import flush, growing, publish, refuse_taken
from store.schema_names import APPLICATION_ID, NAMES

_PAGES = 512
"""Pages copied at a time: between two such parts the work can be stopped."""
KEPT = 7
"""Daily copies that are kept, of a library of ordinary size."""
HEADER = b"SQLite format 3\x00"


def read_only(path: Path, *, immutable: bool = False) -> LibraryFile:
    """Open a file of SQLite without writing to it; `immutable`: nor beside it, and its -wal is not read."""
    how = "immutable=1" if immutable else "mode=ro"
    address = f"{path.absolute().as_uri()}?{how}"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=10.0, factory=LibraryFile)


def copy_to(conn: sqlite3.Connection, path: Path, stopped: Callable[[], bool] | None = None) -> None:
    """Copy the library of a connection, as it is now, into a new file, and prove that the copy is whole.

    One file without side files, of mode 0600, that has its name only when it is proved. Others may write meanwhile:
    they do not wait, and what they write is not in it. Raises OSError, LibraryError (the copy is damaged), and
    StoppedError when `stopped` says so.
    """

    def step(*_: int) -> None:
        if stopped is not None and stopped():
            raise StoppedError("The copy was stopped.")

    refuse_taken(path)
    with growing(path) as part:
        try:
            _copy(conn, part, step)
            step()
            if fault := fault_of(part):
                raise LibraryError(f"Could not make a copy of the library: {fault}. Look at it with `sciread check`.")
        except sqlite3.Error as error:
            raise LibraryError(f"Could not make a copy of the library: {error}. Make room, or repair it.") from error
        flush(part)
        publish(part, path)


def _copy(conn: sqlite3.Connection, part: Path, step: Callable[..., None]) -> None:
    """Copy all pages of one moment: the transaction keeps that moment while others write."""
    with closing(sqlite3.connect(part, isolation_level=None)) as target:
        conn.execute("BEGIN")
        try:
            conn.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from here on this moment is kept
            conn.backup(target, pages=_PAGES, progress=step, sleep=0.0)
        finally:
            conn.execute("ROLLBACK")
        target.execute("PRAGMA journal_mode = DELETE")  # a copy is one file, and can be read where nobody may write


def fault_of(path: Path) -> str | None:
    """Say what is wrong with a file as a library of ours; None if it is whole. It is read from end to end."""
    try:
        if head(path) != HEADER:
            return "it is not a library of sciread"
        with closing(read_only(path, immutable=not has_side_files(path))) as conn:
            applied_in(conn, path)
            found = [str(row[0]) for row in conn.execute("PRAGMA quick_check(1)")]
            return None if found == ["ok"] else f"it is damaged ({' '.join(' '.join(found).split()) or 'no answer'})"
    except LibraryNewerError:
        return "a newer sciread wrote it"
    except LibraryError:
        return "it is another program's database"
    except sqlite3.Error as error:
        return f"it is damaged ({error})"
    except OSError as error:
        return f"it cannot be read ({error.strerror or error})"


def has_side_files(path: Path) -> bool:
    """Whether part of a library still lies in its -wal."""
    with suppress(OSError):
        return side_files(path)[0].stat().st_size > 0
    return False


def side_files(path: Path) -> tuple[Path, Path]:
    """The files SQLite keeps beside a library that is open: its -wal, which holds changes, and its -shm."""
    return path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")


def applied_in(conn: sqlite3.Connection, path: Path) -> set[str]:
    """Return which migrations a library has seen. Another program's file, and a newer sciread's, is refused.

    Raises LibraryError, LibraryNewerError.
    """
    marked = conn.execute("PRAGMA application_id").fetchone()[0]
    tables = {row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if tables and marked != APPLICATION_ID:
        raise LibraryError(f"Could not open {path}: it is another program's database. Name another file.")
    if "_sqlite_migrations" not in tables:
        return set()
    applied = {row[0] for row in conn.execute("SELECT name FROM _sqlite_migrations")}
    if applied - set(NAMES):
        raise LibraryNewerError(
            f"Could not open {path}: a newer sciread wrote it. Nothing was changed; update sciread."
        )
    return applied


def count_of(path: Path) -> int | None:
    """How many articles a copy holds; None if it does not say."""
    found = one_of(path, "SELECT count(*) FROM articles WHERE pruned IS NULL", None)
    return found if isinstance(found, int) else None


def one_of(path: Path, sql: str, otherwise: Any) -> Any:
    """The first value of a question to a file nobody writes to; `otherwise` if it cannot be asked."""
    try:
        with closing(read_only(path, immutable=not has_side_files(path))) as conn:
            return conn.execute(sql).fetchone()[0]
    except (sqlite3.Error, OSError):
        return otherwise


def head(path: Path) -> bytes:
    """The first bytes of a file, by which SQLite knows its own. Raises OSError."""
    with path.open("rb") as file:
        return file.read(len(HEADER))
