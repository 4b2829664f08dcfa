"""Taking over what the reader did elsewhere: one transaction, one step of undo, line by line."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable

from store.db.connection import stamp
from store.db.counting import recount
from store.db.state_applying import Step
from store.db.state_clock import read_clock
from store.db.state_out import CarryingOut
from store.db.state_papers import Queueing
from store.db.state_records import Records
from store.db.state_waiting import Waiting
from store.model import StateTaken
from store.state_lines import ORDER, Line, LineError, read_line

_MOST_TOLD = 100


class CarryingIn(Waiting, Records, Queueing, CarryingOut):
    """A library that can take over the reader's part of another one."""

    def import_state(self, lines: Iterable[bytes]) -> StateTaken:
        """Take over lines as `export_state` writes them; each part counts where it is later than what is here.

        What stands in a line that cannot be read is passed over and told. What is about articles that are not here
        waits for them. One undo takes all of it back, but places, citation keys and own references.
        """
        faults: list[tuple[int, str]] = []
        kinds: defaultdict[str, list[tuple[int, Line]]] = defaultdict(list)
        for number, data in enumerate(lines, 1):
            try:
                if line := read_line(data, self._now()):
                    kinds[line.kind].append((number, line))
            except LineError as error:
                faults.append((number, str(error)))
        with self._write() as conn:
            return self._take_all(conn, kinds, faults)

    def _take_all(
        self, conn: sqlite3.Connection, kinds: dict[str, list[tuple[int, Line]]], faults: list[tuple[int, str]]
    ) -> StateTaken:
        step, rules, waiting = Step(read_clock(conn)), self._rule_rows(), 0
        entry = self._begin_entry(conn)
        for kind in ORDER:
            for number, line in kinds.get(kind, ()):
                try:
                    waiting += self._take(conn, step, entry, line)
                except LineError as error:
                    faults.append((number, str(error)))
        self._run_changed_rules(conn, rules)
        recount(conn)
        self._end_entry(conn, entry, step, waiting)
        read = sum(map(len, kinds.values()))
        told = tuple(sorted(faults)[:_MOST_TOLD])
        return StateTaken(read, len(step.articles), step.records, step.kept, waiting, told, len(faults))

    def _take(self, conn: sqlite3.Connection, step: Step, entry: int, line: Line) -> bool:
        """Take over one line; whether it waits now."""
        if line.kind != "article":
            getattr(self, f"_take_{line.kind}")(conn, step, line)
            return False
        article = self._article_called(conn, line)
        if article is None:
            return self._wait(conn, entry, line)
        self._take_said(conn, step, article, line.said)
        return False

    def _article_called(self, conn: sqlite3.Connection, line: Line) -> int | None:
        """The article a line is about: by its key, else by its text (of files) or the one page it stands on."""
        key, feed, page, text = (line.of[name] for name in ("key", "feed", "page", "text"))
        if key.startswith("feed:\n"):
            number = self._feed_called(conn, feed) if feed else None
            key = f"feed:{number}\n{key[6:]}" if number else None
        asked = [
            ("key = ?", key),
            ("(key LIKE 'place:%' OR key LIKE 'text:%') AND text_hash = ?", text if _is_file(key) else None),
            ("parent_id IS NULL AND page_key = ?", page),
        ]
        for where, value in asked:
            if value is not None:
                rows = conn.execute(f"SELECT id FROM articles WHERE {where} LIMIT 2", (value,)).fetchall()
                if len(rows) == 1:
                    return int(rows[0][0])
        return None

    def _begin_entry(self, conn: sqlite3.Connection) -> int:
        conn.execute("DELETE FROM waiting_states WHERE journal_id IN (SELECT id FROM journal WHERE undone IS NOT NULL)")
        sql = "INSERT INTO journal (at, label, changes) VALUES (?, 'imported a state', '[]')"
        return int(conn.execute(sql, (stamp(self._now()),)).lastrowid or 0)

    def _end_entry(self, conn: sqlite3.Connection, entry: int, step: Step, waiting: int) -> None:
        """Write what the entry takes back; an import that changed nothing is no step."""
        if step.empty and not waiting:
            conn.execute("DELETE FROM journal WHERE id = ?", (entry,))
            return
        conn.execute("UPDATE journal SET changes = ?, times = ? WHERE id = ?", (*step.packed(), entry))


def _is_file(key: str | None) -> bool:
    return key is not None and key.startswith(("place:", "text:"))
