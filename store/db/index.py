"""What is shared by saving and marking: the full-text index, tag names, and lists of ids in SQL."""

import sqlite3
from collections.abc import Iterable, Sequence

from store.db.connection import Connection
from store.parse.markup import clean_line
from store.query import fold

_CHUNK = 500


class Index(Connection):
    """A connection that keeps the full-text index in step with the text."""

    def _index(self, conn: sqlite3.Connection, ids: Sequence[int]) -> None:
        """Put articles into the full-text index, as search_text tells them now."""
        for part in chunks(list(ids)):
            conn.execute(
                "INSERT INTO search (rowid, title, body, refs, notes) "
                f"SELECT id, title, body, refs, notes FROM search_text WHERE id IN ({places(part)})",
                part,
            )

    def _unindex(self, conn: sqlite3.Connection, ids: Sequence[int]) -> None:
        """Take articles out of the index; before their text changes, for FTS5 must be told the old text."""
        for part in chunks(list(ids)):
            conn.execute(
                "INSERT INTO search (search, rowid, title, body, refs, notes) "
                f"SELECT 'delete', id, title, body, refs, notes FROM search_text WHERE id IN ({places(part)})",
                part,
            )


def tag_ids(conn: sqlite3.Connection, names: Iterable[str]) -> list[int]:
    """Return the ids of tag names, making those that are new; letter case does not make another tag."""
    found = []
    for name in names:
        row = conn.execute(
            "INSERT INTO tags (name, folded) VALUES (?, ?) ON CONFLICT (folded) DO UPDATE SET folded = folded "
            "RETURNING id",
            (name, fold(name)),
        ).fetchone()
        found.append(int(row[0]))
    return found


def tag_name(text: str) -> str:
    """Write a tag as it is kept: one line, at most 200 characters, without the # that people put before it."""
    return clean_line(text, 200).lstrip("#").strip()


def chunks(ids: list[int]) -> list[list[int]]:
    """Cut a list so that each part fits into the placeholders of one statement."""
    return [ids[at : at + _CHUNK] for at in range(0, len(ids), _CHUNK)]


def places(values: Sequence[object]) -> str:
    """Write as many placeholders as there are values."""
    return ",".join("?" * len(values))
