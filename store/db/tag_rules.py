"""Tag rules: what a query finds gets tags. Each change of a rule is in the journal; what it gives is not."""

import json
import sqlite3
from collections.abc import Mapping, Sequence

from store.db.index import tag_name
from store.db.marking import Change, Marking
from store.db.tag_rule_rows import Row, packed_names, put_rule, rule_names
from store.errors import NotFoundError, QueryError, StoreError
from store.model import Rule
from store.parse.markup_clean import clean
from store.query import check_query, fold


class Ruling(Marking):
    """The reader's rules, in the order in which they run: a later one sees the tags of an earlier one."""

    def rules(self) -> list[Rule]:
        """Return the rules with what they gave when they ran last; one that no longer parses says why."""
        sql = """SELECT u.rule_id, count(DISTINCT u.article_id) FROM rule_tags u
            LEFT JOIN marks m ON m.article_id = u.article_id WHERE m.hidden IS NOT 1 GROUP BY u.rule_id"""
        counts = dict(self._rows(sql))
        return [_rule(rule_id, row, counts.get(rule_id, 0)) for rule_id, row in self._rule_rows().items()]

    def add_rule(self, filter: str, tags: Sequence[str]) -> Rule:
        """Make a rule, the last in order, and run it at once. Raises QueryError, StoreError without query or tag."""
        row = _checked(filter, tags)
        with self._write() as conn:
            rows = self._rule_rows()
            rule_id = max(rows, default=0) + 1
            last = max((int(old["position"]) for old in rows.values()), default=0)
            self._change_rules(conn, f"added the rule {row['filter']}", {rule_id: {**row, "position": last + 1}})
        return next(rule for rule in self.rules() if rule.id == rule_id)

    def change_rule(self, rule_id: int, filter: str, tags: Sequence[str]) -> None:
        """Give a rule another query and other tags, and run it. Raises NotFoundError, QueryError, StoreError."""
        row = _checked(filter, tags)
        with self._write() as conn:
            old = self._known_rule(rule_id)
            self._change_rules(conn, f"changed the rule {old['filter']}", {rule_id: {**old, **row}})

    def move_rule(self, rule_id: int, place: int) -> bool:
        """Put a rule at a place among the rules, counted from 1; return whether anything changed. NotFoundError."""
        with self._write() as conn:
            moved = self._known_rule(rule_id)
            rows = self._rule_rows()
            order = [i for i in rows if i != rule_id]
            order.insert(min(max(place - 1, 0), len(order)), rule_id)
            placed = {i: {**rows[i], "position": at} for at, i in enumerate(order, 1)}
            return self._change_rules(conn, f"moved the rule {moved['filter']}", placed)

    def remove_rule(self, rule_id: int) -> None:
        """Forget a rule; the tags it gave go with it. Raises NotFoundError."""
        with self._write() as conn:
            old = self._known_rule(rule_id)
            self._change_rules(conn, f"removed the rule {old['filter']}", {rule_id: None})

    def _known_rule(self, rule_id: int) -> Row:
        if (row := self._rule_rows().get(rule_id)) is None:
            raise NotFoundError(f"There is no rule {rule_id}. `sciread rules` shows those that are.")
        return row

    def _change_rules(self, conn: sqlite3.Connection, label: str, wanted: Mapping[int, Row | None]) -> bool:
        before = self._rule_rows()
        changes = change_rules(conn, before, wanted)
        if changes:
            self._run_changed_rules(conn, before)
        return self._record(conn, label, changes) > 0


def change_rules(conn: sqlite3.Connection, before: Mapping[int, Row], wanted: Mapping[int, Row | None]) -> list[Change]:
    """Write rules that differ from what was before; return the changes for the journal. Nothing is run."""
    changed = {i: row for i, row in wanted.items() if row != before.get(i)}
    for rule_id, row in changed.items():
        put_rule(conn, rule_id, row)
    kept = {i: json.dumps(dict(before[i]), ensure_ascii=False) if i in before else None for i in changed}
    return [Change("rule", "", old, (i,)) for i, old in kept.items()]


def _checked(filter: str, tags: Sequence[str]) -> dict[str, str | int]:
    filter = clean(filter)
    check_query(filter)
    if not filter.strip():
        raise StoreError("A rule needs a query. Write what the articles have in common.")
    names = {fold(name): name for raw in tags if fold(name := tag_name(raw))}
    if not names:
        raise StoreError("A rule needs a tag to give. Name one.")
    return {"filter": filter.strip(), "tags": packed_names(list(names.values()))}


def _rule(rule_id: int, row: Row, count: int) -> Rule:
    error = None
    try:
        check_query(str(row["filter"]))
    except QueryError as fault:
        error = str(fault)
    return Rule(rule_id, str(row["filter"]), tuple(rule_names(row)), count, error)
