"""The feeds in the tag pane and on their own screen."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.widgets import Static

from store import Counts, Feed, Query, Store
from store.model import Draft, FeedDraft
from tests.tui.reader import Asking, opened_reader, seen, settled, shown, told, until
from tests.tui.screen_text import NOW, clock, picture
from tui.screens.feed_screen import FeedScreen
from tui.screens.library import LibraryScreen
from tui.widgets.feed_list import about, due, feed_row, heading
from tui.widgets.tag_pane import scopes, state

FEED = Feed(1, "Cell Notes", "https://cells.example/feed", None, 12, 3, subscribed=True)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Two feeds in a folder, one of them failing; one paused, one gone for good; one that came from a file."""
    path = tmp_path / "library.db"
    with Store(path, now=clock) as store:
        for n, (title, folder) in enumerate(
            [("Cell Notes", "Biology"), ("Gene Notes", "Biology"), ("Star Notes", ""), ("Old Notes", "")], 1
        ):
            url = f"https://feed.example/{n}"
            draft = Draft(f"d{n}", f"News of {title}", "Short.", f"https://news.example/{n}", published=NOW)
            feed = store.subscribe(url, title, folder=folder)
            store.save([draft], feed=FeedDraft(title, (draft,), url), feed_id=feed)
            store.answered(feed, etag=None, modified=None, hash=None)
        alone = Draft("e", "News from a file", "Short.", published=NOW)
        store.save([alone], feed=FeedDraft("A saved feed", (alone,), "https://feed.example/9"))
        store.failed(2, "Could not fetch it: [/x] 500.", NOW + timedelta(hours=3))
        store.failed(4, "It is gone for good (410).", NOW, gone=True)
        store.arrange(3, paused=True)
    return path


def labels(screen: LibraryScreen) -> list[str]:
    return [f"{row.mark}{row.label}" for row in screen.tag_pane.rows]


async def test_the_tag_pane_shows_folders_states_and_files(library: Path) -> None:
    async with opened_reader(library) as (screen, _pilot):
        found = labels(screen)
        start = found.index("Feeds")
        assert found[start : start + 8] == [
            "Feeds", "!Biology", "Cell Notes", "!Gene Notes", "✝Old Notes", "‖Star Notes", "", "From files",
        ]  # fmt: skip
        picture("feeds-in-tag-pane", await settled(screen))


async def test_a_folder_lists_its_feeds_and_closes_and_opens(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("h", "j", "j", "j")
        assert screen.tag_pane.scope
        assert screen.tag_pane.scope.folder == "Biology"
        assert screen.article_list.count == 2
        await pilot.press("enter")
        assert "Cell Notes" not in labels(screen)
        assert "▸ ! Biology" in shown(screen)
        await pilot.press("l")
        assert "Cell Notes" in labels(screen)
        assert screen.tag_pane.has_focus
        await pilot.press("j", "left")
        assert "Cell Notes" not in labels(screen)
        assert screen.tag_pane.scope.folder == "Biology"
        assert screen.article_list.count == 2
        await pilot.press("right", "right")
        assert screen.pane == "list"


async def test_a_closed_folder_stays_closed_when_the_counts_are_read_again(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("h", "j", "j", "j", "enter")
        screen.count()
        assert "Cell Notes" not in labels(screen)
        assert screen.tag_pane.scope
        assert screen.tag_pane.scope.folder == "Biology"


async def test_the_error_of_a_feed_stands_in_the_status_line(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("h", "j", "j", "j", "j", "j")
        assert "Gene Notes · failed: Could not fetch it: [/x] 500." in shown(screen).splitlines()[0]
        assert screen.article_list.count == 1
        await pilot.press("l")
        assert "failed: " not in shown(screen).splitlines()[0]


async def test_a_key_opens_the_list_of_feeds(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("h", "j", "j")
        assert screen.tag_pane.scope
        assert screen.tag_pane.scope.label == "Feeds"
        assert screen.listing == Query("", "is:starred")
        screen.count()
        assert screen.tag_pane.scope.label == "Feeds"
        await pilot.press("g", "f")
        assert isinstance(screen.app.screen, FeedScreen)
        await seen(screen, "Gene Notes")
        picture("feeds", await settled(screen))
        await pilot.press("escape")
        assert screen.is_current


async def test_the_palette_has_the_feeds(library: Path) -> None:
    async with opened_reader(library) as (screen, _pilot):
        commands = screen.app.get_system_commands(screen)
        next(command for command in commands if command.title == "Library: feeds").callback()
        await until(lambda: isinstance(screen.app.screen, FeedScreen))


async def feeds_open(screen: LibraryScreen) -> FeedScreen:
    screen.action_feeds()
    await until(lambda: isinstance(screen.app.screen, FeedScreen) and screen.app.screen.is_attached)
    opened = screen.app.screen
    assert isinstance(opened, FeedScreen)
    await until(lambda: bool(opened.feeds.count))
    return opened


async def test_pause_rename_move_interval_and_undo(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        feeds = await feeds_open(screen)
        store = screen.store
        assert feeds.feeds.feed
        assert feeds.feeds.feed.title == "Cell Notes"
        await pilot.press("P")
        assert store.feed("1").paused
        await pilot.press("P")
        assert not store.feed("1").paused
        await pilot.press("e", "end", *" 2", "enter")
        assert store.feed("1").title == "Cell Notes 2"
        await pilot.press("m", *"physics", "enter")  # what stood there is marked, and typed over
        assert store.feed("1").folder == "physics"
        await pilot.press("i", *"90", "enter")
        assert store.feed("1").interval == 5400
        await pilot.press("i", *"x", "enter")
        await told(screen, "whole number of minutes")
        for _ in range(3):
            await pilot.press("U")
        assert store.feed("1").interval is None
        assert (store.feed("1").title, store.feed("1").folder) == ("Cell Notes", "Biology")


async def test_tab_completes_a_known_folder(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        feeds = await feeds_open(screen)
        await pilot.press("G", "k")
        assert feeds.feeds.feed
        assert feeds.feeds.feed.title == "Star Notes"
        await pilot.press("m", *"bi", "tab", "enter")
        assert screen.store.feed("3").folder == "Biology"


async def test_unsubscribing_keeps_the_articles_and_can_be_undone(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await feeds_open(screen)
        await pilot.press("D")
        assert not screen.store.feed("1").subscribed
        await told(screen, "Unsubscribed from Cell Notes; its articles stay (1)")
        assert screen.store.counts().articles == 5
        await pilot.press("U")
        assert screen.store.feed("1").subscribed
        assert screen.store.feed("1").folder == "Biology"


async def test_what_is_not_subscribed_says_so(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        feeds = await feeds_open(screen)
        await pilot.press("G")
        assert feeds.feeds.feed
        assert feeds.feeds.feed.title == "A saved feed"
        await pilot.press("r", "P", "D")
        await told(screen, "nothing to ask again")
        await told(screen, "not subscribed")


async def test_r_refreshes_from_the_feed_list_and_the_list_follows(library: Path) -> None:
    asking = Asking(1)
    async with opened_reader(library, asking) as (screen, pilot):
        feeds = await feeds_open(screen)
        await pilot.press("j", "r")
        await told(screen, "new article")
        assert asking.wanted == [[2]]
        assert screen.app.screen is feeds
        await pilot.press("R")
        await until(lambda: len(asking.wanted) == 2)


async def test_enter_lists_the_articles_of_a_feed(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await feeds_open(screen)
        await pilot.press("j", "enter")
        assert screen.app.screen is screen
        assert screen.listing.scope == "feed:2"
        assert screen.pane == "list"


async def test_the_error_in_full_stands_below_the_list(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        feeds = await feeds_open(screen)
        await pilot.press("j")
        about_it = feeds.query_one("#feed-about", Static)
        await until(lambda: "failed: Could not fetch it: [/x] 500." in str(about_it.render()))


async def test_an_empty_feed_list_says_what_to_do(tmp_path: Path) -> None:
    async with opened_reader(tmp_path / "new.db") as (screen, pilot):
        screen.action_feeds()
        await seen(screen, "No feed yet")
        await pilot.press("j", "G", "enter", "P", "D", "r", "e", "q")
        assert screen.app.screen is screen


# The pieces


@pytest.mark.parametrize("width", [30, 60, 76, 100, 200])
@pytest.mark.parametrize("feed", [FEED, replace(FEED, title="漢字の題 " * 20, folder="長い名前 " * 9, error="no")])
def test_rows_and_heading_fill_their_width(feed: Feed, width: int) -> None:
    assert sum(cell_len(text) for text, _ in feed_row(feed, width, NOW)) == width
    assert cell_len(heading(width + 1)) == width + 1


@pytest.mark.parametrize(
    ("changes", "mark", "note"),
    [
        ({}, "", ""),
        ({"paused": True}, "‖", "paused"),
        ({"error": "It broke.", "failures": 3}, "!", "failed 3 times: It broke."),
        ({"error": "It broke.", "failures": 1, "paused": True}, "!", "failed: It broke."),
        ({"retired": True}, "✝", "gone for good: its server says so"),
    ],
)
def test_the_state_of_a_feed(changes: dict[str, object], mark: str, note: str) -> None:
    assert state(replace(FEED, **changes)) == (mark, note)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "now"),
        ({"due": "2026-06-04T11:00:00+00:00"}, "now"),
        ({"due": "2026-06-04T12:05:00+00:00"}, "in 5 min"),
        ({"due": "2026-06-04T15:00:00+00:00"}, "in 3 h"),
        ({"due": "2026-06-14T12:00:00+00:00"}, "in 10 d"),
        ({"paused": True}, "–"),
        ({"subscribed": False}, "–"),
    ],
)
def test_when_a_feed_is_due(changes: dict[str, object], text: str) -> None:
    assert due(replace(FEED, **changes), NOW) == text  # type: ignore[arg-type]


def test_all_that_is_known_of_a_feed_is_clean_text() -> None:
    hostile = replace(FEED, error="\x1b]2;owned\x07 [/x] no", failures=1, interval=600, folder="Bio\x9blogy")
    text = about(hostile, NOW)
    assert "at most every 10 min" in text
    assert "[/x] no" in text
    assert not set(text) & {"\x1b", "\x07", "\x9b"}


@pytest.mark.parametrize("count", [1, 500])
def test_the_query_of_a_folder_is_understood(tmp_path: Path, count: int) -> None:
    feeds = [replace(FEED, id=n, folder="All") for n in range(count)]
    row = next(row for row in scopes(Counts(0, 0, 0), feeds, ()) if row.folder)
    with Store(tmp_path / "l.db") as store:
        assert list(store.ids(row.applied(Query(), True))) == []
