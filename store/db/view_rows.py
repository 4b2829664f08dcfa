"""Rows of saved views: how one is written, as the reader makes it and as undo brings it back."""

import sqlite3
from collections.abc import Mapping

COLUMNS = ("name", "filter", "sort", "unread", "position")

Row = Mapping[str, str | int]
"""The value of each of COLUMNS."""


def put_view(conn: sqlite3.Connection, view_id: int, row: Row | None) -> None:
    """Write a view in place of what it was, or take it away."""
    conn.execute("DELETE FROM views WHERE id = ?", (view_id,))
    if row is not None:
        conn.execute(
            f"INSERT INTO views (id, {', '.join(COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?)",
            (view_id, *(row[name] for name in COLUMNS)),
        )
