"""The screen of what was read."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store import Query, Store
from tests.demo_library import NOW, clock, demo_library
from tests.tui.reader import opened_reader, said, seen, settled, shown, until
from tests.tui.screen_text import picture
from tui.glyphs import in_ascii
from tui.screens.library import LibraryScreen
from tui.screens.statistics_screen import StatisticsScreen
from tui.widgets.statistics_words import BARS, sections, sparkline


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """The samples, some of them read on several days, and three papers in the queue."""
    path = demo_library(tmp_path / "library.db")
    for days, count in ((0, 3), (1, 1), (4, 2), (9, 4), (30, 2), (100, 3)):
        with Store(path, now=lambda days=days: NOW - timedelta(days=days)) as store:  # type: ignore[misc]
            store.mark(store.ids(Query("is:unread"), count), read=True)
    with Store(path, now=clock) as store:
        papers = store.papers_of(store.ids(Query()), main=True)
        store.queue_papers(papers[:2], "to-read")
        store.queue_papers(papers[2:3], "get")
    return path


@asynccontextmanager
async def statistics(path: Path, size: tuple[int, int]) -> AsyncIterator[tuple[LibraryScreen, Pilot[None]]]:
    """The reader with that screen open."""
    async with opened_reader(path, size=size, now=clock) as (screen, pilot):
        await screen.app.push_screen(StatisticsScreen(screen.keymap, path, clock))
        await until(lambda: isinstance(screen.app.screen, StatisticsScreen))
        yield screen, pilot


@pytest.mark.parametrize(("name", "size"), [("normal", (100, 30)), ("small", (60, 20))])
async def test_the_statistics_look_like_their_picture(library: Path, name: str, size: tuple[int, int]) -> None:
    async with statistics(library, size) as (screen, pilot):
        await seen(screen, "The library", "Read in the last 30 days")
        await pilot.pause(0)
        picture(f"statistics-{name}", await settled(screen))


async def test_names_are_never_markup(library: Path) -> None:
    with Store(library, now=clock) as store:
        store.tag(store.ids(Query("is:read")), ["[/x] [red]\u202eat\x1b[31m"])
    async with statistics(library, (100, 30)) as (screen, _):
        await seen(screen, "#[/x] [red]at")


async def test_keys_go_down_and_lead_back(library: Path) -> None:
    async with statistics(library, (100, 30)) as (screen, pilot):
        await seen(screen, "The library")
        await pilot.press("G")
        await seen(screen, "Your queue of papers", "to read")
        for key in ("q", "escape"):
            await pilot.press(key)
            await until(lambda: screen.app.screen is screen)
            await screen.app.push_screen(StatisticsScreen(screen.keymap, library, clock))
            await seen(screen, "The library")


async def test_a_library_that_cannot_be_read_is_told(library: Path, tmp_path: Path) -> None:
    async with opened_reader(library, size=(100, 30), now=clock) as (screen, _):
        broken = tmp_path / "broken.db"
        broken.write_text("no library")
        await screen.app.push_screen(StatisticsScreen(screen.keymap, broken, clock))
        await seen(screen, "Not counted")
        assert "broken.db" in said(screen)
        assert "Traceback" not in shown(screen)


@pytest.mark.parametrize(
    ("numbers", "bars"),
    [
        ([], ""), ([0, 0], "▁▁"), ([0, 1, 7], "▁▂█"), ([1, 1], "██"), ([0, 1, 2, 3, 4, 5, 6, 7], BARS),
        ([0, 1, 1_000], "▁▂█"),
    ],
)  # fmt: skip
def test_a_bar_tells_nothing_from_little(numbers: list[int], bars: str) -> None:
    assert sparkline(numbers) == bars


def test_bars_have_their_own_signs_in_ascii() -> None:
    assert in_ascii(BARS) == "_.:=+*%#"


def test_the_bars_are_said_in_words_too(library: Path) -> None:
    with Store(library, now=clock) as store:
        found = store.statistics(days=14, zone=NOW.tzinfo)
    told = {section.heading: section.lines for section in sections(found)}
    numbers, average, most = told["Read in the last 14 days"]
    assert len(numbers[1]) == 14
    assert numbers[0] == str(sum(count for _, count in found.days))
    assert average == ("", f"on average {int(numbers[0]) / 14:.1f} a day; some on 4 of 14 days")
    best = max(count for _, count in found.days)
    assert most[1].endswith(f" 2026: {best}")
    assert dict(found.days)[date(2026, 5, 26)] == 4
    assert told["Your queue of papers"] == (("1", "to get"), ("2", "to read"))
