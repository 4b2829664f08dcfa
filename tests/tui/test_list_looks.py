"""The list in lines and groups, told by keys: what is seen, stepped through, clicked and remembered."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from store import Belonging, Query, Sort, Store
from store.model import Draft, FeedDraft
from tests.tui.reader import opened_reader, said, shown, until
from tests.tui.screen_text import NOW, clock, make_library
from tui.screens.library import LibraryScreen
from tui.settings import Group
from tui.widgets.article_groups import group_of, grouping
from tui.widgets.dates import day_heading

WIDE = (140, 40)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return make_library(tmp_path / "library.db")


def rows(screen: LibraryScreen) -> list[str]:
    """What the list shows, line by line."""
    region = screen.article_list.region
    return [line[region.x : region.right].rstrip() for line in shown(screen).splitlines()[region.y : region.bottom]]


def headings(screen: LibraryScreen) -> list[str]:
    return [row.split(" ──")[0].strip() for row in rows(screen) if "───" in row]


@pytest.mark.parametrize(
    ("stamp", "heading"),
    [
        ("2026-06-04T08:02:00Z", "Today"),
        ("2026-06-04T00:00:00Z", "Today"),
        ("2026-06-03T23:59:59Z", "Yesterday"),
        ("2026-06-02T10:00:00Z", "Tuesday 2 June"),
        ("2026-05-29T10:00:00Z", "Friday 29 May"),
        ("2026-05-28T10:00:00Z", "May 2026"),
        ("2012-12-31T10:00:00Z", "December 2012"),
        ("2026-06-05T10:00:00Z", "5 June 2026"),
        ("", ""),
        ("soon", ""),
    ],
)
def test_days_have_names(stamp: str, heading: str) -> None:
    assert day_heading(stamp, NOW) == heading


@pytest.mark.parametrize("hours", [-11, -8, 0, 2, 13])
def test_in_every_zone_a_heading_comes_once(hours: int) -> None:
    here = NOW.astimezone(timezone(timedelta(hours=hours)))
    stamps = [datetime(2026, 6, 4, 11, tzinfo=UTC) - timedelta(hours=n) for n in range(24 * 40)]
    found = [day_heading(stamp.isoformat(), here) for stamp in stamps]
    changes = [one for one, before in zip(found, ["", *found[:-1]], strict=True) if one != before]
    assert len(changes) == len(set(changes)) > 8


@pytest.mark.parametrize(
    ("wanted", "sort", "by"),
    [
        ("day", "newest", "day"), ("day", "oldest", "day"), ("day", "added", "day"), ("day", "feed", "feed"),
        ("day", "title", "none"), ("day", "relevance", "none"), ("digest", "newest", "digest"),
        ("feed", "feed", "feed"), ("feed", "newest", "day"), ("none", "newest", "none"),
    ],
)  # fmt: skip
def test_groups_fit_the_order(wanted: Group, sort: Sort, by: Group) -> None:
    assert grouping(wanted, sort) == by


def test_a_group_is_named_by_what_the_order_is_by() -> None:
    one = Belonging("2026-06-03T10:00:00Z", "2026-06-04T10:00:00Z", "A \x1b[1mfeed", 7, "A \x9bdigest")
    assert group_of(one, "day", "newest", NOW) == ("Yesterday", "Yesterday")
    assert group_of(one, "day", "added", NOW) == ("Today", "Today")
    assert group_of(one, "feed", "feed", NOW) == ("A feed", "A feed")
    assert group_of(one, "digest", "newest", NOW) == (7, "A digest")
    assert group_of(Belonging(), "day", "newest", NOW) is None


async def test_days_stand_over_their_articles_and_the_choice_is_remembered(library: Path) -> None:
    async with opened_reader(library, size=WIDE) as (screen, pilot):
        assert headings(screen) == ["Today", "Yesterday", "Tuesday 2 June", "May 2026", "January 2013"]
        await pilot.press("g", "b", "3")
        await until(lambda: "This week in five lines" in headings(screen), lambda: shown(screen))
        assert headings(screen)[-1] == "January 2013"
        await pilot.press("g", "b", "2")
        await until(lambda: headings(screen) == ["From files", "Example News"], lambda: shown(screen))
        assert screen.listing.sort == "feed"
        await pilot.press("G", "left_square_bracket", "left_square_bracket")
        await until(lambda: screen.article_list.cursor == 0)
        await pilot.press("right_square_bracket")
        await until(lambda: screen.article_list.cursor == 1)
        await pilot.press("g", "b", "4")
        await until(lambda: not headings(screen), lambda: shown(screen))
        assert "No headings" in said(screen)
    async with opened_reader(library, size=WIDE) as (screen, pilot):
        assert screen.article_list.grouping == "none"
        assert not headings(screen)


async def test_lines_follow_the_room_until_they_are_chosen(library: Path) -> None:
    async with opened_reader(library, size=WIDE) as (screen, pilot):
        assert "Example News" in rows(screen)[2]
        await pilot.press("L")
        await until(lambda: "Two trials" in rows(screen)[3], lambda: shown(screen))
        assert "1 line an article" in said(screen)
    async with opened_reader(library, size=WIDE) as (screen, pilot):
        assert screen.article_list.row_lines == 1
    async with opened_reader(library, size=(70, 24)) as (screen, pilot):
        assert screen.article_list.row_lines == 1
        await pilot.press("L")
        await until(lambda: "Example News" in rows(screen)[2], lambda: shown(screen))


async def test_a_click_is_on_the_row_of_its_line_and_never_on_a_heading(library: Path) -> None:
    async with opened_reader(library, size=WIDE) as (screen, pilot):
        lines = screen.article_list.lines
        heading = next(y for y, line in enumerate(lines) if line.part < 0 and line.index == 2)
        await pilot.click("#articles", offset=(10, heading))
        await pilot.click("#articles", offset=(10, heading - 1))  # the second line of the row above
        await until(lambda: screen.article_list.cursor == 1)
        assert screen.pane == "list"


async def test_a_search_marks_its_words_in_titles_and_shows_them_in_the_text(library: Path) -> None:
    async with opened_reader(library, size=WIDE) as (screen, pilot):
        await pilot.press("slash", *"repair", "enter")
        await until(lambda: screen.listing.filter == "repair" and not screen.filter_bar.opened)
        await until(lambda: not headings(screen))
        parts = screen.article_list.row(0, 60)
        assert ("repair", "hit") in parts
        style = screen.article_list.get_component_rich_style("row--hit")
        assert style.bold
        assert style.underline


async def test_j_walks_through_every_row_of_a_long_list_and_the_cursor_stays_in_sight(tmp_path: Path) -> None:
    path = tmp_path / "long.db"
    with Store(path, now=clock) as store:
        made = tuple(Draft(f"k{n}", f"Article {n}", "Text.", published=NOW - timedelta(hours=5 * n)) for n in range(90))
        store.save(made, feed=FeedDraft("Example News", made, "https://news.example/feed"))
    async with opened_reader(path, size=(130, 30)) as (screen, pilot):
        articles = screen.article_list

        def whole(index: int) -> Sequence[int]:
            return [line.part for line in articles.lines if line.index == index and line.part >= 0]

        for index in range(1, 90):
            assert articles.move(1)
            assert articles.cursor == index
            assert whole(index) == [0, 1]
        assert articles.scroll_offset.y == articles.max_scroll_y
        for index in range(88, -1, -1):
            assert articles.move(-1)
            assert whole(index) == [0, 1]
        assert articles.scroll_offset.y == 0
        articles.scroll_to(y=40, animate=False)  # as the wheel does: the cursor stays where it is
        await pilot.press("j")
        await until(lambda: articles.cursor == 1 and whole(1) == [0, 1])
        assert list(screen.store.ids(Query(unread=True)))[1] == articles.ids[1]
