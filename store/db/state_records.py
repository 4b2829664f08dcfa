"""Subscriptions, views, rules and colours from elsewhere, each part taken over where it is the later word."""

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from store.db.index import tag_ids, tag_name
from store.db.marking import Change
from store.db.state_applying import Applying, Step
from store.db.state_clock import column_times
from store.db.state_out import feed_name
from store.db.tag_rule_rows import packed_names, put_rule, rule_names
from store.db.view_rows import COLUMNS, put_view
from store.errors import QueryError
from store.fetch import is_folder
from store.identity import address_key
from store.parse.markup_links import safe_link
from store.query import check_query, fold
from store.state_lines import Line, LineError, Said

Row = dict[str, Any]


class Records(Applying):
    """A library that can take over what is no mark on an article. Each method raises LineError."""

    def _take_subscription(self, conn: sqlite3.Connection, step: Step, line: Line) -> None:
        feed = self._feed_called(conn, line.of["url"])
        old = self._subscription(feed) if feed else None
        if feed is None:
            if not (wanted := line.said.get("subscribed")) or not wanted.value:
                return
            feed = _new_feed(conn, line)
        times = column_times(step.clock.events.get(("subscription", feed), []), old)
        since = str(old["since"]) if old else None
        local: Row = {name: old[name] if old else _UNSET[name] for name in _UNSET}
        new, taken = _merged(
            line, "subscribed", old is not None, local, {**dict.fromkeys(("", *_UNSET), since), **times}
        )
        row = {"feed_id": feed, **new, "paused": int(new["paused"]), "since": since or _told(line)} if new else None
        if row is not None and not row["folder"]:
            row["folder"] = ""
        if row == old:
            return
        self._put_subscription(conn, feed, row)
        step.rows.append((Change("subscription", "", json.dumps(old) if old else None, (feed,)), taken))
        step.records += 1

    def _feed_called(self, conn: sqlite3.Connection, url: str) -> int | None:
        """The feed with this address, as it is or without its secrets."""
        name = address_key(url)
        rows = conn.execute("SELECT id, key, url FROM feeds ORDER BY id").fetchall()
        exact = next((i for i, key, own in rows if name == key or url == own), None)
        return exact or next((i for i, key, own in rows if own and feed_name(own, key, False) == name), None)

    def _take_view(self, conn: sqlite3.Connection, step: Step, line: Line) -> None:
        sql = f"SELECT id, {', '.join(COLUMNS)} FROM views ORDER BY position, id"
        rows = {i: dict(zip(COLUMNS, values, strict=True)) for i, *values in self._rows(sql)}
        found = next((i for i, row in rows.items() if fold(str(row["name"])) == fold(line.of["name"])), None)
        view = found if found is not None else max(rows, default=0) + 1
        old = rows.get(view)
        times = column_times(step.clock.events.get(("view", view), []), old) if old else {}
        local = {name: old[name] if old else None for name in ("filter", "sort", "unread")}
        new, taken = _merged(line, "saved", old is not None, local, times)
        if new is not None and (new["filter"] is None or new["sort"] is None):
            raise LineError("the view has no query or no order")
        last = max((int(row["position"]) for row in rows.values()), default=0) + 1
        row = new and {
            "name": old["name"] if old else line.of["name"], "filter": _parsing(new["filter"]), "sort": new["sort"],
            "unread": int(bool(new["unread"])), "position": old["position"] if old else last,
        }  # fmt: skip
        if row == old:
            return
        put_view(conn, view, row)
        step.rows.append((Change("view", "", json.dumps(old, ensure_ascii=False) if old else None, (view,)), taken))
        step.records += 1

    def _take_rule(self, conn: sqlite3.Connection, step: Step, line: Line) -> None:
        rows = self._rule_rows()
        same = [i for i, row in rows.items() if row["filter"] == line.of["filter"]]
        names = list(dict.fromkeys(name for i in same for name in rule_names(rows[i])))
        times = [t for i in same for t in column_times(step.clock.events.get(("rule", i), []), rows[i]).values()]
        one = line.said.get("gives")
        if one is None or not one.over(Said(names, max(filter(None, times), default=None)) if same else None):
            return
        given = [name for raw in one.value or () if fold(name := tag_name(raw))]
        if given == names or (not given and not same):
            return
        rule = same[0] if same else max(rows, default=0) + 1
        last = max((int(row["position"]) for row in rows.values()), default=0) + 1
        row = {"filter": _parsing(line.of["filter"]), "tags": packed_names(given),
               "position": rows[rule]["position"] if same else last}  # fmt: skip
        for i, new in {**dict.fromkeys(same), rule: row if given else None}.items():
            old = json.dumps(dict(rows[i]), ensure_ascii=False) if i in rows else None
            put_rule(conn, i, new)
            step.rows.append((Change("rule", "", old, (i,)), one.at))
        step.records += 1

    def _take_colour(self, conn: sqlite3.Connection, step: Step, line: Line) -> None:
        if not fold(name := tag_name(line.of["tag"])) or not (one := line.said.get("colour")):
            return
        (tag,) = tag_ids(conn, [name])
        row = conn.execute("SELECT colour FROM tag_colours WHERE tag_id = ?", (tag,)).fetchone()
        old = row[0] if row else None
        at = step.clock.of("tag_colour", name, tag)
        if one.over(Said(old, at) if row or at else None):
            self._put_colour(conn, tag, one.value)
            step.add("tag_colour", name, old, one.at, tag)
            step.records += old != one.value

    def _take_citation_key(self, conn: sqlite3.Connection, step: Step, line: Line) -> None:
        """A key once given to a work stays: here, too."""
        sql = "INSERT OR IGNORE INTO citation_keys (work, key) VALUES (?, ?)"
        step.kept += conn.execute(sql, (line.of["work"], line.of["key"])).rowcount

    def _take_own_work(self, conn: sqlite3.Connection, step: Step, line: Line) -> None:
        of = line.of
        added = conn.execute(
            "INSERT OR IGNORE INTO own_works (key, title, container, year, authors) VALUES (?, ?, ?, ?, ?)",
            (of["key"], of["title"], of["container"], of["year"], json.dumps(of["authors"])),
        )
        if added.rowcount:
            ids = ((scheme, id, added.lastrowid) for scheme, id in of["ids"].items())
            conn.executemany("INSERT OR IGNORE INTO own_work_ids VALUES (?, ?, ?)", ids)
            step.kept += 1


_UNSET: Mapping[str, Any] = {"name": None, "folder": "", "paused": 0, "interval": None}


def _merged(
    line: Line, presence: str, there: bool, local: Mapping[str, Any], times: Mapping[str, str | None]
) -> tuple[Row | None, dict[str, str | None]]:
    """What a row is now, None for none, and the time of each part that was taken over. "" is the row itself."""
    new, taken = dict(local), dict[str, str | None]()
    one = line.said.get(presence)
    if one and one.over(Said(there, times.get("")) if there or times.get("") else None):
        there, taken[""] = one.value, one.at
    for name in local:
        said = line.said.get(name)
        if said and said.over(Said(_plain(said, local[name]), times.get(name)) if local[name] is not None else None):
            new[name], taken[name] = said.value, said.at
    return (new if there else None), taken


def _plain(said: Said, value: Any) -> Any:
    return bool(value) if isinstance(said.value, bool) else value


def _told(line: Line) -> str:
    return line.said["subscribed"].at or ""


def _new_feed(conn: sqlite3.Connection, line: Line) -> int:
    """Make the feed a line subscribes to, which is asked with the next refresh."""
    url, kind = line.of["url"], line.of["type"]
    if kind == "folder" and not is_folder(url):
        raise LineError("its folder is not on this machine")
    if kind == "feed" and not safe_link(url, schemes=("http", "https")):
        raise LineError("its address is not one of the web")
    title = line.of["title"] or url
    sql = "INSERT INTO feeds (key, kind, url, title, folded) VALUES (?, ?, ?, ?, ?) RETURNING id"
    (feed,) = conn.execute(sql, (address_key(url), kind, url, title, fold(title))).fetchone()
    return int(feed)


def _parsing(filter: str) -> str:
    try:
        check_query(filter)
    except QueryError as error:
        raise LineError(f"its query does not parse: {error}") from error
    return filter
