"""Opening the reader in a test, and waiting for what it shows."""

import asyncio
import inspect
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from textual.notifications import SeverityLevel
from textual.pilot import Pilot

from store import Progress, Store
from store.model import Draft
from tests.tui.quiet import Quick, quiet
from tests.tui.screen_text import NOW, clock, screen_text
from tui.app import SciRead
from tui.glyphs import in_ascii
from tui.screens.library import LibraryScreen
from tui.screens.refreshing import Refresh
from tui.widgets.row_list import CURSOR

SECONDS = 20.0


class Remembering(Quick):
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
    path: Path,
    refresh: Refresh | None = None,
    size: tuple[int, int] = (110, 36),
    now: Callable[[], datetime] = clock,
) -> AsyncIterator[tuple[LibraryScreen, Pilot[None]]]:
    """The reader on a library, its list and its first article painted and its tags counted."""
    app = Remembering(path, now=now, refresh=refresh)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause(0)
        screen = app.screen
        assert isinstance(screen, LibraryScreen)
        await until(lambda: screen.is_active and _drawn(screen) and _counted(screen), lambda: shown(screen))
        await app.workers.wait_for_complete()
        await quiet(app)
        cursors = {CURSOR, in_ascii(CURSOR)}
        await until(lambda: not screen.article_list.region or cursors & set(shown(screen)), lambda: shown(screen))
        yield screen, pilot


def _drawn(screen: LibraryScreen) -> bool:
    """Whether the article of the cursor is drawn, if there is one."""
    article = screen.article
    return screen._shown == article.id and _studied(screen) if article else not screen.article_list.count


def _studied(screen: LibraryScreen) -> bool:
    """Whether the text of the article was read for what it says of its study."""
    one = screen._drawn_from
    return one is None or not one.body or one.known.facts is not None


def _counted(screen: LibraryScreen) -> bool:
    """Whether the tags were counted: before that there is an empty tuple."""
    return screen._tags != () or screen.has_class("-empty")


def shown(screen: LibraryScreen) -> str:
    """What stands on the screen, or on the one over it, as text."""
    assert isinstance(screen.app, SciRead)
    return screen_text(screen.app)


def said(screen: LibraryScreen) -> str:
    """Every message there was: on a busy machine one may be gone before it is looked for."""
    assert isinstance(screen.app, Remembering)
    return "\n".join(screen.app.told)


async def until(true: Callable[[], object], show: Callable[[], object] | None = None) -> None:
    """Wait for something that a timer or work beside the screen brings about.

    `show` says what there is instead, if it does not come to pass.
    """
    deadline = asyncio.get_running_loop().time() + SECONDS
    while not true():
        if asyncio.get_running_loop().time() > deadline:
            pytest.fail(f"it did not come to pass in {SECONDS:.0f} s\n{show() if show else ''}")
        await asyncio.sleep(0.01)


async def seen(screen: LibraryScreen, *texts: str) -> str:
    """Wait until all of these texts stand on the screen; what stands there then."""
    await until(lambda: all(text in shown(screen) for text in texts), lambda: shown(screen))
    return shown(screen)


async def told(screen: LibraryScreen, text: str) -> None:
    """Wait until the reader has said this."""
    await until(lambda: text in said(screen), lambda: f"{said(screen)}\n{shown(screen)}")


async def drawn(screen: LibraryScreen, title: str) -> None:
    """Wait until the article of this title is the highlighted one, and drawn."""
    await until(lambda: screen.view.document is not None and screen.view.document.title == title, lambda: shown(screen))


async def settled(screen: LibraryScreen) -> str:
    """Wait until the article is drawn to its end, so that its scroll bar stays as it is; what stands on the screen."""
    await until(lambda: screen.view._sheet.settled and _studied(screen), lambda: shown(screen))
    await quiet(screen.app)
    return shown(screen)


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
