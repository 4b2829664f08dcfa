"""Terminals with sixteen colours or none, and readers who want nothing to move: the looks say as much as before."""

from pathlib import Path

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.widgets import Input

from tests.tui.painted import strips
from tests.tui.reader import opened_reader, until
from tests.tui.screen_text import make_library
from tui.app import SciRead
from tui.paths import config_dir
from tui.screens.library import LibraryScreen
from tui.widgets.splitter import HEAVY, LIGHT

ENVIRONMENTS = pytest.mark.parametrize(
    ("variable", "value"), [("NO_COLOR", "1"), ("TERM", "xterm-16color"), ("TERM", "screen"), ("TERM", "dumb")]
)


def segments(screen: LibraryScreen) -> list[list[Segment]]:
    assert isinstance(screen.app, SciRead)
    return strips(screen.app)


def style_at(screen: LibraryScreen, x: int, y: int) -> Style:
    """The look of one cell of the screen."""
    for one in segments(screen)[y]:
        x -= one.cell_length
        if x < 0:
            return one.style or Style()
    return Style()


def row_of(screen: LibraryScreen, index: int, text: str) -> int:
    """The line of the screen on which a text stands, counted over those that have it."""
    rows = ["".join(one.text for one in row) for row in segments(screen)]
    return [y for y, row in enumerate(rows) if text in row][index]


@ENVIRONMENTS
async def test_cursor_unread_and_focus_are_told_apart_without_colour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    async with opened_reader(make_library(tmp_path / "l.db"), size=(130, 24)) as (screen, pilot):
        list_x, tags_x = screen.article_list.region.x + 8, 4
        title = row_of(screen, 0, "Two trials, one answer")
        cursor = screen.article_list.region.y + next(
            y for y in range(10) if style_at(screen, list_x, screen.article_list.region.y + y).reverse
        )
        scope = row_of(screen, 0, "Unread  ")
        assert not style_at(screen, list_x, title).reverse
        assert style_at(screen, list_x, title).bold  # unread
        assert not style_at(screen, tags_x, scope).reverse
        line = screen.beside_list.region
        assert glyph(screen, line.x, line.y) == HEAVY[0]
        await pilot.press("h")
        await until(lambda: bool(style_at(screen, tags_x, scope).reverse))
        assert not style_at(screen, list_x, cursor).reverse
        assert glyph(screen, line.x, line.y) == LIGHT[0]
        assert style_at(screen, 3, 0).reverse  # the status line
        await pilot.press("slash")
        await until(lambda: screen.place_line.has_focus and bool(style_at(screen, 5, 1).underline))


def glyph(screen: LibraryScreen, x: int, y: int) -> str:
    return "".join(one.text for one in segments(screen)[y])[x]


@pytest.mark.parametrize(("value", "coloured"), [("1", False), ("", True)], ids=["set", "empty, which is not set"])
async def test_no_color_leaves_the_terminals_own_colours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str, coloured: bool
) -> None:
    monkeypatch.setenv("NO_COLOR", value)
    async with opened_reader(make_library(tmp_path / "l.db"), size=(130, 24)) as (screen, pilot):
        await pilot.press("t")
        await until(lambda: screen.app.screen is not screen)
        styles = [one.style for row in segments(screen) for one in row if one.style]
        inks = {colour for style in styles for colour in (style.color, style.bgcolor) if colour}
        assert any(not colour.is_default for colour in inks) is coloured
        assert len(styles) > 20


async def test_with_many_colours_the_cursor_is_a_colour(tmp_path: Path) -> None:
    async with opened_reader(make_library(tmp_path / "l.db"), size=(130, 24)) as (screen, _pilot):
        assert not screen.app.has_class("-few-colours")
        styles = [one.style for row in segments(screen) for one in row if one.style]
        assert len({str(style.bgcolor) for style in styles}) > 2
        assert not any(style.reverse for style in styles if style.bgcolor is None)


@pytest.mark.parametrize(
    ("setting", "moves"), [("motion = false\n", False), ("", True)], ids=["motion off", "motion on"]
)
async def test_where_nothing_moves_no_cursor_blinks(tmp_path: Path, setting: str, moves: bool) -> None:
    config_dir().mkdir(parents=True, exist_ok=True)
    (config_dir() / "config.toml").write_text(setting, encoding="utf-8")
    async with opened_reader(make_library(tmp_path / "l.db")) as (screen, pilot):
        assert (screen.app.animation_level == "none") is not moves
        await pilot.press("h", "slash")
        await until(lambda: screen.place_line.has_focus)
        await until(lambda: screen.place_line.cursor_blink is moves)
        await pilot.press("escape", "l", "t")
        await until(lambda: isinstance(screen.app.focused, Input) and screen.app.screen is not screen)
        line = screen.app.focused
        assert isinstance(line, Input)
        await until(lambda: line.cursor_blink is moves)
