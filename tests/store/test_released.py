"""Libraries as each release left them: brought up to date with all that was done in them; no step was changed since."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils

from store import Query, Store
from store.schema import migrations
from store.schema_names import NAMES
from tests.store.released import FOLDER, RELEASED, dumped, keep, loaded, made
from tests.store.test_upgrading import shape

READERS = (
    "marks", "reader_tags", "notes", "journal", "subscriptions", "citation_keys", "own_works", "own_work_ids", "views",
    "places", "tag_colours", "tag_rules", "waiting_states", "paper_states",
)  # fmt: skip
"""The tables of what the reader did."""

MENDED = {"m005_rules": {"article_tags"}}
"""What a release made otherwise than its migration does today, and a later migration makes anew."""


def rows(conn: sqlite3.Connection) -> dict[str, dict[str, list[Any]]]:
    """What the reader did: table → column → values."""
    conn.row_factory = sqlite3.Row
    there = {name for (name,) in conn.execute("SELECT name FROM sqlite_master")}
    found: dict[str, dict[str, list[Any]]] = {}
    for table in READERS:
        told = conn.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() if table in there else []
        if told:
            found[table] = {name: [row[name] for row in told] for name in told[0].keys()}  # noqa: SIM118 - of a Row
    conn.row_factory = None
    return found


def test_the_newest_schema_is_kept_too() -> None:
    assert NAMES[-1] in RELEASED, "keep it with: python -m tests.store.released"
    assert set(RELEASED) <= set(NAMES)
    assert len(RELEASED) >= 7


@pytest.mark.parametrize("name", RELEASED)
def test_no_migration_was_changed_after_its_release(tmp_path: Path, name: str) -> None:
    later = NAMES[NAMES.index(name) + 1 :]
    with closing(sqlite3.connect(tmp_path / "steps.db", isolation_level=None)) as steps:
        migrations.apply(sqlite_utils.Database(steps, execute_plugins=False), stop_before=later[0] if later else None)
        with closing(sqlite3.connect(loaded(name, tmp_path / "library.db"))) as was:
            released, today = ({row[1]: row for row in shape(conn)} for conn in (was, steps))
    assert {part for part in released | today if released.get(part) != today.get(part)} == MENDED.get(name, set())


@pytest.mark.parametrize("name", RELEASED)
def test_a_released_library_becomes_the_newest_and_keeps_all_its_reader_did(tmp_path: Path, name: str) -> None:
    path = loaded(name, tmp_path / "library.db")
    with closing(sqlite3.connect(path)) as conn:
        before = rows(conn)
    assert {"marks", "reader_tags", "journal", "subscriptions", "citation_keys", "own_works"} <= before.keys()
    with Store(path) as store, Store(tmp_path / "new.db") as new:
        assert shape(store._conn) == shape(new._conn)
        after = rows(store._conn)
        assert {table: {name: after[table][name] for name in columns} for table, columns in before.items()} == before
        assert [check.fault for check in store.check()] == [None] * len(store.check())
        found = [article.title for article in store.articles(store.ids(Query("lungs")))]
        assert "Lungs at rest" in found
        assert store.undo() is not None


@pytest.mark.parametrize("name", RELEASED)
def test_what_is_kept_is_the_library_it_was_taken_from(tmp_path: Path, name: str) -> None:
    with closing(sqlite3.connect(loaded(name, tmp_path / "library.db"))) as conn:
        assert "\n".join(dumped(conn)) + "\n" == (FOLDER / f"{name}.sql").read_text("utf-8")
        conn.execute("INSERT INTO search (search) VALUES ('integrity-check')")


def test_a_library_of_today_has_something_in_every_table_of_its_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path / "library.db")
    with closing(sqlite3.connect(path)) as conn:
        assert rows(conn).keys() == set(READERS)
    monkeypatch.setattr("tests.store.released.FOLDER", tmp_path)
    keep(path, "kept")
    with (
        closing(sqlite3.connect(path)) as conn,
        closing(sqlite3.connect(loaded("kept", tmp_path / "again.db"))) as again,
    ):
        assert list(conn.execute("SELECT * FROM search_data")) == list(again.execute("SELECT * FROM search_data"))
        assert (shape(conn), rows(conn)) == (shape(again), rows(again))
