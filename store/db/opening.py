"""Opening a library file: nothing is written before it is known to be ours and sound."""

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from store.db.copies import HEADER, applied_in, has_side_files, head, read_only, side_files
from store.db.library_file import LibraryFile
from store.errors import LibraryError
from store.files import make_folder
from store.files_open import OPENING, count_open, is_open

BUSY_SECONDS = 10.0
_ROLLBACK = b"\x01\x01"
"""Bytes 18 and 19 of a file that is in no WAL mode (https://sqlite.org/fileformat.html): a copy, for ours are."""

_NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
"""What SQLite says where it cannot write beside a file: a full disk, a folder of another user."""


def open_library(path: Path) -> tuple[sqlite3.Connection, str]:
    """Open a library, a new one if there is none; the text says why it can only be read, "" if it can be written.

    Raises LibraryError, one sentence: what is wrong, and the last good copy. Then nothing was changed.
    """
    try:
        with OPENING:
            conn, why = _opened(path)
            count_open(conn, path)
        return conn, why
    except (OSError, sqlite3.Error) as error:
        raise LibraryError(refusal(path, error)) from error


def _opened(path: Path) -> tuple[LibraryFile, str]:
    there = _look(path)
    if there and not (os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK)):
        return _open_to_read(path)
    if not there:
        _make_private(path)
    conn = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, factory=LibraryFile)
    try:
        conn.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        conn.close()
        if not there or error.sqlite_errorcode & 0xFF not in _NO_ROOM:
            raise
        return _open_to_read(path)
    return conn, ""


def refusal(path: Path, error: Exception) -> str:
    """Say in one sentence why a library cannot be opened, and what to do."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    copy = offered(path) if isinstance(error, sqlite3.DatabaseError) else ""
    return f"Could not open the library {path}: {reason}." + (
        copy or " Check the path, or name another file with --db."
    )


def offered(path: Path) -> str:
    """What to do where a library is damaged: the last good copy, if there is one."""
    from store.db.backups import offer  # here: what opens needs no copies

    return offer(path)


def _has_copies(path: Path) -> bool:
    from store.db.backups import backups

    return bool(backups(path))


def _look(path: Path) -> bool:
    """Whether there is a library; what only looks like none is refused. Nothing is written, nor beside it."""
    wal = side_files(path)[0]
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is not a file")
    if not path.exists() or path.stat().st_size == 0:
        if has_side_files(path) or (path.exists() and _has_copies(path)):
            raise LibraryError(_emptied(path, wal))
        return False
    if is_open(path):  # then it was looked at, and must not be again
        return True
    if head(path) != HEADER:
        advice = offered(path) or " Put a copy in its place, or name another file with --db."
        raise LibraryError(
            f"Could not open the library {path}: it is damaged, or not a library of sciread; it is as it was.{advice}"
        )
    if has_side_files(path) and _versions(path) == _ROLLBACK:
        raise LibraryError(
            f"Could not open the library {path}: it is a copy, and {wal.name} beside it belongs to another file. "
            "Move that one away and open the library again."
        )
    try:
        with closing(_looking(path, wal)) as conn:
            applied_in(conn, path)
    except sqlite3.DatabaseError:
        if not wal.exists():
            raise
        with closing(read_only(path)) as conn:  # another program began to write while we looked
            applied_in(conn, path)
    return True


def _looking(path: Path, wal: Path) -> LibraryFile:
    """A connection that leaves every byte as it is: with no -wal there, the file is all there is."""
    if not wal.exists():
        return read_only(path, immutable=True)
    conn = read_only(path)
    try:
        conn.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError:  # nobody may write beside it
        conn.close()
        return read_only(path, immutable=True)
    return conn


def _open_to_read(path: Path) -> tuple[LibraryFile, str]:
    conn = read_only(path)
    missing = ""
    try:
        conn.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError:  # a library in WAL mode needs to write beside it
        conn.close()
        conn = read_only(path, immutable=True)
        missing = f", and what is in {path.name}-wal cannot be read" if has_side_files(path) else ""
    return conn, f"The library {path} can only be read: nothing you do here is kept{missing}."


def _emptied(path: Path, wal: Path) -> str:
    why = (
        f"it is empty, but {wal.name} beside it is not" if has_side_files(path) else "it is empty, but there are copies"
    )
    advice = offered(path) or f" Put a copy in its place, or move {wal.name} away to begin anew."
    return f"Could not open the library {path}: {why}; nothing was changed.{advice}"


def _versions(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(20)[18:]


def _make_private(path: Path) -> None:
    """Create the folder 0700 and the file 0600; -wal and -shm take the file's mode. Old files keep theirs."""
    make_folder(path.parent)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
