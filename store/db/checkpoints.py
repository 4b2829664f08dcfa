"""When what stands in the -wal moves into the library's file: while nobody writes, in any program.

In SQLite before 3.51.3 a checkpoint that meets a commit which begins the -wal anew may lose that commit
(https://sqlite.org/wal.html#walresetbug), and SQLite's own checkpoints wait for no writer. There they are off, and who
has the writer's turn makes them. The last program that closes the library still leaves it to SQLite: it is alone then.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from store.db.copies import side_files
from store.files_open import is_open

MENDED = (3, 51, 3)
LIMIT = 1000 * (4096 + 24)
"""Bytes of a -wal of a thousand pages, each with its head: from there on SQLite too would begin a checkpoint."""


def take_over(conn: sqlite3.Connection) -> None:
    """See that SQLite begins no checkpoint by itself where that is not safe."""
    if sqlite3.sqlite_version_info < MENDED:
        conn.execute("PRAGMA wal_autocheckpoint = 0")
        conn.execute("PRAGMA journal_size_limit = 0")  # a -wal begun anew is cut, so that its size says what it holds


def checkpoint(conn: sqlite3.Connection, path: Path) -> bool:
    """Make a checkpoint if the -wal is long, after a commit; return whether one was made.

    Another connection takes the writer's turn meanwhile: SQLite makes none within a transaction. What fails leaves
    all in the -wal, for the next commit or the last close.
    """
    if sqlite3.sqlite_version_info >= MENDED:
        return False
    try:
        if side_files(path)[0].stat().st_size < LIMIT or not is_open(path):  # another file has the name by now
            return False
        address = f"{path.absolute().as_uri()}?mode=rw"  # a file that is gone is not made anew
        with closing(sqlite3.connect(address, uri=True, timeout=0, isolation_level=None)) as turn:
            turn.execute("BEGIN IMMEDIATE")  # refused while another writes: it comes here itself after its commit
            return bool(conn.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()[0] == 0)
    except (OSError, sqlite3.Error):
        return False
