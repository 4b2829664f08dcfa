"""Refreshing in the reader: what comes in, what is and that nothing holds the reader up."""

import asyncio
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Feed, Progress, Query, Store
from store.model import Draft, FeedDraft
from tests.server import LoopbackServer, after, reply, silence
from tests.tui.feeds import page, rss
from tests.tui.quiet import quiet
from tests.tui.reader import Asking, opened_reader, seen, shown, told, until
from tests.tui.screen_text import NOW, clock, make_library
from tui.messages import Refreshing, Tally
from tui.paths import config_dir
from tui.screens.aside import Errand, unless_left
from tui.screens.refreshing import end_text, progress_text, with_kept
from tui.settings import read_settings
from tui.widgets.bars import StatusBar
from tui.widgets.feed_list import feed_facts


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return make_library(tmp_path / "library.db")


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    with LoopbackServer({"/cells": rss("Cell Notes", [1, 2]), "/stars": rss("Star Notes", [1])}) as running:
        yield running


def subscribe(path: Path, *where: str, folder: str = "") -> list[int]:
    with Store(path) as store:
        return [store.subscribe(url, url.rpartition("/")[2], folder=folder) for url in where]


async def test_r_upper_case_brings_new_articles_and_says_how_many(library: Path, server: LoopbackServer) -> None:
    subscribe(library, server.url("/cells"), server.url("/stars"), server.url("/none"))
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("R")
        await told(screen, "failed")
        await told(screen, "3 new articles from 2 feeds; 1 failed (see the feed list)")
        assert screen.store.counts().articles == 10
        await until(lambda: "1 feed failing" in screen.query_one(StatusBar).counts)
        assert "Cell Notes" in [row.label for row in screen.tag_pane.rows]


async def test_the_cursor_s_article_stays_under_the_cursor(library: Path) -> None:
    subscribe(library, "https://a.example/f")
    async with opened_reader(library, Asking()) as (screen, pilot):
        await pilot.press("enter", "h")
        await until(lambda: screen.article is not None and screen.article.read)
        assert screen.article
        before = screen.article
        await pilot.press("R")
        await told(screen, "new article")
        await until(lambda: screen.article_list.count == 10)
        assert screen.article
        assert screen.article.id == before.id
        assert screen.article_list.count == 10
        assert screen.listing == Query(unread=True)
        assert screen._shown == before.id


async def test_a_list_the_reader_moved_in_stays_as_it_is(library: Path) -> None:
    subscribe(library, "https://a.example/f")
    async with opened_reader(library, Asking()) as (screen, pilot):
        await pilot.press("j")
        before = list(screen.article_list.ids)
        await pilot.press("R")
        await told(screen, "3 new articles")
        assert list(screen.article_list.ids) == before
        await pilot.press("a")
        assert screen.article_list.count == 10


async def test_marked_unread_on_purpose_survives_a_refresh(library: Path, read_soon: float) -> None:
    subscribe(library, "https://a.example/f")
    async with opened_reader(library, Asking()) as (screen, pilot):
        await pilot.press("enter", "N", "R")
        await told(screen, "new article")
        await asyncio.sleep(4 * read_soon)
        assert screen.article
        assert not screen.article.read


async def test_the_first_feed_of_an_empty_library_is_listed(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    subscribe(path, "https://a.example/f")
    async with opened_reader(path, Asking()) as (screen, pilot):
        await pilot.press("R")
        await until(lambda: screen.article_list.count == 3)
        assert not screen.has_class("-empty")


async def test_a_second_r_says_that_one_is_running(library: Path) -> None:
    subscribe(library, "https://a.example/f")
    gate = threading.Event()
    asking = Asking(gate=gate)
    async with opened_reader(library, asking) as (screen, pilot):
        await pilot.press("R")
        await until(lambda: bool(asking.wanted))
        await pilot.press("R", "h", "r")
        await told(screen, "A refresh is running")
        gate.set()
        await told(screen, "new articles")
        assert len(asking.wanted) == 1
        assert screen.query_one(StatusBar).working is None
        await pilot.press("R")
        await until(lambda: len(asking.wanted) == 2)


async def test_the_status_line_shows_how_far_it_is(library: Path) -> None:
    subscribe(library, "https://a.example/f")
    async with opened_reader(library, Asking(50, gate=threading.Event(), free=10)) as (screen, pilot):
        await pilot.press("R")
        bar = screen.query_one(StatusBar)
        await until(lambda: bool(bar.working and bar.working[1] == 10))
        await seen(screen, "refreshing 10/50 · 10 new ━━──")
        assert "refreshing" in shown(screen).splitlines()[0]


async def test_keys_are_answered_during_a_refresh(library: Path) -> None:
    subscribe(library, "https://a.example/f")
    gate = threading.Event()
    async with opened_reader(library, Asking(200, gate=gate, free=100)) as (screen, pilot):
        await pilot.press("R")
        await until(lambda: screen.query_one(StatusBar).working is not None)
        for key in "jjkkjkjkjk":
            cursor = screen.article_list.cursor
            await pilot.press(key)
            assert screen.article_list.cursor != cursor
        assert screen.query_one(StatusBar).working is not None  # it was still going on; `make bench` has the times
        gate.set()
        await told(screen, "new articles")


async def test_leaving_stops_it_at_once_and_keeps_what_was_saved(library: Path, server: LoopbackServer) -> None:
    server.routes |= {"/slow": silence, "/late": after(30, rss("Late", [1]))}
    subscribe(library, server.url("/cells"), server.url("/slow"), server.url("/late"))
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("R")
        await until(lambda: screen._tally.added == 2)
        start = time.perf_counter()
        await pilot.press("Q")
    assert time.perf_counter() - start < 15  # half of what the server keeps it waiting
    with Store(library) as store:
        assert len(store.ids(Query("feed:cell"))) == 2
        assert all(feed.error is None for feed in store.feeds())


async def test_leaving_closes_what_was_being_asked(library: Path) -> None:
    subscribe(library, "https://a.example/f")
    asking = Asking(gate=threading.Event())
    async with opened_reader(library, asking) as (_screen, pilot):
        await pilot.press("R")
        await until(lambda: bool(asking.wanted))
    assert asking.closed.wait(2)


async def test_r_asks_the_feed_of_the_article_or_of_the_tag_pane(library: Path) -> None:
    (feed,) = subscribe(library, "https://a.example/one")
    grouped = subscribe(library, "https://a.example/two", "https://a.example/three", folder="Biology")
    with Store(library, now=clock) as store:
        draft = Draft("x", "Newest of all", "Short.", published=NOW)
        store.save([draft], feed=FeedDraft("One", (draft,), "https://a.example/one"), feed_id=feed)
    asking = Asking(1)
    async with opened_reader(library, asking) as (screen, pilot):
        await pilot.press("r")
        await until(lambda: screen._errand is None and len(asking.wanted) == 1)
        assert asking.wanted == [[feed]]
        await pilot.press("j", "r")
        await told(screen, "nothing to ask again")
        await pilot.press("h", "r")
        await told(screen, "Put the cursor on a feed")
        await pilot.press("j", "j", "j", "r")
        assert screen.tag_pane.scope
        assert screen.tag_pane.scope.folder == "Biology"
        await until(lambda: len(asking.wanted) == 2 and screen._errand is None)
        assert sorted(asking.wanted[1] or ()) == sorted(grouped)


async def test_without_a_feed_it_says_how_to_get_one(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("R")
        await told(screen, "I adds one")


@pytest.mark.parametrize(
    ("rule", "outcome"),
    [("is:read", "1 old text let go"), ("is:old", "is:")],
)
async def test_the_reader_s_rule_is_applied_after_a_refresh(library: Path, rule: str, outcome: str) -> None:
    subscribe(library, "https://a.example/f")
    with Store(library) as store:
        store.mark([2, 3], read=True)
        store.mark([3], starred=True)
    config_dir().mkdir(parents=True)
    (config_dir() / "config.toml").write_text(f'prune = "{rule}"\n')
    async with opened_reader(library, Asking(1)) as (screen, pilot):
        await pilot.press("R")
        await told(screen, outcome)
        assert screen.store.counts().articles == (7 if rule == "is:read" else 8)


async def test_x_fetches_the_full_text_and_keeps_the_place(tmp_path: Path, server: LoopbackServer) -> None:
    path = tmp_path / "library.db"
    server.routes["/story"] = page("A long story", 60)
    with Store(path) as store:
        text = "\n\n".join(["One line of the story."] * 40)
        store.save([Draft("a", "A long story", text, server.url("/story"), published=NOW)])
        store.subscribe(server.url("/feed"), "Local")  # else no page of this machine is asked
    async with opened_reader(path, size=(110, 20)) as (screen, pilot):
        await pilot.press("l", "ctrl+d")
        place = screen.view.place
        assert place > 0
        await pilot.press("X")
        await told(screen, "Full text fetched")
        assert "Paragraph 59 of the whole story" in screen.store.body(1)
        assert screen.store.counts().articles == 1
        await quiet(screen.app)
        assert screen.view.place == pytest.approx(place, abs=1)


@pytest.mark.parametrize(("url", "outcome"), [("/none", "404"), (None, "no address")])
async def test_x_says_why_not(tmp_path: Path, server: LoopbackServer, url: str | None, outcome: str) -> None:
    path = tmp_path / "library.db"
    with Store(path) as store:
        store.save([Draft("a", "A story", "One line.", server.url(url) if url else None, published=NOW)])
        store.subscribe(server.url("/feed"), "Local")  # else no page of this machine is asked
    async with opened_reader(path) as (screen, pilot):
        await pilot.press("X")
        await told(screen, outcome)
        assert screen.store.body(1) == "One line."


async def test_x_says_when_the_page_gives_no_more(tmp_path: Path, server: LoopbackServer) -> None:
    path = tmp_path / "library.db"
    server.routes["/story"] = reply(
        200, b"<html><title>A story</title><p>One line.</p></html>", content_type="text/html"
    )
    text = "\n\n".join(f"Line {n} of a text that its feed gave in full." for n in range(40))
    draft = Draft("a", "A story", text, server.url("/story"), published=NOW)
    with Store(path) as store:
        store.save([draft], feed=FeedDraft("Full texts", (draft,), "https://a.example/f"))
        store.subscribe(server.url("/feed"), "Local")  # else no page of this machine is asked
    async with opened_reader(path) as (screen, pilot):
        await pilot.press("X")
        await told(screen, "no more text")
        assert screen.store.body(1) == text


async def test_x_fills_this_article_whatever_the_page_calls_itself(tmp_path: Path, server: LoopbackServer) -> None:
    path = tmp_path / "library.db"
    named = b'<html><head><link rel="canonical" href="https://news.example/elsewhere"></head><body>'
    text = b"<p>A text of some length, which says that it lives at another address than the feed knew.</p>" * 9
    server.routes["/story"] = reply(200, named + text, content_type="text/html")
    draft = Draft("a", "A story", "One line.", server.url("/story"), published=NOW)
    with Store(path) as store:
        store.save([draft], feed=FeedDraft("Summaries", (draft,), "https://a.example/f"))
        store.subscribe(server.url("/feed"), "Local")  # else no page of this machine is asked
    async with opened_reader(path) as (screen, pilot):
        await pilot.press("X")
        await told(screen, "Full text fetched")
        assert "lives at another address" in screen.store.body(1)
        assert screen.store.counts().articles == 1


@pytest.mark.parametrize("key", ["X", "I"])
async def test_leaving_does_not_wait_for_a_page(tmp_path: Path, server: LoopbackServer, key: str) -> None:
    path = tmp_path / "library.db"
    server.routes["/slow"] = silence
    with Store(path) as store:
        store.save([Draft("a", "A story", "One line.", server.url("/slow"), published=NOW)])
        store.subscribe(server.url("/feed"), "Local")  # else no page of this machine is asked
    async with opened_reader(path) as (_screen, pilot):
        await pilot.press(key, *([*server.url("/slow"), "enter"] if key == "I" else []))
        await until(lambda: bool(server.seen))
        start = time.perf_counter()
        await pilot.press("Q")
    assert time.perf_counter() - start < 15  # half of what the server keeps it waiting


@pytest.mark.parametrize(
    ("keys", "path", "outcome"),
    [
        (["X"], "/story", "Full text fetched"),
        (["I", *"http://news.example/feed", "enter"], "/feed", "2 articles from Far News"),
        (["I", *"http://news.example/feed", "ctrl+s"], "/feed", "2 articles from Far News"),
    ],
)
async def test_what_is_asked_by_hand_goes_by_the_environment_s_proxy(
    tmp_path: Path, server: LoopbackServer, monkeypatch: pytest.MonkeyPatch, keys: list[str], path: str, outcome: str
) -> None:
    library, config = tmp_path / "library.db", tmp_path / "config"
    config.mkdir()
    (config / "config.toml").write_text("trust_env = true")
    for name in ("HTTP_PROXY", "no_proxy", "NO_PROXY", "REQUEST_METHOD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", server.url("/"))
    server.routes |= {
        "http://news.example/story": page("A story", 9),
        "http://news.example/feed": rss("Far News", [1, 2]),
    }
    with Store(library) as store:
        store.save([Draft("a", "A story", "One line.", "http://news.example/story", published=NOW)])
    async with opened_reader(library) as (screen, pilot):
        await pilot.press(*keys)
        await told(screen, outcome)
    assert [seen.path for seen in server.seen] == [f"http://news.example{path}"]


# The pieces


@pytest.mark.parametrize(
    ("text", "prune", "trust_env", "notice"),
    [
        ('prune = "is:read before:\\"1 year\\""', 'is:read before:"1 year"', False, ""),
        ("prune = 3", None, False, "prune is a query in quotes"),
        ("trust_env = true", None, True, ""),
        ('trust_env = "yes"', None, False, "trust_env is true or false"),
    ],
)
def test_settings_of_the_refresh(tmp_path: Path, text: str, prune: str | None, trust_env: bool, notice: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text)
    settings = read_settings(path)
    assert (settings.prune, settings.trust_env) == (prune, trust_env)
    assert notice in "".join(settings.notices)
    assert len(settings.notices) == bool(notice)


@pytest.mark.parametrize(
    ("ids", "before", "keep", "expected"),
    [
        ([1, 2, 3], [1, 2, 3], 2, [1, 2, 3]),
        ([9, 2, 3], [1, 2, 3], 1, [9, 1, 2, 3]),
        ([9, 1, 2], [1, 2, 3], 3, [9, 1, 2, 3]),
        ([9], [1], 1, [9, 1]),
        ([], [1, 2], 1, [1]),
        ([5, 6], [], 1, [5, 6, 1]),
    ],
)
def test_the_highlighted_article_keeps_its_place_in_a_new_list(
    ids: list[int], before: list[int], keep: int, expected: list[int]
) -> None:
    assert with_kept(ids, before, keep) == expected


@pytest.mark.parametrize(
    ("tally", "pruned", "text"),
    [
        (Tally(12, 12, 34, 1, 12, 0), 0, "34 new articles from 12 feeds; 1 updated"),
        (Tally(9, 9, 1, 0, 1, 2), 0, "1 new article from 1 feed; 2 failed (see the feed list)"),
        (Tally(9, 9), 3, "Nothing new; 3 old texts let go"),
        (Tally(1, 1, 2, 0, 1, 0, "Star Notes"), 0, "2 new articles from Star Notes"),
        (Tally(1, 1, 0, 0, 0, 0, "Star Notes"), 0, "Nothing new from Star Notes"),
        (Tally(1, 1, 0, 0, 0, 1, "Star Notes", "Could not fetch it: 500."), 0, "Could not fetch it: 500."),
        (Tally(), 0, "There was no feed to ask"),
    ],
)
def test_the_end_is_one_sentence(tally: Tally, pruned: int, text: str) -> None:
    assert end_text(tally, pruned) == text


def test_when_no_feed_answers_the_network_is_named() -> None:
    assert "None of the 100 feeds answered" in end_text(Tally(100, 100, failed=100))


def test_a_tally_adds_up_and_a_later_step_replaces_an_earlier_one() -> None:
    tally = Tally()
    for step in (Progress(1, 3, 1, "A", 2), Progress(2, 3, 2, "B", error="no"), Progress(3, 3, 3, "C", 1, 4)):
        tally = tally.after(step)
    assert tally == Tally(3, 3, 3, 4, 2, 1, "C", None)
    assert progress_text(tally) == "refreshing 3/3 · 3 new · 1 failed"
    assert Refreshing(tally).can_replace(Refreshing(tally))


def test_facts_of_the_status_line() -> None:
    feeds = [
        Feed(1, "a", None, None, 0, 0, subscribed=True, checked="2026-06-04T08:10:00+00:00"),
        Feed(2, "b", None, None, 0, 0, subscribed=True, checked="2026-06-04T07:10:00+00:00", error="no", failures=1),
        Feed(3, "c", None, None, 0, 0, subscribed=True, error="gone", failures=1, retired=True),
        Feed(4, "d", None, None, 0, 0, checked="2026-06-04T09:10:00+00:00", error="no"),
    ]
    assert feed_facts(feeds, NOW) == ["refreshed 08:10", "1 feed failing"]
    assert feed_facts(feeds[3:], NOW) == []


def test_an_errand_stops_before_and_while_it_runs() -> None:
    begun = threading.Event()
    ended: list[str] = []

    async def work(name: str) -> None:
        try:
            begun.set()
            await asyncio.sleep(30)
        finally:
            ended.append(name)

    running = Errand()
    thread = threading.Thread(target=lambda: running.run(work("running")))
    thread.start()
    assert begun.wait(5)
    running.stop()
    running.stop()
    thread.join(5)
    assert ended == ["running"]
    never = Errand()
    never.stop()
    never.run(asyncio.sleep(30))
    done = Errand()
    done.run(asyncio.sleep(0))
    done.stop()


def test_blocking_work_is_left_behind_or_answers_or_fails() -> None:
    release = threading.Event()
    assert unless_left(lambda: 3, lambda: False) == 3
    start = time.perf_counter()
    assert unless_left(lambda: release.wait(30), lambda: time.perf_counter() - start > 0.1) is None
    assert time.perf_counter() - start < 15
    release.set()
    with pytest.raises(ValueError, match="broken"):
        unless_left(lambda: _broken(), lambda: False)


def _broken() -> int:
    raise ValueError("broken")
