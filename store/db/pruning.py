"""Letting go of texts by the reader's own rule."""

from collections.abc import Sequence

from store.db.connection import Connection, stamp
from store.db.counting import count_out
from store.db.index import chunks, places, unindex

_KEPT = """NOT EXISTS (SELECT 1 FROM marks m WHERE m.article_id = articles.id AND m.starred)
    AND NOT EXISTS (SELECT 1 FROM reader_tags r WHERE r.article_id = articles.id AND r.given)
    AND NOT EXISTS (SELECT 1 FROM notes n WHERE n.article_id = articles.id)"""


class Pruning(Connection):
    """The only place where an article's text leaves the library."""

    def prune(self, ids: Sequence[int], *, dry_run: bool = False) -> int:
        """Let go of the texts of these articles and return how many went (`dry_run`: would go).

        Starred, tagged and noted articles stay, and a digest of which any item stays. The row remains, so that
        the article is known, and not new, when its source tells it again.
        """
        gone = 0
        with self._write() as conn:
            for part in chunks(list(ids)):
                rows = conn.execute(
                    f"SELECT id FROM articles WHERE id IN ({places(part)}) AND pruned IS NULL AND {_KEPT} "
                    "AND NOT EXISTS (SELECT 1 FROM articles c WHERE c.parent_id = articles.id AND c.pruned IS NULL "
                    f"AND NOT ({_KEPT.replace('articles.id', 'c.id')}))",
                    part,
                ).fetchall()
                free = [row[0] for row in rows]
                gone += len(free)
                if not dry_run:
                    count_out(conn, free)
                    self._let_go(free)
        return gone

    def _let_go(self, ids: list[int]) -> None:
        unindex(self._conn, ids)
        where = f"IN ({places(ids)})"
        for table in ("bodies", "article_references", "article_standings", "source_tags", "rule_tags"):
            self._conn.execute(f"DELETE FROM {table} WHERE article_id {where}", ids)
        self._conn.execute(
            f"UPDATE articles SET pruned = ?, reference_text = '' WHERE id {where}", (stamp(self._now()), *ids)
        )
