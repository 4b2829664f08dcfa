"""What is shared by saving and marking: the full-text index, tag names, and lists of ids in SQL."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import TypeVar

from store.parse.markup_clean import clean_line
from store.query import fold

_CHUNK = 500
T = TypeVar("T")


def index(conn: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Put articles into the full-text index, as search_text tells them now.

    By rising id: FTS5 begins a new segment where ids fall back.
    """
    for part in chunks(sorted(ids)):
        conn.execute(
            "INSERT INTO search (rowid, title, body, refs, notes) "
            f"SELECT id, title, body, refs, notes FROM search_text WHERE id IN ({places(part)}) ORDER BY id",
            part,
        )


def unindex(conn: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Take articles out of the index; before their text changes, for FTS5 must be told the old text."""
    for part in chunks(sorted(ids)):
        conn.execute(
            "INSERT INTO search (search, rowid, title, body, refs, notes) "
            f"SELECT 'delete', id, title, body, refs, notes FROM search_text WHERE id IN ({places(part)}) ORDER BY id",
            part,
        )


def tag_ids(conn: sqlite3.Connection, names: Iterable[str]) -> list[int]:
    """Return the ids of tag names, making those that are new; letter case does not make another tag."""
    folded = [(fold(name), name) for name in names]
    known: dict[str, int] = {}
    for part in chunks(list({key: None for key, _ in folded})):
        known.update(conn.execute(f"SELECT folded, id FROM tags WHERE folded IN ({places(part)})", part))
    for key, name in folded:
        if key not in known:
            made = conn.execute("INSERT INTO tags (name, folded) VALUES (?, ?)", (name, key))
            known[key] = int(made.lastrowid or 0)
    return [known[key] for key, _ in folded]


def tag_name(text: str) -> str:
    """Write a tag as it is kept: one line, at most 200 characters, without the # that people put before it."""
    return clean_line(text, 200).lstrip("#").strip()


def chunks(ids: Sequence[T]) -> list[list[T]]:
    """Cut a list so that each part fits into the placeholders of one statement."""
    return [list(ids[at : at + _CHUNK]) for at in range(0, len(ids), _CHUNK)]


def places(values: Sequence[object]) -> str:
    """Write as many placeholders as there are values."""
    return ",".join("?" * len(values))
