"""Rows of the queue of papers: how one is written: as the reader makes it, as undo restores it, as it is imported."""

import json
import sqlite3
from collections.abc import Iterable, Mapping

COLUMNS = ("state", "reason", "since", "changed")
SCHEMES = ("doi", "pmid", "pmcid", "arxiv", "isbn")
"""The schemes by which papers are queued, the best first."""

Row = Mapping[str, str]
"""The value of each of COLUMNS."""


def put_state(conn: sqlite3.Connection, name: str, row: Row | None) -> None:
    """Write the state of the paper called "scheme:id" in place of what it was, or take it away."""
    scheme, _, id = name.partition(":")
    conn.execute("DELETE FROM paper_states WHERE scheme = ? AND id = ?", (scheme, id))
    if row is not None:
        conn.execute(
            f"INSERT INTO paper_states (scheme, id, {', '.join(COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?)",
            (scheme, id, *(row[name] for name in COLUMNS)),
        )


def rows_of(conn: sqlite3.Connection, paper: int) -> dict[str, Row | None]:
    """Return what is said of a paper under each of its names, None for nothing; what counts comes last."""
    sql = f"""SELECT i.scheme || ':' || i.id, {", ".join(f"s.{name}" for name in COLUMNS)} FROM paper_ids i
        LEFT JOIN paper_states s ON s.scheme = i.scheme AND s.id = i.id
        WHERE i.paper_id = ? ORDER BY s.changed, i.scheme, i.id"""
    found = conn.execute(sql, (paper,)).fetchall()
    return {name: None if row[0] is None else dict(zip(COLUMNS, row, strict=True)) for name, *row in found}


def latest(rows: Mapping[str, Row | None]) -> Row | None:
    """Of what is said under several names, in the order of `rows_of`, what counts."""
    return next((row for row in reversed([*rows.values()]) if row is not None), None)


def best_name(names: Iterable[str]) -> str:
    """The name by which a paper is queued: by the best scheme, then the first."""
    return min(names, key=lambda name: (SCHEMES.index(name.partition(":")[0]), name))


def packed_row(row: Row | None) -> str | None:
    """A row as the journal keeps it."""
    return None if row is None else json.dumps(dict(row), ensure_ascii=False)
