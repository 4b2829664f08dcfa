"""Bringing an older library up to date: a copy first, then all in one transaction."""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from datetime import datetime
from pathlib import Path

import sqlite_utils

from store.db.backups import folder_of, free_path, rotate
from store.db.copies import copy_to, read_only
from store.errors import LibraryError
from store.schema import migrations
from store.schema_names import APPLICATION_ID

Writing = Callable[[], AbstractContextManager[sqlite3.Connection]]
"""What opens the one transaction of a library."""


def upgrade(path: Path, conn: sqlite3.Connection, write: Writing, now: datetime) -> None:
    """Make the tables that are missing; of a library that has some, a copy is made and proved first.

    Rows that point nowhere afterwards, and did not before, fail it too. Raises LibraryError where the copy cannot be
    made or the change fails; the library is then as it was.
    """
    copy = _copied(path, conn, now)
    try:
        with write():  # two first starts at once must not both create the tables
            conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            _apply(conn)
            if copy is not None and (broken := _astray(conn)) and broken > _astray_in(copy):
                raise sqlite3.IntegrityError(f"{broken} rows would point nowhere")
    except LibraryError:
        raise
    except Exception as error:  # whatever a migration may stumble over, the reader must get at the library again
        if copy is None:
            raise
        raise LibraryError(
            f"Could not bring the library {path} up to date: {error}. It is as it was, and a copy is {copy}; "
            "use the sciread it was made with, and report this."
        ) from error
    if copy is not None:
        rotate(path)


def _apply(conn: sqlite3.Connection) -> None:
    """Run the steps that are missing; SQL that does not fit the tables is a step's fault, and no full disk's."""
    try:
        migrations.apply(sqlite_utils.Database(conn, execute_plugins=False))
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise
        raise ValueError(str(error)) from error


def _copied(path: Path, conn: sqlite3.Connection, now: datetime) -> Path | None:
    """The copy of a library that holds anything; None for a new one."""
    if not conn.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return None
    try:
        copy = free_path(path, now, "upgrade")
        copy_to(conn, copy)
    except OSError as error:
        raise LibraryError(
            f"Could not bring the library {path} up to date: no copy could be made first in {folder_of(path)} "
            f"({error.strerror or error}). Nothing was changed; make room there, then open it again."
        ) from error
    return copy


def _astray(conn: sqlite3.Connection) -> int:
    """How many rows point to one that is not there."""
    return sum(1 for _ in conn.execute("PRAGMA foreign_key_check"))


def _astray_in(copy: Path) -> int:
    with closing(read_only(copy, immutable=True)) as conn:
        return _astray(conn)
