"""How far each article was read. No change of state: it is not in the journal, and undo leaves it alone."""

from store.db.connection import Connection, stamp

_PATIENCE = 100
"""Milliseconds to wait for a library that another program is writing to: a place is not worth more."""


class ReadingPlaces(Connection):
    """The places where reading stopped, as the article view counts them."""

    def place(self, article_id: int) -> float:
        """Return where reading stopped; 0.0 is the top, and what no place is known of."""
        rows = self._rows("SELECT place FROM places WHERE article_id = ?", (article_id,))
        return float(rows[0][0]) if rows else 0.0

    def keep_place(self, article_id: int, place: float) -> None:
        """Keep where reading stopped; 0.0 forgets it. Articles that are not there are passed over.

        Waits a moment at most. Raises LibraryError when the library is locked by then, or cannot be written.
        """
        before = self._rows("PRAGMA busy_timeout")[0][0]
        self._conn.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
        try:
            with self._write() as conn:
                if place <= 0.0:
                    conn.execute("DELETE FROM places WHERE article_id = ?", (article_id,))
                else:
                    conn.execute(
                        "INSERT INTO places (article_id, place, changed) SELECT id, ?, ? FROM articles WHERE id = ? "
                        "ON CONFLICT (article_id) DO UPDATE SET place = excluded.place, changed = excluded.changed",
                        (place, stamp(self._now()), article_id),
                    )
        finally:
            self._conn.execute(f"PRAGMA busy_timeout = {before}")
