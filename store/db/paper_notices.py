"""What notices mean for a paper, and for the articles that cite it: kept in `article_standings`, in step with both."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from store.model import DateParts
    from store.model_paper import Notice, StatusKind

GRAVITY: tuple[Literal["retracted", "withdrawn", "concern", "corrected"], ...] = (
    "retracted", "withdrawn", "concern", "corrected",
)  # fmt: skip
"""The notices, gravest first."""
RAISING = ("retracted", "withdrawn")
"""Those on which an article that was read comes up again."""

OF_PAPERS = """SELECT p.paper_id, n.kind, n.source, n.doi, n.date, n.reason
    FROM json_each(?) j CROSS JOIN paper_ids p ON p.paper_id = j.value
    CROSS JOIN paper_notices n ON n.scheme = p.scheme AND n.id = p.id ORDER BY n.date, n.source, n.doi"""
_NOTED = """SELECT DISTINCT p.paper_id FROM paper_notices n
    CROSS JOIN paper_ids p ON p.scheme = n.scheme AND p.id = n.id"""
_CITED_BY = """SELECT r.article_id, r.paper_id, r.role = 'main'
    FROM json_each(?) j CROSS JOIN article_references r ON r.paper_id = j.value WHERE r.role != 'self'"""


def notices_of(conn: sqlite3.Connection, papers: Collection[int]) -> "dict[int, list[Notice]]":
    """Return what was said of papers, by whomever, the oldest first; no entry where nothing was."""
    return noticed(conn.execute(OF_PAPERS, (json.dumps(sorted(papers)),)))


def noticed(rows: Iterable[Sequence[Any]]) -> "dict[int, list[Notice]]":
    """Read the rows that OF_PAPERS finds."""
    from store.model_paper import Notice

    found: dict[int, list[Notice]] = defaultdict(list)
    for paper, kind, source, doi, date, reason in rows:
        found[paper].append(Notice(kind, date_parts(date), doi or None, reason, source))
    return found


def gravest(notices: "Iterable[Notice]") -> "StatusKind | None":
    """Return the gravest notice that holds; None where none does. What was reinstated since is not retracted."""
    told = list(notices)
    reinstated = max((one.date for one in told if one.kind == "reinstated"), default=None)
    holds = {
        one.kind for one in told if not (one.kind in RAISING and reinstated is not None and one.date <= reinstated)
    }
    return next((kind for kind in GRAVITY if kind in holds), None)


def merged(notices: "Sequence[Notice]") -> "tuple[Notice, ...]":
    """Make the same notice from several sources one: by kind and DOI; one without a DOI joins the first of its kind.

    The gravest come first. What one source does not say (date, reason) is taken from another.
    """
    groups: dict[tuple[str, str], list[Notice]] = {}
    for one in sorted(notices, key=lambda one: one.doi is None):
        same = next(
            (key for key in groups if key[0] == one.kind and one.doi in (None, key[1])), (one.kind, one.doi or "")
        )
        groups.setdefault(same, []).append(one)
    order = (*GRAVITY, "reinstated")
    return tuple(sorted(map(_one, groups.values()), key=lambda one: (order.index(one.kind), one.date, one.doi or "")))


def _one(group: "Sequence[Notice]") -> "Notice":
    from dataclasses import replace

    date = max((one.date for one in group), key=lambda date: (len(date), date))
    reason = max((one.reason for one in group), key=len)
    sources = ", ".join(sorted({one.source for one in group}))
    return replace(group[0], date=date, reason=reason, source=sources)


def date_parts(text: str) -> "DateParts":
    """Read a day as `Notice.day` writes it."""
    return tuple(int(part) for part in text.split("-") if part.isdecimal())


def stand(conn: sqlite3.Connection, articles: Collection[int]) -> None:
    """Say anew how these articles stand, and all that cite the same papers where there is a notice about these."""
    if conn.execute("SELECT 1 FROM paper_notices LIMIT 1").fetchone() is None:
        return
    told = json.dumps(sorted(articles))
    sql = "SELECT DISTINCT r.paper_id FROM json_each(?) j JOIN article_references r ON r.article_id = j.value"
    cited = [paper for (paper,) in conn.execute(sql, (told,)) if paper is not None]
    conn.execute("DELETE FROM article_standings WHERE article_id IN (SELECT value FROM json_each(?))", (told,))
    stand_for(conn, notices_of(conn, cited))


def stand_for(conn: sqlite3.Connection, papers: Collection[int]) -> None:
    """Say anew how all articles stand that cite any of these papers."""
    rows = conn.execute(_CITED_BY, (json.dumps(sorted(papers)),)).fetchall()
    articles = json.dumps(sorted({article for article, _, _ in rows}))
    sql = """SELECT r.article_id, r.paper_id, r.role = 'main' FROM json_each(?) j
        CROSS JOIN article_references r ON r.article_id = j.value WHERE r.role != 'self' AND r.paper_id IS NOT NULL"""
    _put(conn, articles, conn.execute(sql, (articles,)).fetchall())


def stand_all(conn: sqlite3.Connection) -> None:
    """Say anew how every article stands: from the notices, which are fewer than the articles."""
    noted = json.dumps([paper for (paper,) in conn.execute(_NOTED)])
    everything = json.dumps([article for (article,) in conn.execute("SELECT article_id FROM article_standings")])
    _put(conn, everything, conn.execute(_CITED_BY, (noted,)).fetchall())


def standings(conn: sqlite3.Connection) -> set[tuple[int, str, str]]:
    """Return what `article_standings` has to hold: for a check."""
    noted = json.dumps([paper for (paper,) in conn.execute(_NOTED)])
    return set(_standing(conn, conn.execute(_CITED_BY, (noted,)).fetchall()))


def _put(conn: sqlite3.Connection, articles: str, rows: Sequence[tuple[int, int, int]]) -> None:
    conn.execute("DELETE FROM article_standings WHERE article_id IN (SELECT value FROM json_each(?))", (articles,))
    conn.executemany("INSERT OR REPLACE INTO article_standings VALUES (?, ?, ?)", _standing(conn, rows))


def _standing(conn: sqlite3.Connection, rows: Sequence[tuple[int, int, int]]) -> list[tuple[int, str, str]]:
    """From rows of (article, paper, is it what the article is about): the gravest of both, where there is any."""
    notices = notices_of(conn, {paper for _, paper, _ in rows})
    kinds = {paper: kind for paper, told in notices.items() if (kind := gravest(told))}
    mains: dict[int, set[str]] = defaultdict(set)
    cited: dict[int, set[str]] = defaultdict(set)
    for article, paper, main in rows:
        if kind := kinds.get(paper):
            cited[article].add(kind)
            if main:
                mains[article].add(kind)
    return [(article, _worst(mains.get(article, ())), _worst(all_)) for article, all_ in cited.items()]


def _worst(kinds: Collection[str]) -> str:
    return next((kind for kind in GRAVITY if kind in kinds), "")
