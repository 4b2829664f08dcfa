"""Feeds: what the library knows of them, what the reader wants of them, and when they are asked again."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from store.db.connection import stamp
from store.db.index import places
from store.db.marking import Change, Marking
from store.errors import NotFoundError
from store.identity import address_key, feed_key
from store.model import Due, Feed, FeedDraft
from store.query import fold

_FEED = """SELECT f.id, coalesce(s.name, f.title), f.url, f.site, coalesce(n.total, 0), coalesce(n.unread, 0), f.kind,
    s.feed_id IS NOT NULL, coalesce(s.folder, ''),
    coalesce(s.paused, 0), s.interval, f.checked, f.due, f.failures, f.error, f.retired
    FROM feeds f LEFT JOIN subscriptions s ON s.feed_id = f.id LEFT JOIN feed_counts n ON n.feed_id = f.id
    ORDER BY coalesce(s.folder, '') COLLATE NOCASE, f.folded"""


class Feeding(Marking):
    """The feeds and folders that can be asked again."""

    def feeds(self) -> list[Feed]:
        """Return the feeds with their counts and errors, by folder and title."""
        return [_feed(row) for row in self._rows(_FEED)]

    def feed(self, name: str) -> Feed:
        """Return the one feed with this number, address or title (or part of it). Raises NotFoundError."""
        feeds = self.feeds()
        exact = [f for f in feeds if name in (str(f.id), f.url) or fold(f.title) == fold(name)]
        by_address = [f for f in feeds if f.url and address_key(f.url) == address_key(name)]
        found = exact or by_address or [f for f in feeds if (part := fold(name)) and part in fold(f.title)]
        if len(found) != 1:
            why = "No feed is" if not found else f"{len(found)} feeds are"
            raise NotFoundError(f'{why} called "{name}". `sciread feeds` shows the numbers.')
        return found[0]

    def subscribe(self, url: str, title: str | None = None, *, folder: str = "", kind: str = "feed") -> int:
        """Want a feed or a folder asked again; return its id. Asking for the same twice changes nothing."""
        with self._write() as conn:
            key = address_key(url)
            conn.execute(
                "INSERT OR IGNORE INTO feeds (key, kind, url, title, folded) VALUES (?, ?, ?, ?, ?)",
                (key, kind, url, title or url, fold(title or url)),
            )
            (feed_id,) = conn.execute("SELECT id FROM feeds WHERE key = ?", (key,)).fetchone()
            if self._subscription(feed_id) is None:
                row = {"feed_id": feed_id, "name": None, "folder": folder, "paused": 0, "interval": None,
                       "since": stamp(self._now())}  # fmt: skip
                self._put_subscription(conn, feed_id, row)
                self._record(conn, f"subscribed to {title or url}", [Change("subscription", "", None, (feed_id,))])
        return int(feed_id)

    def unsubscribe(self, feed_id: int) -> bool:
        """Ask a feed no more; its articles stay. Return whether it was asked before."""
        with self._write() as conn:
            old = self._subscription(feed_id)
            if old is None:
                return False
            self._put_subscription(conn, feed_id, None)
            change = Change("subscription", "", json.dumps(old), (feed_id,))
            self._record(conn, f"unsubscribed from {self._title(feed_id)}", [change])
        return True

    def arrange(self, feed_id: int, **wanted: str | int | bool | None) -> bool:
        """Set name, folder, paused or interval (seconds) of a subscription; return whether anything changed."""
        with self._write() as conn:
            old = self._subscription(feed_id)
            if old is None:
                raise NotFoundError("This feed is not subscribed to. `sciread feeds add` does that.")
            new = {**old, **{name: int(v) if isinstance(v, bool) else v for name, v in wanted.items()}}
            if new == old:
                return False
            self._put_subscription(conn, feed_id, new)
            change = Change("subscription", "", json.dumps(old), (feed_id,))
            self._record(conn, f"rearranged {self._title(feed_id)}", [change])
        return True

    def due(self, wanted: Sequence[int] | None = None, *, everything: bool = False) -> list[Due]:
        """Return the feeds to ask now: those wanted by number, or all that are due (`everything`: due or not).

        A paused or retired feed is only asked when wanted; a feed that is no subscription is never asked.
        """
        now = self._now()
        sql = """SELECT f.id, coalesce(s.name, f.title), f.kind, f.url, f.etag, f.modified, f.hash, f.failures,
            f.skip_hours, f.due FROM subscriptions s JOIN feeds f ON f.id = s.feed_id WHERE f.url IS NOT NULL"""
        if wanted is not None:
            rows = self._rows(f"{sql} AND f.id IN ({places(wanted)}) ORDER BY f.id", list(wanted))
            return [Due(*row[:8]) for row in rows]
        rows = self._rows(f"{sql} AND NOT s.paused AND NOT f.retired ORDER BY f.id")
        free = (row for row in rows if everything or _is_due(row[9], json.loads(row[8]), now))
        return [Due(*row[:8]) for row in free]

    def answered(
        self, feed_id: int, *, etag: str | None, modified: str | None, hash: str | None, ttl: int | None = None,
        skip_hours: Sequence[int] = (), moved: str | None = None, changed: bool = True,
        note: str | None = None,
    ) -> None:  # fmt: skip
        """Remember an answer. `changed` False: only the time, for there was nothing new.

        `note` is what the reader should know of an answer that was not taken whole.
        """
        with self._write() as conn:
            if changed:
                conn.execute(
                    "UPDATE feeds SET etag = ?, modified = ?, hash = ?, ttl = ?, skip_hours = ? WHERE id = ?",
                    (etag, modified, hash, ttl, json.dumps(list(skip_hours)), feed_id),
                )
            if moved:
                conn.execute(
                    "UPDATE OR IGNORE feeds SET url = ?, key = ? WHERE id = ?", (moved, address_key(moved), feed_id)
                )
            pause = "max(coalesce(ttl, 0), coalesce((SELECT interval FROM subscriptions WHERE feed_id = feeds.id), 0))"
            conn.execute(
                "UPDATE feeds SET checked = ?1, error = iif(?3 OR failures, ?4, error), failures = 0, retired = 0, "
                f"due = strftime('%Y-%m-%dT%H:%M:%S+00:00', ?1, '+' || {pause} || ' seconds') WHERE id = ?2",
                (stamp(self._now()), feed_id, changed, note),
            )

    def failed(self, feed_id: int, error: str, due: datetime, *, gone: bool = False) -> None:
        """Remember that a question failed and when the next may be put; `gone` retires the feed."""
        with self._write() as conn:
            conn.execute(
                "UPDATE feeds SET checked = ?, due = ?, error = ?, failures = failures + 1, retired = ? WHERE id = ?",
                (stamp(self._now()), stamp(due), error, int(gone), feed_id),
            )

    def _title(self, feed_id: int) -> str:
        return str(self._rows("SELECT title FROM feeds WHERE id = ?", (feed_id,))[0][0])


def _feed(row: Sequence[Any]) -> Feed:
    values = list(row)
    for flag in (7, 9, 15):
        values[flag] = bool(values[flag])
    return Feed(*values)


def _is_due(due: str | None, skip_hours: Sequence[int], now: datetime) -> bool:
    return (due is None or due <= stamp(now)) and now.hour not in skip_hours


def feed_row(conn: sqlite3.Connection, feed: FeedDraft, feed_id: int | None = None) -> int:
    """Write what a feed says of itself and return its id. `feed_id`: the feed that was asked, whatever it says."""
    if feed_id is not None:
        conn.execute(
            "UPDATE feeds SET site = coalesce(?, site), title = ?, folded = ? WHERE id = ?",
            (feed.site, feed.title, _folded(conn, feed_id, feed.title), feed_id),
        )
        return feed_id
    row = conn.execute(
        "INSERT INTO feeds (key, url, site, title, folded) VALUES (?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET "
        "url = excluded.url, site = excluded.site, title = excluded.title RETURNING id",
        (feed_key(feed), feed.url, feed.site, feed.title, fold(feed.title)),
    ).fetchone()
    return int(row[0])


def _folded(conn: sqlite3.Connection, feed_id: int, title: str) -> str:
    row = conn.execute("SELECT name FROM subscriptions WHERE feed_id = ?", (feed_id,)).fetchone()
    return fold(row[0] if row and row[0] else title)
