"""What an outside examiner found in the store: a library whose file is damaged."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from store import LibraryError, Query, Store, add

NOTE = "# A short note\n\nTwo sentences are enough for it. The second one cites doi:10.5555/note.{n} of a journal.\n"
_ASKED: dict[str, Callable[[Store], Any]] = {
    "ids": lambda store: store.ids(Query("")),
    "article": lambda store: store.article(1),
    "words": lambda store: store.ids(Query("sentences")),
    "citing": lambda store: store.cites("10.5555/note.1"),
    "tags": lambda store: store.tags(),
    "mark": lambda store: store.mark([1], read=True),
}


_SPOILT = "SELECT rootpage FROM sqlite_master WHERE rootpage > 1 AND tbl_name NOT LIKE '%sqlite%'"


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A library in which the first page of each table and index is overwritten: a failing disk, a bad copy."""
    path, note = tmp_path / "library.db", tmp_path / "note.md"
    with Store(path) as store:
        for n in range(3):
            note.write_text(NOTE.format(n=n).replace("short", f"short {n}"))
            assert not any(line.error for line in add(store, str(note)))
    found = sqlite3.connect(path)
    size = found.execute("PRAGMA page_size").fetchone()[0]
    pages = [row[0] for row in found.execute(_SPOILT)]
    found.close()
    data = bytearray(path.read_bytes())
    for page in pages:
        data[(page - 1) * size : (page - 1) * size + 200] = b"U" * 200
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("asked", _ASKED)
def test_a_damaged_library_is_told_in_a_sentence(damaged: Path, asked: str) -> None:
    with Store(damaged) as store, pytest.raises(LibraryError, match=r"Could not (read|save)"):
        _ASKED[asked](store)
