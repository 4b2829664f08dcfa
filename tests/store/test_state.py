"""What the reader did goes from one library into another, and the later word on each thing counts."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from store import Author, Query, Reference, Store
from store.model import Draft, FeedDraft
from store.references.library import read_library

FEED = FeedDraft("Lung News", (), "https://news.example/feed", "https://news.example")
ARTICLES = [
    Draft("https://news.example/1", "One", "Text about lungs.", "https://news.example/1"),
    Draft("guid-2", "Two", "Text about hearts.", "https://news.example/2"),
    Draft("guid-3", "Three", "A digest of lungs.", "https://news.example/3",
          children=(Draft("", "Item A", "First item of the digest."), Draft("", "Item B", "Second item of it."))),
]  # fmt: skip
PAGE = Draft("", "A page", "A page that was saved from a file.")

CITED = Reference(1, "Raw", ids={"doi": "10.1000/x"}, authors=(Author("Doe, J.", "Doe"),))
OWN = b"@article{own1, title={Own}, doi={10.1000/own}, year={2020}}"


class Time:
    """A clock that goes on by a minute with each thing that is done."""

    def __init__(self) -> None:
        self.now = datetime(2026, 6, 3, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def later(self, minutes: int = 1) -> None:
        self.now += timedelta(minutes=minutes)


@pytest.fixture
def time() -> Time:
    return Time()


@contextmanager
def library(folder: Path, time: Time, *, filled: bool = True, before: int = 0) -> Iterator[Store]:
    """A library; `before` feeds stand before ours, so that ours has another number in each."""
    with Store(folder / "library.db", now=time) as store:
        for n in range(before):
            store.save([Draft(f"o{n}", f"Other {n}", "Other.")], feed=FeedDraft(f"O{n}", (), f"https://o{n}.example/"))
        if filled:
            fill(store, folder)
        yield store


def fill(store: Store, folder: Path) -> None:
    store.save(ARTICLES, feed=FEED)
    store.save([PAGE], place=str(folder / "page.txt"))


def named(store: Store, title: str) -> int:
    return next(a.id for a in store.articles(store.ids(Query("is:read or is:unread"))) if a.title == title)


def do_everything(store: Store, time: Time) -> None:
    """Each thing a reader can do, and some of it taken back."""
    one, two, three, item, page = (named(store, title) for title in ("One", "Two", "Three", "Item A", "A page"))
    steps: list[Callable[[], object]] = [
        lambda: store.mark([one, two, item], read=True), lambda: store.mark([two], read=False),
        lambda: store.mark([one, page], starred=True), lambda: store.mark([three], hidden=True),
        lambda: store.tag([one, item], ["Später", "later"]), lambda: store.tag([one], remove=["later"]),
        lambda: store.set_note(two, "check figure 2\nand [x]"), lambda: store.set_note(one, "gone"),
        lambda: store.set_note(one, ""), lambda: store.keep_place(two, 3.25),
        lambda: store.save_view("Hearts", "heart", sort="title", only_unread=True),
        lambda: store.save_view("Old", "x"), lambda: store.delete_view(store.view("Old").id),
        lambda: store.save_view("First name", "y"),
        lambda: store.rename_view(store.view("First name").id, "Second name"),
        lambda: store.add_rule("lungs", ["lung"]), lambda: store.add_rule("nothing", ["x"]),
        lambda: store.remove_rule(2), lambda: store.colour_tag("later", "accent"),
        lambda: store.subscribe("https://news.example/feed", "Lung News", folder="Onc"),
        lambda: store.subscribe("https://gone.example/feed", "Gone"),
        lambda: store.unsubscribe(store.feed("https://gone.example/feed").id),
        lambda: store.arrange(store.feed("https://news.example/feed").id, name="Lungs!", interval=7200),
        lambda: store.citation_keys([CITED]), lambda: store.import_own(read_library(OWN, "a.bib").works),
        lambda: store.mark([page], hidden=True), store.undo,
    ]  # fmt: skip
    for step in steps:
        time.later()
        step()


def shown(store: Store) -> dict[str, Any]:
    """All that can be seen of what the reader did, by names and not by numbers."""
    ids = [*store.ids(Query("is:hidden")), *store.ids(Query())]
    articles = {
        a.title: (a.read, a.starred, a.hidden, sorted(a.reader_tags), store.note(a.id), store.place(a.id))
        for a in store.articles(ids)
    }
    return {
        "articles": articles,
        "views": [(v.name, v.filter, v.sort, v.only_unread) for v in store.views()],
        "rules": [(r.filter, r.tags) for r in store.rules()],
        "colours": {t.name: t.colour for t in store.tags() if t.colour},
        "feeds": {(f.url, f.title, f.folder, f.paused, f.interval) for f in store.feeds() if f.subscribed},
        "keys": store._rows("SELECT * FROM citation_keys"),
        "own": store._rows("SELECT key, title, container, year, authors FROM own_works"),
        "own ids": store._rows("SELECT scheme, id FROM own_work_ids"),
    }


def exported(store: Store) -> list[bytes]:
    return [line.encode() for line in store.export_state()]


def without_header(lines: list[bytes]) -> list[bytes]:
    return sorted(lines[1:])


def test_round_trip_into_a_library_whose_numbers_differ(tmp_path: Path, time: Time) -> None:
    with library(tmp_path / "a", time) as a, library(tmp_path / "b", time, before=3) as b:
        do_everything(a, time)
        time.later()
        done = b.import_state(exported(a))
        assert (done.faults, done.waiting) == ((), 0)
        others = [title for title in shown(b)["articles"] if title.startswith("Other")]
        there = shown(b)
        for title in others:
            del there["articles"][title]
        assert there == shown(a)
        removed = (b"gone.example", b'"Old"', b'"First name"', b'"nothing"')  # never were there
        told = [line for line in without_header(exported(a)) if not any(name in line for name in removed)]
        assert [line.replace(b"/b/page", b"/a/page") for line in without_header(exported(b))] == told


def test_a_second_time_changes_nothing(tmp_path: Path, time: Time) -> None:
    with library(tmp_path / "a", time) as a, library(tmp_path / "b", time) as b:
        do_everything(a, time)
        lines = exported(a)
        b.import_state(lines)
        before = shown(b), b._rows("SELECT count(*) FROM journal")
        again = b.import_state(lines)
        assert (again.articles, again.records, again.kept, again.waiting) == (0, 0, 0, 0)
        assert (shown(b), b._rows("SELECT count(*) FROM journal")) == before
        own = a.import_state(lines)
        assert (own.articles, own.records, own.kept, own.waiting) == (0, 0, 0, 0)


def test_articles_that_come_later_come_as_they_were_left(tmp_path: Path, time: Time) -> None:
    with library(tmp_path / "a", time) as a, library(tmp_path / "b", time, filled=False, before=2) as b:
        do_everything(a, time)
        time.later()
        done = b.import_state(exported(a))
        assert done.waiting == 5
        assert b.counts().starred == 0
        time.later()
        fill(b, tmp_path / "elsewhere")
        there = shown(b)
        assert {title: there["articles"][title] for title in shown(a)["articles"]} == shown(a)["articles"]
        assert b._rows("SELECT count(*) FROM waiting_states") == [(0,)]
        assert [a_.title for a_ in b.articles(b.ids(Query('"check figure"')))] == ["Two"]  # and the index knows it


def test_undo_takes_all_of_it_back_also_what_came_later(tmp_path: Path, time: Time) -> None:
    with library(tmp_path / "a", time) as a, library(tmp_path / "b", time, filled=False) as b:
        do_everything(a, time)
        b.save(ARTICLES[:1], feed=FEED)
        b.mark([1], starred=True)
        before = shown(b)
        time.later()
        b.import_state(exported(a))
        fill(b, tmp_path / "elsewhere")
        time.later()
        undone = b.undo()
        assert undone
        assert undone.label == "imported a state"
        after = shown(b)
        kept = ("keys", "own", "own ids")
        assert {k: v for k, v in after.items() if k not in kept and k != "articles"} == {
            k: v for k, v in before.items() if k not in kept and k != "articles"
        }
        assert after["articles"]["One"][:5] == before["articles"]["One"][:5]
        for title in ("Two", "Three", "Item A", "A page"):
            assert after["articles"][title][:5] == (False, False, False, [], "")


def test_what_waits_for_an_import_that_was_undone_never_comes(tmp_path: Path, time: Time) -> None:
    with library(tmp_path / "a", time) as a, library(tmp_path / "b", time, filled=False) as b:
        do_everything(a, time)
        b.import_state(exported(a))
        b.undo()
        fill(b, tmp_path / "elsewhere")
        assert b.counts().starred == 0
        time.later(-1000)
        time.later(2000)
        assert b.import_state(exported(a)).waiting == 0


def test_what_waits_is_exported_as_it_came(tmp_path: Path, time: Time) -> None:
    with library(tmp_path / "a", time) as a, library(tmp_path / "b", time, filled=False) as b:
        do_everything(a, time)
        b.import_state(exported(a))
        with library(tmp_path / "c", time) as c:
            c.import_state(exported(b))
            assert shown(c)["articles"] == {**shown(a)["articles"], "Two": shown(c)["articles"]["Two"]}
            assert shown(c)["articles"]["Two"][:5] == shown(a)["articles"]["Two"][:5]


ACTS: list[tuple[str, Callable[[Store, int], object]]] = [
    ("read", lambda store, one: store.mark([one], read=True)),
    ("unread", lambda store, one: store.mark([one], read=False)),
    ("tagged", lambda store, one: store.tag([one], ["t"])),
    ("untagged", lambda store, one: store.tag([one], remove=["t"])),
    ("noted", lambda store, one: store.set_note(one, "first")),
    ("noted anew", lambda store, one: store.set_note(one, "second")),
    ("undone", lambda store, one: store.undo()),
    ("starred", lambda store, one: store.mark([one], starred=True)),
]


@pytest.mark.parametrize("seed", range(6))
def test_any_order_of_imports_ends_alike(tmp_path: Path, time: Time, seed: int) -> None:
    """Three machines do things in turn, then tell each other in any order: the last word on each thing stands."""
    machines = "abc"
    stores = {name: Store(tmp_path / name / "library.db", now=time) for name in machines}
    try:
        for store in stores.values():
            fill(store, tmp_path)
        state = seed * 7919 + 1
        for _ in range(12):
            state = state * 1103515245 + 12345 & 0x7FFFFFFF
            time.later()
            ACTS[state // 8 % len(ACTS)][1](stores[machines[state // 64 % 3]], 1 + state // 512 % 2)
        files = {name: exported(store) for name, store in stores.items()}
        time.later()
        ends = []
        for n, order in enumerate(permutations(machines)):
            with library(tmp_path / f"end{n}", time) as end:
                for name in order:
                    assert not end.import_state(files[name]).faulty
                ends.append((shown(end)["articles"], without_header(exported(end))))
        assert all(end == ends[0] for end in ends)
        for name, store in stores.items():  # and whoever did something itself ends alike, too
            for other in machines:
                store.import_state(files[other])
            assert shown(store)["articles"] == ends[0][0], name
    finally:
        for store in stores.values():
            store.close()


def test_an_import_keeps_the_time_at_which_things_were_decided(tmp_path: Path, time: Time) -> None:
    """A marks at 1, B imports at 3, A changes its mind at 2: the word of 2 is the later one."""
    with library(tmp_path / "a", time) as a, library(tmp_path / "b", time) as b:
        a.mark([1], starred=True)
        early = exported(a)
        time.later()
        a.mark([1], starred=False)
        time.later()
        b.import_state(early)
        assert b.article(1).starred
        time.later()
        a.import_state(exported(b))
        assert not a.article(1).starred
        b.import_state(exported(a))
        assert not b.article(1).starred


def test_parts_of_one_thing_are_merged_one_by_one(tmp_path: Path, time: Time) -> None:
    with library(tmp_path / "a", time) as a, library(tmp_path / "b", time) as b:
        for store in (a, b):
            store.subscribe("https://news.example/feed", "Lung News")
            store.save_view("V", "lungs")
        time.later()
        a.arrange(1, name="Mine")
        a.save_view("V", "hearts")
        time.later()
        b.arrange(1, folder="F", paused=True)
        b.save_view("V", "lungs", sort="title")
        for to, of in ((a, b), (b, a)):
            to.import_state(exported(of))
        for store in (a, b):
            (feed,) = (f for f in store.feeds() if f.subscribed)
            assert (feed.title, feed.folder, feed.paused) == ("Mine", "F", True)
            (view,) = store.views()
            assert (view.filter, view.sort) == ("hearts", "title")


def test_what_was_removed_later_is_removed_and_what_came_back_stays(tmp_path: Path, time: Time) -> None:
    with library(tmp_path / "a", time) as a, library(tmp_path / "b", time) as b:
        for store in (a, b):
            store.save_view("V", "x")
            store.add_rule("lungs", ["lung"])
            store.subscribe("https://news.example/feed")
        time.later()
        a.delete_view(a.view("V").id)
        a.remove_rule(1)
        a.unsubscribe(1)
        time.later()
        b.import_state(exported(a))
        assert (b.views(), b.rules(), [f for f in b.feeds() if f.subscribed]) == ([], [], [])
        time.later()
        b.save_view("V", "y")
        b.subscribe("https://news.example/feed")
        a.import_state(exported(b))
        assert [view.filter for view in a.views()] == ["y"]
        assert [feed.subscribed for feed in a.feeds() if feed.url == "https://news.example/feed"] == [True]


def test_passwords_and_tokens_stay_at_home(tmp_path: Path, time: Time) -> None:
    secret = "https://u:PASS@news.example/f?token=TOK&page=1"
    with library(tmp_path / "a", time) as a, library(tmp_path / "b", time, filled=False) as b:
        feed = a.subscribe(secret, "Private")
        a.save([Draft("g", "Private one", "Text.")], feed=replace(FEED, url=secret), feed_id=feed)
        a.mark([named(a, "Private one")], starred=True)
        told = b"".join(exported(a))
        assert b"PASS" not in told
        assert b"TOK" not in told
        assert b"PASS" in "".join(a.export_state(secrets=True)).encode()
        before = [f.url for f in a.feeds()]
        a.import_state(exported(a))
        assert [f.url for f in a.feeds()] == before  # and coming home they are known
        b.import_state(exported(a))
        own = b.subscribe(secret, "Private")
        b.save([Draft("g", "Private one", "Text.")], feed=replace(FEED, url=secret), feed_id=own)
        assert b.counts().starred == 1


def test_the_same_guid_in_another_feed_is_another_article(tmp_path: Path, time: Time) -> None:
    with library(tmp_path / "a", time) as a, library(tmp_path / "b", time, filled=False) as b:
        a.mark([named(a, "Two")], starred=True)
        b.import_state(exported(a))
        other = replace(ARTICLES[1], url="https://other.example/2", body="Something else.")
        b.save([other], feed=FeedDraft("Other", (), "https://other.example/feed"))
        assert b.counts().starred == 0
        b.save([ARTICLES[1]], feed=FEED)
        assert b.counts().starred == 1


def test_a_page_that_names_several_articles_names_none(tmp_path: Path, time: Time) -> None:
    """A podcast gives all its items one address; with other guids nobody knows which is which."""
    items = [Draft(f"g{n}", f"Item {n}", f"Text {n}.", "https://pod.example/show") for n in range(3)]
    other = [replace(item, key=f"new-{item.key}") for item in items]
    moved = replace(ARTICLES[1], key="new-guid")
    with library(tmp_path / "a", time) as a, library(tmp_path / "b", time, filled=False) as b:
        a.save(items, feed=FEED)
        a.mark([named(a, "Item 0"), named(a, "Item 1"), named(a, "Two")], starred=True)
        b.import_state(exported(a))
        b.save(other, feed=FEED)
        assert b.counts().starred == 0
        b.save([moved], feed=FEED)  # one article on its page: another guid makes it no other
        assert [article.title for article in b.articles(b.ids(Query("is:starred")))] == ["Two"]


def test_a_clock_ten_years_ahead_does_not_win_for_ever(tmp_path: Path, time: Time) -> None:
    with library(tmp_path / "a", time) as a, library(tmp_path / "b", time) as b:
        time.later(10 * 525_600)
        a.mark([1], starred=True)
        lines = exported(a)
        time.later(-10 * 525_600)
        b.import_state(lines)
        assert b.article(1).starred
        time.later()
        b.mark([1], starred=False)
        b.import_state(exported(b))
        time.later()
        assert not b.article(1).starred
        a_again = exported(b)
        assert all(at <= "2026-07" for at in times(a_again))


def times(lines: list[bytes]) -> Iterator[str]:
    for line in lines[1:]:
        for value in json.loads(line).values():
            if isinstance(value, dict) and value.get("at"):
                yield value["at"]


def test_rules_run_when_they_come(tmp_path: Path, time: Time) -> None:
    with library(tmp_path / "a", time) as a, library(tmp_path / "b", time) as b:
        a.add_rule("lungs", ["lung"])
        b.import_state(exported(a))
        assert [r.count for r in b.rules()] == [r.count for r in a.rules()] != [0]
        b.undo()
        assert b.rules() == []
        assert "lung" not in [t.name for t in b.tags()]


def test_an_export_is_of_one_moment_and_harms_nothing(tmp_path: Path, time: Time) -> None:
    with library(tmp_path / "a", time) as a:
        do_everything(a, time)
        lines = a.export_state()
        first = next(lines)
        assert json.loads(first)["sciread"] == "state"
        a.mark([1], starred=False)  # while it is being written out
        assert all(line.isascii() and "\n" not in line for line in lines)
        assert not a._conn.in_transaction


def counted(store: Store) -> list[Any]:
    """The counts of lists, tags and feeds, counted one by one."""
    shown = "a.pruned IS NULL AND m.hidden IS NOT 1"
    joined = "articles a LEFT JOIN marks m ON m.article_id = a.id"
    articles = store._rows(f"SELECT count(*), sum(m.read IS NOT 1), sum(m.starred IS 1) FROM {joined} WHERE {shown}")
    tags = store._rows(
        f"SELECT t.name, count(*), sum(m.read IS NOT 1) FROM {joined} JOIN article_tags x ON x.article_id = a.id "
        f"JOIN tags t ON t.id = x.tag_id WHERE {shown} GROUP BY t.id ORDER BY t.name"
    )
    feeds = store._rows(
        f"SELECT s.feed_id, count(*), sum(m.read IS NOT 1) FROM {joined} JOIN sightings s ON s.article_id = a.id "
        f"WHERE {shown} GROUP BY s.feed_id ORDER BY s.feed_id"
    )
    return [articles, tags, feeds]


def told(store: Store) -> list[Any]:
    counts = store.counts()
    return [
        [(counts.articles, counts.unread, counts.starred)],
        sorted((tag.name, tag.count, tag.unread) for tag in store.tags() if tag.count),
        sorted((feed.id, feed.count, feed.unread) for feed in store.feeds() if feed.count),
    ]


def test_counts_are_right_after_an_import_an_arrival_and_an_undo(tmp_path: Path, time: Time) -> None:
    with library(tmp_path / "a", time) as a, library(tmp_path / "b", time, filled=False) as b:
        do_everything(a, time)
        b.save(ARTICLES[:1], feed=FEED)
        b.import_state(exported(a))
        assert told(b) == counted(b)
        fill(b, tmp_path / "elsewhere")
        assert told(b) == counted(b)
        b.undo()
        assert told(b) == counted(b)


def test_a_colour_that_came_without_a_time_goes_on_without_one(store: Store, tmp_path: Path) -> None:
    store.import_state([b'{"kind": "colour", "tag": "mine", "colour": {"is": "accent", "at": null}}'])
    lines = [line.encode() for line in store.export_state()]
    with Store(tmp_path / "other.db") as other:
        assert other.import_state(lines).faulty == 0
        assert list(other.export_state())[1:] == [line.decode() for line in lines[1:]]
