"""Drafts that are saved together: what the library knows of them, and what waits to be written in one go."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from store.db.counting import count_in, count_out
from store.db.index import chunks, index, places, unindex
from store.db.paper_notices import stand
from store.db.rows import Row, put_articles
from store.identity import draft_hash, draft_key, page_key
from store.model import Draft

_MOST = 100
"""So many articles are written at once: their texts are still in SQLite's cache when the index reads them again."""
_HASHES = "feed_hash, page_hash, feed_id"


class Told(NamedTuple):
    """What decides whether a draft says anything new: the digests of what was said before, and whose the text is."""

    feed_hash: str | None
    page_hash: str | None
    feed_id: int | None


@dataclass(slots=True)
class Batch:
    """Where drafts come from, what was found for them at once, what waits, and what has been done so far.

    `ids` holds the ids by key, None: there is none. `pages` counts the drafts of each page, `taken` are the pages
    articles of the library stand on. `said` are the digests of the drafts. `touched` are the articles of before that
    were taken out of the counts, to be put in again at the end. `beside` are the keys of what the feed tells
    unchanged.
    """

    conn: sqlite3.Connection
    feed_id: int | None = None
    place: str | None = None
    keys: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    pages: Counter[str] = field(default_factory=Counter)
    ids: dict[str, int | None] = field(default_factory=dict)
    told: dict[int, Told] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    waiting: dict[int, Row] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)
    added: list[int] = field(default_factory=list)
    updated: list[int] = field(default_factory=list)
    articles: list[int] = field(default_factory=list)
    next_id: int = 0
    beside: frozenset[str] = frozenset()

    @property
    def hash(self) -> str:
        """The column that remembers what this kind of source said last."""
        return "page_hash" if self.feed_id is None else "feed_hash"

    def stand_beside(self, keys: Sequence[str], pages: Sequence[str]) -> None:
        """Let the drafts be found as if these articles, which the feed tells unchanged, were among them."""
        self.beside = frozenset(keys)
        self.pages.update(pages)

    def id_of(self, key: str) -> int | None:
        """The article with this key, also one that still waits."""
        if key not in self.ids:
            row = self.conn.execute("SELECT id FROM articles WHERE key = ?", (key,)).fetchone()
            self.ids[key] = int(row[0]) if row else None
        return self.ids[key]

    def told_of(self, article_id: int) -> Told:
        """What was said of an article before."""
        if article_id not in self.told:
            self.flush()
            sql = f"SELECT {_HASHES} FROM articles WHERE id = ?"
            self.told[article_id] = Told(*self.conn.execute(sql, (article_id,)).fetchone())
        return self.told[article_id]

    def is_news(self, article_id: int, said: str) -> bool:
        """Whether what a draft says may change the article: it is news from a source whose word counts."""
        told = self.told_of(article_id)
        if self.feed_id is None:
            return said != told.page_hash
        return said != told.feed_hash and told.feed_id in (None, self.feed_id)

    def touch(self, article_ids: Sequence[int]) -> None:
        """Take articles out of the counts, before anything that is counted of them changes."""
        old = set(article_ids).difference(self.touched, self.added)
        self.touched |= old
        count_out(self.conn, sorted(old))

    def wait(self, article_id: int, row: Row) -> None:
        """Let an article be written with others."""
        self.waiting[article_id] = row
        self.told.pop(article_id, None)
        if len(self.waiting) >= _MOST:
            self.flush()

    def flush(self) -> None:
        """Write all that waits. Whoever asks the tables themselves for an article does this before."""
        if rows := dict(self.waiting):
            self.waiting.clear()
            unindex(self.conn, [i for i, row in rows.items() if not row.new])
            put_articles(self.conn, rows)
            index(self.conn, rows)
            stand(self.conn, rows)

    def see(self) -> None:
        """Write what waits, and that the articles were seen in the feed."""
        self.flush()
        if self.feed_id is not None:
            seen = list(dict.fromkeys(self.articles))
            fresh = set(seen) - _sighted(self.conn, self.feed_id, seen)
            self.touch([i for i in seen if i in fresh])
            self.conn.executemany("INSERT INTO sightings VALUES (?, ?)", ((i, self.feed_id) for i in sorted(fresh)))

    def count(self) -> None:
        """Put all that was touched or added into the counts; the last step."""
        count_in(self.conn, list({*self.added, *self.touched}))


def batch_of(conn: sqlite3.Connection, drafts: Sequence[Draft], feed_id: int | None, place: str | None) -> Batch:
    """Return a batch that knows at once what the library has of these drafts."""
    keys = tuple(draft_key(draft, feed_id, place) for draft in drafts)
    said = tuple(map(draft_hash, drafts))
    pages = Counter(key for draft in drafts if (key := page_key(draft.url)))
    batch = Batch(conn, feed_id, place, keys=keys, said=said, pages=pages, ids=dict.fromkeys(keys))
    sql = f"SELECT key, id, {_HASHES} FROM articles WHERE key IN"
    for part in chunks(list(batch.ids)):
        for key, article_id, *told in conn.execute(f"{sql} ({places(part)})", part):
            batch.ids[key] = article_id
            batch.told[article_id] = Told(*told)
    unknown = (draft for draft, key in zip(drafts, keys, strict=True) if batch.ids[key] is None)
    new = [page for draft in unknown if (page := page_key(draft.url))]
    for part in chunks(new):
        sql = f"SELECT page_key FROM articles WHERE page_key IN ({places(part)}) AND parent_id IS NULL"
        batch.taken.update(page for (page,) in conn.execute(sql, part))
    known = [(article, digest) for key, digest in zip(keys, said, strict=True) if (article := batch.ids[key])]
    batch.touch([article for article, digest in known if batch.is_news(article, digest)])  # all at once
    (batch.next_id,) = conn.execute("SELECT coalesce(max(id), 0) + 1 FROM articles").fetchone()
    return batch


def _sighted(conn: sqlite3.Connection, feed_id: int, ids: Sequence[int]) -> set[int]:
    """Those of the articles that were seen in the feed before."""
    found: set[int] = set()
    for part in chunks(list(ids)):
        sql = f"SELECT article_id FROM sightings WHERE feed_id = ? AND article_id IN ({places(part)})"
        found.update(i for (i,) in conn.execute(sql, (feed_id, *part)))
    return found
