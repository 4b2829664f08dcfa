"""Files that are not as they should be: not a byte of them is changed, and one sentence says what to do."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from store import LibraryError, Query, Store, restore
from store.model import Draft
from tests.store.faults import files, fill, killed, modes_can_count, open_folder, python, sciread, small_disk

needs_modes = pytest.mark.skipif(not modes_can_count(), reason="modes do not count for root, and setpriv is not here")


def made(path: Path, *, copy: bool = True) -> Path:
    """A library of some pages, and a copy of it among its copies."""
    with Store(path) as store:
        store.save([Draft(f"k{n}", f"Title {n}", "A text about lungs. " * 200) for n in range(40)])
        store.mark([1], read=True)
        if copy:
            store.backup()
    return path


def refused(path: Path) -> str:
    """What is said when it is opened, and proof that nothing was touched by that."""
    before = files(path.parent)
    with pytest.raises(LibraryError) as caught:
        Store(path)
    assert files(path.parent) == before
    text = str(caught.value)
    assert text.endswith(".")
    assert "\n" not in text
    return text


def header(data: bytes) -> bytes:
    return b"\0" * 16 + data[16:]


def truncated(data: bytes) -> bytes:
    return data[: len(data) // 2]


def cut_in_a_page(data: bytes) -> bytes:
    return data[: len(data) // 2 + 100]


def schema_flipped(data: bytes) -> bytes:
    return data[:100] + bytes(255 - byte for byte in data[100:4096]) + data[4096:]


def text(_: bytes) -> bytes:
    return b"Dear reader, this is a letter.\n" * 200


def emptied(_: bytes) -> bytes:
    return b""


DAMAGES: list[Callable[[bytes], bytes]] = [header, truncated, cut_in_a_page, schema_flipped, text, emptied]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_library_is_left_alone_and_the_last_good_copy_is_named(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    path = made(tmp_path / "library.db")
    path.write_bytes(damage(path.read_bytes()))
    told = refused(path)
    (copy,) = (tmp_path / "backups").iterdir()
    assert f"restore {copy.name}" in told
    restore(path, copy, datetime.now(UTC))
    with Store(path) as store:
        assert store.counts().articles == 40


@pytest.mark.parametrize("damage", DAMAGES[:-1], ids=lambda damage: damage.__name__)
def test_without_a_copy_it_says_what_can_be_done(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    path = made(tmp_path / "library.db", copy=False)
    path.write_bytes(damage(path.read_bytes()))
    assert "restore" not in refused(path)


def test_a_bad_copy_is_not_offered(tmp_path: Path) -> None:
    path = made(tmp_path / "library.db")
    with Store(path) as store:
        newer = store.backup(tmp_path / "backups" / "library-2999-01-01.db")
    newer.write_bytes(truncated(newer.read_bytes()))
    path.write_bytes(header(path.read_bytes()))
    told = refused(path)
    assert newer.name not in told
    assert "restore library-" in told


def test_a_page_that_is_gone_is_told_when_it_is_asked_for(tmp_path: Path) -> None:
    path = made(tmp_path / "library.db")
    with closing(sqlite3.connect(path)) as conn:
        (page,) = conn.execute("SELECT rootpage FROM sqlite_master WHERE name = 'marks'").fetchone()
    data = path.read_bytes()
    path.write_bytes(data[: (page - 1) * 4096] + bytes(4096) + data[page * 4096 :])
    with Store(path) as store:
        with pytest.raises(LibraryError, match=r"Could not read the library .* restore library-"):
            store.ids(Query("is:read"))
        with pytest.raises(LibraryError, match="restore library-"):
            store.mark([2], read=True)


def test_an_empty_file_that_nobody_wrote_to_is_a_new_library(tmp_path: Path) -> None:
    (tmp_path / "library.db").touch()
    with Store(tmp_path / "library.db") as store:
        assert store.counts().articles == 0


HOT = """import sys, pathlib
from store import Store
store = Store(pathlib.Path(sys.argv[1]))
store.mark([1, 2, 3], starred=True)
die()
"""


@pytest.mark.parametrize("gone", [True, False])
def test_a_wal_beside_nothing_is_not_thrown_away(tmp_path: Path, gone: bool) -> None:
    """SQLite itself would delete it."""
    path = made(tmp_path / "library.db", copy=False)
    killed(HOT, str(path))
    path.unlink()
    if not gone:
        path.touch()
    told = refused(path)
    assert "library.db-wal" in told
    assert (tmp_path / "library.db-wal").stat().st_size > 0


def test_a_copy_put_by_hand_over_a_library_with_a_wal_is_refused(tmp_path: Path) -> None:
    """SQLite itself would mix the two."""
    path = made(tmp_path / "library.db")
    (copy,) = (tmp_path / "backups").iterdir()
    killed(HOT, str(path))
    shutil.copy(copy, path)
    told = refused(path)
    assert "library.db-wal" in told
    for name in ("library.db-wal", "library.db-shm"):
        (tmp_path / name).rename(tmp_path / "backups" / name)
    with Store(path) as store:
        assert store.counts().articles == 40


def test_what_a_killed_program_left_in_the_wal_is_there(tmp_path: Path) -> None:
    path = made(tmp_path / "library.db", copy=False)
    killed(HOT, str(path))
    with Store(path) as store:
        assert len(store.ids(Query("is:starred"))) == 3


def newer(conn: sqlite3.Connection) -> None:
    conn.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('sciread', 'm999', 'now')")


def marked(conn: sqlite3.Connection) -> None:
    conn.execute("PRAGMA application_id = 7")


def unmarked(conn: sqlite3.Connection) -> None:
    conn.execute("PRAGMA application_id = 0")


@pytest.mark.parametrize("change", [newer, marked, unmarked], ids=lambda change: change.__name__)
@pytest.mark.parametrize("hot", [False, True], ids=["closed", "with a -wal"])
def test_newer_and_foreign_files_are_refused_byte_for_byte(
    tmp_path: Path, change: Callable[[sqlite3.Connection], None], hot: bool
) -> None:
    path = made(tmp_path / "library.db")
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        change(conn)
    if hot:
        killed(
            "import sqlite3, sys\nc = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
            "c.execute('UPDATE articles SET title = title || 1')\ndie()",
            str(path),
        )
        assert (tmp_path / "library.db-wal").stat().st_size > 0
    assert "Could not open" in refused(path)


def test_another_program_s_database_in_any_mode_is_refused(tmp_path: Path) -> None:
    for mode in ("DELETE", "WAL"):
        path = tmp_path / f"{mode}.db"
        with closing(sqlite3.connect(path, isolation_level=None)) as conn:
            conn.execute(f"PRAGMA journal_mode = {mode}")
            conn.execute("CREATE TABLE theirs (x)")
        assert "another program's database" in refused(path)


READING = """import sys, pathlib
from store import LibraryError, Query, Store, restore
with Store(pathlib.Path(sys.argv[1])) as store:
    print(store.read_only)
    print(store.counts().articles, len(store.ids(Query("lungs"))), len(store.ids(Query("is:starred"))))
    print(store.citation_keys([]), list(store.export_state())[0][:10])
    for write in (lambda: store.mark([1], starred=True), lambda: store.set_note(1, "x"), lambda: store.undo(),
                  lambda: store.keep_place(1, 2.0), lambda: store.run_rules() or store.tag([1], ["t"])):
        try:
            write()
        except LibraryError as error:
            assert str(error) == store.read_only, error
        else:
            raise SystemExit("it was written")
    assert store.daily_backup() is None
"""


@needs_modes
@pytest.mark.parametrize("closed", ["folder", "file", "both"])
def test_where_nobody_may_write_the_library_is_read(closed: str) -> None:
    with open_folder() as folder:
        path = made(folder / "library.db", copy=False)
        path.chmod(0o644)
        os.chown(path, os.getuid(), -1)
        path.chmod(0o444 if closed in ("file", "both") else 0o666)
        folder.chmod(0o555 if closed in ("folder", "both") else 0o777)
        before = files(folder)
        done = python(READING, str(path), modes_count=True)
        assert done.returncode == 0, done.stderr
        lines = done.stdout.splitlines()
        assert lines[0] == f"The library {path} can only be read: nothing you do here is kept."
        assert lines[1] == "40 40 0"
        assert {name: data for name, data in files(folder).items() if data} == before


@needs_modes
def test_a_wal_that_cannot_be_read_there_is_told() -> None:
    with open_folder() as folder:
        path = made(folder / "library.db", copy=False)
        killed(HOT, str(path))
        (folder / "library.db-shm").unlink()
        for one in folder.iterdir():
            one.chmod(0o444)
        folder.chmod(0o555)
        before = files(folder)
        done = python(READING, str(path), modes_count=True)
        assert done.returncode == 0, done.stderr
        shown, counts, *_ = done.stdout.splitlines()
        assert "can only be read" in shown
        assert counts == "40 40 3" or ("library.db-wal cannot be read" in shown and counts == "40 40 0")
        assert files(folder) == before


@needs_modes
def test_commands_say_so_once_and_writing_ones_fail() -> None:
    with open_folder() as folder:
        path = made(folder / "library.db", copy=False)
        path.chmod(0o444)
        folder.chmod(0o555)
        state = Path("/nonexistent")
        done = sciread("list", "--limit", "2", db=path, state=state, modes_count=True)
        assert (done.returncode, done.stdout.count("\n")) == (0, 2)
        assert done.stderr == f"sciread: The library {path} can only be read: nothing you do here is kept.\n"
        for words in (("mark", "1", "--star"), ("tag", "1", "+x"), ("undo",), ("note", "1", "x")):
            done = sciread(*words, db=path, state=state, modes_count=True)
            assert done.returncode == 1
            assert set(done.stderr.splitlines()) == {
                f"sciread: The library {path} can only be read: nothing you do here is kept."
            }
            assert "Traceback" not in done.stderr


@needs_modes
def test_an_older_library_that_can_only_be_read_is_refused() -> None:
    from tests.store.test_upgrading import OLDER, older

    with open_folder() as folder:
        path = older(folder / "library.db", OLDER[-1])
        path.chmod(0o444)
        folder.chmod(0o555)
        done = sciread("list", db=path, state=Path("/nonexistent"), modes_count=True)
        assert done.returncode == 1
        assert "an older sciread wrote it" in done.stderr


def test_on_a_full_disk_the_library_is_read(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        path = made(disk / "library.db", copy=False)
        fill(disk)
        with Store(path) as store:
            assert "can only be read" in store.read_only
            assert store.counts().articles == 40
            with pytest.raises(LibraryError, match="can only be read"):
                store.mark([2], read=True)
        (disk / "filler").unlink()
        with Store(path) as store:
            assert store.mark([2], read=True) == 1


def save_many(store: Store) -> None:
    for n in range(200):
        store.save([Draft(f"more{n}", f"More {n}", "word " * 2000)])


def test_a_disk_that_fills_up_while_it_is_open_loses_nothing(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk, Store(made(disk / "library.db", copy=False)) as store:
        fill(disk)
        with pytest.raises(LibraryError, match=r"Could not save .* Nothing was changed; try again\."):
            save_many(store)
        many = store.counts().articles
        assert len(store.ids(Query("word"))) == many - 40
        assert store._conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (disk / "filler").unlink()
        assert store.mark([2], read=True) == 1


def test_the_name_of_a_library_may_be_any(tmp_path: Path) -> None:
    folder = tmp_path / "a?b#c%41 ü&mode=rwc"
    for name in ("x?.db", "%2e.db", "#", os.fsdecode(b"\xff.db")):
        path = made(folder / name, copy=False)
        with Store(path) as store:
            copy = store.backup()
            assert store.counts().articles == 40
        restore(path, copy, datetime.now(UTC))
        path.write_bytes(header(path.read_bytes()))
        assert "restore" in refused(path)


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "pipe", tmp_path / "folder", Path("/dev/zero")):
        with pytest.raises(LibraryError, match="Could not open the library"):
            Store(path)
