"""The reader, told as stories: keys are pressed, then the library and the screen are looked at."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.events import Key
from textual.pilot import Pilot

from store import Article, Query, Store
from store.model import Draft
from tests.tui.quiet import quiet
from tests.tui.reader import drawn, opened_reader, said, seen, settled, shown, told, until
from tests.tui.screen_text import clock, make_library, picture
from tui.screens import showing
from tui.screens.library import LibraryScreen
from tui.widgets.article_list import WINDOW, ArticleList

WIDE, NORMAL, NARROW = (140, 40), (100, 30), (70, 24)

Reader = tuple[LibraryScreen, Pilot[None]]
Opens = Callable[..., AbstractAsyncContextManager[Reader]]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library of seven articles."""
    return make_library(tmp_path / "library.db")


@pytest.fixture
def opened(library: Path) -> Opens:
    """Open the reader on the library at a size."""

    @asynccontextmanager
    async def reader(size: tuple[int, int] = NORMAL, path: Path = library) -> AsyncIterator[Reader]:
        async with opened_reader(path, size=size) as opened:
            yield opened

    return reader


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A browser that only writes down where it was sent; the file it writes to."""
    visited, program = tmp_path / "visited.txt", tmp_path / "browser"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >> "{visited}"\n')
    program.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(program))
    return visited


async def visited(file: Path) -> list[str]:
    """Where the browser was sent, once it has been."""
    await until(lambda: file.exists() and file.read_text().endswith("\n"))
    return file.read_text().splitlines()


def current(screen: LibraryScreen) -> Article:
    """The highlighted article, which there must be."""
    assert screen.article
    return screen.article


@pytest.mark.parametrize(
    ("name", "size"), [("library-wide", WIDE), ("library-normal", NORMAL), ("library-narrow", NARROW)]
)
async def test_three_sizes_look_like_their_pictures(opened: Opens, name: str, size: tuple[int, int]) -> None:
    async with opened(size) as (screen, pilot):
        await pilot.press("j")
        await drawn(screen, "Two trials, one answer")
        picture(name, await settled(screen))


async def test_the_detail_follows_the_cursor_without_enter(opened: Opens) -> None:
    async with opened() as (screen, pilot):
        await pilot.press("j")
        await drawn(screen, "Two trials, one answer")


@pytest.mark.usefixtures("read_soon")
async def test_an_article_shown_for_a_moment_is_read_and_its_row_stays(opened: Opens) -> None:
    async with opened() as (screen, pilot):
        await pilot.press("j")
        await until(lambda: current(screen).read)
        assert screen.listing == Query(unread=True)
        assert screen.article_list.count == 7
        assert screen.store.counts().unread == 6


async def test_passing_over_articles_does_not_read_them(opened: Opens) -> None:
    async with opened() as (screen, pilot):
        await pilot.press("j", "j", "j", "k", "n", "p")
        assert screen.store.counts().unread == 7


async def test_going_through_the_tags_reads_nothing(opened: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened() as (screen, pilot):
        await pilot.press("h")
        monkeypatch.setattr(showing, "READ_AFTER", 0.1)
        await pilot.press("j", "k")
        await asyncio.sleep(0.4)
        assert screen.store.counts().unread == 7


async def test_in_the_narrow_list_nothing_is_read_before_it_is_opened(opened: Opens, read_soon: float) -> None:
    async with opened(NARROW) as (screen, pilot):
        await asyncio.sleep(4 * read_soon)
        assert screen.store.counts().unread == 7
        await pilot.press("enter")
        assert screen.store.counts().unread == 6
        assert screen.pane == "detail"


async def test_marked_unread_on_purpose_stays_unread_while_it_is_shown(opened: Opens, read_soon: float) -> None:
    async with opened() as (screen, pilot):
        await pilot.press("enter", "N")
        await asyncio.sleep(4 * read_soon)
        assert not current(screen).read
        await pilot.press("m")
        assert current(screen).read


async def test_n_and_p_go_to_unread_articles_only(opened: Opens) -> None:
    async with opened() as (screen, pilot):
        second = screen.article_list.ids[1]
        screen.store.mark([second], read=True)
        await pilot.press("n")
        assert screen.article_list.cursor == 2
        await pilot.press("p")
        assert screen.article_list.cursor == 0
        await pilot.press("p")
        await told(screen, "No unread article above")


async def test_j_and_k_upper_case_move_the_list_from_the_article(opened: Opens) -> None:
    async with opened() as (screen, pilot):
        await pilot.press("l", "J", "J", "K")
        assert screen.pane == "detail"
        assert screen.article_list.cursor == 1


async def test_space_scrolls_to_the_end_and_goes_on(opened: Opens) -> None:
    async with opened() as (screen, pilot):
        await pilot.press("space")
        assert screen.article_list.cursor == 0
        assert screen.view.scroll_offset.y > 0
        for _ in range(20):
            await pilot.press("space")
            if screen.article_list.cursor:
                break
        assert screen.article_list.cursor == 1


async def test_the_tag_pane_scopes_the_list_at_once(opened: Opens) -> None:
    async with opened() as (screen, pilot):
        await pilot.press("h", "G")
        assert screen.listing.scope == 'tag:"trials"'
        assert screen.article_list.count == 1
        await pilot.press("g", "g")
        assert (screen.listing.scope, screen.listing.unread) == ("", False)


async def test_gaps_are_never_under_the_cursor_and_headings_list_nothing(opened: Opens) -> None:
    async with opened() as (screen, pilot):
        await pilot.press("h", "k", "k", "k")
        seen = []
        for _ in range(12):
            seen.append((screen.tag_pane.scope, screen.listing.scope))
            await pilot.press("j")
        assert all(scope and (scope.heading or scope.text == listed) for scope, listed in seen)
        assert any(scope and scope.heading for scope, _ in seen)


async def test_a_shows_all_and_only_unread(opened: Opens) -> None:
    async with opened() as (screen, pilot):
        screen.store.mark([screen.article_list.ids[1]], read=True)
        await pilot.press("a")
        assert screen.article_list.count == 7
        await pilot.press("a")
        assert screen.article_list.count == 6


async def test_star_and_undo_after_a_restart(opened: Opens, library: Path) -> None:
    async with opened() as (screen, pilot):
        await pilot.press("s")
        assert current(screen).starred
    async with opened() as (screen, pilot):
        await pilot.press("U")
        await told(screen, "Undone")
        assert not current(screen).starred
        await pilot.press("ctrl+z")
        await told(screen, "Nothing to undo")


async def test_t_gives_tags_completes_and_repeats(opened: Opens) -> None:
    async with opened() as (screen, pilot):
        await pilot.press("t", *"lung", "tab", *"mine", "enter")
        assert set(current(screen).reader_tags) == {"lung cancer", "mine"}
        await pilot.press("j", ".")
        assert set(current(screen).reader_tags) == {"lung cancer", "mine"}
        await until(lambda: any(row.label == "#mine" for row in screen.tag_pane.rows))


async def test_t_upper_case_takes_a_tag_away(opened: Opens) -> None:
    async with opened() as (screen, pilot):
        await pilot.press("T", *"rep", "enter")
        assert current(screen).tags == ("lung cancer",)


async def test_d_opens_the_one_paper_and_the_article_is_read(opened: Opens, browser: Path) -> None:
    async with opened() as (screen, pilot):
        await pilot.press("d")
        assert await visited(browser) == ["https://doi.org/10.1000/a1"]
        assert current(screen).read
        await told(screen, "Opened https://doi.org/10.1000/a1")


async def test_d_asks_which_of_several_papers(opened: Opens, browser: Path) -> None:
    async with opened() as (_screen, pilot):
        await pilot.press("j", "d", "j", "enter")
        assert await visited(browser) == ["https://doi.org/10.1000/b2"]


async def test_d_says_when_there_is_no_paper(opened: Opens) -> None:
    async with opened() as (screen, pilot):
        await pilot.press("j", "j", "d")
        await told(screen, "No reference found in this article")


async def test_digits_and_hash_open_references(opened: Opens, browser: Path) -> None:
    async with opened() as (screen, pilot):
        await pilot.press("2")
        assert await visited(browser) == ["https://doi.org/10.1000/a2"]
        browser.unlink()
        await pilot.press("#", "1", "enter")
        assert await visited(browser) == ["https://doi.org/10.1000/a1"]
        await pilot.press("9")
        await told(screen, "no reference 9")


async def test_o_opens_the_page(opened: Opens, browser: Path) -> None:
    async with opened() as (_screen, pilot):
        await pilot.press("o")
        assert await visited(browser) == ["https://news.example/a"]


async def test_without_a_browser_the_address_is_shown_and_copied(
    opened: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    async with opened() as (screen, pilot):
        await pilot.press("O")
        assert screen.app.clipboard == "https://news.example/a"
        await told(screen, "https://news.example/a")


async def test_y_copies_the_address_or_the_doi(opened: Opens) -> None:
    async with opened() as (screen, pilot):
        await pilot.press("y", "y")
        assert screen.app.clipboard == "https://news.example/a"
        await pilot.press("y", "d")
        assert screen.app.clipboard == "10.1000/a1"


async def test_a_broken_sequence_does_nothing(opened: Opens) -> None:
    async with opened() as (screen, pilot):
        await pilot.press("y", "s")
        assert not current(screen).starred
        await pilot.press("s")
        assert current(screen).starred


async def test_zen_shows_only_the_article(opened: Opens) -> None:
    async with opened() as (screen, pilot):
        await pilot.press("z")
        await until(lambda: "Library" not in shown(screen), lambda: shown(screen))
        await pilot.press("J")
        await seen(screen, "Two trials")
        await pilot.press("escape")
        await seen(screen, "Library")


async def test_help_filters_while_typing_and_does_what_is_chosen(opened: Opens) -> None:
    async with opened() as (screen, pilot):
        await pilot.press("?", *"star", "enter")
        assert current(screen).starred


async def test_q_goes_back_then_quits(opened: Opens) -> None:
    async with opened() as (screen, pilot):
        await pilot.press("l", "q")
        assert screen.pane == "list"
        assert screen.app.is_running
        await pilot.press("q")
        assert screen.app._exit


async def test_hostile_titles_stay_text(opened: Opens) -> None:
    async with opened(WIDE) as (screen, _pilot):
        text = await seen(screen, "[Retracted]", "[/x] an old claim")
        assert "\x1b]2" not in text


async def test_a_click_moves_and_a_second_one_opens(opened: Opens) -> None:
    async with opened() as (screen, pilot):
        await pilot.click("#articles", offset=(10, 3))
        assert screen.article_list.cursor == 1
        assert screen.article_list.has_focus
        await pilot.click("#articles", offset=(10, 3))
        assert screen.view.has_focus
        assert current(screen).read


async def test_an_empty_library_says_what_to_do(opened: Opens, tmp_path: Path) -> None:
    async with opened(path=tmp_path / "new.db") as (screen, pilot):
        await seen(screen, "Press Enter to add the samples")
        await pilot.press("j", "d", "s", "n", "space", "z", "N", "t", "y", "y")
        assert isinstance(screen.app.screen, LibraryScreen)


@pytest.mark.parametrize("size", [(29, 20), (60, 7), (10, 4), (1, 1)])
async def test_too_small_a_terminal_is_no_crash(opened: Opens, size: tuple[int, int]) -> None:
    async with opened(size) as (screen, pilot):
        await pilot.press("j", "enter", "z", "h")
        await pilot.resize_terminal(100, 30)
        await seen(screen, "Two trials")


def test_fifty_thousand_articles_are_fetched_by_the_window(library: Path) -> None:
    with Store(library) as store:
        asked: list[int] = []

        def fetch(ids: Sequence[int]) -> list[Article]:
            asked.append(len(ids))
            return store.articles(ids)

        rows = ArticleList(fetch, clock)
        rows.show(list(store.ids(Query())) + list(range(1000, 51_000)))
        for index in (0, 10, 25_000, 25_050, 50_000):
            rows.row(index, 80)
        assert max(asked) <= WINDOW
        assert len(asked) <= 5


async def test_enter_in_an_empty_library_adds_the_samples(opened: Opens, tmp_path: Path) -> None:
    async with opened(path=tmp_path / "new.db") as (screen, pilot):
        await pilot.press("enter")
        await screen.app.workers.wait_for_complete()
        await until(lambda: 0 < screen.article_list.count == screen.store.counts().articles)
        assert not screen.has_class("-empty")
        await until(lambda: any(row.label == "Tags" for row in screen.tag_pane.rows))


async def test_starred_can_be_narrowed_to_unread(opened: Opens) -> None:
    async with opened() as (screen, pilot):
        screen.store.mark(screen.article_list.ids[:2], starred=True)
        screen.store.mark(screen.article_list.ids[:1], read=True)
        await pilot.press("h", "j")
        assert screen.article_list.count == 2
        await pilot.press("a")
        assert screen.article_list.count == 1
        assert screen.tag_pane.scope
        assert screen.tag_pane.scope.label == "Starred"


async def test_an_article_that_left_the_library_is_said_to_be_gone(opened: Opens) -> None:
    async with opened() as (screen, pilot):
        screen.article_list.show([*screen.article_list.ids, 999_999])
        await pilot.press("G")
        assert screen.article is None
        await seen(screen, "gone since")
        await pilot.press("enter", "d", "s", "N", "o", "t", "space")


@pytest.mark.parametrize(
    "keys",
    [
        ("j", "d", "enter", "enter"),
        ("t", "escape", "escape"),
        ("x", "escape", "q"),
        ("u", "q", "q"),
        ("?", "escape", "escape"),
        ("I", "escape", "escape"),
        ("h", "G", "k", "enter", "escape", "escape"),
    ],
)
@pytest.mark.usefixtures("browser")
async def test_a_key_too_many_for_a_prompt_is_not_the_end(opened: Opens, keys: Sequence[str]) -> None:
    async with opened() as (screen, pilot):
        await pilot.press(*keys[:-2])
        prompt = screen.app.screen
        for key in keys[-2:]:  # both were typed before the prompt could leave
            prompt.post_message(Key(key, None))
        await until(lambda: screen.app.screen is screen)
        await quiet(screen.app)
        assert said(screen).count("Opened") <= 1


async def test_what_is_typed_on_at_once_goes_to_the_prompt_it_opened(opened: Opens) -> None:
    async with opened() as (screen, _pilot):
        before = current(screen)
        for key in "tmouse":  # all of it is there before the prompt is
            screen.article_list.post_message(Key(key, key))
        screen.article_list.post_message(Key("enter", "\r"))
        await until(lambda: set(current(screen).tags) == {*before.tags, "mouse"})
        assert (current(screen).starred, screen.app.screen) == (before.starred, screen)


async def test_what_another_program_added_is_counted_when_it_is_listed(opened: Opens, library: Path) -> None:
    async with opened() as (screen, pilot):
        with Store(library) as other:
            other.save([Draft("late", "A late arrival", "Short.")])
        await pilot.press("a")
        await until(lambda: any((row.label, row.number) == ("All", "8") for row in screen.tag_pane.rows))
        assert screen.article_list.count == 8
