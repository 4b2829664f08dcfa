"""One work, one row: references that share an identifier are the same paper."""

import sqlite3

from store.model import Reference

_SCHEMES = ("doi", "pmid", "pmcid", "arxiv", "isbn")
"""Schemes that name one work. A trial number names a trial, which many papers report; a PII is no id of ours."""


def paper_of(conn: sqlite3.Connection, reference: Reference) -> int | None:
    """Return the paper a reference is about, made or merged as its ids tell; None without an id.

    The page's own citation is no paper. Two papers become one when a reference names an id of each.
    """
    ids = [(scheme, reference.ids[scheme]) for scheme in _SCHEMES if reference.ids.get(scheme)]
    if not ids or reference.role == "self":
        return None
    known = sorted({paper for pair in ids if (paper := _paper(conn, pair)) is not None})
    paper = known[0] if known else int(conn.execute("INSERT INTO papers DEFAULT VALUES").lastrowid or 0)
    for double in known[1:]:
        _merge(conn, double, paper)
    conn.executemany(
        "INSERT OR IGNORE INTO paper_ids (scheme, id, paper_id) VALUES (?, ?, ?)", ((*p, paper) for p in ids)
    )
    conn.execute(
        "UPDATE papers SET title = coalesce(title, ?), container = coalesce(container, ?), "
        "year = coalesce(year, ?) WHERE id = ?",
        (reference.title, reference.container, reference.year, paper),
    )
    return paper


def _paper(conn: sqlite3.Connection, pair: tuple[str, str]) -> int | None:
    row = conn.execute("SELECT paper_id FROM paper_ids WHERE scheme = ? AND id = ?", pair).fetchone()
    return int(row[0]) if row else None


def _merge(conn: sqlite3.Connection, double: int, paper: int) -> None:
    for table in ("paper_ids", "article_references"):
        conn.execute(f"UPDATE {table} SET paper_id = ? WHERE paper_id = ?", (paper, double))
    conn.execute(
        "UPDATE papers SET (title, container, year) = (SELECT coalesce(papers.title, d.title), "
        "coalesce(papers.container, d.container), coalesce(papers.year, d.year) FROM papers d WHERE d.id = ?) "
        "WHERE id = ?",
        (double, paper),
    )
    conn.execute("DELETE FROM papers WHERE id = ?", (double,))
