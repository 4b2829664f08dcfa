"""What an examiner found in an hour with the reader: offers that do nothing, rows by chance, faults told nowhere."""

import asyncio
import json
from pathlib import Path

import pytest
from textual.widgets import Input

from store import Query, Store
from tests.tui.reader import opened_reader, shown, told, until
from tests.tui.screen_text import clock, make_library
from tests.tui.shell import Shell
from tui.paths import config_dir
from tui.piping import pipe
from tui.screens.library import LibraryScreen
from tui.screens.tag_screen import TagScreen


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = make_library(tmp_path / "library.db")
    with Store(path, now=clock) as store:
        ids = store.ids(Query())
        store.tag(ids[:2], add=["lungs"])
        store.tag(ids[1:2], add=["repairs"])
    return path


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


def offered(screen: LibraryScreen) -> list[str]:
    """The names that stand alone on a line: those under the question."""
    return [line.strip() for line in shown(screen).splitlines()]


async def test_a_tag_is_not_offered_as_what_it_may_be_merged_into(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("g", "T")
        await until(lambda: isinstance(screen.app.screen, TagScreen) and screen.app.screen.is_active)
        await until(lambda: "1/" in shown(screen) and "#lungs" in shown(screen))
        await pilot.press("m")
        await until(lambda: bool(screen.app.screen.query(Input)) and "Merge #lungs into" in shown(screen))
        await until(lambda: "repairs" in offered(screen), lambda: shown(screen))
        assert "lungs" not in offered(screen)


async def test_another_order_leads_to_the_first_row_when_the_article_is_listed_no_more(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("j", "j")
        await until(lambda: screen.article_list.cursor == 2)
        article = screen.article
        assert article
        await pilot.press("N")
        await until(lambda: screen.store.articles([article.id])[0].read)
        await pilot.press("backslash", "2")
        await until(lambda: screen.listing.sort == "oldest" and article.id not in screen.article_list.ids)
        assert screen.article_list.cursor == 0


async def test_finding_in_no_article_says_so(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("slash", *"zzzzzz", "enter")
        await until(lambda: screen.article is None)
        await pilot.press("g", "slash")
        await told(screen, "No article is in sight")


def test_a_command_that_is_not_there_is_told_with_what_to_do() -> None:
    assert pipe("no-such-command-of-mine", "text").error == (
        "Could not start no-such-command-of-mine: there is no such program. "
        "Look at its spelling, or give its whole path."
    )


def test_config_tells_that_there_is_no_such_theme(shell: Shell) -> None:
    config_dir().mkdir(parents=True, exist_ok=True)
    (config_dir() / "config.toml").write_text('theme = "nosuch"\n', encoding="utf-8")
    found = json.loads(shell("config", "--json"))
    assert found["notices"] == ["There is no theme “nosuch”. The default is used."]
    assert "no theme" in shell.err
    (config_dir() / "config.toml").write_text('theme = "nord"\n', encoding="utf-8")
    assert json.loads(shell("config", "--json"))["notices"] == []
    assert not shell.err


def test_a_view_of_everything_is_listed_as_such(shell: Shell, library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCIREAD_DB", str(library))
    with Store(library, now=clock) as store:
        store.save_view("Fresh", "")
    assert shell("views").rstrip().endswith("Fresh: every article")


async def test_what_slides_under_the_cursor_is_not_read_by_that(library: Path, read_soon: float) -> None:
    """Starting the reader, another order, another view: nobody chose the article that stands there then."""
    async with opened_reader(library) as (screen, pilot):
        unread = screen.store.counts().unread
        await pilot.press("g", "s", "g", "u")
        await asyncio.sleep(4 * read_soon)
        assert screen.store.counts().unread == unread
        await pilot.press("j")
        await until(lambda: screen.store.counts().unread == unread - 1)


async def test_messages_do_not_pile_up(library: Path) -> None:
    async with opened_reader(library) as (screen, pilot):
        await pilot.press("plus", "minus", "plus", "a", "a")
        await until(lambda: len(screen.app._notifications) == 1)
        screen.say("Could not do it.", "error")
        screen.say("Done.")
        await until(lambda: [one.severity for one in screen.app._notifications] == ["error", "information"])
