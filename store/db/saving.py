"""What sources say: drafts become rows. Nothing here touches what the reader did."""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from store.db.connection import stamp
from store.db.index import Index, tag_ids
from store.db.papers import paper_of
from store.identity import draft_hash, draft_key, feed_key, same_text, text_hash
from store.model import Draft, FeedDraft, Reference, Saved
from store.query import fold

PARSER = 1
"""The version of the parsers, kept with each body: a better one knows which texts to read again."""

_FUTURE = timedelta(days=1)
_ARTICLE = (
    "feed_id", "url", "title", "authors", "published", "sorted", "source", "language", "hash", "text_hash", "words",
    "reference_count", "reference_text",
)  # fmt: skip


class Saving(Index):
    """The sources' side of the library."""

    def save(self, drafts: Sequence[Draft], *, feed: FeedDraft | None = None, place: str | None = None) -> Saved:
        """Add new articles and renew changed ones, in one transaction.

        `feed` is the feed they came in, `place` the path of the file. Digest items follow their page in the
        answer. A draft that says what is already stored changes nothing.
        """
        tally = _Tally()
        with self._write() as conn:
            feed_id = _save_feed(conn, feed) if feed else None
            for draft in drafts:
                self._save_page(conn, draft, feed, feed_id, place, tally)
        return Saved(tuple(tally.added), tuple(tally.updated), tuple(tally.articles))

    def _save_page(
        self, conn: sqlite3.Connection, draft: Draft, feed: FeedDraft | None, feed_id: int | None,
        place: str | None, tally: "_Tally",
    ) -> None:  # fmt: skip
        key = draft_key(draft, feed, place)
        found = self._find(conn, key, draft, place)
        if found is None and place and _row(conn, key):
            key = f"{key}\n{text_hash(draft)}"  # another text lies at this place now; the old article stays
        page = self._save_one(conn, found, key, draft, feed_id, None, tally)
        key = str(_key(conn, page))
        for position, child in enumerate(draft.children, 1):
            child_key = draft_key(child, None, None, key)
            self._save_one(conn, _row(conn, child_key), child_key, child, feed_id, (page, position), tally)

    def _find(self, conn: sqlite3.Connection, key: str, draft: Draft, place: str | None) -> int | None:
        """The article this draft is a reading of, if the library has it."""
        by_text = conn.execute(
            "SELECT id FROM articles WHERE text_hash = ? AND (key LIKE 'place:%' OR key LIKE 'text:%')",
            (text_hash(draft),),
        ).fetchone()
        if not key.startswith("place:"):
            return _row(conn, key) or (by_text[0] if by_text and key.startswith("text:") else None)
        if by_text:
            return int(by_text[0])
        rows = conn.execute(
            "SELECT a.id, a.title, b.markdown FROM articles a JOIN bodies b ON b.article_id = a.id "
            "WHERE (a.key = ?1 OR substr(a.key, 1, length(?1) + 1) = ?1 || char(10)) AND a.parent_id IS NULL "
            "ORDER BY a.id DESC",
            (key,),
        )
        return next((int(i) for i, title, body in rows if same_text(title, body, draft)), None)

    def _save_one(
        self, conn: sqlite3.Connection, found: int | None, key: str, draft: Draft, feed_id: int | None,
        parent: tuple[int, int] | None, tally: "_Tally",
    ) -> int:  # fmt: skip
        old = conn.execute("SELECT hash, added, sorted FROM articles WHERE id = ?", (found,)).fetchone()
        if found is not None and old[0] == draft_hash(draft):
            tally.articles.append(found)
            return found
        now = self._now()
        values = _values(draft, feed_id, old[1] if old else stamp(now), now)
        if parent and not draft.published:
            values["sorted"] = _sorted_of(conn, parent[0])
        if found is None:
            article_id = self._insert(conn, key, values, stamp(now), parent)
        else:
            article_id = self._renew(conn, found, values)
        self._save_rest(conn, article_id, draft)
        tally.articles.append(article_id)
        (tally.added if found is None else tally.updated).append(article_id)
        return article_id

    def _insert(
        self, conn: sqlite3.Connection, key: str, values: dict[str, object], added: str, parent: tuple[int, int] | None
    ) -> int:
        columns = ("key", "added", "parent_id", "position", "root", *_ARTICLE)
        parent_id, position = parent or (None, 0)
        cursor = conn.execute(
            f"INSERT INTO articles ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
            (key, added, parent_id, position, parent_id or 0, *(values[name] for name in _ARTICLE)),
        )
        article_id = int(cursor.lastrowid or 0)
        if parent_id is None:
            conn.execute("UPDATE articles SET root = id WHERE id = ?", (article_id,))
        return article_id

    def _renew(self, conn: sqlite3.Connection, article_id: int, values: dict[str, object]) -> int:
        """Replace what the source said before. A feed already known is kept when the page is read alone."""
        self._unindex(conn, [article_id])
        kept = "feed_id = coalesce(?, feed_id), "
        rest = ", ".join(f"{name} = ?" for name in _ARTICLE[1:])
        conn.execute(
            f"UPDATE articles SET {kept}{rest} WHERE id = ?", (*(values[name] for name in _ARTICLE), article_id)
        )
        for table in ("bodies", "article_references", "source_tags"):
            conn.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))
        return article_id

    def _save_rest(self, conn: sqlite3.Connection, article_id: int, draft: Draft) -> None:
        original = zlib.compress((draft.original or draft.body).encode("utf-8", "replace"))
        conn.execute(
            "INSERT INTO bodies (article_id, markdown, original, media_type, parser) VALUES (?, ?, ?, ?, ?)",
            (article_id, draft.body, original, draft.media_type, PARSER),
        )
        for tag in dict.fromkeys(tag_ids(conn, draft.categories)):
            conn.execute("INSERT INTO source_tags (article_id, tag_id) VALUES (?, ?)", (article_id, tag))
        for place, reference in enumerate(draft.references):
            _save_reference(conn, article_id, place, reference)
        self._index(conn, [article_id])


class _Tally:
    """What one save has done so far."""

    def __init__(self) -> None:
        self.added: list[int] = []
        self.updated: list[int] = []
        self.articles: list[int] = []


def _row(conn: sqlite3.Connection, key: str) -> int | None:
    row = conn.execute("SELECT id FROM articles WHERE key = ?", (key,)).fetchone()
    return int(row[0]) if row else None


def _key(conn: sqlite3.Connection, article_id: int) -> object:
    return conn.execute("SELECT key FROM articles WHERE id = ?", (article_id,)).fetchone()[0]


def _sorted_of(conn: sqlite3.Connection, article_id: int) -> object:
    return conn.execute("SELECT sorted FROM articles WHERE id = ?", (article_id,)).fetchone()[0]


def _save_feed(conn: sqlite3.Connection, feed: FeedDraft) -> int:
    row = conn.execute(
        "INSERT INTO feeds (key, url, site, title, folded) VALUES (?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET "
        "url = excluded.url, site = excluded.site, title = excluded.title, folded = excluded.folded RETURNING id",
        (feed_key(feed), feed.url, feed.site, feed.title, fold(feed.title)),
    ).fetchone()
    return int(row[0])


def _values(draft: Draft, feed_id: int | None, added: str, now: datetime) -> dict[str, object]:
    """The columns of `articles` a draft decides. A date more than a day ahead of the clock is no date."""
    published = stamp(draft.published) if draft.published and draft.published <= now + _FUTURE else None
    cited = [reference for reference in draft.references if reference.role != "self"]
    return {
        "feed_id": feed_id, "url": draft.url, "title": draft.title,
        "authors": json.dumps(draft.authors, ensure_ascii=False), "published": published,
        "sorted": min(published or added, added), "source": draft.source, "language": draft.language,
        "hash": draft_hash(draft), "text_hash": text_hash(draft), "words": len(draft.body.split()),
        "reference_count": len(cited), "reference_text": "\n".join(_searched(cited)),
    }  # fmt: skip


def _searched(references: Iterable[Reference]) -> Iterable[str]:
    for reference in references:
        ids = " ".join(reference.ids.values())
        names = ", ".join(author.name for author in reference.authors)
        yield " · ".join(p for p in (reference.raw, reference.title, names, reference.container, ids) if p)


def _save_reference(conn: sqlite3.Connection, article_id: int, place: int, reference: Reference) -> None:
    def packed(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    row = {
        "article_id": article_id, "place": place, "n": reference.n, "paper_id": paper_of(conn, reference),
        "role": reference.role, "confidence": reference.confidence, "reason": reference.reason,
        "label": reference.label, "raw": reference.raw, "ids": packed(dict(reference.ids)),
        "title": reference.title, "authors": packed([(a.name, a.family, a.given) for a in reference.authors]),
        "et_al": int(reference.et_al), "container": reference.container,
        "journal": fold(reference.container) if reference.container else None, "issued": packed(reference.issued),
        "volume": reference.volume, "issue": reference.issue, "pages": reference.pages,
        "article_number": reference.article_number, "status": reference.status, "url": reference.url,
        "accessed": packed(reference.accessed), "inferred": packed(reference.inferred), "how": reference.how,
        "version": reference.version, "span_start": reference.start, "span_end": reference.end,
    }  # fmt: skip
    cursor = conn.execute(
        f"INSERT INTO article_references ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", (*row.values(),)
    )
    if reference.role != "self":
        conn.executemany(
            "INSERT INTO reference_ids (scheme, id, reference_id, article_id) VALUES (?, ?, ?, ?)",
            ((scheme, id, cursor.lastrowid, article_id) for scheme, id in reference.ids.items()),
        )
