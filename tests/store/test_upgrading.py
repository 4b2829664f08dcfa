"""A library of every older shape is brought up to date: with a proved copy first, wholly or not at all."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils

from store import LibraryError, Query, Store, backups
from store.db.copies import fault_of
from store.schema import migrations
from store.schema_names import APPLICATION_ID, NAMES
from tests.store.faults import files, fill, killed, small_disk

OLDER = NAMES[1:]
"""Each names the first migration that a library does not have yet."""


def older(path: Path, before: str) -> Path:
    """A library as it was made before a migration, with an article that is read, tagged and noted."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrations.apply(sqlite_utils.Database(conn, execute_plugins=False), stop_before=before)
        conn.execute(
            "INSERT INTO articles (id, key, root, position, title, authors, added, sorted, text_hash, words, "
            "reference_count, reference_text) VALUES (1, 'k', 1, 0, 'RETRACTED: Old title', '[]', '2026-01-01', "
            "'2026-01-01', 'h', 2, 0, '')"
        )
        conn.execute("INSERT INTO bodies VALUES (1, 'lungs', x'', 'text/plain', 1)")
        conn.execute("INSERT INTO tags VALUES (1, 'mine', 'mine')")
        conn.execute("INSERT INTO marks (article_id, read) VALUES (1, 1)")
        conn.execute("INSERT INTO reader_tags VALUES (1, 1, 1)")
        conn.execute("INSERT INTO notes VALUES (1, 'my note', '2026-01-02')")
        conn.execute(
            "INSERT INTO search (rowid, title, body, refs, notes) SELECT id, title, body, refs, notes FROM search_text"
        )
    return path


def shape(conn: sqlite3.Connection) -> list[Any]:
    """The tables, views, indexes and triggers of a library."""
    sql = "SELECT type, name, sql FROM sqlite_master WHERE name != '_sqlite_migrations' ORDER BY type, name"
    return conn.execute(sql).fetchall()


def test_the_names_are_those_of_the_schema() -> None:
    assert [migration.name for migration in migrations._migrations] == list(NAMES)


def test_there_are_older_shapes() -> None:
    assert len(OLDER) >= 6


@pytest.mark.parametrize("before", OLDER)
def test_every_older_shape_becomes_the_newest_and_nothing_of_the_reader_s_is_lost(tmp_path: Path, before: str) -> None:
    path = older(tmp_path / "library.db", before)
    with Store(path) as store, Store(tmp_path / "new.db") as new:
        assert shape(store._conn) == shape(new._conn)
        assert store._conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        store._conn.execute("INSERT INTO search (search) VALUES ('integrity-check')")
        (article,) = store.articles(store.ids(Query("lungs")))
        assert (article.read, article.tags, store.note(1)) == (True, ("mine",), "my note")


@pytest.mark.parametrize("before", OLDER)
def test_the_copy_is_what_the_library_was(tmp_path: Path, before: str) -> None:
    path = older(tmp_path / "library.db", before)
    with closing(sqlite3.connect(path)) as conn:
        was = list(conn.iterdump())
    Store(path).close()
    (copy,) = backups(path)
    assert copy.why == "upgrade"
    assert fault_of(copy.path) is None
    with closing(sqlite3.connect(copy.path)) as conn:
        assert list(conn.iterdump()) == was


def test_a_library_that_is_up_to_date_and_a_new_one_get_no_copy(tmp_path: Path) -> None:
    for _ in range(2):
        Store(tmp_path / "library.db").close()
    assert not (tmp_path / "backups").exists()


def test_three_copies_of_upgrades_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    for _ in range(5):
        path.unlink(missing_ok=True)
        Store(older(path, OLDER[-1])).close()
    assert len(backups(path)) == 3


def failing(store_db: sqlite_utils.Database) -> None:
    store_db.execute("UPDATE notes SET text = 'spoiled'")
    raise ValueError("this note cannot be read")


def test_a_migration_that_fails_leaves_the_library_and_names_the_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = older(tmp_path / "library.db", OLDER[-1])
    with closing(sqlite3.connect(path)) as conn:
        was = list(conn.iterdump())
    monkeypatch.setattr(migrations._migrations[-1], "fn", failing)
    with pytest.raises(LibraryError, match=r"this note cannot be read\. It is as it was, and a copy is") as caught:
        Store(path)
    (copy,) = backups(path)
    assert str(copy.path) in str(caught.value)
    with closing(sqlite3.connect(path)) as conn:
        assert list(conn.iterdump()) == was
    monkeypatch.undo()
    with Store(path) as store:
        assert store.note(1) == "my note"


def test_sql_that_does_not_fit_is_told_as_a_fault_of_the_upgrade(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not as a disk that may do better next time."""
    path = older(tmp_path / "library.db", OLDER[-1])
    monkeypatch.setattr(migrations._migrations[-1], "fn", lambda db: db.execute("DROP VIEW nosuch"))
    with pytest.raises(LibraryError, match=r"up to date: no such view: nosuch\. It is as it was, and a copy is"):
        Store(path)


def test_a_migration_that_leaves_rows_astray_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = older(tmp_path / "library.db", OLDER[-1])
    monkeypatch.setattr(migrations._migrations[-1], "fn", lambda db: db.execute("DELETE FROM articles"))
    with pytest.raises(LibraryError, match="would point nowhere"):
        Store(path)
    monkeypatch.undo()
    with Store(path) as store:
        assert store.note(1) == "my note"
        assert list(store.ids(Query("lungs"))) == [1]


def test_rows_that_were_astray_before_do_not_lock_the_reader_out(tmp_path: Path) -> None:
    path = older(tmp_path / "library.db", OLDER[-1])
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("INSERT INTO marks (article_id) VALUES (77)")
    with Store(path) as store:
        assert list(store.ids(Query("lungs"))) == [1]


def test_without_room_for_the_copy_nothing_is_changed(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        shutil.copy(older(tmp_path / "library.db", OLDER[-1]), disk / "library.db")
        fill(disk)
        before = files(disk)
        with pytest.raises(LibraryError):
            Store(disk / "library.db")
        assert {name: data for name, data in files(disk).items() if data} == before
        (disk / "filler").unlink()
        with Store(disk / "library.db") as store:
            assert store.note(1) == "my note"


KILL = """import sys, pathlib, sqlite_utils
from store.schema import migrations
from store import Store
step, count = int(sys.argv[2]), [0]
one = migrations._migrations[-1]
def dying(db, real=one.fn):
    def trace(sql):
        count[0] += 1
        if count[0] == step:
            die()
    db.conn.set_trace_callback(trace)
    real(db)
one.fn = dying
Store(pathlib.Path(sys.argv[1]))
die()
"""


@pytest.mark.parametrize("step", [1, 2, 3, 4, 5, 6, 50])
def test_kill_9_in_a_migration_leaves_the_old_or_the_new_shape(tmp_path: Path, step: int) -> None:
    path = older(tmp_path / "library.db", OLDER[-1])
    killed(KILL, str(path), str(step))
    with Store(path) as store, Store(tmp_path / "new.db") as new:
        assert shape(store._conn) == shape(new._conn)
        assert store._conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert store.note(1) == "my note"
