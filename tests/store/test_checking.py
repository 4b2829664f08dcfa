"""Whether the library is whole is told by what was looked at, and only what follows from the rest is made anew."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from store import LibraryError, Query, Store
from store.model import Draft, FeedDraft


@pytest.fixture
def filled(store: Store) -> Store:
    """Three articles of a feed, with a tag each and a note."""
    drafts = tuple(Draft(name, f"Title {name}", f"Text of {name}.", categories=("Oncology",)) for name in "abc")
    store.save(drafts, feed=FeedDraft("Feed", drafts, "https://example.org/feed"))
    store.set_note(1, "a note")
    return store


def faults(store: Store, *, repair: bool = False) -> dict[str, str]:
    return {check.name: check.fault for check in store.check(repair=repair) if check.fault}


def alter(store: Store, *statements: str) -> None:
    with sqlite3.connect(store.path) as conn:  # a program that knows nothing of links, index and counts
        for statement in statements:
            conn.execute(statement)
    conn.close()


def test_a_library_that_is_whole(filled: Store) -> None:
    assert [check.name for check in filled.check()] == ["file", "links", "index", "counts"]
    assert faults(filled) == {}
    assert faults(filled, repair=True) == {}


REPAIRABLE = {
    "a count": ("counts", ["UPDATE tag_counts SET unread = unread + 1"]),
    "a row of counts": ("counts", ["DELETE FROM feed_counts"]),
    "the library's row": ("counts", ["DELETE FROM library_counts"]),
    "a mark that was not counted": ("counts", ["INSERT INTO marks (article_id, read) VALUES (2, 1)"]),
    "a tag that was not counted": ("counts", ["DELETE FROM source_tags WHERE article_id = 3"]),
    "a text that was not indexed": ("index", ["UPDATE bodies SET markdown = 'Another text.' WHERE article_id = 2"]),
    "a note that was not indexed": ("index", ["UPDATE notes SET text = 'another one'"]),
}


@pytest.mark.parametrize("name", REPAIRABLE)
def test_what_follows_from_the_rest_is_made_anew_when_asked(filled: Store, name: str) -> None:
    where, statements = REPAIRABLE[name]
    alter(filled, *statements)
    for repair in (False, False, True):
        found = faults(filled, repair=repair)
        assert list(found) == [where]
        assert found[where].endswith(".")
        assert "--repair" in found[where]
    assert faults(filled) == {}
    assert filled.counts().articles == 3


def test_a_repaired_index_finds_what_the_text_says(filled: Store) -> None:
    alter(filled, "UPDATE bodies SET markdown = 'Quince.' WHERE article_id = 2")
    assert list(filled.ids(Query("quince"))) == []
    assert [check.name for check in filled.check(repair=True) if check.repaired] == ["index"]
    assert list(filled.ids(Query("quince"))) == [2]


def test_rows_without_their_article_are_told_and_stay(filled: Store) -> None:
    alter(filled, "INSERT INTO places (article_id, place, changed) VALUES (99, 1.5, '')")
    found = faults(filled, repair=True)
    assert list(found) == ["links"]
    assert "1 rows of places" in found["links"]
    assert filled.place(99) == 1.5


def damage(path: Path) -> None:
    """Write nonsense over the middle of each page but the first, as a failing disk may."""
    data = bytearray(path.read_bytes())
    for page in range(4096, len(data), 4096):
        data[page : page + 64] = b"\xa5" * 64
    path.write_bytes(data)


def test_a_damaged_file_is_told(filled: Store) -> None:
    filled._conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    filled.close()
    damage(filled.path)
    try:
        with Store(filled.path) as store:
            found = faults(store)
            assert "damaged" in found["file"]
            assert all(text.endswith(".") for text in found.values())
    except LibraryError as error:  # the pages it is opened by are among them
        assert "Could not" in str(error)


def test_one_damaged_table_is_told(filled: Store) -> None:
    (root,) = filled._rows("SELECT rootpage FROM sqlite_master WHERE name = 'articles_by_text'")[0]
    filled._conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    filled.close()
    data = bytearray(filled.path.read_bytes())
    data[(root - 1) * 4096 : (root - 1) * 4096 + 64] = b"\xa5" * 64
    filled.path.write_bytes(data)
    with Store(filled.path) as store:
        assert "damaged" in faults(store, repair=True)["file"]


@pytest.mark.parametrize("act", [lambda s: s.check(), lambda s: s.check(repair=True)])
def test_a_locked_library_is_not_called_wrong(filled: Store, act: Callable[[Store], object]) -> None:
    filled._conn.execute("PRAGMA busy_timeout = 10")
    other = sqlite3.connect(filled.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LibraryError, match="locked"):
        act(filled)
    other.execute("ROLLBACK")
    other.close()
    assert faults(filled) == {}
