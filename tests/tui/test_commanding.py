"""The `:` line in the reader: stories told in keys."""

import json
from pathlib import Path

from store import Store
from tests.tui.reader import opened_reader, said, until
from tests.tui.screen_text import make_library, screen_text
from tui.app import SciRead
from tui.paths import config_dir, state_dir
from tui.screens.command_prompt import CommandPrompt
from tui.screens.help import Help
from tui.screens.library import LibraryScreen
from tui.screens.theme_chooser import ThemeChooser


def shown(screen: LibraryScreen) -> str:
    assert isinstance(screen.app, SciRead)
    return screen_text(screen.app)


async def test_a_name_is_completed_done_and_found_again(tmp_path: Path) -> None:
    async with opened_reader(make_library(tmp_path / "library.db")) as (screen, pilot):
        await pilot.press(":", *"sta")
        await until(lambda: "Star, or take the star away" in shown(screen))
        await pilot.press("tab", "enter")
        await until(lambda: bool(screen.article and screen.article.starred))
        await pilot.press(":", *"strar", "enter")
        await until(lambda: "There is no command “strar”. Did you mean :star?" in shown(screen))
        await pilot.press("backspace")
        await until(lambda: "There is no command" not in shown(screen))
        assert isinstance(screen.app.screen, CommandPrompt)
        await pilot.press("escape")
        await until(lambda: screen.app.screen is screen)
        await pilot.press(":", "up", "enter")  # the last line that was one
        await until(lambda: bool(screen.article and not screen.article.starred))
        await pilot.press(":", "backspace")
        await until(lambda: screen.app.screen is screen)
        await pilot.press(":", *"q", "enter")
        await until(lambda: screen.app._exit)


async def test_arguments_do_at_once_what_a_prompt_would_ask(tmp_path: Path) -> None:
    library = make_library(tmp_path / "library.db")
    async with opened_reader(library) as (screen, pilot):

        async def line(text: str) -> None:
            await pilot.press(":", *(key if key != " " else "space" for key in text), "enter")
            await until(lambda: screen.app.screen is screen)

        await line("tag +mine -trials")
        await until(lambda: bool(screen.article and "mine" in screen.article.tags))
        await line("note A first thought")
        await line("note and a second")
        with Store(library) as store:
            await until(lambda: store.note(screen.article_list.ids[0]) == "A first thought\n\nand a second")
        await line("mark unread")
        await line("sort oldest")
        await until(lambda: screen.listing.sort == "oldest")
        await line("filter title:zebrafish")
        await until(lambda: list(screen.article_list.ids) == [7])
        await line("go 1")
        await until(lambda: bool(screen.article and screen.article.id == 1))
        await line("search trials")
        await until(lambda: screen.listing.sort == "relevance")
        await line("go 99")
        await until(lambda: "99" in said(screen))
        await line("theme sciread-light")
        await until(lambda: screen.app.theme == "sciread-light")


async def test_an_export_to_a_file_never_replaces_one(tmp_path: Path) -> None:
    target = tmp_path / "a.bib"
    async with opened_reader(make_library(tmp_path / "library.db")) as (screen, _):
        screen.do_command(screen.command_line.read(f"export bibtex {target}"))
        await until(target.exists)
        assert target.read_text().startswith("@")
        screen.do_command(screen.command_line.read(f"export bibtex {target}"))
        await until(lambda: "there is something named a.bib" in said(screen))


async def test_a_theme_is_worn_while_it_is_looked_at_and_kept_by_enter(tmp_path: Path) -> None:
    (config_dir() / "themes").mkdir(parents=True)
    (config_dir() / "themes" / "mine.toml").write_text('name = "aaa-mine"\nprimary = "#4488cc"\ndark = true\n')
    state = state_dir() / "state.json"

    def remembered() -> object:
        return json.loads(state.read_text()).get("theme") if state.exists() else None

    async with opened_reader(make_library(tmp_path / "library.db")) as (screen, pilot):
        before = screen.app.theme
        await pilot.press("g", "c")
        await until(lambda: isinstance(screen.app.screen, ThemeChooser))
        await pilot.press("ctrl+u", "ctrl+u", "ctrl+u")
        await until(lambda: screen.app.theme == "aaa-mine")
        assert remembered() in (None, before)
        await pilot.press("escape")
        await until(lambda: screen.app.screen is screen and screen.app.theme == before)
        assert remembered() in (None, before)
        await pilot.press("g", "c")
        await until(lambda: isinstance(screen.app.screen, ThemeChooser))
        await pilot.press("j")
        await until(lambda: screen.app.theme != before)
        chosen = screen.app.theme
        await pilot.press("enter")
        await until(lambda: screen.app.screen is screen and remembered() == chosen)


async def test_the_help_begins_with_the_pane_and_ends_with_how_to_remap(tmp_path: Path) -> None:
    async with opened_reader(make_library(tmp_path / "library.db"), size=(110, 60)) as (screen, pilot):
        await pilot.press("?")
        await until(lambda: "In the list" in shown(screen))
        assert shown(screen).index("In the list") < shown(screen).index("Moving")
        await pilot.press(*"query")
        await until(lambda: "tag:" in shown(screen) and "Moving" not in shown(screen))
        await pilot.press("escape")
        await until(lambda: screen.app.screen is screen)
        await pilot.press(":", *"help", "space", *"remap", "enter")
        await until(lambda: isinstance(screen.app.screen, Help) and "[keys]" in shown(screen))
        await pilot.press("escape")
        await until(lambda: screen.app.screen is screen)
        await pilot.press("l", "?")
        await until(lambda: "In the article" in shown(screen))


async def test_the_modern_preset(tmp_path: Path) -> None:
    config_dir().mkdir(parents=True)
    (config_dir() / "config.toml").write_text('preset = "modern"\n')
    async with opened_reader(make_library(tmp_path / "library.db")) as (screen, pilot):
        await pilot.press("r")
        await until(lambda: bool(screen.article and screen.article.read))
        await pilot.press("u")
        await until(lambda: bool(screen.article and not screen.article.read))
        await pilot.press("u")
        await pilot.press("g", "r")
        await until(lambda: screen.app.screen is not screen)
