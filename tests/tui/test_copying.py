"""What is copied, and what is said where a terminal may not take it."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.tui.reader import opened_reader, said, told
from tests.tui.screen_text import make_library
from tui.screens import copying
from tui.screens.copying import doubt, way_out

NAMES = ("TMUX", "STY", "TERM", "TERM_PROGRAM", "VTE_VERSION", "KONSOLE_VERSION")


@pytest.mark.parametrize(
    ("environ", "word"),
    [
        ({}, ""),
        ({"TERM": "xterm-256color"}, ""),
        ({"TERM": "xterm-kitty"}, ""),
        ({"TERM_PROGRAM": "iTerm.app"}, ""),
        ({"TMUX": "/tmp/tmux-1/default,1,0", "VTE_VERSION": "7600"}, "set-clipboard on"),
        ({"TMUX": ""}, ""),
        ({"STY": "1.pts"}, "GNU screen"),
        ({"TERM": "linux"}, "console"),
        ({"TERM_PROGRAM": "Apple_Terminal"}, "newest"),
        ({"VTE_VERSION": "7600"}, "VTE"),
        ({"KONSOLE_VERSION": "230805"}, "24.12"),
        ({"KONSOLE_VERSION": "241200"}, ""),
        ({"KONSOLE_VERSION": "soon"}, ""),
    ],
)
def test_terminals_that_are_known_to_drop_it(environ: Mapping[str, str], word: str) -> None:
    told = doubt(environ)
    assert word in told
    assert bool(told) == bool(word)


@pytest.mark.parametrize(
    ("environ", "platform", "command"),
    [
        ({"TMUX": "x"}, "darwin", "tmux load-buffer -w -"),
        ({}, "darwin", "pbcopy"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", "wl-copy"),
        ({}, "linux", "xclip -selection clipboard"),
    ],
)
def test_the_way_round(environ: Mapping[str, str], platform: str, command: str) -> None:
    assert way_out(environ, platform) == command


async def test_the_doubt_is_told_once_and_too_much_in_any_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("VTE_VERSION", "7600")
    async with opened_reader(make_library(tmp_path / "library.db")) as (screen, pilot):
        await pilot.press("y", "y")
        await told(screen, "Copied https://news.example/a")
        await told(screen, "sciread open ID --print")
        await pilot.press("y", "d")
        await told(screen, "Copied 10.1000/a1")
        assert said(screen).count("VTE") == 1
        monkeypatch.setattr(copying, "MOST", 20)
        await pilot.press("y", "q")
        await told(screen, "Too much for a terminal's clipboard: the quote with its source. | gives the article")
        assert screen.app.clipboard == "10.1000/a1"
