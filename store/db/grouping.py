"""What articles of a list have in common with their neighbours: a day, a feed, a digest."""

from collections.abc import Sequence
from dataclasses import dataclass

from store.db.connection import Connection
from store.db.index import chunks, places


@dataclass(frozen=True, slots=True)
class Belonging:
    """When an article came, and what it belongs to.

    `sorted` and `added` are ISO 8601 in UTC, "" for an article that is gone. `digest` is the number of the digest
    it is or belongs to, and `digest_title` what that is called.
    """

    sorted: str = ""
    added: str = ""
    feed: str | None = None
    digest: int | None = None
    digest_title: str = ""


class Grouping(Connection):
    """What headings in a list and steps from group to group ask."""

    def groups(self, ids: Sequence[int]) -> list[Belonging]:
        """Return what each article belongs to, in the order of the ids; `Belonging()` for one that is gone."""
        found: dict[int, Belonging] = {}
        for part in chunks(list(ids)):
            sql = f"""SELECT a.id, a.sorted, a.added, coalesce(s.name, f.title), d.id, coalesce(d.title, '')
                FROM articles a LEFT JOIN feeds f ON f.id = a.feed_id
                LEFT JOIN subscriptions s ON s.feed_id = a.feed_id
                LEFT JOIN articles d ON d.id = a.root AND (a.parent_id IS NOT NULL
                OR EXISTS (SELECT 1 FROM articles c WHERE c.parent_id = a.id)) WHERE a.id IN ({places(part)})"""
            found.update((id, Belonging(*rest)) for id, *rest in self._rows(sql, part))
        return [found.get(id, Belonging()) for id in ids]
