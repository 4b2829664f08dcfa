"""Settings and state: a broken file is a notice, never a crash, and what is written is whole and private."""

import json
import stat
from functools import partial
from pathlib import Path

import pytest

from tests.tui.reader import until
from tests.tui.screen_text import clock
from tui.app import SciRead
from tui.paths import config_dir, data_dir, library_path, paths, state_dir
from tui.screens.library import LibraryScreen
from tui.settings import read_settings
from tui.state import State


@pytest.mark.parametrize(
    ("text", "theme", "notice"),
    [
        ('theme = "nord"', "nord", ""),
        ("theme = 3", None, "theme is the name"),
        ("theme = ", None, "was not read"),
        ('colour = "x"', None, "no setting “colour”"),
        ('[keys]\nstar = "*"', None, ""),
        ("\xff\xfe", None, "was not read"),
    ],
)
def test_reading_settings(tmp_path: Path, text: str, theme: str | None, notice: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="latin-1")
    settings = read_settings(path)
    assert settings.theme == theme
    assert len(settings.notices) == bool(notice)
    assert notice in "".join(settings.notices)


def test_no_settings_is_no_fault(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "config.toml").notices == ()


def test_state_is_whole_and_only_its_owners(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "state.json"
    State(path).remember_theme("nord", None)
    assert json.loads(path.read_text())["theme"] == "nord"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["state.json"]


@pytest.mark.parametrize("text", ["", "[]", "{", '{"theme": 3}', "\x00"])
def test_broken_state_counts_as_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "state.json"
    path.write_text(text)
    assert State(path).theme("nord") == "nord"


def test_the_chosen_theme_holds_until_the_settings_are_changed(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    State(path).remember_theme("gruvbox", "nord")
    assert State(path).theme("nord") == "gruvbox"
    assert State(path).theme("dracula") == "dracula"


def has_theme(app: SciRead, name: str) -> bool:
    return app.theme == name


async def test_the_theme_chosen_in_the_palette_is_there_next_time(tmp_path: Path) -> None:
    for expected in ("sciread-dark", "sciread-light"):
        app = SciRead(tmp_path / "library.db", now=clock)
        async with app.run_test() as pilot:
            await until(partial(has_theme, app, expected))
            app.theme = "sciread-light"
            await pilot.pause()


async def test_other_keys_and_faults_in_the_settings(tmp_path: Path) -> None:
    config_dir().mkdir(parents=True)
    (config_dir() / "config.toml").write_text('theme = "none such"\n[keys]\nquit = "f9"\nfly = "x"\n')
    app = SciRead(tmp_path / "library.db", now=clock)
    async with app.run_test(notifications=True) as pilot:
        await until(lambda: len(app._notifications) == 2)
        assert app.theme == "sciread-dark"
        await pilot.press("Q")
        assert not app._exit
        await pilot.press("f9")
        await until(lambda: app._exit)


async def test_every_action_and_theme_is_in_the_palette(tmp_path: Path) -> None:
    app = SciRead(tmp_path / "library.db", now=clock)
    async with app.run_test() as pilot:
        await until(lambda: isinstance(app.screen, LibraryScreen))
        assert isinstance(app.screen, LibraryScreen)
        titles = [command.title for command in app.get_system_commands(app.screen)]
        assert "Marking: star" in titles
        assert "Theme: colour-blind" in titles
        await pilot.press("ctrl+p")
        await until(lambda: not isinstance(app.screen, LibraryScreen))


def test_where_things_are(tmp_path: Path) -> None:
    assert library_path(tmp_path / "x.db") == tmp_path / "x.db"
    assert library_path(None, {"SCIREAD_DB": "/a/b.db"}) == Path("/a/b.db")
    assert library_path(None, {}).name == "library.db"
    assert config_dir() == tmp_path / "config"
    assert state_dir() == tmp_path / "state"
    assert set(paths()) == {"library", "config", "themes", "state", "log"}
    with pytest.raises(FileNotFoundError):
        data_dir("nothing")
