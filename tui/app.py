"""The wiring of the reader: store, themes, keys and the first screen."""

import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from textual.app import SystemCommand
from textual.screen import Screen
from textual.theme import Theme

from store import Store, StoreError
from tui.actions import Keymap
from tui.app_backups import Backups, lost
from tui.app_looks import Looks
from tui.app_palette import Palette
from tui.app_process import HUNG_UP, Process, forget_terminal, logged
from tui.paths import config_dir, data_dir, log_file, state_dir
from tui.refusals import crashed
from tui.screens.library import LibraryScreen
from tui.screens.refreshing import Refresh, over_the_network
from tui.settings import read_settings
from tui.state import State
from tui.themes import DEFAULT, load_themes
from tui.widgets.find_bar import FindBar

MOST_NOTICES = 2
"""What was wrong with the settings is told by the command `config`; here it must not cover the screen."""


def local_now() -> datetime:
    """The time here, with its zone."""
    return datetime.now().astimezone()


class SciRead(Looks, Backups, Process):
    """The full-screen reader over one library file. Raises LibraryError if that cannot be opened.

    `refresh` asks the feeds; None is the store's own, over the network.
    """

    TITLE = "sciread"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = True
    _all_themes = False
    COMMANDS = {Palette}

    def __init__(
        self,
        db: Path,
        *,
        now: Callable[[], datetime] = local_now,
        offer_samples: bool = True,
        refresh: Refresh | None = None,
    ) -> None:
        self.begin_log(log_file(), db)
        self.store = Store(db)
        self.now = now
        self.offer_samples = offer_samples
        self.refresh_with = refresh
        self.settings = read_settings(config_dir() / "config.toml")
        self.state = State(state_dir() / "state.json")
        self.keymap = Keymap(self.settings.keys)
        self._notices = [*filter(None, [self.store.read_only, lost(self.store)]), *self.settings.notices]
        super().__init__()
        self.settle_looks(motion=self.settings.motion)
        self.settle_signs(self.settings.glyphs)
        self._set_themes()

    def _set_themes(self) -> None:
        """Register what is sound, and start with the wanted theme or the default; the other ones can wait."""
        own = load_themes([config_dir() / "themes"])
        self._notices += own.notices
        wanted = self.state.theme(self.settings.theme)
        for theme in (*load_themes([data_dir("themes")], only=wanted or DEFAULT).themes, *own.themes):
            self.register_theme(theme)
        if wanted and not self._has_theme(wanted):
            self._notices.append(f"There is no theme “{wanted}”. The default is used.")
            wanted = None
        self.theme = wanted or (DEFAULT if self._has_theme(DEFAULT) else "textual-dark")

    @property
    def available_themes(self) -> dict[str, Theme]:
        """All themes; the program's own that nobody asked for until now are read now."""
        if not self._all_themes:
            self._all_themes = True
            for theme in load_themes([data_dir("themes")]).themes:
                self._registered_themes.setdefault(theme.name, theme)
        return super().available_themes

    def get_theme(self, theme_name: str) -> Theme | None:
        """The theme of this name; the others are not read for it, if it is there."""
        return super().available_themes.get(theme_name) or super().get_theme(theme_name)

    def _validate_theme(self, theme_name: str) -> str:
        """Raise InvalidThemeError if there is no such theme."""
        return theme_name if self._has_theme(theme_name) else super()._validate_theme(theme_name)

    def _has_theme(self, name: str) -> bool:
        return name in super().available_themes or name in self.available_themes

    def get_default_screen(self) -> Screen[None]:
        """The library."""
        return LibraryScreen(
            self.store, self.keymap, self.now, offer_samples=self.offer_samples,
            refresh=logged(self.refresh_with or self._refresh_by_settings(), self.logbook),
            settings=self.settings, state=self.state,
        )  # fmt: skip

    def _refresh_by_settings(self) -> Refresh:
        return over_the_network(self.settings.trust_env, self.settings.passwords)

    def on_mount(self) -> None:
        """Tell once what was wrong with settings and themes."""
        self.theme_changed_signal.subscribe(self, self._remember)
        self.begin_backups(self.store.path, self.settings.backups if not self.store.read_only else 0)
        shown, more = self._notices[:MOST_NOTICES], len(self._notices) - MOST_NOTICES
        for notice in [*shown, f"And {more} more: `sciread config` tells all."] if more > 0 else shown:
            self.notify(notice, severity="warning", markup=False, timeout=12)

    def on_unmount(self) -> None:
        """Close the library."""
        self.store.close()

    def _remember(self, theme: Theme) -> None:
        from tui.screens.theme_chooser import ThemeChooser

        if any(isinstance(screen, ThemeChooser) for screen in self.screen_stack):
            return  # it is only looked at
        try:
            self.state.remember_theme(theme.name, self.settings.theme)
        except OSError as error:
            self.notify(f"The theme could not be remembered: {error}", severity="warning", markup=False)

    def action_help_quit(self) -> None:
        """Ctrl+c with nothing to copy: who pressed it wants to leave, or missed what was marked."""
        quit_key = self.keymap.hint(self.keymap.action("quit"))
        self.notify(f"{quit_key} quits. Ctrl+c copies what is marked with the mouse.", markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the line of the finding Ctrl+p is the previous hit, not the palette."""
        if action == "command_palette" and self.focused and isinstance(self.focused.parent, FindBar):
            return False
        return super().check_action(action, parameters)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The command palette: every action of the table, every feed and view, and every theme."""
        if isinstance(screen, LibraryScreen):
            for action in self.keymap.actions:
                help_text = f"{action.help}  ({self.keymap.all_hints(action)})"
                yield SystemCommand(f"{action.group}: {action.label}", help_text, partial(screen.choose, action.id))
            for name, list_it in screen.palette_places():
                yield SystemCommand(name, "List its articles", list_it)
        for name in sorted(self.available_themes):
            yield SystemCommand(
                f"Theme: {name}", "Use these colours from now on", partial(setattr, self, "theme", name)
            )


def run(db: Path, *, offer_samples: bool = True) -> int:
    """Open the reader on a library file; return the exit code."""
    try:
        app = SciRead(db, offer_samples=offer_samples)
    except StoreError as error:
        sys.stderr.write(f"sciread: {error}\n")
        return 1
    try:
        app.run()
    except Exception as error:  # whatever it is, the reader gets one sentence and the log the rest
        return crashed(error)
    if app.return_code == HUNG_UP:
        forget_terminal()  # it has been given back, if it was there
    return crashed(app.fault) if app.fault else app.return_code or 0
