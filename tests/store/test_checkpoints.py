"""What was written moves into the library's file while nobody writes: neither here nor in another program."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from store import Store
from store.db import checkpoints
from store.db.copies import side_files
from store.model import Draft
from tests.conftest import ROOT
from tests.store.faults import python

NEW_SQLITE = (99, 0, 0)
"""A version that no SQLite has yet: what is here mended by hand stays so in the tests on a newer one."""
WRITING = """import sqlite3, sys
conn = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
conn.execute("PRAGMA wal_autocheckpoint = 0")
try:
    conn.execute("BEGIN IMMEDIATE")
except sqlite3.OperationalError as error:
    print(error)
else:
    print("my turn", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with an article, for which SQLite counts as one that is not mended."""
    monkeypatch.setattr(checkpoints, "MENDED", NEW_SQLITE)
    with Store(tmp_path / "library.db") as store:
        store.save([Draft("k", "Title", "A text about lungs.")])
    return tmp_path / "library.db"


@contextmanager
def another_writer(path: Path) -> Iterator[None]:
    """Another program in the middle of a change."""
    words = [sys.executable, "-c", WRITING, str(path)]
    with subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "my turn\n"
        yield
        process.communicate("\n")


def in_the_file(path: Path) -> int:
    """When the library's own file changed last: between two checkpoints it does not."""
    return path.stat().st_mtime_ns


def write(store: Store, numbers: range) -> None:
    for number in numbers:
        assert store.set_note(1, f"{number} " * 50_000)


@pytest.mark.parametrize(("mended", "pages"), [(NEW_SQLITE, 0), ((3, 7, 0), 1000)])
def test_sqlite_begins_none_by_itself_where_that_is_not_safe(
    path: Path, monkeypatch: pytest.MonkeyPatch, mended: tuple[int, int, int], pages: int
) -> None:
    monkeypatch.setattr(checkpoints, "MENDED", mended)
    with Store(path) as store:
        assert store._conn.execute("PRAGMA wal_autocheckpoint").fetchone() == (pages,)


def test_a_long_wal_moves_into_the_file_and_is_begun_anew(path: Path) -> None:
    wal = side_files(path)[0]
    with Store(path) as store:
        before, longest, begun_anew = in_the_file(path), 0, 0
        for number in range(60):
            size = wal.stat().st_size
            write(store, range(number, number + 1))
            begun_anew += wal.stat().st_size < size
            longest = max(longest, wal.stat().st_size)
        assert longest < 2 * checkpoints.LIMIT
        assert begun_anew >= 2
        assert in_the_file(path) > before
    assert not wal.exists()


def test_a_short_one_stays(path: Path) -> None:
    with Store(path) as store:
        before = in_the_file(path)
        store.set_note(1, "short")
        assert not checkpoints.checkpoint(store._conn, path)
        assert in_the_file(path) == before


def test_no_checkpoint_is_made_while_another_program_writes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(path) as store:
        write(store, range(3))
        before = in_the_file(path)
        monkeypatch.setattr(checkpoints, "LIMIT", 0)
        with another_writer(path):
            assert not checkpoints.checkpoint(store._conn, path)
            assert in_the_file(path) == before
        assert checkpoints.checkpoint(store._conn, path)
        assert in_the_file(path) > before


def test_no_other_program_writes_while_a_checkpoint_is_made(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    def meanwhile(sql: str) -> None:
        if sql.startswith("PRAGMA wal_checkpoint"):
            told.append(python(WRITING, str(path)).stdout)

    with Store(path) as store:
        write(store, range(3))
        monkeypatch.setattr(checkpoints, "LIMIT", 0)
        store._conn.set_trace_callback(meanwhile)
        store.set_note(1, "one more")
        store._conn.set_trace_callback(None)
        with another_writer(path):  # and afterwards it may
            pass
    assert told == ["database is locked\n"]


def test_a_checkpoint_that_fails_costs_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(path) as store:
        monkeypatch.setattr(checkpoints, "LIMIT", 0)
        rows = store._conn.execute("SELECT 1 FROM articles UNION ALL SELECT 2")
        assert rows.fetchone() == (1,)  # a question that is not read to its end: SQLite refuses a checkpoint
        assert not checkpoints.checkpoint(store._conn, path)
        rows.close()
        store.set_note(1, "kept")
    with Store(path) as store:
        assert store.note(1) == "kept"


@pytest.mark.parametrize("another", [None, b"", b"a letter"])
def test_what_took_the_place_of_the_library_is_left_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch, another: bytes | None
) -> None:
    with Store(path) as store:
        write(store, range(3))
        monkeypatch.setattr(checkpoints, "LIMIT", 0)
        path.rename(path.with_name("moved.db"))
        if another is not None:
            path.write_bytes(another)
        wal = side_files(path)[0].read_bytes()
        assert not checkpoints.checkpoint(store._conn, path)
        assert side_files(path)[0].read_bytes() == wal
        assert (path.read_bytes() if path.exists() else None) == another
