"""Saved views: queries the reader keeps by name. Each change is in the journal, as those of subscriptions are."""

import json
import sqlite3
from collections.abc import Mapping
from typing import cast, get_args

from store.db.marking import Change, Marking
from store.db.view_rows import COLUMNS, Row, put_view
from store.errors import NotFoundError, QueryError, StoreError
from store.model import Query, Sort, View
from store.parse.markup_clean import clean, clean_line
from store.query import check_query, compile_query, fold, read_tokens
from store.query_fields import HIDDEN

MOST_NAME = 200


class Viewing(Marking):
    """The reader's saved views, in the reader's order."""

    def views(self) -> list[View]:
        """Return the views with what they find now; one that no longer parses says why."""
        return [self._view(view_id, row) for view_id, row in self._view_rows().items()]

    def view(self, name: str) -> View:
        """Return the view with this name or number. Raises NotFoundError."""
        rows = self._view_rows()
        named = [i for i, row in rows.items() if fold(str(row["name"])) == fold(name)]
        found = named or [i for i in rows if str(i) == name]
        if not found:
            raise NotFoundError(f'There is no view "{name}". `sciread views` shows them.')
        return self._view(found[0], rows[found[0]])

    def save_view(self, name: str, filter: str, *, sort: Sort = "newest", only_unread: bool = False) -> int:
        """Keep a query by name, in place of the one that had the name; return its id.

        Raises QueryError if the query does not parse, StoreError if the name is empty.
        """
        filter = clean(filter)
        check_query(filter)
        name = _name(name)
        with self._write() as conn:
            rows = self._view_rows()
            old = next((i for i, row in rows.items() if fold(str(row["name"])) == fold(name)), None)
            view_id = old if old is not None else max(rows, default=0) + 1
            last = max((int(row["position"]) for row in rows.values()), default=0)
            position = rows[view_id]["position"] if old is not None else last + 1
            row: Row = {"name": name, "filter": filter, "sort": sort, "unread": int(only_unread), "position": position}
            self._change_views(conn, f"saved the view {name}", {view_id: row})
        return view_id

    def rename_view(self, view_id: int, name: str) -> bool:
        """Call a view something else; return whether anything changed. Raises StoreError if the name is taken."""
        name = _name(name)
        with self._write() as conn:
            rows = self._view_rows()
            old = _known(rows, view_id)
            if any(i != view_id and fold(str(row["name"])) == fold(name) for i, row in rows.items()):
                raise StoreError(f"There already is a view {name}. Choose another name, or delete that one first.")
            return self._change_views(conn, f"renamed the view {old['name']}", {view_id: {**old, "name": name}})

    def move_view(self, view_id: int, steps: int) -> bool:
        """Move a view by so many places, down if positive; return whether anything changed."""
        with self._write() as conn:
            rows = self._view_rows()
            moved = _known(rows, view_id)
            order = list(rows)
            at = order.index(view_id)
            order.insert(min(max(at + steps, 0), len(order) - 1), order.pop(at))
            placed = {i: {**rows[i], "position": place} for place, i in enumerate(order, 1)}
            return self._change_views(conn, f"moved the view {moved['name']}", placed)

    def delete_view(self, view_id: int) -> bool:
        """Forget a view; the articles it finds stay. Return whether there was one."""
        with self._write() as conn:
            row = self._view_rows().get(view_id)
            return row is not None and self._change_views(conn, f"deleted the view {row['name']}", {view_id: None})

    def _change_views(self, conn: sqlite3.Connection, label: str, wanted: Mapping[int, Row | None]) -> bool:
        before = self._view_rows()
        changed = {i: row for i, row in wanted.items() if row != before.get(i)}
        for view_id, row in changed.items():
            put_view(conn, view_id, row)
        kept = {i: json.dumps(dict(before[i]), ensure_ascii=False) if i in before else None for i in changed}
        return self._record(conn, label, [Change("view", "", old, (i,)) for i, old in kept.items()]) > 0

    def _view_rows(self) -> dict[int, Row]:
        sql = f"SELECT id, {', '.join(COLUMNS)} FROM views ORDER BY position, id"
        return {row[0]: dict(zip(COLUMNS, row[1:], strict=True)) for row in self._rows(sql)}

    def _view(self, view_id: int, row: Row) -> View:
        sort = cast(Sort, row["sort"] if row["sort"] in get_args(Sort) else "newest")
        view = View(view_id, str(row["name"]), str(row["filter"]), sort, bool(row["unread"]))
        try:
            count, unread = self._found(view.filter)
        except QueryError as error:  # written by another version, or by hand
            return View(view_id, view.name, view.filter, sort, view.only_unread, error=str(error))
        return View(view_id, view.name, view.filter, sort, view.only_unread, count, unread)

    def _kept(self, filter: str) -> tuple[int, int] | None:
        """What the kept counts say of a query, if they say it: of all, of the unread, of a tag."""
        tokens = read_tokens(filter)
        one = tokens[0] if len(tokens) == 1 and tokens[0].kind == "field" else None
        if one and one.name == "tag" and not one.text.endswith("*"):
            sql = "SELECT total, unread FROM tag_counts JOIN tags ON id = tag_id WHERE folded = ?"
            return next(iter(self._rows(sql, (fold(one.text),))), (0, 0))
        if not tokens or (one and (one.name, one.text) == ("is", "unread")):
            total, unread = self._rows("SELECT total, unread FROM library_counts")[0]
            return (unread if tokens else total), unread
        return None

    def _found(self, filter: str) -> tuple[int, int]:
        if (kept := self._kept(filter)) is not None:
            return kept
        condition = compile_query(Query(filter))
        shown = "1" if HIDDEN in condition.sql else f"NOT {HIDDEN}"
        count, read = self._rows(
            "SELECT count(*), coalesce(sum(r.read), 0) FROM articles a LEFT JOIN marks r ON r.article_id = a.id "
            f"WHERE a.pruned IS NULL AND {shown} AND ({condition.sql})",
            condition.filled(self._now()),
        )[0]
        return count, count - read


def _name(name: str) -> str:
    if not (found := clean_line(name, MOST_NAME)):
        raise StoreError("A view needs a name. Write one.")
    return found


def _known(rows: dict[int, Row], view_id: int) -> Row:
    if view_id not in rows:
        raise NotFoundError("This view is no longer there. `sciread views` shows those that are.")
    return rows[view_id]
