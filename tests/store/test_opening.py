"""Opening a library costs little: what the schema needs is loaded only where the tables are not up to date."""

import subprocess
import sys
from pathlib import Path

import pytest
import sqlite_utils

from store import LibraryError, Query, Store, add
from store.db import connection
from store.model import Draft
from store.schema import migrations
from store.schema_names import NAMES
from tests.conftest import ROOT
from tests.store.faults import sciread

OPEN = """import sys; from pathlib import Path; from store import Store; Store(Path(sys.argv[1])).close()
print('sqlite_utils' in sys.modules, 'store.schema' in sys.modules)"""


def loaded(path: Path) -> str:
    done = subprocess.run([sys.executable, "-c", OPEN, path], capture_output=True, text=True, check=True, cwd=ROOT)
    return done.stdout.strip()


def test_the_names_are_those_of_the_migrations() -> None:
    memory = sqlite_utils.Database(memory=True, execute_plugins=False)
    assert [migration.name for migration in migrations.pending(memory)] == list(NAMES)
    memory.close()


def test_a_new_library_is_made_and_an_old_one_only_opened(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    assert loaded(path) == "True True"
    assert loaded(path) == "False False"


@pytest.mark.parametrize("left_out", NAMES)
def test_a_library_that_lacks_a_migration_is_not_taken_for_a_whole_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left_out: str
) -> None:
    path = tmp_path / "library.db"
    Store(path).close()
    asked: list[object] = []
    monkeypatch.setattr(connection.Connection, "_migrate", lambda self: asked.append(self))
    Store(path).close()
    assert not asked
    with Store(path) as store, store._write() as conn:
        conn.execute("DELETE FROM _sqlite_migrations WHERE name = ?", (left_out,))
    Store(path).close()
    assert len(asked) == 1


def test_a_second_opening_in_the_same_program_does_not_let_others_remove_what_is_written(tmp_path: Path) -> None:
    """To close any handle of the file would end the locks of the first: https://sqlite.org/howtocorrupt.html, 2.2."""
    path = tmp_path / "library.db"
    with Store(path) as first:
        first.save([Draft(f"k{number}", f"Title {number}", "Text") for number in range(3)])
        with Store(path) as second:
            assert sciread("list", db=path).returncode == 0
            first.mark([1], starred=True)
            second.mark([2], starred=True)
            assert sciread("mark", "3", "--star", db=path).stdout.startswith("1 ")
        first.mark([3], read=True)
        assert len(sciread("list", "is:starred", db=path).stdout.splitlines()) == 3
        assert first.ids(Query("is:starred")) == first.ids(Query(""))
    with Store(path) as store:
        assert not [check.fault for check in store.check() if check.fault]


def test_a_folder_of_documents_may_hold_the_library(tmp_path: Path) -> None:
    """Its file is not read as a document: that would end the locks too."""
    path = tmp_path / "library.db"
    (tmp_path / "note.txt").write_text("A note on lungs.", "utf-8")
    with Store(path) as store:
        assert [Path(added.source).name for added in add(store, str(tmp_path))] == ["note.txt"]
        for beside in ("", "-shm"):
            (added,) = add(store, f"{path}{beside}")
            assert "it is your library" in str(added.error)
        assert sciread("list", db=path).returncode == 0
        store.mark([1], starred=True)
        assert len(sciread("list", "is:starred", db=path).stdout.splitlines()) == 1


def test_what_was_closed_is_looked_at_again(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    Store(path).close()
    with path.open("r+b") as file:
        file.write(b"something else")
    with pytest.raises(LibraryError, match="not a library of sciread"):
        Store(path)
