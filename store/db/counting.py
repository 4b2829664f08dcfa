"""Counts that are kept, so that the tag pane never counts: what a change does to them, and counting all anew.

Whoever changes anything of articles that is counted (their tags from source, reader or rule, a mark, a note, the feeds
they were seen in, that their text is let go) takes them out of the counts before, and puts them in after, in the same
transaction: `count_out(conn, ids)` … `count_in(conn, ids)`, or `with counted(conn, ids)`. New articles are only put
in. Where a tag or all rules change, `recount_tags(conn, tags)` or `recount(conn)` is the last step.
"""

import json
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from store.schema_counts import FEED_COUNTS, LIBRARY_COUNTS, RECOUNT, SAID_BY, TAG_COUNTS, tag_counts

_THESE = """WITH these (id, shown, unread, starred) AS MATERIALIZED (
    SELECT a.id, m.hidden IS NOT 1, m.read IS NOT 1, m.starred IS 1
    FROM json_each(?1) j CROSS JOIN articles a ON a.id = j.value LEFT JOIN marks m ON m.article_id = a.id
    WHERE a.pruned IS NULL AND (?2 OR iif(m.read IS 1, ?4, ?3)))"""
_CARRIED = " UNION ALL ".join(
    f"SELECT x.tag_id, t.unread, {int(table != 'source_tags')} AS own FROM these t "
    f"CROSS JOIN {table} AS x ON x.article_id = t.id WHERE t.shown AND {said}"
    for table, said in SAID_BY.items()
)
_DELTAS = (
    f"""INSERT INTO tag_counts {_THESE}
    SELECT tag_id, ?2 * count(*), ?3 * sum(unread) + ?4 * sum(NOT unread), ?2 * sum(own) FROM ({_CARRIED})
    WHERE true GROUP BY tag_id ON CONFLICT (tag_id) DO UPDATE SET
    total = total + excluded.total, unread = unread + excluded.unread, own = own + excluded.own""",
    f"""INSERT INTO feed_counts {_THESE}
    SELECT x.feed_id, ?2 * count(*), ?3 * sum(t.unread) + ?4 * sum(NOT t.unread) FROM these t
    CROSS JOIN sightings x ON x.article_id = t.id WHERE t.shown GROUP BY x.feed_id
    ON CONFLICT (feed_id) DO UPDATE SET total = total + excluded.total, unread = unread + excluded.unread""",
    f"""INSERT INTO library_counts {_THESE}
    SELECT 1, ?2 * count(*) FILTER (WHERE shown),
        ?3 * count(*) FILTER (WHERE shown AND unread) + ?4 * count(*) FILTER (WHERE shown AND NOT unread),
        ?2 * count(*) FILTER (WHERE shown AND starred), ?2 * count(*) FILTER (WHERE NOT shown),
        ?2 * count(*) FILTER (WHERE shown AND EXISTS (SELECT 1 FROM notes n WHERE n.article_id = t.id))
    FROM these t WHERE true
    ON CONFLICT (id) DO UPDATE SET total = total + excluded.total, unread = unread + excluded.unread,
    starred = starred + excluded.starred, hidden = hidden + excluded.hidden, noted = noted + excluded.noted""",
)
"""What articles do to the counts. Times ?2: that they are there; ?3: that they are unread; ?4: that they are read."""
_THERE, _UNREAD_THERE, _READ_THERE = (1, 1, 0), (0, 1, 0), (0, 0, 1)
"""Values for these three, when articles are put in."""
_OF_TAGS = f"INSERT INTO tag_counts {tag_counts('x.tag_id IN (SELECT value FROM json_each(?1))')}"
_READ = "SELECT article_id FROM marks WHERE read"
_UNREAD = """SELECT a.id FROM articles a LEFT JOIN marks m ON m.article_id = a.id
    WHERE a.pruned IS NULL AND m.read IS NOT 1"""
_TABLES = {"tag_counts": TAG_COUNTS, "feed_counts": FEED_COUNTS, "library_counts": LIBRARY_COUNTS}
_FEW, _MUCH = 1000, 0.1
"""Share of a library, if it is not small, from which on looking at everything is cheaper than at these alone."""


def count_out(conn: sqlite3.Connection, ids: Collection[int]) -> None:
    """Take articles out of the counts, as they stand now: before they change. Ids that are no articles are nothing."""
    _count(conn, ids, _THERE, -1)


def count_in(conn: sqlite3.Connection, ids: Collection[int]) -> None:
    """Put articles into the counts, as they stand now: after they were made or changed."""
    _count(conn, ids, _THERE)


@contextmanager
def counted(
    conn: sqlite3.Connection, ids: Collection[int], *, only_read: bool = False, only_tags: Collection[int] = ()
) -> Iterator[None]:
    """Change these articles, and nothing that is counted of others, with the counts in step.

    `only_read`: all that changes is whether they are read. `only_tags`: whether they carry these tags.
    """
    if not is_much(conn, len(ids)):
        times = _UNREAD_THERE if only_read else _THERE
        _count(conn, ids, times, -1)
        yield
        _count(conn, ids, times)
        return
    yield
    if only_read:
        _recount_unread(conn)
    elif only_tags:
        recount_tags(conn, only_tags)
    else:
        recount(conn)


def is_much(conn: sqlite3.Connection, count: int) -> bool:
    """Tell whether so many articles are a large part of the library."""
    return count > _FEW and count > _MUCH * conn.execute("SELECT total + hidden FROM library_counts").fetchone()[0]


def recount(conn: sqlite3.Connection) -> None:
    """Count everything anew."""
    for statement in RECOUNT:
        conn.execute(statement)


def recount_tags(conn: sqlite3.Connection, tags: Collection[int]) -> None:
    """Count anew what carries these tags; it costs by how many articles that are."""
    packed = (json.dumps(list(tags)),)
    conn.execute("DELETE FROM tag_counts WHERE tag_id IN (SELECT value FROM json_each(?1))", packed)
    conn.execute(_OF_TAGS, packed)


def miscounted(conn: sqlite3.Connection) -> int:
    """Count everything anew without writing; return how many of the kept rows are wrong, missing or too many."""
    wrong = 0
    for table, anew in _TABLES.items():
        kept, found = (_saying(conn, sql, table) for sql in (f"SELECT * FROM {table}", anew))
        wrong += len({row[0] for row in kept ^ found})
    return wrong


def _saying(conn: sqlite3.Connection, sql: str, table: str) -> set[tuple[int, ...]]:
    """Rows of counts, those left out that count nothing; the library always has its row."""
    return {row for row in conn.execute(sql) if any(row[1:]) or table == "library_counts"}


def _recount_unread(conn: sqlite3.Connection) -> None:
    """Count anew what is unread, by looking at the read or at the unread, whichever are fewer."""
    (read,) = conn.execute(f"SELECT count(*) FROM ({_READ})").fetchone()
    (total,) = conn.execute("SELECT total + hidden FROM library_counts").fetchone()
    few_are_read = 2 * read < total
    for table in _TABLES:
        conn.execute(f"UPDATE {table} SET unread = {'total' if few_are_read else '0'}")
    ids = [i for (i,) in conn.execute(_READ if few_are_read else _UNREAD)]
    _count(conn, ids, _READ_THERE if few_are_read else _UNREAD_THERE, -1 if few_are_read else 1)


def _count(conn: sqlite3.Connection, ids: Collection[int], times: tuple[int, int, int], sign: int = 1) -> None:
    if ids:
        packed = json.dumps(sorted(set(ids)))
        for statement in _DELTAS:
            conn.execute(statement, (packed, *(sign * number for number in times)))
