"""Upgrades that are killed: the library is of the old or of the new shape, and the next start makes the new one."""

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from store import Query, Store, backups
from store.db.copies import fault_of, side_files
from store.db.counting import recount
from tests.store.test_upgrading import OLDER, older, shape
from tests.torture.killing import Case, command
from tests.torture.libraries import fresh

ARTICLES = 300
Shape = list[Any]
_TEXT = "A paragraph about lungs and the air in them, of some length. " * 60


class Migrating:
    """Libraries of every older shape in turn. The kills begin when the copy that comes first does."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._templates = [filled(folder / before / "library.db", before) for before in OLDER]
        self._shapes = [shape_of(template) for template in self._templates]
        Store(folder / "new.db").close()
        self._newest = shape_of(folder / "new.db")

    def case(self, number: int) -> Case:
        """A library of the next shape."""
        at = number % len(OLDER)
        library = fresh(self._templates[at], self._folder / str(number))
        words = command(library, "list", "--limit", "1")
        allowed = (self._shapes[at], self._newest)
        copies = library.parent / "backups"
        return Case(
            library, words, "nothing", lambda _: self._lost(library), copies.exists, lambda: between(library, allowed)
        )

    def _lost(self, library: Path) -> list[str]:
        lost = [f"the copy {one.path.name} is not whole" for one in backups(library) if fault_of(one.path)]
        with Store(library) as store:
            if shape(store._conn) != self._newest:
                lost.append("it has not the newest shape")
            (article,) = store.articles([1])
            if (article.read, article.tags, store.note(1)) != (True, ("mine",), "my note"):
                lost.append("what the reader did is gone")
            if len(store.ids(Query("lungs"))) != ARTICLES:
                lost.append("the index does not find every article")
        return lost


def between(library: Path, allowed: Sequence[Shape]) -> list[str]:
    """A sentence if a library that was left behind has neither shape. A copy is looked at: so nothing is mended."""
    looked_at = library.parent / "looked-at" / library.name
    looked_at.parent.mkdir()
    for path in (library, side_files(library)[0]):
        if path.exists():
            shutil.copy(path, looked_at.with_name(path.name))
    return [] if shape_of(looked_at) in allowed else ["it has neither the old shape nor the new one"]


def shape_of(library: Path) -> Shape:
    """The tables, views, indexes and triggers of a library that no program has open."""
    with closing(sqlite3.connect(library)) as conn:
        return shape(conn)


def filled(path: Path, before: str) -> Path:
    """An older library with so many articles that its upgrade takes a while; it is closed."""
    older(path, before)
    rows = ((n, f"k{n}", n, f"Title {n}") for n in range(2, ARTICLES + 1))
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("BEGIN")
        conn.executemany(
            "INSERT INTO articles (id, key, root, position, title, authors, added, sorted, text_hash, words, "
            "reference_count, reference_text) VALUES (?, ?, ?, 0, ?, '[]', '2026-01-01', '2026-01-01', 'h', 2, 0, '')",
            rows,
        )
        conn.execute("INSERT INTO bodies SELECT id, ?, x'', 'text/plain', 1 FROM articles WHERE id > 1", (_TEXT,))
        conn.execute(
            "INSERT INTO search (rowid, title, body, refs, notes) SELECT id, title, body, refs, notes FROM search_text "
            "WHERE id > 1"
        )
        if conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'library_counts'").fetchone():
            recount(conn)
        conn.execute("COMMIT")
    return path
