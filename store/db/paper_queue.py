"""The reader's queue of papers: what is to be got, to be read, is read, or set aside. Each change is in the journal."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from store.db.connection import LARGEST, stamp
from store.db.index import chunks, places
from store.db.marking import Change, Marking
from store.db.paper_state_rows import Row, best_name, latest, packed_row, put_state, rows_of
from store.parse.markup_clean import clean_line
from store.query_queue import QUEUED, STATES

if TYPE_CHECKING:
    from store.model_paper import Queued, QueueState

MOST_REASON = 500

_DONE = {  # state → what was done, in words
    "get": "queued to get",
    "to-read": "queued to read",
    "reading": "marked as being read",
    "read": "marked as read",
    "aside": "set aside",
    None: "taken out of the queue",
}


class PaperQueue(Marking):
    """What the reader means to do with papers, apart from what was read of the news about them."""

    def queue_papers(self, papers: Sequence[int], state: "QueueState | None", reason: str = "") -> int:
        """Put papers into a state, or out of the queue (None); return how many changed.

        `reason` says why they are set aside, and counts only there. Ids that are no papers are passed over.
        """
        reason = clean_line(reason, MOST_REASON) if state == "aside" else ""
        changes: list[Change] = []
        with self._write() as conn:
            for paper in dict.fromkeys(i for i in papers if abs(i) <= LARGEST):
                changes += self._queue_one(conn, paper, state, reason)
            return self._record(conn, _DONE[state], changes)

    def _queue_one(self, conn: sqlite3.Connection, paper: int, state: "QueueState | None", reason: str) -> list[Change]:
        """Queue one paper by its best id; what was said of it by its other ids goes, for papers merge."""
        rows = rows_of(conn, paper)
        old = latest(rows)
        before = (old["state"], old["reason"]) if old else (None, "")
        if not rows or before == (state, reason):
            return []
        best, now = best_name(rows), stamp(self._now())
        since = old["since"] if old else now
        row: Row | None = {"state": state, "reason": reason, "since": since, "changed": now} if state else None
        names = dict.fromkeys([*(name for name, told in rows.items() if told), *([best] if state else [])])
        for name in names:
            put_state(conn, name, row if name == best else None)
        return [Change("paper", name, packed_row(rows[name]), (paper,)) for name in names]

    def queued(self, papers: Iterable[int]) -> "dict[int, Queued]":
        """Return what the reader means to do with papers; no entry for those that are not in the queue."""
        from store.model_paper import Queued

        found = {}
        for part in chunks([i for i in dict.fromkeys(papers) if abs(i) <= LARGEST]):
            sql = f"""SELECT i.paper_id, s.state, s.reason, s.since, s.changed FROM paper_ids i
                CROSS JOIN paper_states s ON s.scheme = i.scheme AND s.id = i.id
                WHERE i.paper_id IN ({places(part)}) ORDER BY s.changed, s.scheme, s.id"""
            found.update({paper: Queued(*row) for paper, *row in self._rows(sql, part)})
        return found

    def queue_counts(self) -> "dict[QueueState, int]":
        """Tell how many papers are in each state; every state is there."""
        counts = dict(self._rows(f"SELECT state, count(*) FROM {QUEUED} GROUP BY state"))
        return {state: counts.get(state, 0) for state in STATES}  # type: ignore[misc]  # words of the type
