"""Feeds as sources that are asked again, and texts that are let go."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from store import NotFoundError, Query, Store
from store.model import Draft, FeedDraft
from tests.conftest import NOW

FEED = FeedDraft("Folding News", (), "https://news.example/self", "https://news.example")
URL = "https://news.example/feed"


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def item(n: int) -> Draft:
    return Draft(f"guid-{n}", f"Item {n}", f"Text of item number {n}.", url=f"https://news.example/{n}")


def answered(store: Store, feed_id: int, **told: object) -> None:
    store.answered(feed_id, etag='"1"', modified=None, hash="h", **told)  # type: ignore[arg-type]  # as told


def test_a_subscription_is_due_until_it_is_answered(store: Store) -> None:
    one = store.subscribe(URL, "Folding")
    assert store.subscribe("HTTP://news.example/feed/") == one
    (due,) = store.due()
    assert (due.id, due.url, due.etag, due.hash) == (one, URL, None, None)
    answered(store, one, ttl=3600)
    assert store.due() == []
    assert [d.etag for d in store.due(everything=True)] == ['"1"']
    assert [d.id for d in store.due([one])] == [one]


def test_the_feed_s_own_pause_and_the_reader_s_count(store: Store, clock: Clock) -> None:
    one = store.subscribe(URL)
    answered(store, one, ttl=600)
    store.arrange(one, interval=3600)
    answered(store, one, ttl=600)
    clock.now += timedelta(minutes=59)
    assert store.due() == []
    clock.now += timedelta(minutes=1)
    assert len(store.due()) == 1
    answered(store, one)
    assert store.due() == []


def test_skip_hours_are_left_out(store: Store, clock: Clock) -> None:
    one = store.subscribe(URL)
    answered(store, one, skip_hours=[13])
    clock.now += timedelta(hours=1)
    assert store.due() == []
    clock.now += timedelta(hours=1)
    assert len(store.due()) == 1


def test_a_failure_waits_and_the_next_answer_clears_it(store: Store, clock: Clock) -> None:
    one = store.subscribe(URL)
    store.failed(one, "Could not fetch news.example: it said 503.", NOW + timedelta(hours=1))
    store.failed(one, "Could not fetch news.example: it said 503.", NOW + timedelta(hours=1))
    feed = store.feed(str(one))
    assert (feed.failures, feed.error) == (2, "Could not fetch news.example: it said 503.")
    assert store.due() == []
    clock.now += timedelta(hours=1)
    answered(store, one)
    assert (store.feed(str(one)).failures, store.feed(str(one)).error) == (0, None)


def test_a_feed_that_is_gone_is_retired_and_its_articles_stay(store: Store) -> None:
    one = store.subscribe(URL)
    store.save([item(1)], feed=FEED, feed_id=one)
    store.failed(one, "It is gone.", NOW, gone=True)
    assert store.due(everything=True) == []
    assert store.feed(str(one)).retired
    assert store.counts().articles == 1
    assert [d.id for d in store.due([one])] == [one]


def test_an_unchanged_answer_writes_nothing_but_the_time(store: Store, clock: Clock) -> None:
    one = store.subscribe(URL)
    answered(store, one, ttl=60)
    before = store._rows("SELECT * FROM feeds")
    clock.now += timedelta(minutes=5)
    store.answered(one, etag=None, modified=None, hash=None, changed=False)
    after = store._rows("SELECT * FROM feeds")
    assert [x for x, y in zip(before[0], after[0], strict=True) if x != y] == [
        "2026-06-03T12:00:00+00:00", "2026-06-03T12:01:00+00:00",
    ]  # fmt: skip


def test_a_feed_that_has_moved_keeps_its_articles_and_marks(store: Store) -> None:
    one = store.subscribe(URL)
    ids = store.save([item(1), item(2)], feed=FEED, feed_id=one).added
    store.mark(ids, read=True)
    answered(store, one, moved="https://elsewhere.example/new")
    assert store.feed(str(one)).url == "https://elsewhere.example/new"
    again = store.save([item(1), item(2), item(3)], feed=replace(FEED, url=None), feed_id=one)
    assert len(again.added) == 1
    assert store.counts().unread == 1


def test_the_reader_s_name_and_folder_outlive_what_the_feed_says(store: Store) -> None:
    one = store.subscribe(URL)
    store.arrange(one, name="Proteins", folder="Biology", paused=True)
    store.save([item(1)], feed=replace(FEED, title="New Name"), feed_id=one)
    feed = store.feed("proteins")
    assert (feed.title, feed.folder, feed.paused, feed.count, feed.unread) == ("Proteins", "Biology", True, 1, 1)
    assert list(store.ids(Query("feed:proteins"))) == [1]
    assert store.due() == []
    assert not store.arrange(one, paused=True)


def test_what_was_arranged_is_undone(store: Store) -> None:
    one = store.subscribe(URL, "Folding")
    store.arrange(one, name="Mine")
    store.unsubscribe(one)
    assert not store.feed(str(one)).subscribed
    labels = []
    while undone := store.undo():
        labels.append(undone.label)
    assert labels == ["unsubscribed from Folding", "rearranged Folding", "subscribed to Folding"]
    store.subscribe(URL)
    assert store.feed(URL).title == "Folding"


def test_feeds_are_found_by_number_address_and_a_part_of_the_title(store: Store) -> None:
    one = store.subscribe(URL, "Folding News")
    store.subscribe("https://b.example/feed", "Other News")
    for name in (str(one), URL, "http://NEWS.example/feed", "folding news", "fold"):
        assert store.feed(name).id == one
    for name in ("news", "nothing"):
        with pytest.raises(NotFoundError):
            store.feed(name)


def test_a_file_s_feed_is_known_but_never_asked(store: Store) -> None:
    store.save([item(1)], feed=FEED)
    (feed,) = store.feeds()
    assert (feed.title, feed.subscribed) == ("Folding News", False)
    assert store.due(everything=True) == []
    with pytest.raises(NotFoundError):
        store.arrange(feed.id, name="x")


@pytest.mark.parametrize(
    "keep", [lambda s: s.mark([1], starred=True), lambda s: s.tag([1], ["x"]), lambda s: s.set_note(1, "y")]
)
def test_texts_are_let_go_but_never_what_the_reader_holds(store: Store, keep: Callable[[Store], object]) -> None:
    ids = store.save([item(1), item(2), item(3)], feed=FEED).added
    store.mark([2], read=True)
    keep(store)
    assert store.prune(ids, dry_run=True) == 2
    assert store.counts().articles == 3
    assert store.prune(ids) == 2
    assert list(store.ids(Query())) == [1]
    assert list(store.ids(Query("text"))) == [1]
    assert store.counts().articles == 1
    with pytest.raises(NotFoundError):
        store.article(2)


def test_what_was_let_go_is_not_new_again(store: Store) -> None:
    ids = store.save([item(1), item(2)], feed=FEED).added
    store.prune(ids)
    changed = replace(item(1), body="Changed text.")
    saved = store.save([changed, item(2)], feed=FEED)
    assert (saved.added, saved.updated) == ((), ())
    assert store.counts().articles == 0
    store._conn.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")


def test_a_digest_stays_while_an_item_of_it_is_held(store: Store, tmp_path: Path) -> None:
    page = Draft("", "Digest", "Intro.", children=(Draft("", "A", "a text"), Draft("", "B", "b text")))
    ids = store.save([page]).added
    store.mark([ids[1]], starred=True)
    assert store.prune(ids) == 1
    assert [a.title for a in store.articles(store.ids(Query()))] == ["Digest", "A"]


def test_no_name_names_no_feed(store: Store) -> None:
    """An unset variable of a script must not name the only feed there is."""
    store.subscribe("https://news.example/feed", "Lung News")
    for name in ("", " ", "\u200b"):
        with pytest.raises(NotFoundError):
            store.feed(name)
    assert store.feed("lung").title == "Lung News"
