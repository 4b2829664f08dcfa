"""The torture kills, and sees what is lost: a small one here, the long one by `make torture`."""

import random
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from store import Store
from tests.store.test_upgrading import OLDER, older
from tests.torture.importing import Importing
from tests.torture.killing import checked, torture
from tests.torture.libraries import Contents, differing, kept, missing
from tests.torture.marking import Marking, unkept
from tests.torture.marking_program import ARTICLES, words
from tests.torture.migrating import between, shape_of
from tui.cli import run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


def test_a_program_is_killed_and_what_it_acknowledged_is_there(tmp_path: Path) -> None:
    tally = torture("marking", Marking(tmp_path, changes=12).case, 1, random.Random(1))
    assert (tally.kills, tally.lost) == (1, [])
    assert tally.span > 0


def test_an_import_that_is_killed_can_be_done_again(tmp_path: Path) -> None:
    tally = torture("state", Importing(tmp_path, "state").case, 1, random.Random(1))
    assert (tally.kills, tally.lost) == (1, [])


@pytest.mark.parametrize(
    "gone",
    ["DELETE FROM reader_tags WHERE article_id = 1", "UPDATE notes SET text = '?'", "UPDATE marks SET starred = 0"],
)
def test_a_change_that_is_lost_is_told(tmp_path: Path, gone: str) -> None:
    library = kept(tmp_path / "library.db", ARTICLES)
    for number in range(6):
        assert run(["--db", str(library), *words(number)]) == 0
    assert unkept(library, 6) == []
    with Store(library) as store, store._write() as conn:
        conn.execute(gone)
    assert len(unkept(library, 6)) >= 1
    assert checked(library)  # and the counts or the index do not fit


def test_an_article_that_is_lost_is_told(tmp_path: Path) -> None:
    library = kept(tmp_path / "library.db", 3, marked=True)
    assert missing(library, [1, 3]) == []
    assert missing(library, [3, 4]) == ["article 4 is not there"]
    assert differing(library, Contents(3, 3, 3)) == []
    assert len(differing(library, Contents(3, 3, 2))) == 1


def test_a_shape_between_two_is_told(tmp_path: Path) -> None:
    library = older(tmp_path / "library.db", OLDER[-1])
    allowed = [shape_of(library)]
    with closing(sqlite3.connect(library)) as conn:
        conn.execute("CREATE TABLE half_done (id INTEGER)")
    assert between(library, allowed) == ["it has neither the old shape nor the new one"]
