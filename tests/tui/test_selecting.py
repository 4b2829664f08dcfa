"""Selecting, hiding, marking all, stepping by day: by keys, on a real library."""

from pathlib import Path

import pytest

from store import Query
from tests.tui.reader import opened_reader, seen, shown, told, until
from tests.tui.screen_text import make_library
from tui.screens.confirm import Confirm
from tui.screens.library import LibraryScreen
from tui.widgets.bars import StatusBar


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return make_library(tmp_path / "library.db")


def titles(screen: LibraryScreen) -> list[str]:
    return [article.title for article in screen.store.articles(screen.article_list.ids)]


async def test_v_selects_and_the_status_line_counts(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("v", "j", "v")
        assert "2 selected" in screen.query_one(StatusBar).place
        await until(lambda: shown(screen).count("▪") == 2, lambda: shown(screen))
        await pilot.press("v")
        assert screen.meant == [screen.article_list.ids[0]]
        await pilot.press("V")
        assert list(screen.meant) == list(screen.article_list.ids)
        await pilot.press("V")
        assert screen.meant == [screen.article_list.ids[1]]
        assert "selected" not in screen.query_one(StatusBar).place


async def test_escape_clears_the_selection_before_anything_else(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("v", "l", "escape")
        assert not screen.article_list.selected
        assert screen.has_class("-at-detail")
        await pilot.press("escape")
        assert screen.has_class("-at-list")


async def test_marks_go_to_the_selection_in_one_step(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        first, second, third, *_ = screen.article_list.ids
        await pilot.press("v", "j", "v", "j", "s", "m")
        read = [(article.read, article.starred) for article in screen.store.articles([first, second, third])]
        assert read == [(True, True), (True, True), (False, False)]
        await told(screen, "2 articles starred")
        await pilot.press("U", "U")
        assert screen.store.counts().unread == 7
        assert not screen.store.counts().starred


async def test_star_and_read_even_out_before_they_turn(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("s", "V", "s")
        assert screen.store.counts().starred == 7
        await pilot.press("s")
        assert not screen.store.counts().starred


async def test_tags_are_given_to_the_selection_and_taken_from_it(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        ids = list(screen.article_list.ids[:2])
        await pilot.press("v", "j", "v", "j", "t")
        await seen(screen, "Add tags to 2 articles")
        await pilot.press(*"later", "enter")
        assert sorted(screen.store.ids(Query("tag:later"))) == sorted(ids)
        await pilot.press("T")
        await seen(screen, "Remove tags from 2 articles")
        await pilot.press(*"later", "enter")
        assert not screen.store.ids(Query("tag:later"))
        await pilot.press("escape", "G", ".")
        assert len(screen.store.ids(Query("tag:later"))) == 1


async def test_capital_a_says_the_number_and_marks_exactly_what_is_listed(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("m", "A")
        assert isinstance(screen.app.screen, Confirm)
        await seen(screen, "Mark 6 articles read?")
        await pilot.press("n")
        assert screen.store.counts().unread == 6
        await pilot.press("A", "x", "y")
        assert screen.store.counts().unread == 0
        assert screen.article_list.count == 7
        await pilot.press("U")
        assert screen.store.counts().unread == 6
        await told(screen, "marked read (6 articles)")


async def test_capital_a_marks_only_the_selection_and_one_without_a_question(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("j", "v", "k", "A")
        assert not isinstance(screen.app.screen, Confirm)
        assert screen.store.counts().unread == 6
        await pilot.press("A")
        await told(screen, "Nothing unread here")


async def test_hiding_takes_the_row_away_and_undo_brings_it_back(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        second = screen.article_list.ids[1]
        await pilot.press("m", "D")
        assert screen.article_list.count == 6
        assert screen.article is not None
        assert screen.article.id == second
        await told(screen, "1 article hidden")
        assert screen.store.counts().hidden == 1
        await seen(screen, "Hidden")
        await pilot.press("U")
        assert screen.store.counts().hidden == 0


async def test_read_rows_stay_in_the_list_when_another_is_hidden(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("m", "j", "D")
        assert screen.listing.unread
        assert screen.article_list.count == 6


async def test_a_selection_is_hidden_and_shown_again_where_hidden_ones_are_listed(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("v", "j", "v", "D")
        assert screen.article_list.count == 5
        assert not screen.article_list.selected
        screen.listing = Query(scope="is:hidden")
        assert screen.article_list.count == 2
        await pilot.press("V", "D")
        assert screen.article_list.count == 0
        assert screen.store.counts().articles == 7


async def test_everything_hidden_is_no_empty_library(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("V", "D")
        await until(lambda: any(row.label == "Hidden" for row in screen.tag_pane.rows))  # it was counted again
        assert not screen.has_class("-empty")
        assert screen.article is None
        await pilot.press("v", "m", "s", "t", "T", "D", "A", "e", "|", "]", "[", "y", "q")
        assert isinstance(screen.app.screen, LibraryScreen)
        await pilot.press("U")
        assert screen.article_list.count == 7


async def test_what_leaves_the_list_leaves_the_selection(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("V", "s", "escape", "s", "v", "g", "s")
        assert screen.article_list.count == 6
        assert not screen.article_list.selected


async def test_x_offers_the_selected_first(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("v", "j", "v", "x")
        await seen(screen, "What the 2 selected articles cite", "The 2 selected articles")
        await pilot.press("1", "1", "1")
        await told(screen, "Copied 4 entries as BibTeX")


async def test_brackets_step_by_day_and_digest(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        stops = [screen.article_list.cursor]
        for _ in range(4):
            await pilot.press("]")
            stops.append(screen.article_list.cursor)
        assert stops == [0, 1, 2, 3, 6]
        await pilot.press("]")
        await told(screen, "No other group below")
        await pilot.press("k", "[")
        assert screen.article_list.cursor == 3
        await pilot.press("[", "[", "[", "[")
        assert screen.article_list.cursor == 0
        await told(screen, "No other group above")


async def test_g_goes_to_places(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("s", "g", "s")
        assert (screen.listing.scope, screen.article_list.count, screen.pane) == ("is:starred", 1, "list")
        await pilot.press("z", "g", "u")
        assert screen.listing == Query(unread=True)
        assert not screen.has_class("-zen")
        await pilot.press("g", "t")
        assert screen.pane == "tags"
        await pilot.press("l", "g", "g", "g", "r")
        await seen(screen, "References of")


async def test_a_hostile_title_stands_literally_in_rows_and_prompts(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("j", "j", "v", "e")
        text = await seen(screen, "[Retracted]", "Note on")
        assert not any(ch in text for ch in "\x1b\x07")
