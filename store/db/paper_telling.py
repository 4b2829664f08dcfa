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
from store.db.paper_notices import RAISING, gravest, notices_of, stand_all, stand_for
from store.db.paper_reading import ASKABLE, PaperReading
from store.db.papers import learn

if TYPE_CHECKING:
    from store.model_paper import Access, Asked, Notice, Told

LIST = "retraction-watch-list"
"""The source of notices that were taken over from a list."""
_KEEP = """INSERT INTO paper_records (scheme, id, kind, service, asked, found, record) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET (service, asked, found, record) =
        (excluded.service, excluded.asked, excluded.found, excluded.record)
    WHERE excluded.found OR NOT paper_records.found"""
"""What is known stays when an answer knows nothing: a service may lose a work for a day."""
_NOTICE = """INSERT INTO paper_notices (scheme, id, kind, source, doi, date, reason) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET (date, reason) = (excluded.date, excluded.reason)
    WHERE excluded.date >= paper_notices.date"""
"""Of two notices without a DOI the later counts: the first may have been taken back in between."""
_ABOUT = """SELECT r.id FROM json_each(?) j CROSS JOIN article_references r ON r.paper_id = j.value
    WHERE r.role = 'main'"""
_READ = """SELECT DISTINCT r.article_id FROM json_each(?) j CROSS JOIN article_references r ON r.id = j.value
    JOIN marks m ON m.article_id = r.article_id WHERE m.read AND NOT m.hidden ORDER BY 1"""
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
            pair, named = _best(asked), _named(asked, told)
            stood = self._about_standing(conn, _papers(conn, named))
            self._keep(conn, pair, told)
            if told.record is not None:
                learn(conn, asked.ids, told.record.ids)
            self._take_notices(conn, asked, pair, told)
            papers = _papers(conn, named)  # some may have become one, and what is known of one counts for all of it
            stand_for(conn, papers)
            return self._raise(conn, stood - self._about_standing(conn, papers))

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
            stood = self._about_standing(conn, cited)
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
            return works, self._raise(conn, stood - self._about_standing(conn, cited))

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
            for work in {**asked.ids, pair[0]: pair[1]}.items():
                _forget(conn, work, sources)
            conn.executemany(_NOTICE, ((*pair, *_columns(one)) for one in told.notices))
        if told.record is not None:
            conn.executemany(_NOTICE, (("doi", doi, *_columns(one)) for doi, one in told.record.updates))

    def _about_standing(self, conn: sqlite3.Connection, papers: Sequence[int]) -> set[int]:
        """The references by which articles are about those of the papers that are not retracted."""
        retracted = set[int]()
        for at in range(0, len(papers), _CHUNK):
            notices = notices_of(conn, papers[at : at + _CHUNK])
            retracted |= {paper for paper, told in notices.items() if gravest(told) in RAISING}
        standing = json.dumps([paper for paper in papers if paper not in retracted])
        return {reference for (reference,) in conn.execute(_ABOUT, (standing,))}

    def _raise(self, conn: sqlite3.Connection, references: Collection[int]) -> tuple[int, ...]:
        """Make what was read and holds these references unread again, as one change that can be undone."""
        articles = tuple(i for (i,) in conn.execute(_READ, (json.dumps(sorted(references)),)))
        if articles:
            changes = [Change("read", "", 1, articles)]
            with self._counted(conn, changes):
                self._set_mark(conn, "read", 0, articles)
            self._record(conn, "marked unread again: the paper was retracted", changes)
        return articles


def _best(asked: "Asked") -> tuple[str, str]:
    """The identifier under which what is said of a work is kept."""
    return next((scheme, asked.ids[scheme]) for scheme in (*ASKABLE, "isbn") if scheme in asked.ids)


def _named(asked: "Asked", told: "Told") -> list[tuple[str, str]]:
    """The identifiers of the work, old and new, and those of the works it is a notice about."""
    if told.record is None:
        return [*asked.ids.items()]
    return [*asked.ids.items(), *told.record.ids.items(), *(("doi", doi) for doi, _ in told.record.updates)]


def _papers(conn: sqlite3.Connection, named: Iterable[tuple[str, str]]) -> list[int]:
    sql = "SELECT paper_id FROM paper_ids WHERE scheme = ? AND id = ?"
    return sorted({paper for pair in named for (paper,) in conn.execute(sql, pair)})


def _forget(conn: sqlite3.Connection, work: tuple[str, str], sources: Sequence[str]) -> None:
    """Remove what these sources said of a work, but for what the record of the notice itself still says."""
    from store.db.paper_json import record_of

    sql = """SELECT n.source, n.kind, n.doi, r.record FROM paper_notices n LEFT JOIN paper_records r
        ON r.scheme = 'doi' AND r.id = n.doi AND r.kind = 'metadata' WHERE n.scheme = ? AND n.id = ?"""
    for source, kind, doi, text in conn.execute(sql, work).fetchall():
        record = record_of(text or "")
        if source in sources and not (record and work in {("doi", named) for named, _ in record.updates}):
            where = "scheme = ? AND id = ? AND source = ? AND kind = ? AND doi = ?"
            conn.execute(f"DELETE FROM paper_notices WHERE {where}", (*work, source, kind, doi))


def _columns(notice: "Notice", source: str = "") -> tuple[str, ...]:
    return notice.kind, source or notice.source, notice.doi or "", notice.day, notice.reason
