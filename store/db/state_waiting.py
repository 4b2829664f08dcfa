"""What the reader did elsewhere with articles that are not here yet: it waits, and comes into force with them."""

import sqlite3
from collections.abc import Sequence
from contextlib import suppress

from store.db.index import chunks, places
from store.db.state_applying import Applying, Step
from store.db.state_clock import Clock
from store.db.state_out import feed_name, portable
from store.state_lines import Line, LineError, Said, read_line, written

Kept = tuple[int, int, dict[str, Said]]
"""A line that waits: its id, the entry of the journal it came with, and what it says."""

_STANDING = "FROM waiting_states w JOIN journal j ON j.id = w.journal_id AND j.undone IS NULL"

_LINES = f"SELECT w.id, w.journal_id, w.line, w.key, w.feed {_STANDING}"
_OF_FILES = "(w.key LIKE 'place:%' OR w.key LIKE 'text:%')"


class Waiting(Applying):
    """A library that remembers what is to be done with articles when they come."""

    def _wait(self, conn: sqlite3.Connection, entry: int, line: Line) -> bool:
        """Keep a line for later; whether it was not kept already."""
        values = tuple(line.of[name] for name in ("key", "feed", "page", "text"))
        text = written(line)
        if conn.execute(f"SELECT 1 {_STANDING} WHERE w.key = ? AND w.line = ?", (values[0], text)).fetchone():
            return False
        conn.execute(
            "INSERT INTO waiting_states (journal_id, key, feed, page, text, line) VALUES (?, ?, ?, ?, ?, ?)",
            (entry, *values, text),
        )
        return True

    def _arrived(self, conn: sqlite3.Connection, ids: Sequence[int]) -> None:
        """Do with new articles what was to be done with them; undoing the import undoes this too."""
        if not ids or conn.execute("SELECT 1 FROM waiting_states LIMIT 1").fetchone() is None:
            return
        steps: dict[int, Step] = {}
        for part in chunks(list(ids)):
            sql = f"SELECT id, key, page_key, text_hash, parent_id FROM articles WHERE id IN ({places(part)})"
            for article, key, page, text, parent in self._rows(sql, part):
                found = self._kept_for(conn, key, None if parent else page, text)
                if found:
                    self._come_into_force(conn, steps, article, found)
        for entry, step in steps.items():
            changes, times = conn.execute("SELECT changes, times FROM journal WHERE id = ?", (entry,)).fetchone()
            conn.execute(
                "UPDATE journal SET changes = ?, times = ? WHERE id = ?", (*step.packed(changes, times), entry)
            )

    def _kept_for(self, conn: sqlite3.Connection, key: str, page: str | None, text: str) -> list[Kept]:
        """The lines about an article: by its key, else by its text (of files), else by the one page it stands on."""
        named, _ = portable(key, {})
        rows = conn.execute(f"{_LINES} WHERE w.key = ?", (named,)).fetchall()
        if named != key:  # the same guid in another feed is another article
            feeds = self._names_of_feed(conn, key)
            rows = [row for row in rows if row[4] is None or row[4] in feeds]
        if not rows and key.startswith(("place:", "text:")):
            rows = conn.execute(f"{_LINES} WHERE w.text = ? AND {_OF_FILES}", (text,)).fetchall()
        if not rows and page is not None:
            rows = self._kept_for_page(conn, page)
        found = []
        for id, entry, line, *_ in rows:
            with suppress(LineError):  # written by hand
                if kept := read_line(line.encode(), self._now()):
                    found.append((id, entry, dict(kept.said)))
        return found

    def _kept_for_page(self, conn: sqlite3.Connection, page: str) -> list[tuple[int, int, str, str, str | None]]:
        """The lines about a page, if it names one article only, here and where they were written."""
        rows = conn.execute(f"{_LINES} WHERE w.page = ?", (page,)).fetchall()
        sql = "SELECT count(*) FROM articles WHERE page_key = ? AND parent_id IS NULL"
        alone = conn.execute(sql, (page,)).fetchone()[0] == 1
        return rows if alone and len({row[3] for row in rows}) == 1 else []

    def _names_of_feed(self, conn: sqlite3.Connection, key: str) -> set[str]:
        """What the feed in an article's key may be called outside."""
        number = key.partition("\n")[0].removeprefix("feed:")
        rows = conn.execute("SELECT url, key FROM feeds WHERE id = ?", (number,)).fetchall()
        return {feed_name(url, own, secrets) for url, own in rows for secrets in (True, False)}

    def _come_into_force(
        self, conn: sqlite3.Connection, steps: dict[int, Step], article: int, found: list[Kept]
    ) -> None:
        said: dict[str, Said] = {}
        for _, _, told in found:
            said |= {name: one for name, one in told.items() if one.over(said.get(name))}
        step = steps.setdefault(found[-1][1], Step(Clock()))
        self._take_said(conn, step, article, said)
        conn.executemany("DELETE FROM waiting_states WHERE id = ?", ((id,) for id, _, _ in found))
