"""Themes: what ships loads; what is broken is one notice each, and never a crash."""

from pathlib import Path

import pytest

from tests.tui.reader import until
from tests.tui.screen_text import clock
from tui.app import SciRead
from tui.paths import config_dir, data_dir
from tui.themes import DEFAULT, ThemeError, load_themes, read_theme

GOOD = 'name = "mine"\nprimary = "#123456"\n'


def test_every_shipped_theme_loads() -> None:
    loaded = load_themes([data_dir("themes")])
    assert loaded.notices == ()
    names = {theme.name for theme in loaded.themes}
    assert {DEFAULT, "sciread-light", "high-contrast-dark", "high-contrast-light", "colour-blind"} <= names


@pytest.mark.parametrize("name", [theme.name for theme in load_themes([data_dir("themes")]).themes])
async def test_every_shipped_theme_can_be_applied(tmp_path: Path, name: str) -> None:
    app = SciRead(tmp_path / "library.db", now=clock)
    async with app.run_test() as pilot:
        app.theme = name
        await pilot.pause()
        assert app.current_theme.name == name


@pytest.mark.parametrize(
    "more",
    [
        "dark = false", "luminosity_spread = 0.2", '[variables]\nborder = "$primary 50%"',
        '[variables]\nblock-cursor-text-style = "bold reverse"', '[variables]\nborder = "#fff"',
        'accent = "rgb(1,2,3)"', '[variables]\nborder = "$accent"',
    ],
)  # fmt: skip
def test_good_themes(more: str) -> None:
    assert read_theme(GOOD + more).name == "mine"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('primary = "#123456"', "“name” is missing"),
        ('name = "x"', "“primary” is missing"),
        (GOOD + 'colour = "x"', "no theme field “colour”"),
        (GOOD + 'accent = "no colour"', "is not a colour"),
        (GOOD + "accent = 3", "accent cannot be"),
        (GOOD + 'dark = "yes"', "dark cannot be"),
        (GOOD + "luminosity_spread = true", "cannot be"),
        (GOOD + '[variables]\nborder = "no colour"', "is not a colour"),
        (GOOD + '[variables]\nborder = "$nothing"', "which no theme has"),
        (GOOD + '[variables]\nborder = "$primary much%"', "not a percentage"),
        (GOOD + '[variables]\nblock-cursor-text-style = "loud"', "not a text style"),
        (GOOD + "[variables]\nborder = 3", "is a text"),
        (GOOD + '[variables]\nborder = "a; } * { display: none"', "is not a colour"),
    ],
)
def test_bad_themes_say_why(text: str, why: str) -> None:
    with pytest.raises(ThemeError, match=why.replace("$", r"\$")):
        read_theme(text)


async def test_a_broken_theme_of_the_reader_is_one_notice(tmp_path: Path) -> None:
    folder = config_dir() / "themes"
    folder.mkdir(parents=True)
    (folder / "bad.toml").write_text('name = "bad"\nprimary = "plaid"\n')
    (folder / "worse.toml").write_bytes(b"\xff\x00")
    (folder / "good.toml").write_text(GOOD)
    app = SciRead(tmp_path / "library.db", now=clock)
    async with app.run_test(notifications=True) as pilot:
        await until(lambda: len(app._notifications) == 2)
        assert app.theme == DEFAULT
        app.theme = "mine"
        await pilot.pause()
