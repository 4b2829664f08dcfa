"""When each thing was last decided: the journal remembers every change, its time, and whether it was taken back."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from store.query import fold

RECORDS = frozenset({"subscription", "view", "rule"})
"""Fields of the journal that keep a whole row; the others keep one value."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """A change of a row: when (for imported ones a time for each column), what it was before, and if taken back."""

    at: str | Mapping[str, str | None]
    before: Row | None
    undone: str | None


@dataclass(slots=True)
class Clock:
    """Times by (field, folded name, id), and the events of each row by (field, id), in the order of the journal."""

    times: dict[tuple[str, str, int], str] = field(default_factory=dict)
    events: defaultdict[tuple[str, int], list[Event]] = field(default_factory=lambda: defaultdict(list))

    def of(self, field: str, name: str, id: int) -> str | None:
        """When this was last decided; None if the journal does not know it."""
        return self.times.get(_key(field, name, id))

    def touched(self, field: str, id: int) -> set[str]:
        """The folded names under which something was decided for this id."""
        return {name for known, name, one in self.times if known == field and one == id}


def read_clock(conn: sqlite3.Connection) -> Clock:
    """Read the whole journal. What was imported counts with the time it was decided at elsewhere."""
    clock = Clock()
    for at, undone, changes, times in conn.execute("SELECT at, undone, changes, times FROM journal ORDER BY id"):
        parts = json.loads(changes)
        for change, time in zip(parts, json.loads(times) if times else [at] * len(parts), strict=False):
            _take(clock, change, time, undone)
    return clock


def _take(clock: Clock, change: Any, time: Any, undone: str | None) -> None:
    name, told, before, ids = change
    if name in RECORDS:
        for one in ids:
            clock.events[name, one].append(Event(time or "", json.loads(before) if before else None, undone))
        return
    moment = undone or time or ""
    for one in ids:
        key = _key(name, told, one)
        if clock.times.get(key, "") <= moment:
            clock.times[key] = moment


def _key(field: str, name: str, id: int) -> tuple[str, str, int]:
    """Papers are known by their name as it is: their numbers change when two become one."""
    return (field, name, 0) if field == "paper" else (field, fold(name), id)


def column_times(events: list[Event], now: Row | None) -> dict[str, str | None]:
    """When each column of a row got the value it has; "" is when the row came or went."""
    times: dict[str, str | None] = {}
    standing = [event for event in events if event.undone is None]
    states = [*(event.before for event in standing), now]
    for event, after in zip(standing, states[1:], strict=True):
        before = event.before or {}
        for column in {*before, *(after or {})}:
            if before.get(column) != (after or {}).get(column):
                times[column] = _time(event, column)
        if (event.before is None) != (after is None):
            times[""] = _time(event, "")
    for event in events:
        for column in {"", *(event.before or {}), *(now or {})} if event.undone else ():
            times[column] = max(times.get(column) or "", event.undone or "")
    return times


def gone_by(events: list[Event], now: Row | None, column: str) -> dict[str, str | None]:
    """The values a column had and no longer has (names of views, queries of rules), and since when."""
    standing = [event for event in events if event.undone is None]
    states = [*(event.before for event in standing), now]
    gone: dict[str, str | None] = {}
    for event, after in zip(standing, states[1:], strict=True):
        if event.before is not None and (after is None or after[column] != event.before[column]):
            gone[str(event.before[column])] = _time(event, "" if after is None else column)
    if now is not None:
        gone.pop(str(now[column]), None)
    return gone


def _time(event: Event, column: str) -> str | None:
    return event.at if isinstance(event.at, str) else event.at.get(column)
