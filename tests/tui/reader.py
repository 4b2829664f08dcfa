"""Opening the reader in a test, and waiting for what it shows."""

import asyncio
import inspect
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from textual.notifications import SeverityLevel
from textual.pilot import Pilot

from store import Progress, Store
from store.model import Draft
from tests.tui.screen_text import NOW, clock, screen_text
from tui.app import SciRead
from tui.screens.library import LibraryScreen
from tui.screens.refreshing import Refresh
from tui.widgets.row_list import CURSOR

SECONDS = 20.0


class Remembering(SciRead):
    """The reader, which keeps what it said."""

    CSS_PATH = str(Path(inspect.getfile(SciRead)).with_name("app.tcss"))

    def __init__(self, path: Path, *, now: Callable[[], datetime], refresh: Any = None) -> None:
        super().__init__(path, now=now, refresh=refresh)
        self.told: list[str] = []

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Keep the message, then show it."""
        self.told.append(message)
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)


@asynccontextmanager
async def opened_reader(
    path: Path, refresh: Refresh | None = None, size: tuple[int, int] = (110, 36)
) -> AsyncIterator[tuple[LibraryScreen, Pilot[None]]]:
    """The reader on a library, its first screen painted and its tags counted."""
    app = Remembering(path, now=clock, refresh=refresh)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause(0.05)
        await app.workers.wait_for_complete()
        await pilot.pause(0.1)
        screen = app.screen
        assert isinstance(screen, LibraryScreen)
        await until(lambda: screen.is_active and _painted(screen))
        yield screen, pilot


def _painted(screen: LibraryScreen) -> bool:
    """Whether the rows of the list stand on the screen."""
    shown = screen_text(screen.app) if isinstance(screen.app, SciRead) else ""
    return not screen.article_list.count or not screen.article_list.display or CURSOR in shown


def said(screen: LibraryScreen) -> str:
    """Every message there was: on a busy machine one may be gone before it is looked for."""
    assert isinstance(screen.app, Remembering)
    return "\n".join(screen.app.told)


async def until(true: Callable[[], bool]) -> None:
    """Wait for something that work beside the screen brings about."""
    deadline = asyncio.get_running_loop().time() + SECONDS
    while not true():
        assert asyncio.get_running_loop().time() < deadline, "it did not come to pass"
        await asyncio.sleep(0.01)


class Asking:
    """Stands in for the network: saves one new article for each feed; after `free` of them it waits for the gate."""

    def __init__(self, total: int = 3, *, gate: threading.Event | None = None, free: int = 0) -> None:
        self.total, self.gate, self.free = total, gate, free
        self.wanted: list[Sequence[int] | None] = []
        self.closed = threading.Event()

    async def __call__(
        self, store: Store, wanted: Sequence[int] | None = None, *, everything: bool = False
    ) -> AsyncIterator[Progress]:
        self.wanted.append(wanted)
        assert everything == (wanted is None)
        try:
            for done in range(1, self.total + 1):
                while self.gate and done > self.free and not self.gate.is_set():
                    await asyncio.sleep(0.005)
                saved = store.save([Draft(f"new-{done}", f"News number {done}", "Short.", published=NOW)])
                yield Progress(done, self.total, 1, f"Feed {done}", len(saved.added), 0, saved.added)
        finally:
            self.closed.set()
