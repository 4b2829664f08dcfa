"""What sources say: drafts become articles. Nothing here touches what the reader did."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from store.db.connection import stamp
from store.db.feeding import feed_row
from store.db.reading import REFERENCE, reference_of
from store.db.rows import article_values, put_body, put_references, put_tags
from store.db.state_waiting import Waiting
from store.identity import draft_hash, draft_key, page_key, same_text, text_hash
from store.model import Draft, FeedDraft, Reference, Saved
from store.query import fold
from store.references.notices import gravest, notice

_SHORTER = 0.8
"""A page whose text is shorter than this share of what its feed gave was not read well: the feed's text stays."""


@dataclass(slots=True)
class _Batch:
    """Drafts that are saved together: where they come from, and what has been done so far."""

    conn: sqlite3.Connection
    feed_id: int | None
    place: str | None
    keys: frozenset[str]
    pages: Counter[str]
    added: list[int] = field(default_factory=list)
    updated: list[int] = field(default_factory=list)
    articles: list[int] = field(default_factory=list)

    @property
    def hash(self) -> str:
        """The column that remembers what this kind of source said last."""
        return "page_hash" if self.feed_id is None else "feed_hash"


class Saving(Waiting):
    """The sources' side of the library."""

    def save(
        self, drafts: Sequence[Draft], *, feed: FeedDraft | None = None, feed_id: int | None = None,
        place: str | None = None,
    ) -> Saved:  # fmt: skip
        """Add new articles and renew changed ones, in one transaction.

        `feed` is the feed they came in (`feed_id`, if it is one the library asked), `place` the path of the
        file. Digest items follow their page in the answer. A draft that says what is already stored changes
        nothing.
        """
        with self._write() as conn:
            if feed is not None:
                feed_id = feed_row(conn, feed, feed_id)
            keys = [draft_key(draft, feed_id, place) for draft in drafts]
            pages = Counter(key for draft in drafts if (key := page_key(draft.url)))
            batch = _Batch(conn, feed_id, place, frozenset(keys), pages)
            for draft, key in zip(drafts, keys, strict=True):
                self._save_page(batch, draft, key)
            self._arrived(conn, batch.added)
            self._run_rules(conn, [*batch.added, *batch.updated])
        return Saved(tuple(batch.added), tuple(batch.updated), tuple(batch.articles))

    def save_full(self, article_id: int, draft: Draft) -> bool:
        """Take the text of an article from its own page, wherever that is; return whether it changed.

        A page that gives clearly less than is there changes nothing.
        """
        with self._write() as conn:
            (words,) = conn.execute("SELECT words FROM articles WHERE id = ?", (article_id,)).fetchone() or (0,)
            if len(draft.body.split()) < _SHORTER * words:
                return False
            batch = _Batch(conn, None, None, frozenset(), Counter())
            renewed = self._renew(batch, article_id, draft, draft_hash(draft))
            self._run_rules(conn, [article_id] if renewed else [])
            return renewed

    def _save_page(self, batch: _Batch, draft: Draft, key: str) -> None:
        found = _find(batch, key, draft)
        if found is None and _row(batch.conn, key) is not None:
            key = f"{key}\n{text_hash(draft)}"  # another text lies at this place now; the old article stays
        page = self._save_one(batch, found, key, draft, None)
        (key,) = batch.conn.execute("SELECT key FROM articles WHERE id = ?", (page,)).fetchone()
        for position, child in enumerate(draft.children, 1):
            child_key = draft_key(child, None, None, key)
            self._save_one(batch, _row(batch.conn, child_key), child_key, child, (page, position))

    def _save_one(
        self, batch: _Batch, found: int | None, key: str, draft: Draft, parent: tuple[int, int] | None
    ) -> int:
        said = draft_hash(draft)
        if found is None:
            article_id = self._insert(batch, key, draft, parent, said)
            batch.added.append(article_id)
        else:
            article_id = found
            if self._renew(batch, found, draft, said):
                batch.updated.append(found)
        if batch.feed_id is not None:
            batch.conn.execute("INSERT OR IGNORE INTO sightings VALUES (?, ?)", (article_id, batch.feed_id))
        batch.articles.append(article_id)
        return article_id

    def _insert(self, batch: _Batch, key: str, draft: Draft, parent: tuple[int, int] | None, said: str) -> int:
        now = self._now()
        values = article_values(draft, stamp(now), now)
        parent_id, position = parent or (None, 0)
        if parent and not draft.published:
            values["sorted"] = _one(batch.conn, "sorted", parent[0])
        values |= {
            "key": key, "added": stamp(now), "feed_id": batch.feed_id, "parent_id": parent_id, "position": position,
            "root": parent_id or 0, batch.hash: said,
        }  # fmt: skip
        cursor = batch.conn.execute(
            f"INSERT INTO articles ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})", (*values.values(),)
        )
        article_id = int(cursor.lastrowid or 0)
        if parent_id is None:
            batch.conn.execute("UPDATE articles SET root = id WHERE id = ?", (article_id,))
        self._put(batch.conn, article_id, draft, keep_tags=False)
        return article_id

    def _renew(self, batch: _Batch, article_id: int, draft: Draft, said: str) -> bool:
        """Replace what this source said before; return whether what the reader sees has changed.

        The text belongs to the article's own page once that was read, else to the feed it was first seen in.
        """
        row = batch.conn.execute(
            "SELECT feed_hash, page_hash, feed_id, words, pruned, added FROM articles WHERE id = ?", (article_id,)
        ).fetchone()
        feed_hash, page_hash, owner, words, pruned, added = row
        by_feed = batch.feed_id is not None
        if said == (feed_hash if by_feed else page_hash) or (by_feed and owner not in (None, batch.feed_id)):
            return False
        batch.conn.execute(
            f"UPDATE articles SET {batch.hash} = ?, feed_id = coalesce(feed_id, ?) WHERE id = ?",
            (said, batch.feed_id, article_id),
        )
        poorer = not by_feed and feed_hash is not None and len(draft.body.split()) < _SHORTER * words
        if pruned or poorer or (by_feed and page_hash is not None):
            return False
        over_feed = not by_feed and feed_hash is not None
        if over_feed:
            draft = replace(draft, references=_with_told(draft.references, _told(batch.conn, article_id)))
        self._unindex(batch.conn, [article_id])
        values = article_values(draft, added, self._now())
        _update(batch.conn, article_id, values, over_feed=over_feed)
        self._put(batch.conn, article_id, draft, keep_tags=over_feed)
        return True

    def _put(self, conn: sqlite3.Connection, article_id: int, draft: Draft, *, keep_tags: bool) -> None:
        put_body(conn, article_id, draft)
        put_tags(conn, article_id, draft.categories, keep=keep_tags)
        put_references(conn, article_id, draft.references)
        self._index(conn, [article_id])


def _update(conn: sqlite3.Connection, article_id: int, values: dict[str, object], *, over_feed: bool) -> None:
    """Write the columns of a renewed article. What only the feed said stays when its page is read."""
    parent = _one(conn, "parent_id", article_id)
    if parent is not None and values["published"] is None:
        values["sorted"] = _one(conn, "sorted", int(str(parent)))
    if over_feed:
        values["notice"] = gravest((str(values["notice"]), notice(str(_one(conn, "title", article_id) or ""))))
        for name in ("title", "url", "page_key", "published", "source", "language", "sorted"):
            if (told := _one(conn, name, article_id)) is not None:
                values[name] = told
        if values["authors"] == "[]":
            values["authors"] = _one(conn, "authors", article_id)
    names = ", ".join(f"{name} = ?" for name in values)
    conn.execute(f"UPDATE articles SET {names} WHERE id = ?", (*values.values(), article_id))


def _told(conn: sqlite3.Connection, article_id: int) -> list[Reference]:
    """What the feed said the article cites."""
    sql = (
        f"SELECT {', '.join(REFERENCE)} FROM article_references WHERE article_id = ? AND role != 'self' ORDER BY place"
    )
    return [reference_of(row) for row in conn.execute(sql, (article_id,))]


def _with_told(found: Sequence[Reference], told: Sequence[Reference]) -> tuple[Reference, ...]:
    """The references of a page, and those its feed named that the page does not.

    The feed's main paper stays the main one where the page names none. What is kept has no place in the new text.
    """
    ids = {pair for one in found if one.role != "self" for pair in one.ids.items()}
    strings = {fold(one.raw) for one in found}
    has_main = any(one.role == "main" for one in found)
    kept = [
        replace(one, role="cited" if has_main else one.role, start=None, end=None, paper=None)
        for one in told
        if not ids & set(one.ids.items()) and fold(one.raw) not in strings
    ]
    cited = sorted((one for one in (*found, *kept) if one.role != "self"), key=lambda one: one.role != "main")
    numbered = [replace(one, n=n) for n, one in enumerate(cited, 1)]
    return (*numbered, *(one for one in found if one.role == "self"))


def _find(batch: _Batch, key: str, draft: Draft) -> int | None:
    """The article this draft is a reading of, if the library has it."""
    if key.startswith("place:"):
        return _by_text(batch, draft) or _by_place(batch, key, draft)
    found = _row(batch.conn, key)
    if found is None and key.startswith("text:"):
        return _by_text(batch, draft)
    return found if found is not None else _by_page(batch, draft)


def _by_text(batch: _Batch, draft: Draft) -> int | None:
    row = batch.conn.execute(
        "SELECT id FROM articles WHERE text_hash = ? AND (key LIKE 'place:%' OR key LIKE 'text:%')",
        (text_hash(draft),),
    ).fetchone()
    return int(row[0]) if row else None


def _by_place(batch: _Batch, key: str, draft: Draft) -> int | None:
    """An earlier state of the text that lies in this file."""
    rows = batch.conn.execute(
        "SELECT a.id, a.title, b.markdown FROM articles a JOIN bodies b ON b.article_id = a.id "
        "WHERE (a.key = ?1 OR substr(a.key, 1, length(?1) + 1) = ?1 || char(10)) AND a.parent_id IS NULL "
        "ORDER BY a.id DESC",
        (key,),
    )
    return next((int(i) for i, title, body in rows if same_text(title, body, draft)), None)


def _by_page(batch: _Batch, draft: Draft) -> int | None:
    """The one article on the same page: its guid has changed, or it was seen in another feed.

    Only where the address names one article, here and in the library: a podcast gives all the same.
    """
    page = page_key(draft.url)
    if page is None or batch.pages[page] != 1:
        return None
    rows = batch.conn.execute(
        "SELECT id, key FROM articles WHERE page_key = ? AND parent_id IS NULL LIMIT 2", (page,)
    ).fetchall()
    return int(rows[0][0]) if len(rows) == 1 and rows[0][1] not in batch.keys else None


def _row(conn: sqlite3.Connection, key: str) -> int | None:
    row = conn.execute("SELECT id FROM articles WHERE key = ?", (key,)).fetchone()
    return int(row[0]) if row else None


def _one(conn: sqlite3.Connection, column: str, article_id: int) -> object:
    return conn.execute(f"SELECT {column} FROM articles WHERE id = ?", (article_id,)).fetchone()[0]
