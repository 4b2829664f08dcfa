"""Saved views on a real library: kept, counted, ordered, and every change taken back."""

import sqlite3
from pathlib import Path

import pytest
import sqlite_utils

from store import NotFoundError, Query, QueryError, Store, StoreError
from store.model import Draft
from store.schema import _READER, _REBUILT, _SOURCES, APPLICATION_ID, _statements, m001_library


def named(store: Store) -> list[str]:
    return [view.name for view in store.views()]


@pytest.fixture
def library(store: Store) -> Store:
    saved = store.save([Draft("a", "Lung one", "Text."), Draft("b", "Lung two", "Text."), Draft("c", "Heart", "Text.")])
    store.mark(saved.added[:1], read=True)
    return store


def test_a_view_is_kept_and_counted(library: Store) -> None:
    view_id = library.save_view("  Lungs ", "lung", sort="relevance", only_unread=True)
    (view,) = library.views()
    assert (view.id, view.name, view.filter, view.sort, view.only_unread) == (
        view_id,
        "Lungs",
        "lung",
        "relevance",
        True,
    )
    assert (view.count, view.unread, view.error) == (2, 1, None)
    library.mark(library.ids(Query("lung")), read=True)
    assert library.view("lungs").unread == 0


def test_hidden_articles_are_not_counted(library: Store) -> None:
    library.save_view("Lungs", "lung")
    library.mark(library.ids(Query("lung"))[:1], hidden=True)
    assert library.view("Lungs").count == len(library.ids(Query("lung"))) == 1


def test_the_same_name_takes_the_place_of_the_old_query(library: Store) -> None:
    first = library.save_view("Lungs", "lung")
    library.save_view("Hearts", "heart")
    assert library.save_view("LUNGS", "lung is:unread") == first
    assert [(view.name, view.filter) for view in library.views()] == [("LUNGS", "lung is:unread"), ("Hearts", "heart")]
    library.undo()
    assert library.view("lungs").filter == "lung"


@pytest.mark.parametrize("name", ["", "   ", "\x1b\x00"])
def test_a_view_needs_a_name(library: Store, name: str) -> None:
    with pytest.raises(StoreError, match="name"):
        library.save_view(name, "lung")


def test_a_query_that_does_not_parse_is_not_kept(library: Store) -> None:
    with pytest.raises(QueryError):
        library.save_view("Bad", "(lung")
    assert library.views() == []
    assert library.undo() is not None  # the mark; the view left nothing in the journal


def test_views_move_and_every_change_is_taken_back_in_turn(library: Store) -> None:
    for name in ("one", "two", "three"):
        library.save_view(name, name)
    first = library.view("one").id
    assert library.move_view(first, 2)
    assert named(library) == ["two", "three", "one"]
    assert not library.move_view(first, 5)
    assert library.rename_view(first, "uno")
    assert library.delete_view(library.view("three").id)
    assert named(library) == ["two", "uno"]
    undone = library.undo()
    assert undone is not None
    assert (undone.label, undone.count, undone.what) == ("deleted the view three", 1, "view")
    assert named(library) == ["two", "three", "uno"]
    library.undo()
    library.undo()
    assert named(library) == ["one", "two", "three"]
    for _ in range(3):
        library.undo()
    assert named(library) == []


def test_a_name_that_is_taken_and_a_view_that_is_gone(library: Store) -> None:
    one, two = library.save_view("one", "lung"), library.save_view("two", "heart")
    with pytest.raises(StoreError, match="already"):
        library.rename_view(two, "ONE")
    assert not library.rename_view(one, "one")
    assert library.delete_view(one)
    assert not library.delete_view(one)
    for call in (lambda: library.rename_view(one, "x"), lambda: library.move_view(one, 1), lambda: library.view("one")):
        with pytest.raises(NotFoundError):
            call()


def test_undo_works_after_a_restart(library: Store) -> None:
    library.delete_view(library.save_view("one", "lung"))
    with Store(library.path) as again:
        again.undo()
        assert named(again) == ["one"]


def test_a_view_that_no_longer_parses_says_why(library: Store) -> None:
    library.save_view("one", "lung")
    library._conn.execute("UPDATE views SET filter = 'gone:1', sort = 'odd'")
    (view,) = library.views()
    assert view.error
    assert "gone" in view.error
    assert (view.sort, view.count) == ("newest", 0)


def test_a_library_of_the_first_version_opens_and_keeps_all(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    _old_library(path)
    with Store(path) as store:
        (article,) = store.articles(store.ids(Query("lung is:starred tag:mine")))
        assert article.title == "Lung one"
        assert store.note(article.id) == "Mine."
        assert store.views() == []
        store.save_view("Lungs", "lung")
    with Store(path) as again:
        assert named(again) == ["Lungs"]


def _old_library(path: Path) -> None:
    """A file as the first migration alone made it, with one article that is marked, tagged and noted."""
    db = sqlite_utils.Database(path)
    db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for script in (_SOURCES, _READER, _REBUILT):
        for statement in _statements(script):
            db.execute(statement)
    db["_sqlite_migrations"].create(  # type: ignore[union-attr]
        {"id": int, "migration_set": str, "name": str, "applied_at": str}, pk="id"
    )
    db["_sqlite_migrations"].insert(  # type: ignore[union-attr]
        {"migration_set": "sciread", "name": m001_library.__name__, "applied_at": "2026-01-01"}
    )
    with db.conn as conn:
        conn.execute(
            "INSERT INTO articles (id, key, root, position, title, authors, added, sorted, text_hash, words, "
            "reference_count, reference_text) VALUES (1, 'k', 1, 0, 'Lung one', '[]', '2026-01-01', '2026-01-01', "
            "'h', 1, 0, '')"
        )
        conn.execute("INSERT INTO bodies VALUES (1, 'Text.', x'', 'text/plain', 1)")
        conn.execute("INSERT INTO marks (article_id, starred) VALUES (1, 1)")
        conn.execute("INSERT INTO tags VALUES (1, 'mine', 'mine')")
        conn.execute("INSERT INTO reader_tags VALUES (1, 1, 1)")
        conn.execute("INSERT INTO notes VALUES (1, 'Mine.', '2026-01-01')")
        conn.execute(
            "INSERT INTO search (rowid, title, body, refs, notes) SELECT id, title, body, refs, notes FROM search_text"
        )
    db.close()
    assert {row[0] for row in sqlite3.connect(path).execute("SELECT name FROM sqlite_master")}.isdisjoint({"views"})
