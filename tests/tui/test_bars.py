"""The two quiet lines: what gives way when there is little room, and what the hints say."""

from functools import partial
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.tui.reader import opened_reader, until
from tests.tui.screen_text import make_library, screen_text
from tui.app import SciRead
from tui.screens.library import LibraryScreen
from tui.widgets.bars import HintBar, StatusBar


def lines(screen: LibraryScreen) -> list[str]:
    assert isinstance(screen.app, SciRead)
    return screen_text(screen.app).splitlines()


def heads(screen: LibraryScreen, told: str, gone: str) -> bool:
    """Whether the status line has the one and not the other."""
    return told in lines(screen)[0] and gone not in lines(screen)[0]


def fits(screen: LibraryScreen, width: int) -> bool:
    """Whether the screen has this width, and its last line is within it."""
    return screen.app.size.width == width and cell_len(lines(screen)[-1]) <= width


async def test_the_status_line_drops_facts_before_it_cuts_the_place(tmp_path: Path) -> None:
    async with opened_reader(make_library(tmp_path / "l.db"), size=(100, 20)) as (screen, pilot):
        bar = screen.query_one(StatusBar)
        bar.counts = "1,234 unread · refreshed 12:00 · 1 feed failing"
        for width, told, gone in (
            (100, "1,234 unread · refreshed 12:00 · 1 feed failing", "…"),
            (70, "1,234 unread · 1 feed failing", "refreshed"),
            (48, "1,234 unread", "failing"),
            (40, "1,234 unread", "failing"),
        ):
            await pilot.resize_terminal(width, 20)
            bar.counts = "1,234 unread · refreshed 12:00 · 1 feed failing"
            await until(partial(heads, screen, told, gone))
            assert width < 48 or "Unread · newest   1/7" in lines(screen)[0]


@pytest.mark.parametrize("keys", [(), ("h",), ("h", "slash"), ("enter",), ("enter", "z"), ("v",), ("g",), ("y",)])
async def test_whole_hints_only_and_the_last_always(tmp_path: Path, keys: tuple[str, ...]) -> None:
    async with opened_reader(make_library(tmp_path / "l.db"), size=(200, 20)) as (screen, pilot):
        await pilot.press(*keys)
        bar = screen.query_one(HintBar)
        whole = [f"{key} {label}" for key, label, _ in bar.hints]
        assert keys in (("g",), ("y",)) or len(whole) <= 9  # what may follow a key is all told, as far as there is room
        for width in (200, 130, 80, 45, 30):
            await pilot.resize_terminal(width, 20)
            await until(partial(fits, screen, width))
            shown = [part for part in lines(screen)[-1].strip().split("  ") if part]
            assert shown[-1].strip() == whole[-1]
            assert set(map(str.strip, shown)) <= set(whole)
