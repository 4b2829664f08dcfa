"""The wiring of the reader: store, themes, keys, signals and the first screen."""

import asyncio
import signal
import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from textual.app import App, SystemCommand
from textual.screen import Screen
from textual.theme import Theme

from store import Store, StoreError
from tui.actions import Keymap
from tui.paths import config_dir, data_dir, state_dir
from tui.screens.library import LibraryScreen
from tui.screens.refreshing import Refresh, over_the_network
from tui.settings import read_settings
from tui.state import State
from tui.themes import DEFAULT, load_themes

_ENDINGS = {"SIGTERM": 143, "SIGHUP": 129}


def local_now() -> datetime:
    """The time here, with its zone."""
    return datetime.now().astimezone()


class SciRead(App[None]):
    """The full-screen reader over one library file. Raises LibraryError if that cannot be opened.

    `refresh` asks the feeds; None is the store's own, over the network.
    """

    TITLE = "sciread"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self,
        db: Path,
        *,
        now: Callable[[], datetime] = local_now,
        offer_samples: bool = True,
        refresh: Refresh | None = None,
    ) -> None:
        self.store = Store(db)
        self.now = now
        self.offer_samples = offer_samples
        self.refresh_with = refresh
        self.settings = read_settings(config_dir() / "config.toml")
        self.state = State(state_dir() / "state.json")
        self.keymap = Keymap(self.settings.keys)
        self._notices = list(self.settings.notices)
        super().__init__()
        self._set_themes()

    def _set_themes(self) -> None:
        """Register what is sound, and start with the wanted theme or the default."""
        loaded = load_themes([data_dir("themes"), config_dir() / "themes"])
        self._notices += loaded.notices
        for theme in loaded.themes:
            self.register_theme(theme)
        wanted = self.state.theme(self.settings.theme)
        if wanted and wanted not in self.available_themes:
            self._notices.append(f"There is no theme “{wanted}”. The default is used.")
            wanted = None
        self.theme = wanted or (DEFAULT if DEFAULT in self.available_themes else "textual-dark")

    def get_default_screen(self) -> Screen[None]:
        """The library."""
        return LibraryScreen(
            self.store, self.keymap, self.now, offer_samples=self.offer_samples,
            refresh=self.refresh_with or over_the_network(self.settings.trust_env),
            settings=self.settings, state=self.state,
        )  # fmt: skip

    def on_mount(self) -> None:
        """Listen to the system, and tell once what was wrong with settings and themes."""
        loop = asyncio.get_running_loop()
        for name, code in _ENDINGS.items():
            if hasattr(signal, name) and sys.platform != "win32":
                loop.add_signal_handler(getattr(signal, name), partial(self.exit, return_code=code))
        self.theme_changed_signal.subscribe(self, self._remember)
        for notice in self._notices:
            self.notify(notice, severity="warning", markup=False, timeout=12)

    def on_unmount(self) -> None:
        """Close the library."""
        self.store.close()

    def _remember(self, theme: Theme) -> None:
        try:
            self.state.remember_theme(theme.name, self.settings.theme)
        except OSError as error:
            self.notify(f"The theme could not be remembered: {error}", severity="warning", markup=False)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The command palette: every action of the table, and every theme."""
        if isinstance(screen, LibraryScreen):
            for action in self.keymap.actions:
                if not action.keyed:
                    help_text = f"{action.help}  ({self.keymap.all_hints(action)})"
                    yield SystemCommand(
                        f"{action.group}: {action.label}", help_text, partial(screen.perform, action.id)
                    )
            yield SystemCommand("Library: feeds", "Every feed with its error; pause, rename, move", screen.action_feeds)
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
    app.run()
    return app.return_code or 0
