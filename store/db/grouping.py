"""Days and digests in a list: where one ends and the next begins."""

from collections.abc import Sequence

from store.db.connection import Connection
from store.db.index import chunks, places


class Grouping(Connection):
    """What the steps from day to day and from digest to digest ask."""

    def groups(self, ids: Sequence[int]) -> list[tuple[str, int | None]]:
        """Return for each article its sort date (ISO 8601, UTC) and the digest it is or belongs to, if any.

        In the order of the ids; one that is gone has ("", None).
        """
        found: dict[int, tuple[str, int | None]] = {}
        for part in chunks(list(ids)):
            sql = f"""SELECT a.id, a.sorted, iif(a.parent_id IS NOT NULL
                OR EXISTS (SELECT 1 FROM articles c WHERE c.parent_id = a.id), a.root, NULL)
                FROM articles a WHERE a.id IN ({places(part)})"""
            found.update((id, (sorted, digest)) for id, sorted, digest in self._rows(sql, part))
        return [found.get(id, ("", None)) for id in ids]
