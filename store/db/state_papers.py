"""The reader's queue of papers, out and in: a line a paper; what was said last of any of its identifiers counts."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from store.db.marking import Change
from store.db.paper_state_rows import COLUMNS, Row, best_name, latest, packed_row, put_state, rows_of
from store.db.state_applying import Applying, Step
from store.db.state_clock import Clock
from store.state_lines import Line, Said


def papers_out(conn: sqlite3.Connection, clock: Clock) -> Iterator[Line]:
    """Yield the queue, and what was taken out of it, with its time."""
    sql = f"SELECT scheme || ':' || id, {', '.join(COLUMNS)} FROM paper_states ORDER BY changed, scheme, id"
    rows = {name: dict(zip(COLUMNS, values, strict=True)) for name, *values in conn.execute(sql)}
    papers: defaultdict[int | str, list[str]] = defaultdict(list)
    for name in [*rows, *sorted({name for field, name, _ in clock.times if field == "paper"} - set(rows))]:
        papers[_paper(conn, name) or name].append(name)
    for names in papers.values():
        there = [name for name in names if name in rows]
        row = rows[there[-1]] if there else None
        scheme, _, id = (there[-1] if there else best_name(names)).partition(":")
        of = {
            "scheme": scheme,
            "id": id,
            "reason": row["reason"] if row else "",
            "since": row["since"] if row else None,
        }
        yield Line("paper", of, {"state": Said(row["state"] if row else None, _decided(clock, names, row))})


class Queueing(Applying):
    """A library that can take over the queue of another one."""

    def _take_paper(self, conn: sqlite3.Connection, step: Step, line: Line) -> None:
        if (one := line.said.get("state")) is None:
            return
        name = f"{line.of['scheme']}:{line.of['id']}"
        paper = _paper(conn, name)
        rows = rows_of(conn, paper) if paper else _alone(conn, name)
        old, new = latest(rows), _row(line, one)
        at = _decided(step.clock, [*rows], old)
        if not Said(_word(new), one.at).over(Said(_word(old), at) if old or at else None):
            return
        for changed in dict.fromkeys([*(each for each, row in rows.items() if row), name]):
            put_state(conn, changed, new if changed == name else None)
            step.rows.append((Change("paper", changed, packed_row(rows.get(changed)), (paper or 0,)), one.at))
        step.records += _word(old) != _word(new)


def _row(line: Line, one: Said) -> Row | None:
    """The row a line tells; nothing is in the queue since a time after it was said."""
    if one.value is None:
        return None
    at = one.at or ""
    reason = line.of["reason"] if one.value == "aside" else ""
    return {"state": one.value, "reason": reason, "since": min(line.of["since"] or at, at), "changed": at}


def _word(row: Row | None) -> Any:
    return None if row is None else [row["state"], row["reason"], row["since"]]


def _decided(clock: Clock, names: list[str], row: Row | None) -> str | None:
    """When anything was said last of the paper with these names."""
    return max((clock.of("paper", name, 0) or "" for name in names), default="") or (row and row["changed"]) or None


def _paper(conn: sqlite3.Connection, name: str) -> int | None:
    scheme, _, id = name.partition(":")
    row = conn.execute("SELECT paper_id FROM paper_ids WHERE scheme = ? AND id = ?", (scheme, id)).fetchone()
    return int(row[0]) if row else None


def _alone(conn: sqlite3.Connection, name: str) -> dict[str, Row | None]:
    """The row of a paper that no article here cites."""
    scheme, _, id = name.partition(":")
    sql = f"SELECT {', '.join(COLUMNS)} FROM paper_states WHERE scheme = ? AND id = ?"
    row = conn.execute(sql, (scheme, id)).fetchone()
    return {name: dict(zip(COLUMNS, row, strict=True)) if row else None}
