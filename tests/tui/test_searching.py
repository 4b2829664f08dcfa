"""Searching, filtering and sorting by keys."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from store import Query
from tests.tui.quiet import quiet
from tests.tui.reader import opened_reader, seen, settled, shown, told, until
from tests.tui.screen_text import make_library, picture
from tui.screens import showing
from tui.screens.chooser import Chooser
from tui.screens.library import LibraryScreen

Keys = dict[str, str]
NAMED = {" ": "space", ":": "colon", '"': "quotation_mark", "(": "left_parenthesis", ")": "right_parenthesis",
         "*": "asterisk", "-": "minus", "[": "left_square_bracket", "]": "right_square_bracket"}  # fmt: skip


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return make_library(tmp_path / "library.db")


@asynccontextmanager
async def reading(path: Path, size: tuple[int, int] = (140, 40)) -> AsyncIterator[tuple[LibraryScreen, Pilot[None]]]:
    async with opened_reader(path, size=size) as opened:
        yield opened


async def type_in(pilot: Pilot[None], text: str) -> None:
    await pilot.press(*(NAMED.get(letter, letter) for letter in text))


def listed(screen: LibraryScreen) -> list[str]:
    return [article.title for article in screen.store.articles(screen.article_list.ids)]


def note(screen: LibraryScreen) -> str:
    return str(screen.query_one("#filter-note", Static).content)


async def searched(screen: LibraryScreen, pilot: Pilot[None], text: str) -> None:
    """Type a search and wait for what it finds."""
    await pilot.press("slash")
    await type_in(pilot, text)
    await until(lambda: screen.listing.filter == text)
    await until(lambda: screen._shown == (screen.article.id if screen.article else None))
    await seen(screen, f"/{text} · ")


async def enter(screen: LibraryScreen, pilot: Pilot[None], *keys: str) -> None:
    """Press Enter and these keys in one breath, and wait until the search has ended."""
    await pilot.press("enter", *keys)
    await until(lambda: not screen.filter_bar.opened, lambda: shown(screen))
    await quiet(screen.app)


async def test_a_search_lists_hits_while_it_is_typed_and_shows_where(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await searched(screen, pilot, "protei")
        assert listed(screen) == ["Protein switch steers repair in lung cells"]
        assert screen.filter_bar.opened
        await seen(screen, "/protei · relevance")
        await pilot.press("backspace", *"xxx")
        await until(lambda: screen.article_list.count == 0)
        await until(lambda: "Nothing is found" in note(screen), lambda: note(screen))


async def test_the_search_bar_looks_like_its_picture(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await searched(screen, pilot, "number")
        await seen(screen, "  A team reports a result that changes a number.")  # the words around the hit
        picture("search-wide", await settled(screen))


async def test_enter_keeps_the_hits_and_esc_in_the_list_clears_them(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await searched(screen, pilot, "protei")
        await enter(screen, pilot)
        assert screen.listing == Query("protei*", unread=True, sort="relevance")
        assert len(listed(screen)) == 1
        assert screen.focused is screen.article_list
        await pilot.press("l", "escape")
        assert screen.listing.filter
        await pilot.press("escape")
        assert screen.listing == Query(unread=True)
        assert len(listed(screen)) >= 6  # the hit may have been read by now


async def test_a_whole_word_is_kept_as_it_was_typed(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await pilot.press("slash", *"protein")
        await enter(screen, pilot)  # before any answer may have come
        assert screen.listing.filter == "protein"
        assert listed(screen) == ["Protein switch steers repair in lung cells"]


async def test_esc_in_the_bar_goes_back_to_the_article_before(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await pilot.press("j")
        await searched(screen, pilot, "zebra")
        await pilot.press("escape")
        assert screen.listing == Query(unread=True)
        assert screen.article_list.count == 7
        assert not screen.filter_bar.opened


async def test_arrows_move_among_the_hits_and_typing_reads_nothing(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library) as (screen, pilot):
        await searched(screen, pilot, "it")
        monkeypatch.setattr(showing, "READ_AFTER", 0.1)  # from here on, as the article before may be read
        await type_in(pilot, "em")
        await until(lambda: screen.listing.filter == "item")
        await pilot.press("down")
        assert screen.article_list.cursor == 1
        await asyncio.sleep(0.4)
        assert screen.store.counts().unread == 7


@pytest.mark.parametrize("text", ['"', "(a or", "-", "NEAR(a b)", "tag:", "a:b", "*", "[/x] a"])
async def test_hostile_text_typed_by_letters_ends_nothing(library: Path, text: str) -> None:
    async with reading(library) as (screen, pilot):
        await pilot.press("slash")
        await type_in(pilot, text)
        await screen.app.workers.wait_for_complete()
        assert screen.filter_bar.query_one(Input).value == text
        await pilot.press("enter", "escape", "escape")
        await until(lambda: screen.listing.filter == "" and not screen.filter_bar.opened, lambda: shown(screen))


async def test_marking_read_in_a_filtered_list_keeps_row_and_cursor_until_it_is_read_again(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await searched(screen, pilot, "item")
        await enter(screen, pilot, "down", "N")
        await until(lambda: screen.article is not None and screen.article.read)
        assert (screen.article_list.cursor, screen.article_list.count) == (1, 3)
        await pilot.press("a", "a")
        assert screen.article_list.count == 2


async def test_a_filter_fault_stands_under_its_column_until_it_is_mended(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await pilot.press("F")
        await type_in(pilot, "lung is:odd")
        await until(lambda: note(screen).startswith(" " * (3 + len("lung ")) + "^ "), lambda: note(screen))
        await pilot.press("enter")
        assert screen.filter_bar.opened
        assert screen.listing.filter == ""
        await pilot.press(*["backspace"] * 3)
        await type_in(pilot, "unread")
        await pilot.press("enter")
        assert screen.listing == Query("lung is:unread", unread=True)
        assert not screen.filter_bar.opened
        assert listed(screen) == ["Protein switch steers repair in lung cells"]


async def test_tab_completes_fields_and_tags_and_feeds(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await pilot.press("F", *"ta", "tab")
        line = screen.filter_bar.query_one(Input)
        assert line.value == "tag:"
        await pilot.press(*"lu", "tab")
        assert line.value == 'tag:"lung cancer"'
        await pilot.press("enter")
        assert listed(screen) == ["Protein switch steers repair in lung cells"]
        await pilot.press("F", *["backspace"] * 20, *"feed", "colon", "tab", "enter")
        assert screen.listing.filter == 'feed:"Example News"'
        assert screen.article_list.count == 6


async def test_the_order_is_chosen_and_stays_after_a_search(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await pilot.press("backslash")
        assert isinstance(screen.app.screen, Chooser)
        await pilot.press("2")
        assert screen.listing == Query(unread=True, sort="oldest")
        assert listed(screen)[0] == "Zebrafish grow back what they lose"
        await searched(screen, pilot, "item")
        assert screen.listing.sort == "relevance"
        await pilot.press("escape")
        assert screen.listing == Query(unread=True, sort="oldest")
        await pilot.press("backslash", "6")
        await told(screen, "newest come first")


async def test_the_filter_holds_while_going_through_the_tags(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await searched(screen, pilot, "lung")
        await enter(screen, pilot, "h", "k")
        assert screen.listing.filter == "lung"
        assert screen.article_list.count == 1
        await pilot.press("escape", "escape")
        assert screen.listing.filter == ""


async def test_a_click_beside_the_line_leaves_it_and_keeps_what_it_found(library: Path) -> None:
    async with reading(library) as (screen, pilot):
        await searched(screen, pilot, "item")
        await pilot.click("#articles", offset=(10, 5))  # the second line of the third
        await until(lambda: screen.article_list.cursor == 2, lambda: shown(screen))
        await pilot.press("k")
        assert not screen.filter_bar.opened
        assert (screen.article_list.cursor, screen.article_list.count) == (1, 3)
        await pilot.press("escape")
        assert screen.listing == Query(unread=True)
