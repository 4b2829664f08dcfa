"""What a feed told last: kept with its articles, so that an unchanged item is recognised before it is read.

Only such items are kept for which reading them again would change nothing: an item that is found by its own key, shares
that with no other item, and stands on the page its article is known by.
"""

import sqlite3
import struct
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from store.db.index import chunks, places
from store.db.rows import PARSER
from store.db.tag_rule_rows import RuleRunning
from store.identity import page_key
from store.model import Draft, FeedDraft
from store.parse.feed_items import digest_of

_ITEM = struct.Struct(">QQQQ")
_Item = tuple[int, int, int, int]
"""Digests of an item, of its key and of the page it stands on, and the id of its article."""


class UnreadError(Exception):
    """Items that were left unread must be read after all.

    A new item is the same article as one of them, or another program has refreshed the feed meanwhile.
    """


@dataclass(frozen=True, slots=True)
class Recalled:
    """The articles of the items a feed tells unchanged: keys, pages, and the items as they are kept."""

    keys: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    items: tuple[_Item, ...] = ()


class Remembering(RuleRunning):
    """What feeds told last."""

    def known(self, feed_id: int) -> dict[int, int]:
        """Return the items a feed told last, as `parse` takes them; none where a newer parser is to read them."""
        items = list(_items(self._conn, feed_id))
        pages = {article: _page(page) for article, page in _rows(self._conn, "id, page_key", "id", _articles(items))}
        return {digest: key for digest, key, page, article in items if pages.get(article) == page}


def recall(conn: sqlite3.Connection, feed_id: int | None, feed: FeedDraft | None, keys: Sequence[str]) -> Recalled:
    """Return the articles of the items that a feed tells unchanged (`seen`), beside drafts with these `keys`.

    Raises UnreadError.
    """
    if feed is None or feed_id is None or not feed.seen:
        return Recalled()
    seen = set(feed.seen)
    items = tuple(item for item in _items(conn, feed_id) if item[0] in seen)
    rows = _rows(conn, "id, key, page_key", "id", _articles(items))
    if len(rows) < len(seen) or not {row[1] for row in rows}.isdisjoint(keys):
        raise UnreadError
    return Recalled(tuple(row[1] for row in rows), tuple(row[2] for row in rows if row[2]), items)


def remember(
    conn: sqlite3.Connection, feed_id: int | None, feed: FeedDraft | None, recalled: Recalled,
    drafts: Sequence[Draft], keys: Sequence[str],
) -> None:  # fmt: skip
    """Keep what a feed has told, when its articles are written: `keys` are those of its `drafts`."""
    if feed is None or feed_id is None:
        return
    often = Counter([*keys, *recalled.keys])
    new = {key: draft for key, draft in zip(keys, drafts, strict=True) if draft.key in feed.told and often[key] == 1}
    rows = _rows(conn, "key, page_key, id", "key", list(new))
    items = [
        (feed.told[new[key].key], digest_of(new[key].key), _page(page), article)
        for key, page, article in rows
        if page == page_key(new[key].url)
    ]
    packed = b"".join(_ITEM.pack(*item) for item in (*recalled.items, *items))
    conn.execute("INSERT OR REPLACE INTO told (feed_id, parser, items) VALUES (?, ?, ?)", (feed_id, PARSER, packed))


def _items(conn: sqlite3.Connection, feed_id: int) -> Iterator[_Item]:
    row = conn.execute("SELECT items FROM told WHERE feed_id = ? AND parser = ?", (feed_id, PARSER)).fetchone()
    yield from _ITEM.iter_unpack(row[0]) if row else ()


def _articles(items: Iterable[_Item]) -> list[int]:
    return [article for _, _, _, article in items]


def _page(key: str | None) -> int:
    return digest_of(key or "")


def _rows(conn: sqlite3.Connection, columns: str, by: str, wanted: Sequence[object]) -> list[tuple[Any, ...]]:
    sql = "SELECT {} FROM articles WHERE {} IN ({})"
    return [row for part in chunks(wanted) for row in conn.execute(sql.format(columns, by, places(part)), part)]
