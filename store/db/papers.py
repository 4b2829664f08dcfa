"""One work, one row: references that share an identifier are the same paper."""

import sqlite3
from collections.abc import Mapping

from store.model import Reference

_SCHEMES = ("doi", "pmid", "pmcid", "arxiv", "isbn")
"""Schemes that name one work. A trial number names a trial, which many papers report; a PII is no id of ours."""

_FILL = """UPDATE papers SET title = coalesce(title, ?), container = coalesce(container, ?), year = coalesce(year, ?)
    WHERE id = ?"""
_NAME = "INSERT OR IGNORE INTO paper_ids (scheme, id, paper_id) VALUES (?, ?, ?)"


def paper_of(conn: sqlite3.Connection, reference: Reference) -> int | None:
    """Return the paper a reference is about, made or merged as its ids tell; None without an id.

    The page's own citation is no paper. Two papers become one when a reference names an id of each.
    """
    ids = [(scheme, reference.ids[scheme]) for scheme in _SCHEMES if reference.ids.get(scheme)]
    if not ids or reference.role == "self":
        return None
    known = sorted({paper for pair in ids if (paper := _paper(conn, pair)) is not None})
    told = (reference.title, reference.container, reference.year)
    if known:
        paper = known[0]
        for double in known[1:]:
            _merge(conn, double, paper)
        conn.execute(_FILL, (*told, paper))
    else:
        paper = int(conn.execute("INSERT INTO papers (title, container, year) VALUES (?, ?, ?)", told).lastrowid or 0)
    conn.executemany(_NAME, ((*pair, paper) for pair in ids))
    return paper


def learn(conn: sqlite3.Connection, known: Mapping[str, str], told: Mapping[str, str]) -> None:
    """Take over the identifiers a service tells of a paper that is known by others: two papers may become one by it."""
    if any(known.get(scheme, id) != id for scheme, id in told.items()):
        return  # it speaks of another work
    pairs = [(scheme, id) for scheme, id in {**told, **known}.items() if scheme in _SCHEMES and id]
    papers = sorted({paper for pair in pairs if (paper := _paper(conn, pair)) is not None})
    if not papers:
        return
    for double in papers[1:]:
        _merge(conn, double, papers[0])
    conn.executemany(_NAME, ((*pair, papers[0]) for pair in pairs))


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
