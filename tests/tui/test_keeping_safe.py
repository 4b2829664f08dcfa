"""The reader on a library that can only be read, and the copy of the day beside the screen."""

import asyncio
import shutil
import threading
from pathlib import Path

import pytest

from store import Store, backups
from tests.store.faults import freeze, small_disk
from tests.tui.reader import opened_reader, said, told, until
from tests.tui.screen_text import make_library
from tui import app_backups
from tui.screens import showing


async def test_a_library_that_can_only_be_read_says_so_once_and_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(showing, "READ_AFTER", 0.01)
    with small_disk(tmp_path / "disk", 8192) as disk:
        shutil.copy(make_library(tmp_path / "library.db"), disk / "library.db")
        freeze(disk)
        async with opened_reader(disk / "library.db") as (screen, pilot):
            await told(screen, "can only be read: nothing you do here is kept.")
            await pilot.press("enter", "j", "space", "h", "j")
            await asyncio.sleep(0.1)
            assert said(screen).count("can only be read") == 1  # reading is not marked, and no key is refused for that
            assert screen.article
            await pilot.press("s")
            await until(lambda: said(screen).count("can only be read") == 2)
            assert screen.app.is_running


async def test_the_copy_of_the_day_is_made_beside_the_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_backups, "FIRST_AFTER", 0.01)
    path = make_library(tmp_path / "library.db")
    async with opened_reader(path) as (screen, _):
        await until(lambda: backups(path))
        assert said(screen) == ""
    assert [one.why for one in backups(path)] == ["daily"]


async def test_leaving_does_not_wait_for_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_backups, "FIRST_AFTER", 0.01)
    begun, stopped = threading.Event(), threading.Event()

    def slow(self: Store, keep: int, left: threading.Event) -> None:
        begun.set()
        while not left():  # type: ignore[operator]  # as the store asks
            pass
        stopped.set()

    monkeypatch.setattr(Store, "daily_backup", slow)
    async with opened_reader(make_library(tmp_path / "library.db")):
        await until(begun.is_set)
    assert stopped.wait(5)


async def test_a_copy_that_cannot_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app_backups, "FIRST_AFTER", 0.01)
    path = make_library(tmp_path / "library.db")
    (tmp_path / "backups").write_text("a file where the folder should be")
    async with opened_reader(path) as (screen, _):
        await told(screen, "No daily copy of the library was made")
        assert screen.article


async def test_a_library_whose_file_was_lost_names_its_copies(tmp_path: Path) -> None:
    path = make_library(tmp_path / "library.db")
    with Store(path) as store:
        store.backup()
    path.unlink()
    async with opened_reader(path) as (screen, _):
        await told(screen, "there are copies of one: `sciread restore` lists them.")
