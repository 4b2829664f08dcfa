"""Opening a library costs little: what the schema needs is loaded only where the tables are not up to date."""

import subprocess
import sys
from pathlib import Path

import pytest
import sqlite_utils

from store import Store
from store.db import connection
from store.schema import migrations
from store.schema_names import NAMES
from tests.conftest import ROOT

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
