"""Everything the reader did, as lines: keyed by what names it everywhere, each part with its time."""

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from store.db.reading import Reading
from store.db.state_clock import Clock, column_times, gone_by, read_clock
from store.db.state_papers import papers_out
from store.db.tag_rule_rows import RuleRunning
from store.db.view_rows import COLUMNS
from store.identity import address_key
from store.query import fold
from store.state_lines import Line, Said, header, written

_SUBSCRIPTION = ("name", "folder", "paused", "interval")


class CarryingOut(RuleRunning, Reading):
    """A library whose reader's part can be written out."""

    def export_state(self, *, secrets: bool = False) -> Iterator[str]:
        """Yield the lines, without line ends: one moment of the library, however long it takes.

        Addresses lose passwords and tokens unless `secrets`. What was imported for articles that are not here yet
        goes on as it came.
        """
        self._conn.execute("BEGIN")
        try:
            clock = read_clock(self._conn)
            lines = [
                *self._subscriptions(clock, secrets), *self._views_out(clock), *self._colours_out(clock),
                *self._rules_out(clock), *self._articles_out(clock, secrets),
                *papers_out(self._conn, clock), *self._works_out(),
            ]  # fmt: skip
            waiting = [str(row[0]) for row in self._rows(_WAITING)]
        finally:
            self._conn.execute("ROLLBACK")
        yield header(self._now())
        yield from map(written, lines)
        yield from waiting

    def _subscriptions(self, clock: Clock, secrets: bool) -> Iterator[Line]:
        rows = self._rows(
            f"SELECT f.id, f.url, f.title, f.kind, s.feed_id IS NOT NULL, s.since, {', '.join(_SUBSCRIPTION)} "
            "FROM feeds f LEFT JOIN subscriptions s ON s.feed_id = f.id WHERE f.url IS NOT NULL ORDER BY f.id"
        )
        for feed, url, title, kind, subscribed, since, *values in rows:
            events = clock.events.get(("subscription", feed), [])
            if not subscribed and not events:
                continue
            now = dict(zip(_SUBSCRIPTION, values, strict=True)) if subscribed else None
            times = column_times([_without(event, "feed_id", "since") for event in events], now)
            said = {"subscribed": Said(bool(subscribed), times.get("") or since)}
            for name, value in (now or {}).items():
                shown = bool(value) if name == "paused" else value
                said[name] = Said(shown, times.get(name) or since)
            yield Line("subscription", {"url": _told(url, secrets), "title": title, "type": kind}, said)

    def _views_out(self, clock: Clock) -> Iterator[Line]:
        sql = f"SELECT id, {', '.join(COLUMNS)} FROM views ORDER BY position, id"
        rows = {i: dict(zip(COLUMNS, values, strict=True)) for i, *values in self._rows(sql)}
        for view, row in rows.items():
            times = column_times(clock.events.get(("view", view), []), row)
            said = {name: Said(row[name], times.get(name)) for name in ("filter", "sort")}
            came = max(times.get("") or "", times.get("name") or "") or None
            unread = Said(bool(row["unread"]), times.get("unread"))
            yield Line("view", {"name": row["name"]}, {"saved": Said(True, came), **said, "unread": unread})
        for name, at in _gone(clock, "view", rows, "name").items():
            yield Line("view", {"name": name}, {"saved": Said(False, at)})

    def _colours_out(self, clock: Clock) -> Iterator[Line]:
        colours = dict(self._rows("SELECT tag_id, colour FROM tag_colours"))
        known = {tag for name, _, tag in clock.times if name == "tag_colour"}
        for tag, name in self._rows("SELECT id, name FROM tags ORDER BY id"):
            if tag in colours or tag in known:
                at = max((t for (f, _, i), t in clock.times.items() if f == "tag_colour" and i == tag), default=None)
                yield Line("colour", {"tag": name}, {"colour": Said(colours.get(tag), at or None)})

    def _rules_out(self, clock: Clock) -> Iterator[Line]:
        rows = self._rule_rows()
        gives: defaultdict[str, list[str]] = defaultdict(list)
        times: dict[str, str | None] = {}
        for rule, row in rows.items():
            filter = str(row["filter"])
            gives[filter] += [name for name in json.loads(str(row["tags"])) if name not in gives[filter]]
            found = column_times(clock.events.get(("rule", rule), []), row)
            times[filter] = (
                max((times.get(filter) or "", *(found.get(n) or "" for n in ("", "filter", "tags")))) or None
            )
        for filter, names in gives.items():
            yield Line("rule", {"filter": filter}, {"gives": Said(names, times[filter])})
        for filter, at in _gone(clock, "rule", rows, "filter").items():
            yield Line("rule", {"filter": filter}, {"gives": Said(None, at)})

    def _articles_out(self, clock: Clock, secrets: bool) -> Iterator[Line]:
        said = self._articles_said(clock)
        feeds = {i: feed_name(url, key, secrets) for i, key, url in self._rows("SELECT id, key, url FROM feeds")}
        page = "iif(parent_id IS NULL, nullif(page_key, ''), NULL)"
        sql = f"SELECT id, key, {page}, nullif(text_hash, ''), title FROM articles ORDER BY id"
        for article, key, page, text, title in self._conn.execute(sql):
            if fields := said.get(article):
                named, of = portable(key, feeds)
                yield Line(
                    "article", {"key": named, "feed": of, "page": page, "text": text, "title": title or None}, fields
                )

    def _articles_said(self, clock: Clock) -> dict[int, dict[str, Said]]:
        """What the reader said of articles: what stands, and what was taken back, with its time."""
        found: defaultdict[int, dict[str, Said]] = defaultdict(dict)
        names = dict(self._rows("SELECT folded, name FROM tags"))
        for (field, name, article), at in clock.times.items():
            if field in ("read", "starred", "hidden"):
                found[article][field] = Said(False, at)
            elif field == "note":
                found[article]["note"] = Said("", at)
            elif field == "tag" and name in names:
                found[article][f"#{names[name]}"] = Said(None, at)
        for field in ("read", "starred", "hidden"):
            for article, at in self._rows(f"SELECT article_id, {field}_at FROM marks WHERE {field}"):
                found[article][field] = Said(True, clock.of(field, "", article) or at)
        for article, text, at in self._rows("SELECT article_id, text, changed FROM notes"):
            found[article]["note"] = Said(text, clock.of("note", "", article) or at)
        for article, name, given in self._rows(
            "SELECT r.article_id, t.name, r.given FROM reader_tags r JOIN tags t ON t.id = r.tag_id"
        ):
            found[article][f"#{name}"] = Said(bool(given), clock.of("tag", name, article))
        for article, place, at in self._rows("SELECT article_id, place, changed FROM places"):
            found[article]["place"] = Said(place, at)
        return found

    def _works_out(self) -> Iterator[Line]:
        from store.references.library_works import called  # here: an opening does without it

        for work, key in self._rows("SELECT work, key FROM citation_keys ORDER BY work"):
            yield Line("citation_key", {"work": work, "key": key}, {})
        ids: defaultdict[int, dict[str, str]] = defaultdict(dict)
        for own, scheme, id in self._rows("SELECT own_work_id, scheme, id FROM own_work_ids"):
            ids[own][scheme] = id
        sql = "SELECT id, key, title, container, year, authors FROM own_works ORDER BY id"
        for own, key, title, container, year, authors in self._rows(sql):
            of = {
                "key": called(key, ids[own], title),
                "title": title,
                "container": container,
                "year": year,
                "authors": json.loads(authors),
            }
            yield Line("own_work", {**of, "ids": ids[own]}, {})


_WAITING = """SELECT w.line FROM waiting_states w JOIN journal j ON j.id = w.journal_id
    WHERE j.undone IS NULL ORDER BY w.id"""


def portable(key: str, feeds: dict[int, str]) -> tuple[str, str | None]:
    """An article's key without the number of its feed, and that feed's name; a key that has none as it is."""
    head, newline, rest = key.partition("\n")
    number = head.removeprefix("feed:")
    if newline and number != head and number.isdigit():
        return f"feed:\n{rest}", feeds.get(int(number))
    return key, None


def feed_name(url: str | None, key: str, secrets: bool) -> str:
    """What a feed is called outside of this library."""
    return address_key(_told(url, secrets)) if url else key


def _told(url: str, secrets: bool) -> str:
    from store.parse.opml import without_secrets  # here: opening a library does not pay for it

    return url if secrets else without_secrets(url)


def _gone(clock: Clock, kind: str, rows: dict[int, Any], column: str) -> dict[str, str | None]:
    there = {fold(str(row[column])) for row in rows.values()}
    gone: dict[str, str | None] = {}
    for (name, one), events in clock.events.items():
        if name == kind:
            for value, at in gone_by(events, rows.get(one), column).items():
                if fold(value) not in there and (at or "") >= (gone.get(value) or ""):
                    gone[value] = at
    return gone


def _without(event: Any, *columns: str) -> Any:
    before = event.before and {name: value for name, value in event.before.items() if name not in columns}
    return type(event)(event.at, before, event.undone)
