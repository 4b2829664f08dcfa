"""Where reading stopped."""

import sqlite3
from pathlib import Path
from time import perf_counter

import pytest

from store import LibraryError, Store
from store.model import Draft


def test_a_place_is_kept_between_two_runs_and_is_no_change_to_undo(tmp_path: Path) -> None:
    with Store(tmp_path / "l.db") as store:
        (one, two) = store.save([Draft("a", "A", "Text."), Draft("b", "B", "Text.")]).added
        assert store.place(one) == 0.0
        store.keep_place(one, 12.25)
        store.keep_place(two, 1.0)
        store.keep_place(two, 0.0)
        store.keep_place(999, 3.0)
        store.keep_place(999, 0.0)
        assert store.undo() is None
    with Store(tmp_path / "l.db") as store:
        assert [store.place(one), store.place(two), store.place(999)] == [12.25, 0.0, 0.0]
        store.keep_place(one, 13.5)
        store.mark([one], hidden=True)
        assert store.place(one) == 13.5
        store.keep_place(one, 0.0)
        assert store.place(one) == 0.0


def test_a_locked_library_is_not_waited_for(tmp_path: Path) -> None:
    with Store(tmp_path / "l.db") as store:
        (one,) = store.save([Draft("a", "A", "Text.")]).added
        other = sqlite3.connect(tmp_path / "l.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        start = perf_counter()
        with pytest.raises(LibraryError, match="locked"):
            store.keep_place(one, 2.0)
        assert perf_counter() - start < 2.0
        other.execute("ROLLBACK")
        other.close()
        store.keep_place(one, 2.0)
        assert store.place(one) == 2.0
        assert store._conn.execute("PRAGMA busy_timeout").fetchone()[0] >= 1_000
