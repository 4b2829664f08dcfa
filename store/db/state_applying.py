"""What was said of an article elsewhere, taken over where it is the later word."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from store.db.index import tag_ids
from store.db.marking import Change, Marking
from store.db.state_clock import Clock
from store.query import fold
from store.state_lines import Said

Value = int | str | None


@dataclass(slots=True)
class Step:
    """One entry of the journal as it grows: what was before, by field, name and time; and what is not undone."""

    clock: Clock
    groups: dict[tuple[str, str, Value, str | None], list[int]] = field(default_factory=dict)
    rows: list[tuple[Change, Any]] = field(default_factory=list)
    articles: set[int] = field(default_factory=set)
    records: int = 0
    kept: int = 0

    def add(self, field: str, name: str, before: Value, at: str | None, article: int) -> None:
        """Remember one field of one article."""
        self.groups.setdefault((field, name, before, at), []).append(article)

    def packed(self, changes: str = "[]", times: str = "[]") -> tuple[str, str]:
        """The entry's changes and their times as JSON, behind those it has already."""
        found = [(Change(f, name, before, tuple(ids)), at) for (f, name, before, at), ids in self.groups.items()]
        told = [*self.rows, *found]
        done = [[change.field, change.name, change.before, change.ids] for change, _ in told]
        return json.dumps(json.loads(changes) + done), json.dumps(json.loads(times) + [at for _, at in told])

    @property
    def empty(self) -> bool:
        """Whether there is nothing to take back."""
        return not self.rows and not self.groups


class Applying(Marking):
    """A library that can take over what a reader did elsewhere."""

    def _take_said(self, conn: sqlite3.Connection, step: Step, article: int, said: Mapping[str, Said]) -> None:
        for name, one in said.items():
            if name == "place":
                self._take_place(conn, step, article, one)
            elif name == "note":
                self._take_note(conn, step, article, one)
            elif name.startswith("#"):
                self._take_tag(conn, step, article, name[1:], one)
            else:
                self._take_mark(conn, step, article, name, one)

    def _take_mark(self, conn: sqlite3.Connection, step: Step, article: int, field: str, one: Said) -> None:
        row = conn.execute(f"SELECT {field}, {field}_at FROM marks WHERE article_id = ?", (article,)).fetchone()
        before = int(row[0]) if row else 0
        at = step.clock.of(field, "", article) or (row[1] if row and before else None)
        if not one.over(Said(bool(before), at) if before or at else None):
            return
        conn.execute(
            f"INSERT INTO marks (article_id, {field}, {field}_at) VALUES (?, ?, ?) "
            f"ON CONFLICT (article_id) DO UPDATE SET {field} = excluded.{field}, {field}_at = excluded.{field}_at",
            (article, int(one.value), one.at if one.value else None),
        )
        step.add(field, "", before, one.at, article)
        if bool(before) != one.value:
            step.articles.add(article)

    def _take_tag(self, conn: sqlite3.Connection, step: Step, article: int, name: str, one: Said) -> None:
        sql = "SELECT given FROM reader_tags r JOIN tags t ON t.id = r.tag_id WHERE article_id = ? AND folded = ?"
        row = conn.execute(sql, (article, fold(name))).fetchone()
        before = int(row[0]) if row else None
        at = step.clock.of("tag", name, article)
        if not one.over(Said(None if before is None else bool(before), at) if row or at else None):
            return
        (tag,) = tag_ids(conn, [name])
        self._put_tag(conn, tag, None if one.value is None else int(one.value), [article])
        step.add("tag", name, before, one.at, article)
        if (None if before is None else bool(before)) != one.value:
            step.articles.add(article)

    def _take_note(self, conn: sqlite3.Connection, step: Step, article: int, one: Said) -> None:
        row = conn.execute("SELECT text, changed FROM notes WHERE article_id = ?", (article,)).fetchone()
        before = str(row[0]) if row else ""
        at = step.clock.of("note", "", article) or (row[1] if row else None)
        if not one.over(Said(before, at) if row or at else None):
            return
        if before != one.value:
            self._put_note(conn, article, one.value)
            step.articles.add(article)
        conn.execute("UPDATE notes SET changed = coalesce(?, changed) WHERE article_id = ?", (one.at, article))
        step.add("note", "", before or None, one.at, article)

    def _take_place(self, conn: sqlite3.Connection, step: Step, article: int, one: Said) -> None:
        row = conn.execute("SELECT place, changed FROM places WHERE article_id = ?", (article,)).fetchone()
        if one.over(Said(*row) if row else None):
            conn.execute("INSERT OR REPLACE INTO places VALUES (?, ?, ?)", (article, one.value, one.at or ""))
            step.kept += 1
