"""How the panes share the screen: sizes by key and mouse, what every pane keeps, and which one has the keys."""

import json
from pathlib import Path

import pytest

from tests.tui.reader import opened_reader, said, until
from tests.tui.screen_text import make_library
from tui.paths import state_dir
from tui.screens.library import LibraryScreen
from tui.widgets.pane_sizes import LEAST_DETAIL, LEAST_LIST, LEAST_ROWS, LEAST_TAGS, PaneSizes, fitted, layout


@pytest.mark.parametrize("width", [120, 121, 130, 200, 500])
@pytest.mark.parametrize("wanted", [PaneSizes(), PaneSizes(1, 1), PaneSizes(9999, 9999), PaneSizes(40, 0)])
def test_three_panes_side_by_side_stay_usable(width: int, wanted: PaneSizes) -> None:
    sizes = fitted(width, 30, wanted)
    assert sizes.tags >= LEAST_TAGS
    assert sizes.list >= LEAST_LIST
    assert width - sizes.tags - sizes.list - 2 >= LEAST_DETAIL


@pytest.mark.parametrize("width", [80, 100, 119])
@pytest.mark.parametrize("height", [4, 6, 9, 22, 200])
@pytest.mark.parametrize("wanted", [PaneSizes(), PaneSizes(1, 1), PaneSizes(9999, 9999)])
def test_the_list_over_the_article_leaves_room_for_both(width: int, height: int, wanted: PaneSizes) -> None:
    sizes = fitted(width, height, wanted)
    least = LEAST_ROWS if height >= 2 * LEAST_ROWS + 1 else 1
    assert LEAST_TAGS <= sizes.tags <= width - 1 - LEAST_DETAIL
    assert sizes.list >= least
    assert height - sizes.list - 1 >= least


def test_what_fits_is_given_and_one_pane_has_no_sizes() -> None:
    assert fitted(150, 40, PaneSizes(30, 60)) == PaneSizes(30, 60)
    assert fitted(100, 40, PaneSizes(30, 20)) == PaneSizes(30, 20)
    assert fitted(79, 40, PaneSizes(30, 20)) == PaneSizes()


@pytest.mark.parametrize("width", [0, 29, 30, 79, 80, 119, 120, 300])
def test_the_layouts_change_where_the_screen_changes_its_classes(width: int) -> None:
    names = {"-tiny": "narrow", "-narrow": "narrow", "-normal": "normal", "-wide": "wide"}
    points = LibraryScreen.HORIZONTAL_BREAKPOINTS or []
    assert layout(width) == names[[name for least, name in points if width >= least][-1]]


def widths(screen: LibraryScreen) -> tuple[int, int, int]:
    return screen.places.size.width, screen.article_list.outer_size.width, screen.view.outer_size.width


async def test_keys_and_mouse_move_the_lines_and_a_restart_keeps_them(tmp_path: Path) -> None:
    library = make_library(tmp_path / "l.db")
    async with opened_reader(library, size=(140, 30)) as (screen, pilot):
        tags, articles, detail = widths(screen)
        assert tags + articles + detail + 2 == 140
        await pilot.press(">", ">", "<")
        await until(lambda: widths(screen) == (tags, articles + 2, detail - 2))
        await pilot.press("tab", ">")  # the article: what it wins the list gives
        await until(lambda: widths(screen) == (tags, articles, detail))
        await pilot.press("tab", ">")
        await until(lambda: widths(screen)[0] == tags + 2)
        await pilot.press(*"<" * 20)
        await until(lambda: widths(screen)[0] == LEAST_TAGS and "No further" in said(screen))
        line = screen.beside_list
        await pilot.mouse_down(line, offset=(0, 5))
        await until(lambda: line.has_class("-dragged"))
        await pilot.hover(offset=(80, 6))
        await until(lambda: screen.article_list.region.right == 80)
        await pilot.mouse_up(offset=(80, 6))
        await until(lambda: not line.has_class("-dragged"))
        kept = widths(screen)
        assert json.loads((state_dir() / "state.json").read_text("utf-8"))["wide_list"] == kept[1]
    async with opened_reader(library, size=(140, 30)) as (screen, pilot):
        assert widths(screen) == kept
        await pilot.resize_terminal(120, 30)
        await until(lambda: screen.view.outer_size.width == LEAST_DETAIL)
        await pilot.resize_terminal(90, 30)
        await until(lambda: screen.has_class("-normal") and screen.view.region.y > screen.article_list.region.y)
        await pilot.resize_terminal(140, 30)
        await until(lambda: widths(screen) == kept)
        await pilot.press("g", "=")
        await until(lambda: widths(screen) == (tags, articles, detail))


async def test_the_list_over_the_article_gets_higher(tmp_path: Path) -> None:
    async with opened_reader(make_library(tmp_path / "l.db"), size=(90, 24)) as (screen, pilot):
        rows = screen.article_list.size.height
        await pilot.press(">")
        await until(lambda: screen.article_list.size.height == rows + 2)
        line = screen.beside_list
        await pilot.mouse_down(line, offset=(20, 0))
        await pilot.hover(offset=(40, 2))
        await until(lambda: screen.article_list.size.height == LEAST_ROWS)
        await pilot.mouse_up(offset=(40, 2))
        await pilot.press("z", ">")
        await until(lambda: "Only one pane" in said(screen))
        await pilot.resize_terminal(60, 24)
        await until(lambda: screen.has_class("-narrow"))
        assert screen.view.outer_size.width == 60


@pytest.mark.parametrize("width", [140, 90])
async def test_the_lines_around_the_pane_with_the_keys_are_lit(tmp_path: Path, width: int) -> None:
    async with opened_reader(make_library(tmp_path / "l.db"), size=(width, 24)) as (screen, pilot):
        beside, between, rows = screen.beside_tags, screen.beside_list, range(22)
        over = width < 120
        joint = screen.article_list.size.height
        await pilot.press("h")
        await until(lambda: screen.pane == "tags")
        assert all(y in beside.lit for y in rows)
        assert 0 not in between.lit
        await pilot.press("l")
        await until(lambda: screen.pane == "list")
        assert [y in beside.lit for y in rows] == [not over or y <= joint for y in rows]
        assert 0 in between.lit
        await pilot.press("l")
        await until(lambda: screen.pane == "detail")
        assert [y in beside.lit for y in rows] == [over and y >= joint for y in rows]
        assert 0 in between.lit
