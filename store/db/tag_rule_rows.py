"""Rows of tag rules, and running them: what their queries find gets their tags, in `rule_tags`."""

import json
import sqlite3
from collections.abc import Mapping, Sequence

from store.db.connection import Connection
from store.db.counting import counted, recount
from store.db.index import chunks, places, tag_ids
from store.errors import QueryError
from store.model import Query
from store.query import compile_query
from store.query_fields import Condition, row_by_row

COLUMNS = ("filter", "tags", "position")

Row = Mapping[str, str | int]
"""The value of each of COLUMNS; `tags` is a JSON list of names."""

_FEW = 200
"""Up to so many articles are each looked up in the index; of more, the index is asked as a whole."""


def put_rule(conn: sqlite3.Connection, rule_id: int, row: Row | None) -> None:
    """Write a rule in place of what it was, or take it away; either way what it gave is gone until the next run."""
    conn.execute("DELETE FROM tag_rules WHERE id = ?", (rule_id,))
    if row is not None:
        conn.execute(
            f"INSERT INTO tag_rules (id, {', '.join(COLUMNS)}) VALUES (?, ?, ?, ?)",
            (rule_id, *(row[name] for name in COLUMNS)),
        )


def rule_names(row: Row) -> list[str]:
    """The tags a rule gives."""
    return [str(name) for name in json.loads(str(row["tags"]))]


def packed_names(names: Sequence[str]) -> str:
    """Write tags as a rule keeps them."""
    return json.dumps(list(names), ensure_ascii=False)


class RuleRunning(Connection):
    """A connection that can run the reader's rules."""

    def run_rules(self, ids: Sequence[int] | None = None) -> int:
        """Run all rules over these articles (None: all); return how many have other tags than before.

        What no longer fits loses the tag. Nothing of it is in the journal: it can be had again at any time.
        """
        if not self._rule_rows():
            return 0
        with self._write() as conn:
            parts = None if ids is None else chunks(list(ids))
            before = self._ruled(parts)
            if ids is None:
                self._run_rules(conn, ids)
                recount(conn)
            else:
                with counted(conn, ids):
                    self._run_rules(conn, ids)
            return len({i for i, _ in before ^ self._ruled(parts)})

    def _run_rules(self, conn: sqlite3.Connection, ids: Sequence[int] | None = None) -> None:
        """Run all rules over these articles, None: all. Counting is with who calls."""
        rules = self._rule_rows()
        if not rules or (ids is not None and not ids):
            return
        if ids is None:
            conn.execute("DELETE FROM rule_tags")
            self._give_in_turn(conn, rules, None)
            return
        parts = chunks(list(ids))
        for part in parts:
            conn.execute(f"DELETE FROM rule_tags WHERE article_id IN ({places(part)})", part)
        self._give_in_turn(conn, rules, parts)

    def _run_changed_rules(self, conn: sqlite3.Connection, before: Mapping[int, Row]) -> None:
        """Run, over all articles, the rules from the first one on that is not as it was before; then count anew."""
        old, new = list(before.items()), list((rules := self._rule_rows()).items())
        if old == new:
            return
        alike = next((at for at, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), len(old))
        changed = dict(list(rules.items())[alike:])
        conn.executemany("DELETE FROM rule_tags WHERE rule_id = ?", ((rule_id,) for rule_id in changed))
        self._give_in_turn(conn, changed, None)
        recount(conn)

    def _give_in_turn(self, conn: sqlite3.Connection, rules: Mapping[int, Row], parts: list[list[int]] | None) -> None:
        """Run rules whose tags are gone, so that the outcome never depends on what an earlier run gave."""
        for rule_id, row in rules.items():
            tags = tag_ids(conn, rule_names(row))
            found = self._fitting(str(row["filter"]), parts)
            conn.executemany(
                "INSERT OR IGNORE INTO rule_tags (article_id, tag_id, rule_id) VALUES (?, ?, ?)",
                ((i, tag, rule_id) for i in found for tag in tags),
            )

    def _rule_rows(self) -> dict[int, Row]:
        sql = f"SELECT id, {', '.join(COLUMNS)} FROM tag_rules ORDER BY position, id"
        return {row[0]: dict(zip(COLUMNS, row[1:], strict=True)) for row in self._rows(sql)}

    def _fitting(self, filter: str, parts: list[list[int]] | None) -> list[int]:
        """The articles a rule's query finds, hidden ones too: they may be shown again."""
        try:
            condition = compile_query(Query(filter))
        except QueryError:  # written by another version; `rules()` tells it
            return []
        if parts is None:
            return self._those(condition, "", [])
        if sum(map(len, parts)) <= _FEW:
            condition = row_by_row(condition)
        return [i for part in parts for i in self._those(condition, f"AND a.id IN ({places(part)})", part)]

    def _those(self, condition: Condition, within: str, part: list[int]) -> list[int]:
        sql = f"SELECT a.id FROM articles a WHERE a.pruned IS NULL {within} AND ({condition.sql})"
        try:
            return [i for (i,) in self._rows(sql, [*part, *condition.filled(self._now())])]
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
                raise
            return []  # SQLite will not run this one; what a source says is saved in any case

    def _ruled(self, parts: list[list[int]] | None) -> set[tuple[int, int]]:
        """What rules give (article, tag), where the reader has not spoken."""
        sql = """SELECT DISTINCT article_id, tag_id FROM rule_tags u WHERE NOT EXISTS (
            SELECT 1 FROM reader_tags r WHERE r.article_id = u.article_id AND r.tag_id = u.tag_id)"""
        if parts is None:
            return set(self._rows(sql))
        return {row for part in parts for row in self._rows(f"{sql} AND u.article_id IN ({places(part)})", part)}
