"""Hidden articles: in no list and no count unless they are asked for, and back by undo."""

import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from store import Belonging, Query, Reference, Store
from store.model import Draft, FeedDraft
from tests.conftest import NOW

MAIN = Reference(1, "Roe A. A work. J. 2026", "main", "high", "trailer", {"doi": "10.1000/x"}, title="A work")


def drafts(moment: datetime = NOW) -> list[Draft]:
    return [
        Draft(
            f"k{n}", f"Title {n}", f"Body {n}.", None, (), moment - timedelta(hours=30 * n), None, ("topic",), (MAIN,)
        )
        for n in range(3)
    ]


@pytest.fixture
def filled(store: Store) -> Store:
    """Three articles on one paper, in one feed, with one tag."""
    made = drafts()
    store.save(made, feed=FeedDraft("F", tuple(made), "https://f.example/feed"))
    return store


def test_a_hidden_article_is_in_no_list_and_counted_apart(filled: Store) -> None:
    first, second, third = filled.ids(Query())
    filled.mark([first], read=True, starred=True)
    assert filled.mark([first, second, 999], hidden=True) == 2
    assert list(filled.ids(Query())) == [third]
    assert list(filled.ids(Query("title"))) == [third]
    assert list(filled.ids(Query(unread=True))) == [third]
    counts = filled.counts()
    assert (counts.articles, counts.unread, counts.starred, counts.hidden) == (1, 1, 0, 2)
    assert [(tag.count, tag.unread) for tag in filled.tags()] == [(1, 1)]
    assert [(feed.count, feed.unread) for feed in filled.feeds()] == [(1, 1)]
    assert [one.article.id for one in filled.cites("10.1000/x")] == [third]
    assert filled.also_reporting(third) == []


def test_is_hidden_finds_them_and_only_them(filled: Store) -> None:
    first, second, third = filled.ids(Query())
    filled.mark([second], hidden=True)
    assert list(filled.ids(Query("is:hidden"))) == [second]
    assert list(filled.ids(Query("title", scope="is:hidden"))) == [second]
    assert list(filled.ids(Query("-is:hidden"))) == [first, third]
    assert list(filled.ids(Query("is:hidden or title"))) == [first, second, third]
    assert list(filled.ids(Query('"is:hidden"'))) == []  # as words, it asks for nothing hidden
    assert [article.hidden for article in filled.articles([first, second])] == [False, True]


def test_hiding_is_one_step_to_undo_also_in_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Store(path) as store:
        store.save(drafts(), place="x")
        ids = store.ids(Query())
        store.mark(ids, hidden=True)
        assert not store.ids(Query())
    with Store(path) as store:
        undone = store.undo()
        assert undone is not None
        assert (undone.label, undone.count) == ("hidden", 3)
        assert list(store.ids(Query())) == list(ids)
        store.mark(ids[:1], hidden=True)
        assert store.mark(ids, hidden=False) == 1


def test_without_tells_what_a_mark_would_change(filled: Store) -> None:
    first, second, third = filled.ids(Query())
    filled.mark([second], read=True)
    assert filled.without("read", [third, 999, second, first]) == [third, first]
    assert filled.without("hidden", [first]) == [first]


def test_an_article_says_whether_it_has_a_note(filled: Store) -> None:
    first, *_ = filled.ids(Query())
    filled.set_note(first, "mine")
    assert filled.article(first).noted
    filled.undo()
    assert not filled.article(first).noted


def test_a_library_from_before_gets_the_column(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Store(path) as store:
        store.save(drafts(), place="x")
        store.mark(store.ids(Query()), starred=True)
    with sqlite3.connect(path) as old:
        old.execute("DROP INDEX marks_hidden")
        old.execute("ALTER TABLE marks DROP COLUMN hidden")
        old.execute("ALTER TABLE marks DROP COLUMN hidden_at")
        old.execute("DELETE FROM _sqlite_migrations WHERE name = 'm003_hidden'")
    old.close()
    with Store(path) as store:
        assert store.counts().starred == 3
        assert store.mark(store.ids(Query()), hidden=True) == 3


def test_groups_are_dates_feeds_and_digests(store: Store) -> None:
    child = Draft("c", "Item", "An item.", published=NOW)
    saved = store.save([Draft("d", "Digest", "Two.", published=NOW, children=(child,)), *drafts()], place="x")
    digest = saved.added[0]
    found = store.groups([*saved.added, 999])
    assert [one.digest for one in found] == [digest, digest, None, None, None, None]
    assert [one.digest_title for one in found[:3]] == ["Digest", "Digest", ""]
    assert found[0].sorted == NOW.isoformat()
    assert found[-1] == Belonging()
