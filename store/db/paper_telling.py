"""What services and lists say of papers is written here; an article that was read comes up again on a retraction.

The cache and the notices can be had again and are no reader's. Only that an article is unread again is a change of
the reader's own, made where the reader asked or let ask: it is in the journal, and undo takes it back.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from store.db.connection import stamp
from store.db.marking import Change, Marking
from store.db.paper_notices import RAISING, date_text, gravest, notices_of, stand_all, stand_for
from store.db.paper_reading import ASKABLE, PaperReading
from store.db.papers import learn

if TYPE_CHECKING:
    from store.model_paper import Access, Asked, Notice, Told

LIST = "retraction-watch-list"
"""The source of notices that were taken over from a list."""
_KEEP = """INSERT OR REPLACE INTO paper_records (scheme, id, kind, service, asked, found, record)
    VALUES (?, ?, ?, ?, ?, ?, ?)"""
_NOTICE = (
    "INSERT OR REPLACE INTO paper_notices (scheme, id, kind, source, doi, date, reason) VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_READ_ABOUT = """SELECT DISTINCT r.article_id FROM json_each(?) j
    CROSS JOIN article_references r ON r.paper_id = j.value
    JOIN marks m ON m.article_id = r.article_id WHERE r.role = 'main' AND m.read AND NOT m.hidden ORDER BY 1"""
_CHUNK = 5000


class PaperTelling(Marking, PaperReading):
    """The writing side of the cache."""

    def tell(self, asked: "Asked", told: "Told") -> tuple[int, ...]:
        """Keep what services said of a work. A fault writes nothing, and no check that failed counts as one.

        Returns the ids of articles that were read and are unread again, because their paper was retracted.
        """
        if told.record is None and not told.absent and told.notices is None:
            return ()
        with self._write() as conn:
            pair = _best(asked)
            self._keep(conn, pair, told)
            if told.record is not None:
                learn(conn, asked.ids, told.record.ids)
            named = [pair, *(("doi", doi) for doi, _ in (told.record.updates if told.record else ()))]
            papers = [paper for one in named if (paper := _paper(conn, one)) is not None]
            before = self._graves(papers)
            self._take_notices(conn, asked, pair, told)
            stand_for(conn, papers)
            return self._raise(conn, self._worse(papers, before))

    def tell_access(self, asked: "Asked", access: "Access | None") -> None:
        """Keep what is known of open copies; None: nobody knows of any."""
        from store.db.paper_json import written

        with self._write() as conn:
            text = written(access) if access else ""
            conn.execute(_KEEP, (*_best(asked), "access", "unpaywall", stamp(self._now()), int(bool(access)), text))

    def load_notices(
        self, listed: "Iterable[tuple[Sequence[tuple[str, str]], Notice]]", as_of: str
    ) -> tuple[int, tuple[int, ...]]:
        """Take over a list of notices, each with the ids of its work, in place of the one before; all or nothing.

        `as_of` is the day up to which it goes (2026-03-05). Returns how many works it names, and the ids of articles
        that were read and are unread again.
        """
        with self._write() as conn:
            cited = [paper for (paper,) in conn.execute("SELECT DISTINCT paper_id FROM paper_ids")]
            before = self._graves(cited)
            conn.execute("DELETE FROM paper_notices WHERE source = ?", (LIST,))
            conn.executemany(_NOTICE, ((*pair, *_columns(one, LIST)) for ids, one in listed for pair in ids))
            counted = (
                "SELECT count(DISTINCT scheme || ':' || id) FROM paper_notices WHERE source = ? AND scheme = 'doi'"
            )
            (works,) = conn.execute(counted, (LIST,)).fetchone()
            conn.execute(
                "INSERT OR REPLACE INTO notice_lists VALUES (?, ?, ?, ?)", (LIST, as_of, stamp(self._now()), works)
            )
            stand_all(conn)
            return works, self._raise(conn, self._worse(cited, before))

    def _keep(self, conn: sqlite3.Connection, pair: tuple[str, str], told: "Told") -> None:
        """What the work is, and that it was checked for notices; that nobody tells of notices is kept as not found."""
        from store.db.paper_json import written

        at, record = stamp(self._now()), told.record
        service = record.service if record else "crossref"
        if record is not None or told.absent:
            text = written(record) if record else ""
            conn.execute(_KEEP, (*pair, "metadata", service, at, int(record is not None), text))
        if told.notices is not None or (record is not None and told.fault is None):
            conn.execute(_KEEP, (*pair, "status", service, at, int(told.notices is not None), ""))

    def _take_notices(self, conn: sqlite3.Connection, asked: "Asked", pair: tuple[str, str], told: "Told") -> None:
        """What the same services said before goes; what PubMed said stays until PubMed is asked again."""
        if told.notices is not None:
            sources = (
                ("pubmed",) if told.record and told.record.service == "pubmed" else ("publisher", "retraction-watch")
            )
            for scheme, id in {**asked.ids, pair[0]: pair[1]}.items():
                marks = ", ".join("?" * len(sources))
                sql = f"DELETE FROM paper_notices WHERE scheme = ? AND id = ? AND source IN ({marks})"
                conn.execute(sql, (scheme, id, *sources))
            conn.executemany(_NOTICE, ((*pair, *_columns(one)) for one in told.notices))
        if told.record is not None:
            conn.executemany(_NOTICE, (("doi", doi, *_columns(one)) for doi, one in told.record.updates))

    def _graves(self, papers: Sequence[int]) -> dict[int, str | None]:
        """How each of the papers stands that any notice is about."""
        found: dict[int, str | None] = {}
        for at in range(0, len(papers), _CHUNK):
            notices = notices_of(self._conn, papers[at : at + _CHUNK])
            found |= {paper: gravest(told) for paper, told in notices.items()}
        return found

    def _worse(self, papers: Sequence[int], before: dict[int, str | None]) -> list[int]:
        """The papers that are retracted now and were not before."""
        now = self._graves(papers)
        return [paper for paper, kind in now.items() if kind in RAISING and before.get(paper) not in RAISING]

    def _raise(self, conn: sqlite3.Connection, papers: Collection[int]) -> tuple[int, ...]:
        """Make what was read about these papers unread again, as one change that can be undone."""
        articles = tuple(i for (i,) in conn.execute(_READ_ABOUT, (json.dumps(sorted(papers)),)))
        if articles:
            changes = [Change("read", "", 1, articles)]
            with self._counted(conn, changes):
                self._set_mark(conn, "read", 0, articles)
            self._record(conn, "marked unread again: the paper was retracted", changes)
        return articles


def _best(asked: "Asked") -> tuple[str, str]:
    """The identifier under which what is said of a work is kept."""
    return next((scheme, asked.ids[scheme]) for scheme in (*ASKABLE, "isbn") if scheme in asked.ids)


def _paper(conn: sqlite3.Connection, pair: tuple[str, str]) -> int | None:
    row = conn.execute("SELECT paper_id FROM paper_ids WHERE scheme = ? AND id = ?", pair).fetchone()
    return int(row[0]) if row else None


def _columns(notice: "Notice", source: str = "") -> tuple[str, ...]:
    return notice.kind, source or notice.source, notice.doi or "", date_text(notice.date), notice.reason
