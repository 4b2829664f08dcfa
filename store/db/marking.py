"""What the reader does: marks, tags, notes; each change in the journal, so that it can be taken back."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Literal

from store.db.connection import stamp
from store.db.counting import counted, is_much
from store.db.index import index, tag_ids, tag_name, unindex
from store.db.paper_state_rows import put_state
from store.db.tag_rule_rows import RuleRunning, put_rule
from store.db.view_rows import put_view
from store.errors import NotFoundError
from store.model import Undone
from store.parse.markup_clean import clean
from store.query import fold

_DONE = {  # (field, new value) → what was done, in words
    ("read", 1): "marked read",
    ("read", 0): "marked unread",
    ("starred", 1): "starred",
    ("starred", 0): "unstarred",
    ("hidden", 1): "hidden",
    ("hidden", 0): "shown again",
}
Mark = Literal["read", "starred", "hidden"]


_OF_ARTICLES = frozenset({"read", "starred", "hidden", "tag", "note"})
"""The fields whose changes name articles."""
Touched = Literal["article", "feed", "view", "rule", "tag", "paper"]
_TOUCHED: dict[str, Touched] = {
    "subscription": "feed", "view": "view", "rule": "rule", "tag_name": "tag", "tag_colour": "tag",
    "paper": "paper",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One field of some articles (feeds, views, rules, tags, papers) that had the same value before (None: none)."""

    field: str
    name: str
    before: int | str | None
    ids: tuple[int, ...]


class Marking(RuleRunning):
    """The reader's side of the library."""

    def mark(
        self,
        ids: Sequence[int],
        *,
        read: bool | None = None,
        starred: bool | None = None,
        hidden: bool | None = None,
    ) -> int:
        """Mark articles; return how many changed. Ids that are not in the library are passed over."""
        marks = (("read", read), ("starred", starred), ("hidden", hidden))
        wanted = {field: value for field, value in marks if value is not None}
        changes = []
        with self._write() as conn:
            known = self._known(ids)
            for field, value in wanted.items():
                already = self._marked(field, known, value)
                changes.append(Change(field, "", int(not value), tuple(i for i in known if i not in already)))
            with self._counted(conn, changes):
                for field, value in wanted.items():
                    self._set_mark(conn, field, int(value), next(c.ids for c in changes if c.field == field))
            label = " and ".join(_DONE[field, int(value)] for field, value in wanted.items())
            return self._record(conn, label, changes)

    def without(self, mark: Mark, ids: Sequence[int]) -> list[int]:
        """Those of the articles that are not read (starred, hidden), in their order."""
        known = self._known(ids)
        marked = self._marked(mark, known, True)
        return [i for i in known if i not in marked]

    def tag(self, ids: Sequence[int], add: Sequence[str] = (), remove: Sequence[str] = ()) -> int:
        """Give tags to articles or take them away, a source's own tags included; return how many changed."""
        wanted = [(name, 1) for name in add] + [(name, 0) for name in remove]
        named = [(name, given) for raw, given in wanted if fold(name := tag_name(raw))]
        changes: list[Change] = []
        with self._write() as conn:
            known = self._known(ids)
            with counted(conn, known, only_tags=tag_ids(conn, [name for name, _ in named])):
                for name, given in named:
                    changes += self._set_tag(conn, name, given, known)
            label = ", ".join(f"{'tagged' if given else 'untagged'} #{name}" for name, given in named)
            return self._record(conn, label, changes)

    def set_note(self, article_id: int, text: str) -> bool:
        """Write the note of an article, "" to remove it; return whether anything changed. NotFoundError."""
        text = clean(text).strip()
        with self._write() as conn:
            if not self._known([article_id]):
                raise NotFoundError(f"There is no article {article_id}. `sciread list` shows the ids.")
            before = self._note(conn, article_id)
            if (before or "") == text:
                return False
            with counted(conn, [article_id]):
                self._put_note(conn, article_id, text)
            self._record(conn, "noted", [Change("note", "", before, (article_id,))])
        return True

    def undo(self) -> Undone | None:
        """Take back the last change that stands; None when nothing is left to take back."""
        with self._write() as conn:
            row = conn.execute(
                "SELECT id, label, changes FROM journal WHERE undone IS NULL ORDER BY id DESC LIMIT 1"
            ).fetchone()
            if row is None:
                return None
            changes = [Change(f, name, before, tuple(ids)) for f, name, before, ids in json.loads(row[2])]
            rules = self._rule_rows()
            with self._counted(conn, changes):
                for change in reversed(changes):
                    self._restore(conn, change)
            conn.execute("UPDATE journal SET undone = ? WHERE id = ?", (stamp(self._now()), row[0]))
            self._run_changed_rules(conn, rules)
        what: Touched = _TOUCHED.get(changes[0].field, "article") if changes else "article"
        alike = (change for change in changes if _TOUCHED.get(change.field, "article") == what)
        return Undone(row[1], len({i for change in alike for i in change.ids}), what)

    def _counted(self, conn: sqlite3.Connection, changes: Sequence[Change]) -> AbstractContextManager[None]:
        """Make changes, or take them back, with the counts in step; those of rules count for themselves."""
        of_articles = [change for change in changes if change.field in _OF_ARTICLES]
        fields = {change.field for change in of_articles}
        tags = tag_ids(conn, {change.name for change in of_articles}) if fields == {"tag"} else []
        ids = {i for change in of_articles for i in change.ids}
        return counted(conn, ids, only_read=fields == {"read"}, only_tags=tags)

    def _known(self, ids: Iterable[int]) -> list[int]:
        """Those of the ids that are articles, each once, in order."""
        wanted = list(dict.fromkeys(ids))
        known = self._among("SELECT id FROM articles", "id", wanted)
        return [i for i in wanted if i in known]

    def _marked(self, field: str, ids: Sequence[int], value: bool) -> set[int]:
        """The ids that already are as wanted, and perhaps others."""
        on = self._among(f"SELECT article_id FROM marks WHERE {field}", "article_id", ids)
        return on if value else set(ids) - on

    def _among(self, sql: str, column: str, ids: Sequence[int]) -> set[int]:
        """What a statement finds, looked up for these ids; all that it finds where that is quicker."""
        if is_much(self._conn, len(ids)):
            return {i for (i,) in self._rows(sql)}
        sql += f" {'AND' if 'WHERE' in sql else 'WHERE'} {column} IN (SELECT value FROM json_each(?))"
        return {i for (i,) in self._rows(sql, (json.dumps(list(ids)),))}

    def _set_mark(self, conn: sqlite3.Connection, field: str, value: int, ids: Iterable[int]) -> None:
        at = stamp(self._now()) if value else None
        conn.execute(
            f"INSERT INTO marks (article_id, {field}, {field}_at) SELECT value, ?, ? FROM json_each(?) WHERE true "
            f"ON CONFLICT (article_id) DO UPDATE SET {field} = excluded.{field}, {field}_at = excluded.{field}_at",
            (value, at, json.dumps(sorted(ids))),
        )

    def _set_tag(self, conn: sqlite3.Connection, name: str, given: int, ids: Sequence[int]) -> list[Change]:
        (tag,) = tag_ids(conn, [name])
        before = dict(self._rows("SELECT article_id, given FROM reader_tags WHERE tag_id = ?", (tag,)))
        told = "SELECT article_id FROM {} WHERE tag_id = ?"
        carried = {i for table in ("source_tags", "rule_tags") for (i,) in self._rows(told.format(table), (tag,))}
        moved: dict[int | None, list[int]] = {}
        for i in ids:
            carries = before.get(i, 1 if given == 0 and i in carried else 0)
            if carries != given:
                moved.setdefault(before.get(i), []).append(i)
        for group in moved.values():
            self._put_tag(conn, tag, given, group)
        return [Change("tag", name, value, tuple(group)) for value, group in moved.items()]

    def _put_tag(self, conn: sqlite3.Connection, tag: int, given: int | None, ids: Iterable[int]) -> None:
        if given is None:
            conn.executemany("DELETE FROM reader_tags WHERE article_id = ? AND tag_id = ?", ((i, tag) for i in ids))
        else:
            conn.executemany(
                "INSERT OR REPLACE INTO reader_tags (article_id, tag_id, given) VALUES (?, ?, ?)",
                ((i, tag, given) for i in ids),
            )

    def _put_colour(self, conn: sqlite3.Connection, tag: int, colour: str | None) -> None:
        conn.execute("DELETE FROM tag_colours WHERE tag_id = ?", (tag,))
        if colour is not None:
            conn.execute("INSERT INTO tag_colours (tag_id, colour) VALUES (?, ?)", (tag, colour))

    def _note(self, conn: sqlite3.Connection, article_id: int) -> str | None:
        row = conn.execute("SELECT text FROM notes WHERE article_id = ?", (article_id,)).fetchone()
        return str(row[0]) if row else None

    def _put_note(self, conn: sqlite3.Connection, article_id: int, text: str | None) -> None:
        unindex(conn, [article_id])
        if text:
            conn.execute(
                "INSERT OR REPLACE INTO notes (article_id, text, changed) VALUES (?, ?, ?)",
                (article_id, text, stamp(self._now())),
            )
        else:
            conn.execute("DELETE FROM notes WHERE article_id = ?", (article_id,))
        index(conn, [article_id])

    def _subscription(self, feed_id: int) -> dict[str, object] | None:
        names = ("feed_id", "name", "folder", "paused", "interval", "since")
        rows = self._rows(f"SELECT {', '.join(names)} FROM subscriptions WHERE feed_id = ?", (feed_id,))
        return dict(zip(names, rows[0], strict=True)) if rows else None

    def _put_subscription(self, conn: sqlite3.Connection, feed_id: int, row: dict[str, object] | None) -> None:
        """Write a subscription, or take it away; queries by title follow the reader's own name."""
        conn.execute("DELETE FROM subscriptions WHERE feed_id = ?", (feed_id,))
        if row is not None:
            marks = ", ".join("?" * len(row))
            conn.execute(f"INSERT INTO subscriptions ({', '.join(row)}) VALUES ({marks})", (*row.values(),))
        (title,) = conn.execute("SELECT title FROM feeds WHERE id = ?", (feed_id,)).fetchone()
        name = str(row["name"]) if row and row["name"] else title
        conn.execute("UPDATE feeds SET folded = ? WHERE id = ?", (fold(name), feed_id))

    def _record(self, conn: sqlite3.Connection, label: str, changes: list[Change]) -> int:
        """Write one journal entry for what was done together; return how many articles it touched."""
        rows = [[c.field, c.name, c.before, c.ids] for c in changes if c.ids]
        if rows:
            conn.execute(
                "INSERT INTO journal (at, label, changes) VALUES (?, ?, ?)",
                (stamp(self._now()), label, json.dumps(rows)),
            )
        return len({i for change in changes for i in change.ids})

    def _restore(self, conn: sqlite3.Connection, change: Change) -> None:
        if change.field == "subscription":
            row = json.loads(str(change.before)) if change.before is not None else None
            self._put_subscription(conn, change.ids[0], row)
        elif change.field == "view":
            put_view(conn, change.ids[0], json.loads(str(change.before)) if change.before is not None else None)
        elif change.field == "rule":
            put_rule(conn, change.ids[0], json.loads(str(change.before)) if change.before is not None else None)
        elif change.field == "paper":  # by name: its number may be another one by now
            put_state(conn, change.name, json.loads(str(change.before)) if change.before is not None else None)
        elif change.field == "tag_name":
            conn.execute("UPDATE tags SET name = ? WHERE id = ?", (change.before, change.ids[0]))
        elif change.field == "tag_colour":
            self._put_colour(conn, change.ids[0], None if change.before is None else str(change.before))
        elif change.field == "tag":
            (tag,) = tag_ids(conn, [change.name])
            self._put_tag(conn, tag, None if change.before is None else int(change.before), change.ids)
        elif change.field == "note":
            self._put_note(conn, change.ids[0], None if change.before is None else str(change.before))
        else:
            self._set_mark(conn, change.field, int(change.before or 0), change.ids)
