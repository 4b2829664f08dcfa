"""The library at five sizes in three themes, text and looks, as it was last looked at and found good."""

from pathlib import Path

import pytest

from tests.demo_library import clock, demo_library
from tests.tui.painted import painted
from tests.tui.reader import opened_reader
from tests.tui.screen_text import picture

SIZES = {"tiny": (40, 12), "narrow": (70, 24), "small": (80, 24), "normal": (110, 34), "wide": (160, 45)}
THEMES = ("sciread-dark", "sciread-light", "high-contrast-dark")


@pytest.mark.parametrize("name", SIZES)
async def test_the_library_looks_like_its_picture(name: str, tmp_path: Path) -> None:
    """One reader a size, its theme changed under way: what does not follow the theme is seen too."""
    path = demo_library(tmp_path / "library.db")
    async with opened_reader(path, size=SIZES[name], now=clock) as (screen, pilot):
        for theme in THEMES:
            screen.app.theme = theme
            await pilot.pause(0.2)
            picture(f"themes/{name}-{theme}", painted(screen.app))
