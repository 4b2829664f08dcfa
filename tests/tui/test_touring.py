"""The tour, and what is said where there is nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Query, Store
from tests.tui.reader import opened_reader, said, until
from tests.tui.screen_text import make_library, screen_text
from tui.actions import ACTIONS, Keymap
from tui.app import SciRead
from tui.screens.library import LibraryScreen
from tui.screens.nothing import ABOUT_ARTICLE, empty_library, nothing_listed
from tui.screens.tour import Tour
from tui.screens.tour_pages import pages
from tui.state import State


def shown(screen: LibraryScreen) -> str:
    assert isinstance(screen.app, SciRead)
    return screen_text(screen.app)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    path = tmp_path / "library.db"
    Store(path).close()
    return path


def remembered(tmp_path: Path) -> str:
    return State(tmp_path / "state" / "state.json").word("tour", "")


async def test_the_tour_is_offered_once_when_the_samples_came_and_never_forced(empty: Path, tmp_path: Path) -> None:
    async with opened_reader(empty) as (screen, pilot):
        await pilot.press("enter")
        await until(lambda: "two minutes" in said(screen))
        assert "g ?" in said(screen)
        assert not isinstance(screen.app.screen, Tour)
        assert remembered(tmp_path) == "offered"
        screen.offer_tour()
        assert said(screen).count("two minutes") == 1
    again = tmp_path / "again.db"
    Store(again).close()
    async with opened_reader(again) as (screen, pilot):
        await pilot.press("enter")
        await until(lambda: "sample articles added" in said(screen))
        assert "two minutes" not in said(screen)


async def test_the_tour_goes_on_back_and_out(tmp_path: Path) -> None:
    async with opened_reader(make_library(tmp_path / "library.db")) as (screen, pilot):
        await pilot.press("g", "question_mark")
        await until(lambda: "1/9" in shown(screen))
        assert screen.tag_pane.has_class("-toured")
        await pilot.press("enter", "right")
        await until(lambda: "3/9" in shown(screen))
        assert "d opens the paper" in shown(screen)
        assert not screen.tag_pane.has_class("-toured")
        await pilot.press("left", "left", "left")
        await until(lambda: "1/9" in shown(screen))
        await pilot.press("s", "Q", "D")
        assert not screen.store.ids(Query("is:starred"))
        await pilot.press("escape")
        await until(lambda: screen.is_active)
        assert not screen.query(".-toured")
        await pilot.press("g", "question_mark", *["enter"] * 9)
        await until(lambda: screen.is_active)
        assert remembered(tmp_path) == "taken"
        await pilot.press("g", "question_mark")
        await until(lambda: isinstance(screen.app.screen, Tour))
        for _ in range(9):
            await pilot.click(offset=(1, 1))
        await until(lambda: screen.is_active)


def test_the_pages_are_few_short_and_name_the_readers_own_keys() -> None:
    found = pages(Keymap({"open_paper": ["f2"], "star": ["ctrl+f"]}))
    assert 6 <= len(found) <= 9
    assert max(len(page.text) for page in found) < 330
    told = "\n".join(page.text for page in found)
    assert "F2 opens the paper" in told
    assert "Ctrl+f gives a star" in told
    assert "{" not in told


@pytest.mark.parametrize(
    ("listing", "empty", "key"),
    [
        (Query(), True, "I adds"),
        (Query(), False, "I adds"),
        (Query(unread=True), False, "a shows all"),
        (Query(filter="x"), False, "Esc clears"),
        (Query(filter="x", unread=True), False, "a shows all, Esc clears"),
        (Query(scope="is:starred"), False, "s gives one"),
    ],
)
def test_nothing_names_the_next_key(listing: Query, empty: bool, key: str) -> None:
    assert key in nothing_listed(Keymap(), listing, empty=empty)


def test_nothing_names_the_readers_own_key() -> None:
    keymap = Keymap({"add": ["f3"], "open": ["f4"]})
    assert "F3" in nothing_listed(keymap, Query(), empty=True)
    assert "F4" in empty_library(keymap, samples=True)
    assert "F4" not in empty_library(keymap, samples=False)


def known() -> Iterator[str]:
    yield from (action.id for action in ACTIONS)


def test_the_actions_about_an_article_are_actions() -> None:
    assert set(known()) >= ABOUT_ARTICLE


async def test_no_key_speaks_of_an_article_that_is_not_there(empty: Path) -> None:
    async with opened_reader(empty) as (screen, pilot):
        for id in sorted(ABOUT_ARTICLE):
            before = len(said(screen).splitlines())
            screen.perform(id, "1")
            assert said(screen).splitlines()[before:] == ["Your library is empty. I adds a feed, a file or a DOI."], id
        for id in (
            "undo",
            "refresh",
            "refresh_feed",
            "clear",
            "top",
            "bottom",
            "down",
            "toggle_unread_only",
            "go_starred",
        ):
            screen.perform(id)
        await pilot.pause()
        assert "Nothing to undo" in said(screen)
        assert "No feed to ask. I adds one" in said(screen)
        assert "this article" not in said(screen).lower()
        assert screen.is_active


async def test_a_mail_address_is_asked_about_and_a_web_address_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "seen"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$@" >> {seen}\n')
    browser.chmod(0o700)
    monkeypatch.setenv("BROWSER", str(browser))
    async with opened_reader(make_library(tmp_path / "library.db")) as (screen, pilot):
        screen.go_out("mailto:ann@example.org")
        await until(lambda: "Write a mail to ann@example.org?" in shown(screen))
        await pilot.press("n")
        await until(lambda: screen.is_active)
        assert not seen.exists()
        screen.go_out("MAILTO:ann@example.org")
        await until(lambda: "Write a mail to" in shown(screen))
        await pilot.press("y")
        await until(seen.exists)
        screen.go_out("mailto:ann@example.org?attach=/etc/passwd")
        await until(lambda: "would do more than" in said(screen))
        assert screen.is_active
        screen.go_out("https://example.org/")
        await until(lambda: "https://example.org/" in seen.read_text())
