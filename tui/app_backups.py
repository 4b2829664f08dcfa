"""The copy of the day, made beside the screen: when the reader has been open for a moment, and once an hour."""

import threading
from functools import partial
from pathlib import Path

from textual.app import App

from store import Query, Store, StoreError, backups

FIRST_AFTER = 5.0
AGAIN_AFTER = 3600.0
"""Seconds: a reader that is left open over night makes its copy too."""


def lost(store: Store) -> str:
    """What to say of an empty library of which there are copies: its file was lost, or it was begun anew."""
    if store.ids(Query(), 1) or not backups(store.path):
        return ""
    return "This library is empty, and there are copies of one: `sciread restore` lists them."


class Backups(App[None]):
    """What makes daily copies. Leaving the reader stops one that is being made; it holds up nothing."""

    _left: threading.Event | None = None

    def begin_backups(self, library: Path, keep: int) -> None:
        """Make the copy of the day in a moment, and look again each hour; `keep` 0: none at all."""
        if keep:
            self._left = threading.Event()
            copy = partial(self._copy_beside, library, keep, self._left)
            self.set_timer(FIRST_AFTER, copy)
            self.set_interval(AGAIN_AFTER, copy)

    def on_unmount(self) -> None:
        """Nobody waits for a copy."""
        if self._left:
            self._left.set()

    def _copy_beside(self, library: Path, keep: int, left: threading.Event) -> None:
        threading.Thread(target=self._copy, args=(library, keep, left), daemon=True).start()

    def _copy(self, library: Path, keep: int, left: threading.Event) -> None:
        """In a thread of its own, which a large library's end need not be waited for."""
        try:
            with Store(library) as store:
                store.daily_backup(keep, left.is_set)
        except StoreError as error:
            if not left.is_set():
                self.call_from_thread(self.notify, str(error), severity="warning", markup=False)
