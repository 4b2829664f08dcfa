"""What sources say: drafts become articles. Nothing here touches what the reader did."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from store.db.batch import Batch, batch_of
from store.db.connection import stamp
from store.db.feeding import feed_row
from store.db.finding import find
from store.db.originals import unpacked
from store.db.reading import REFERENCE, reference_of
from store.db.rows import Row, article_values
from store.db.state_waiting import Waiting
from store.db.told import Remembering, recall, remember
from store.errors import NotFoundError
from store.identity import draft_hash, draft_key, text_hash
from store.model import Draft, FeedDraft, Reference, Saved
from store.query import fold
from store.references.notices import gravest, notice

_SHORTER = 0.8
"""A page whose text is shorter than this share of what its feed gave was not read well: the feed's text stays."""

_OF_FEED = ("title", "url", "page_key", "published", "source", "language", "sorted")
"""Columns in which a feed's word stays when the article's page is read, if it said anything."""
_KEPT = ("key", "feed_hash", "page_hash", "words", "pruned", "added", "parent_id", "authors", *_OF_FEED)


class Saving(Remembering, Waiting):
    """The sources' side of the library."""

    def save(
        self, drafts: Sequence[Draft], *, feed: FeedDraft | None = None, feed_id: int | None = None,
        place: str | None = None,
    ) -> Saved:  # fmt: skip
        """Add new articles and renew changed ones, in one transaction.

        `feed` is the feed they came in (`feed_id`, if it is one the library asked), `place` the path of the
        file. Digest items follow their page in the answer. A draft that says what is already stored changes
        nothing; nor does what a feed tells unchanged (`feed.seen`), which is not in the answer. Raises UnreadError
        where that must be read after all.
        """
        with self._write() as conn:
            if feed is not None:
                feed_id = feed_row(conn, feed, feed_id)
            batch = batch_of(conn, drafts, feed_id, place)
            recalled = recall(conn, feed_id, feed, batch.keys)
            batch.stand_beside(recalled.keys, recalled.pages)
            for draft, key, said in zip(drafts, batch.keys, batch.said, strict=True):
                self._save_page(batch, draft, key, said)
            self._finish(batch)
            remember(conn, feed_id, feed, recalled, drafts, batch.keys)
        return Saved(tuple(batch.added), tuple(batch.updated), tuple(batch.articles))

    def save_full(self, article_id: int, draft: Draft) -> bool:
        """Take the text of an article from its own page, wherever that is; return whether it changed.

        A page that gives clearly less than is there changes nothing.
        """
        with self._write() as conn:
            (words,) = conn.execute("SELECT words FROM articles WHERE id = ?", (article_id,)).fetchone() or (0,)
            if len(draft.body.split()) < _SHORTER * words:
                return False
            batch = Batch(conn)
            if renewed := self._renew(batch, article_id, draft, draft_hash(draft)):
                batch.updated.append(article_id)
            self._finish(batch)
            return renewed

    def original(self, article_id: int) -> str:
        """Return the text an article's body was made from (HTML, mostly). Raises NotFoundError."""
        rows = self._rows("SELECT original, markdown FROM bodies WHERE article_id = ?", (article_id,))
        if not rows:
            raise NotFoundError(f"There is no article {article_id}. `sciread list` shows the ids.")
        return unpacked(*rows[0])

    def _finish(self, batch: Batch) -> None:
        batch.see()
        self._arrived(batch.conn, batch.added)
        self._run_rules(batch.conn, [*batch.added, *batch.updated])
        batch.count()

    def _save_page(self, batch: Batch, draft: Draft, key: str, said: str) -> None:
        found = find(batch, key, draft)
        if found is None and batch.id_of(key) is not None:
            key = f"{key}\n{text_hash(draft)}"  # another text lies at this place now; the old article stays
        page = self._save_one(batch, found, key, draft, None, said)
        if not draft.children:
            return
        batch.flush()  # items look their page up
        key = str(_one(batch.conn, "key", page))
        for position, child in enumerate(draft.children, 1):
            child_key = draft_key(child, None, None, key)
            self._save_one(batch, batch.id_of(child_key), child_key, child, (page, position), draft_hash(child))

    def _save_one(
        self, batch: Batch, found: int | None, key: str, draft: Draft, parent: tuple[int, int] | None, said: str
    ) -> int:
        if found is None:
            found = self._add(batch, key, draft, parent, said)
            batch.added.append(found)
        elif self._renew(batch, found, draft, said):
            batch.updated.append(found)
        batch.articles.append(found)
        return found

    def _add(self, batch: Batch, key: str, draft: Draft, parent: tuple[int, int] | None, said: str) -> int:
        now = self._now()
        values = article_values(draft, key, stamp(now), now)
        article_id, batch.next_id = batch.next_id, batch.next_id + 1
        parent_id, position = parent or (None, 0)
        if parent and not draft.published:
            values["sorted"] = _one(batch.conn, "sorted", parent[0])
        values |= {
            "id": article_id, "key": key, "added": stamp(now), "feed_id": batch.feed_id, "parent_id": parent_id,
            "position": position, "root": parent_id or article_id, "feed_hash": None, "page_hash": None,
        } | {batch.hash: said}  # fmt: skip
        batch.ids[key] = article_id
        batch.wait(article_id, Row(draft, values, new=True))
        return article_id

    def _renew(self, batch: Batch, article_id: int, draft: Draft, said: str) -> bool:
        """Replace what this source said before; return whether what the reader sees has changed.

        The text belongs to the article's own page once that was read, else to the feed it was first seen in.
        """
        if not batch.is_news(article_id, said):
            return False
        feed_hash, page_hash, _ = batch.told_of(article_id)
        by_feed = batch.feed_id is not None
        batch.touch([article_id])
        batch.told.pop(article_id)
        batch.conn.execute(
            f"UPDATE articles SET {batch.hash} = ?, feed_id = coalesce(feed_id, ?) WHERE id = ?",
            (said, batch.feed_id, article_id),
        )
        row = _columns(batch.conn, article_id)
        over_feed = not by_feed and feed_hash is not None
        poorer = over_feed and len(draft.body.split()) < _SHORTER * row["words"]
        if row["pruned"] or poorer or (by_feed and page_hash is not None):
            return False
        if over_feed:
            draft = replace(draft, references=_with_told(draft.references, _told(batch.conn, article_id)))
        values = article_values(draft, row["key"], row["added"], self._now())
        if row["parent_id"] is not None and values["published"] is None:
            values["sorted"] = _one(batch.conn, "sorted", row["parent_id"])
        if over_feed:
            values = _over_feed(values, row)
        batch.wait(article_id, Row(draft, {"id": article_id, **values}, new=False, keep_tags=over_feed))
        return True


def _over_feed(values: dict[str, object], row: dict[str, Any]) -> dict[str, object]:
    """The columns an article's own page decides. What only the feed said stays."""
    stays = {name: row[name] for name in _OF_FEED if row[name] is not None}
    if values["authors"] == "[]":
        stays["authors"] = row["authors"]
    return {**values, **stays, "notice": gravest((str(values["notice"]), notice(row["title"])))}


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


def _columns(conn: sqlite3.Connection, article_id: int) -> dict[str, Any]:
    row = conn.execute(f"SELECT {', '.join(_KEPT)} FROM articles WHERE id = ?", (article_id,)).fetchone()
    return dict(zip(_KEPT, row, strict=True))


def _one(conn: sqlite3.Connection, column: str, article_id: int) -> object:
    return conn.execute(f"SELECT {column} FROM articles WHERE id = ?", (article_id,)).fetchone()[0]
