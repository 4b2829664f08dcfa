"""The mouse over hostile text: hovering and clicking anywhere crashes nothing and opens only web addresses."""

from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from tests.tui.hostile_library import OWN, make_hostile, storable
from tests.tui.reader import opened_reader, until
from tui.links import Opened, refusal
from tui.screens.library import LibraryScreen

WAYS = {  # a screen → the keys that lead to it
    "list": (), "article": ("enter",), "references": ("u",), "citing": ("c",), "feeds": ("g", "f"), "tags": ("g", "T"),
    "rules": ("g", "R"), "views": ("f",), "tag prompt": ("t",), "help": ("question_mark",),
}  # fmt: skip


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would have been handed to the browser."""
    seen: list[str] = []

    def instead(url: str) -> Opened:
        reason = refusal(url)
        seen.append("" if reason else url)
        return Opened(reason is None, reason or f"Opened {url}")

    monkeypatch.setattr("tui.screens.opening.open_link", instead)
    return seen


async def back(screen: LibraryScreen, pilot: Pilot[None]) -> None:
    """To the library's own list, from wherever a click has led."""
    for _ in range(8):
        if screen.is_active and screen.pane == "list":
            break
        await pilot.press("escape")
    await until(lambda: screen.is_active)


@pytest.mark.parametrize("way", WAYS)
async def test_the_mouse_anywhere(tmp_path: Path, opened: list[str], way: str) -> None:
    words = [word[:2_000] for word in storable(OWN)]
    async with opened_reader(make_hostile(tmp_path / "library.db", words), size=(100, 30)) as (screen, pilot):
        await pilot.press("a", *WAYS[way])
        for y in range(0, 30, 5):
            for x in range(y * 3 % 47, 100, 47):
                await pilot.hover(offset=(x, y))
                await pilot.click(offset=(x, y))
                if not screen.app.is_running or screen.app.return_code is not None:
                    break
            if WAYS[way] and screen.is_active:
                await back(screen, pilot)
                await pilot.press(*WAYS[way])
        assert screen.app.return_code is None
        await back(screen, pilot)
    assert {url.partition(":")[0].lower() for url in opened if url} <= {"http", "https", "mailto"}


@pytest.mark.parametrize("keys", [("I",), ("t",), ("F",), ("e",), ("question_mark",), ("|",)])
async def test_what_is_pasted_is_drawn_without_what_a_terminal_obeys(tmp_path: Path, keys: tuple[str, ...]) -> None:
    async with opened_reader(make_hostile(tmp_path / "library.db", ["plain"])) as (screen, pilot):
        await pilot.press("a", *keys)
        await until(lambda: isinstance(screen.app.focused, (Input, TextArea)))
        line = screen.app.focused
        assert isinstance(line, (Input, TextArea))
        line.post_message(Paste("pasted\x1b]2;x\x07 \x9b2J \u202eback"))
        await until(lambda: "pasted" in held(line))
        assert not set(held(line)) & set("\x1b\x07\x9b\u202e")


def held(line: Input | TextArea) -> str:
    return line.value if isinstance(line, Input) else line.text
