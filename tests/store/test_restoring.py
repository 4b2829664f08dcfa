"""A copy in the place of a library: checked first, nothing deleted, and no -wal of another life beside it."""

import os
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from store import LibraryError, Store, find_backup, restore
from store.db import restoring
from store.db.copies import fault_of
from store.model import Draft
from tests.conftest import ROOT
from tests.store.faults import files, fill, killed, small_disk

NOW = datetime(2026, 6, 3, 12, tzinfo=UTC)
HOT = """import sys, pathlib
from store import Store
store = Store(pathlib.Path(sys.argv[1]))
store.mark([1, 2, 3], starred=True)
die()
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with a copy, and changes since."""
    path = tmp_path / "data" / "library.db"
    with Store(path) as store:
        store.save([Draft(f"k{n}", f"Title {n}", "A text about lungs. " * 20) for n in range(20)])
        store.mark([1], read=True)
        store.backup(tmp_path / "copy.db")
        store.mark([2], read=True)
    return path


def read(path: Path) -> list[bool]:
    with Store(path) as store:
        return [article.read for article in store.articles([1, 2, 3])]


def test_the_library_that_was_there_is_moved_aside(library: Path, tmp_path: Path) -> None:
    was = library.read_bytes()
    aside = restore(library, tmp_path / "copy.db", NOW)
    assert aside == library.with_name("library.replaced-20260603T120000.db")
    assert aside.read_bytes() == was
    assert read(library) == [True, False, False]
    assert read(aside) == [True, True, False]
    assert (tmp_path / "copy.db").exists()
    assert library.stat().st_mode & 0o777 == 0o600


def test_twice_in_a_second_keeps_both(library: Path, tmp_path: Path) -> None:
    made = {restore(library, tmp_path / "copy.db", NOW) for _ in range(3)}
    assert len(made) == 3
    assert all(path and path.exists() for path in made)


def test_a_stale_wal_goes_aside_with_its_library_and_does_not_spoil_the_copy(library: Path, tmp_path: Path) -> None:
    killed(HOT, str(library))
    wal = library.with_name("library.db-wal")
    changes = wal.read_bytes()
    assert changes
    aside = restore(library, tmp_path / "copy.db", NOW)
    assert aside
    assert not wal.exists()
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == changes
    assert fault_of(library) is None
    assert read(library) == [True, False, False]
    with Store(aside) as replaced:  # and nothing of what was acknowledged is lost
        assert [article.starred for article in replaced.articles([1, 2, 3])] == [True] * 3


def test_a_wal_alone_goes_aside_too(library: Path, tmp_path: Path) -> None:
    killed(HOT, str(library))
    library.unlink()
    aside = restore(library, tmp_path / "copy.db", NOW)
    assert aside
    assert aside.with_name(f"{aside.name}-wal").exists()
    assert read(library) == [True, False, False]


def test_where_nothing_was_there_nothing_is_aside(library: Path, tmp_path: Path) -> None:
    there = tmp_path / "elsewhere" / "new.db"
    assert restore(there, tmp_path / "copy.db", NOW) is None
    assert read(there) == [True, False, False]
    assert there.parent.stat().st_mode & 0o777 == 0o700


def spoil(path: Path, how: str) -> None:
    data = path.read_bytes()
    if how == "newer":
        with sqlite3.connect(path) as conn:
            conn.execute(
                "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('sciread', 'm999', '')"
            )
        conn.close()
    elif how == "foreign":
        path.unlink()
        with sqlite3.connect(path) as conn:
            conn.execute("CREATE TABLE other (x)")
        conn.close()
    else:
        path.write_bytes({"empty": b"", "text": b"no database", "half": data[: len(data) // 2],
                          "page": data[: 4096 * 3] + bytes(4096 * 4) + data[4096 * 7 :]}[how])  # fmt: skip


@pytest.mark.parametrize("how", ["empty", "text", "half", "page", "newer", "foreign"])
def test_a_bad_copy_is_refused_and_every_file_is_as_it_was(library: Path, tmp_path: Path, how: str) -> None:
    spoil(tmp_path / "copy.db", how)
    before = files(tmp_path)
    with pytest.raises(LibraryError, match=r"^Could not restore .*Nothing was changed; name another copy\.$"):
        restore(library, tmp_path / "copy.db", NOW)
    assert files(tmp_path) == before


def test_a_library_that_is_open_elsewhere_is_left_alone(library: Path, tmp_path: Path) -> None:
    code = (
        "import sys, pathlib\nfrom store import Store\nwith Store(pathlib.Path(sys.argv[1])) as s:\n"
        " print(s.counts().articles, flush=True)\n sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(library)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as other:
        assert other.stdout
        assert other.stdin
        other.stdout.readline()
        before = files(library.parent)
        with pytest.raises(LibraryError, match="another sciread has it open"):
            restore(library, tmp_path / "copy.db", NOW)
        assert files(library.parent) == before
        other.stdin.close()
    assert restore(library, tmp_path / "copy.db", NOW)


def test_the_library_itself_is_no_copy(library: Path) -> None:
    with pytest.raises(LibraryError, match="the library itself"):
        restore(library, library, NOW)


def test_a_full_disk_leaves_the_library(library: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        shutil.copy(library, disk / "library.db")
        fill(disk)
        before = files(disk)
        with pytest.raises(LibraryError):
            restore(disk / "library.db", tmp_path / "copy.db", NOW)
        assert files(disk) == before


@pytest.mark.parametrize("step", [1, 2, 3])
def test_kill_9_between_the_renames_loses_nothing(library: Path, tmp_path: Path, step: int) -> None:
    """At worst the library is aside under its new name, and the copy is where it was."""
    was = library.read_bytes()
    killed(
        "import sys, pathlib\nfrom datetime import datetime, UTC\nfrom store.db.restoring import restore\n"
        "path, rename, count = pathlib.Path, pathlib.Path.rename, [0]\n"
        "def dying(*words):\n count[0] += 1\n return die() if count[0] == int(sys.argv[3]) else rename(*words)\n"
        "path.rename = dying\nrestore(path(sys.argv[1]), path(sys.argv[2]), datetime.now(UTC))\ndie()",
        str(library), str(tmp_path / "copy.db"), str(step),
    )  # fmt: skip
    assert any(path.read_bytes() == was for path in library.parent.glob("library*.db"))
    assert fault_of(tmp_path / "copy.db") is None


def test_a_rename_that_fails_is_taken_back(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if "restoring" in self.name:
            raise OSError(5, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    before = files(library.parent)
    with pytest.raises(LibraryError, match="Input/output error"):
        restore(library, tmp_path / "copy.db", NOW)
    assert files(library.parent) == before


def test_copies_are_found_by_name_and_by_path(library: Path, tmp_path: Path) -> None:
    with Store(library) as store:
        made = store.backup()
    assert find_backup(library, made.name) == made
    assert find_backup(library, str(tmp_path / "copy.db")) == tmp_path / "copy.db"
    with pytest.raises(LibraryError, match=r"^Could not find the copy nosuch\.db\."):
        find_backup(library, "nosuch.db")


def test_a_link_to_the_library_stays_a_link(library: Path, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(library)
    restore(tmp_path / "link.db", tmp_path / "copy.db", NOW)
    assert (tmp_path / "link.db").is_symlink()
    assert read(library) == [True, False, False]


def test_the_byte_that_is_looked_at_is_the_one_sqlite_locks(library: Path) -> None:
    """If SQLite kept its lock elsewhere, no library would ever look open."""
    if not Path("/proc/locks").exists():
        pytest.skip("no /proc/locks")
    with Store(library) as store:
        store.counts()
        inode = library.with_name("library.db-shm").stat().st_ino
        held = [line for line in Path("/proc/locks").read_text().splitlines() if f":{inode} " in line]
        assert any(line.split()[-2:] == [str(restoring._IN_USE)] * 2 for line in held), held
        assert any(line.split()[4] == str(os.getpid()) for line in held)
