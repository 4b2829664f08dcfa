"""What was painted piece by piece is what one paint of the whole screen would show; and what a key paints first."""

from pathlib import Path
from typing import Any

import pytest
from rich.segment import ControlType
from textual._compositor import CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.screen import Screen
from textual.widget import Widget

from store import Store
from store.model import Draft
from tests.tui.quiet import quiet
from tests.tui.reader import opened_reader, until
from tests.tui.screen_text import NOW, clock
from tui.screens import showing
from tui.screens.frame import Pane
from tui.screens.library import LibraryScreen
from tui.widgets.row_list import CURSOR

Cell = tuple[str, object]

KEYS = (
    *("j", "enter", "j", "j", "ctrl+d", "h", "k", "h", "j", "j", "j", "k", "l", "a", "a", "j", "J", "K", "tab", "tab"),
    *("G", "g", "g", "enter", "n", "s", "h", "V", "v", "slash", "k", "i", "escape", "t", "escape", "z", "z"),
)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    drafts = [
        Draft(
            f"a{n}", f"Number {n} on kinases",
            f"Opening{n} words.\n\n" + "Some [link](https://x.example) and more. " * 40,
            "https://news.example/a", (f"topic {n % 3}",), NOW.replace(hour=n % 12),
        )
        for n in range(50)
    ]  # fmt: skip
    path = tmp_path / "library.db"
    with Store(path, now=clock) as store:
        store.save(drafts)
    return path


class Painted:
    """The cells of the terminal after everything that was written to it."""

    def __init__(self, app: App[Any], monkeypatch: pytest.MonkeyPatch) -> None:
        self.app = app
        self.cells: dict[tuple[int, int], Cell] = {}
        self.frames: list[str] = []
        self.whole = 0
        display = App._display

        def kept(of: App[Any], screen: Screen[Any], renderable: Any) -> None:
            if isinstance(renderable, CompositorUpdate) and of is app:
                self.whole += isinstance(renderable, LayoutUpdate)
                self.frames.append(_write(app, renderable, self.cells))
            display(of, screen, renderable)

        monkeypatch.setattr(App, "_display", kept)

    def whole_screen(self) -> dict[tuple[int, int], Cell]:
        """What stands there when all is painted anew."""
        cells: dict[tuple[int, int], Cell] = {}
        for widget in self.app.screen.walk_children(Widget):
            widget._styles_cache.clear()  # lines drawn before, which may be kept too long
        update = self.app.screen._compositor.render_update(full=True)
        assert update is not None
        _write(self.app, update, cells)
        return cells


def _write(app: App[Any], update: Any, cells: dict[tuple[int, int], Cell]) -> str:
    """Write an update over the cells; its text, a line for each piece."""
    x, y, words = 0, 0, ""
    for text, style, control in app.console.render(update):
        if control:
            for code in control:
                if code[0] == ControlType.CURSOR_MOVE_TO:
                    x, y = int(code[1]), int(code[2])  # type: ignore[misc]
            words += "\n"
            continue
        for char in text:
            if char == "\n":
                x, y = 0, y + 1
                continue
            look = style and (style.color, style.bgcolor, style.bold, style.italic, style.underline, style.reverse)
            cells[x, y] = (char, look)
            x += 1
        words += text
    return words


@pytest.mark.parametrize("size", [(120, 40), (90, 30), (60, 20)])
async def test_pieces_make_the_whole(library: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened_reader(library, size=size) as (screen, pilot):
        painted = Painted(screen.app, monkeypatch)
        screen.refresh(layout=True)
        await quiet(screen.app)
        for number, key in enumerate(KEYS):
            await pilot.press(key)
            await until(lambda: screen.article is None or screen._shown == screen.article.id)
            screen.count()
            await quiet(screen.app)
            stands, wanted = dict(painted.cells), painted.whole_screen()
            wrong = {place for place, cell in wanted.items() if stands.get(place) != cell}
            assert not wrong, f"after {KEYS[: number + 1]}: {sorted(wrong)[:5]}"


async def test_going_between_panes_paints_only_what_changes(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened_reader(library, size=(120, 40)) as (_screen, pilot):
        painted = Painted(pilot.app, monkeypatch)
        await pilot.press("enter", "h", "h", "j", "k", "l")
        assert painted.frames
        assert not painted.whole


async def test_an_article_is_painted_before_the_rest_of_what_opening_does(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(showing, "SHOW_AFTER", 3600.0)
    async with opened_reader(library, size=(120, 40)) as (screen, pilot):
        await pilot.press("j")
        painted = Painted(screen.app, monkeypatch)
        assert isinstance(screen, LibraryScreen)
        assert screen.article
        words = screen.store.body(screen.article.id).split()[0]
        pane: list[str] = []
        go_to = screen.go_to

        def going(to: Pane) -> None:
            pane.append("".join(painted.frames))
            go_to(to)

        monkeypatch.setattr(screen, "go_to", going)
        await pilot.press("enter")
        assert words in pane[0]


@pytest.mark.parametrize("size", [(120, 40), (60, 12)])
async def test_a_step_is_painted_without_the_tick_of_a_clock(
    library: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened_reader(library, size=size) as (screen, _pilot):
        await quiet(screen.app)
        painted = Painted(screen.app, monkeypatch)
        for place in range(2, 30):  # nothing is awaited: no clock can tick
            painted.frames.clear()
            screen.article_list.move(1)
            screen._moved()
            assert CURSOR in painted.frames[0]
            assert f"{place}/50" in painted.frames[0]
            assert len(painted.frames) == 1
