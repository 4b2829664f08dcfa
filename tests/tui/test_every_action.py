"""Every action of the table: by its keys, by the palette and by the `:` line it comes to the same one method."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.tui.reader import opened_reader, said, until
from tests.tui.screen_text import make_library
from tui.actions import ACTIONS, PRESETS, Action, Keymap
from tui.command_line import written
from tui.screens.command_prompt import CommandPrompt
from tui.screens.library import LibraryScreen
from tui.settings import check_keys, is_key

TAKEN_BY_TERMINALS = {"ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+["}
TAKEN_BY_TEXTUAL = {"ctrl+p", "ctrl+q"}


@contextmanager
def watched(screen: LibraryScreen, done: list[tuple[str, ...]]) -> Iterator[None]:
    """In place of each action's method one that only says that it was called, and with which key."""

    def saying(id: str) -> Callable[..., None]:
        return lambda *key: done.append((id, *key))

    for action in ACTIONS:
        assert callable(getattr(screen, f"action_{action.id}"))
        setattr(screen, f"action_{action.id}", saying(action.id))
    try:
        yield
    finally:
        for action in ACTIONS:
            delattr(screen, f"action_{action.id}")


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_the_row_of_each_action(action: Action) -> None:
    assert action.help
    assert action.label
    assert action.id.isidentifier()
    assert action.id == action.id.lower()
    assert callable(getattr(LibraryScreen, f"action_{action.id}", None))
    assert bool(action.argument) is hasattr(LibraryScreen, f"command_{action.id}")
    assert all(is_key(key) for key in action.keys)
    strokes = {stroke for key in action.keys for stroke in key.split(" ")}
    assert not strokes & (TAKEN_BY_TERMINALS | TAKEN_BY_TEXTUAL)
    assert action.keys or not action.show  # a footer shows keys


@pytest.mark.parametrize("preset", PRESETS)
def test_no_preset_clashes(preset: str) -> None:
    good, notices = check_keys({id: list(keys) for id, keys in PRESETS[preset].items()})
    assert not notices
    assert good == PRESETS[preset]
    assert all(Keymap(good).find(key) for keys in good.values() for key in keys)


async def test_every_action_by_its_keys_by_the_palette_and_by_the_line(tmp_path: Path) -> None:
    async with opened_reader(make_library(tmp_path / "library.db")) as (screen, pilot):
        done: list[tuple[str, ...]] = []
        with watched(screen, done):
            await by_its_keys(pilot, done)
            await by_the_palette(screen, pilot, done)
            await by_the_line(screen, pilot, done)


async def by_its_keys(pilot: Pilot[None], done: list[tuple[str, ...]]) -> None:
    for action in ACTIONS:
        for key in action.keys:
            await pilot.press(*key.split(" "))
            expected = (action.id, key) if action.keyed else (action.id,)
            await until(lambda expected=expected: done == [expected])  # type: ignore[misc]
            done.clear()


async def by_the_palette(screen: LibraryScreen, pilot: Pilot[None], done: list[tuple[str, ...]]) -> None:
    entries = {entry.title: entry for entry in pilot.app.get_system_commands(screen)}
    for action in ACTIONS:
        entry = entries[f"{action.group}: {action.label}"]
        assert action.help in entry.help
        entry.callback()
        if action.keyed:
            await until(lambda: isinstance(pilot.app.screen, CommandPrompt))
            await pilot.press(*"3", "enter")  # the palette asks for what a key would have said
            await until(lambda: pilot.app.screen is screen)
            assert done == []
            assert "no reference 3" in said(screen)
        else:
            assert done == [(action.id,)], action.id
        done.clear()


async def by_the_line(screen: LibraryScreen, pilot: Pilot[None], done: list[tuple[str, ...]]) -> None:
    for action in ACTIONS:
        for line in lines(action):
            screen.do_command(screen.command_line.read(line))
            if action.keyed:
                await until(lambda: isinstance(pilot.app.screen, CommandPrompt))
                await pilot.press("escape")
                await until(lambda: pilot.app.screen is screen)
            else:
                assert done == [(action.id,)], line
            done.clear()


def lines(action: Action) -> Iterator[str]:
    """The names of an action; not with a space where its first word is a command that takes the second."""
    yield from (written(action), f":{action.id}", action.id, *action.also)
    first = action.id.split("_")[0]
    if not any(other.argument for other in ACTIONS if first in (other.id, *other.also)):
        yield action.id.replace("_", " ")


def test_titles_in_the_palette_are_told_apart() -> None:
    titles = [f"{action.group}: {action.label}" for action in ACTIONS]
    assert len(set(titles)) == len(titles)
