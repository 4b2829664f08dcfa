"""Whether the library is whole is told by what was looked at, and only what follows from the rest is made anew."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from store import LibraryError, Query, Store
from store.model import Draft, FeedDraft
from tests.store.papers import RETRACTED, asked, cite, told


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
    assert [check.name for check in filled.check()] == ["file", "links", "texts", "index", "counts", "notices"]
    assert faults(filled) == {}
    assert faults(filled, repair=True) == {}


REPAIRABLE = {
    "a count": ("counts", ["UPDATE tag_counts SET unread = unread + 1"]),
    "a row of counts": ("counts", ["DELETE FROM feed_counts"]),
    "the library's row": ("counts", ["DELETE FROM library_counts"]),
    "a mark that was not counted": ("counts", ["INSERT INTO marks (article_id, read) VALUES (2, 1)"]),
    "a tag that was not counted": ("counts", ["DELETE FROM source_tags WHERE article_id = 3"]),
    "a text that was not indexed": ("index", ["UPDATE articles SET title = 'Another title' WHERE id = 2"]),
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
    alter(filled, "UPDATE articles SET title = 'Quince' WHERE id = 2")
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


def flipped(store: Store, text: bytes, instead: bytes) -> Store:
    """The library after a disk changed some bytes of it."""
    store._conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    data = store.path.read_bytes()
    assert text in data
    assert len(text) == len(instead)
    store.path.write_bytes(data.replace(text, instead))
    return Store(store.path)


@pytest.mark.parametrize("instead", [b"Sext of b.", b"Text of\0b.", b"\xff\xfe\xfd\xfc of b."])
def test_bytes_that_changed_in_a_text_are_found_though_sqlite_sees_none(filled: Store, instead: bytes) -> None:
    with flipped(filled, b"Text of b.", instead) as store:
        found = faults(store)
        assert store._rows("PRAGMA integrity_check") == [("ok",)]
        assert "The texts of 1 articles are not what was saved (id 2)" in found["texts"]
        assert [article.title for article in store.articles([1, 2, 3])] == ["Title a", "Title b", "Title c"]
        assert store.body(1) == "Text of a."
        assert store.body(2)


def test_bytes_that_changed_in_an_original_are_found(store: Store) -> None:
    text = "<p>Some words.</p><!-- seen by nobody else -->"
    store.save([Draft("a", "Title", "Some words.", original=text)])
    (original,) = store._rows("SELECT original FROM bodies")[0]
    for at in range(2, len(original)):
        changed = original[:at] + bytes([original[at] ^ 0x10]) + original[at + 1 :]
        alter(store, f"UPDATE bodies SET original = x'{changed.hex()}'")
        found = list(faults(store))
        assert found == ["texts"] or store.original(1) == text, at  # some bits fill the last byte, and say nothing


def test_the_copy_that_is_good_is_named(filled: Store, tmp_path: Path) -> None:
    filled.daily_backup(7)
    with flipped(filled, b"Text of b.", b"Next of b.") as store:
        assert "sciread --db" in faults(store)["texts"]


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


def test_standings_that_are_not_what_the_notices_say_are_found_and_made_anew(store: Store) -> None:
    cite(store, "a", "doi:10.1000/x")
    store.tell(asked(store, "doi:10.1000/x"), told("10.1000/x", RETRACTED))
    assert faults(store) == {}
    alter(store, "UPDATE article_standings SET main = ''")
    assert "1 articles do not stand" in faults(store)["notices"]
    assert [one.name for one in store.check(repair=True) if one.repaired] == ["notices"]
    assert faults(store) == {}
    assert store.article(1).standing == "retracted"
