"""The reader as a process: signals, a crash, and the log. However it ends, the terminal is as it was before."""

import asyncio
import os
import select
import signal
import sys
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from functools import partial
from pathlib import Path
from typing import Protocol, runtime_checkable

from rich.console import RenderableType
from textual.app import App
from textual.notifications import SeverityLevel
from textual.worker import WorkerFailed

from store import Progress, Store
from tui import __version__
from tui.log import Log
from tui.refusals import ENDINGS
from tui.screens.refreshing import Refresh

HUNG_UP = 129
LOOKED_FOR = 2.0
"""Seconds between two looks whether there is still a terminal: only the one that controls us sends SIGHUP."""


GIVEN = 5.0
"""Seconds to end in, when there is nobody left to see that it does not."""


@runtime_checkable
class Drafting(Protocol):
    """A screen on which something is being written that must not be lost."""

    def keep_draft(self) -> None:
        """Keep what is written so far."""


class Process(App[None]):
    """What is between the app and the system. `fault` is the error that ended it, if one did."""

    logbook: Log
    fault: BaseException | None = None

    def begin_log(self, path: Path, library: Path) -> None:
        """Say in the log which program runs on which library."""
        self.logbook = Log(path)
        self.logbook.write("start", f"sciread {__version__}, {library}")

    def on_load(self) -> None:
        """Before the terminal is taken over: from now on, ending means giving it back."""
        if sys.platform == "win32":
            return
        loop = asyncio.get_running_loop()
        for name, code in {**ENDINGS, "SIGINT": 130}.items():
            number = getattr(signal, name)
            if signal.getsignal(number) is not signal.SIG_IGN:
                loop.add_signal_handler(number, partial(self.leave, code))

    def on_mount(self) -> None:
        """Going on after a stop is ours too: Textual's driver can only go on after a stop it was told of."""
        if sys.platform != "win32" and not self.is_headless:
            signal.signal(signal.SIGCONT, lambda *_: self._go_on())
            self.set_interval(LOOKED_FOR, self._end_without_terminal)

    def _end_without_terminal(self) -> None:
        """End where the terminal has gone without a word; reading from it would go round for ever."""
        if _is_gone():
            self.leave(HUNG_UP)

    def leave(self, code: int) -> None:
        """End with an exit code; what is being written is kept."""
        self._keep_drafts()
        if code == HUNG_UP and not self.is_headless:
            if _is_gone():
                forget_terminal()  # Textual would wait for ever to write there
            last = threading.Timer(GIVEN, os._exit, (HUNG_UP,))
            last.daemon = True
            last.start()
        self.exit(return_code=code)

    def _go_on(self) -> None:
        """Take the terminal again. After SIGSTOP it was never given back: do so first, else two threads read keys."""
        driver = self._driver
        if driver is None or not driver._auto_restart:  # an editor has the terminal
            return
        if not getattr(driver, "_must_signal_resume", True):
            driver.suspend_application_mode()
        driver.resume_application_mode()
        self.call_later(self.repaint)

    def repaint(self) -> None:
        """Draw the whole screen again: the terminal shows something else."""
        self.screen.refresh(layout=True)
        for screen in self.screen_stack:
            screen.refresh()

    def _keep_drafts(self) -> None:
        for screen in self.screen_stack if self._screen_stacks else ():
            if isinstance(screen, Drafting):
                screen.keep_draft()

    # A crash: no traceback on the terminal

    def _handle_exception(self, error: Exception) -> None:
        """A bug, or a library that is gone: keep what can be kept, and end."""
        if self.fault is None:
            self.fault = error.error if isinstance(error, WorkerFailed) else error
            try:
                self._keep_drafts()
            except Exception as second:  # the first one is what went wrong
                self.logbook.crash(second)
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End; the traceback goes to the log, when the terminal has been given back."""
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """End. Without an error before, the thread that reads keys has failed: most often the terminal is gone."""
        if self.fault is None:
            last = _last_error(renderables)
            if last.startswith(("OSError", "ValueError")):
                self.leave(HUNG_UP)
                return
            self.fault = RuntimeError(f"reading keys: {last}")
            self._return_code = 1
        self._close_messages_no_wait()

    # The log

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a message; what went wrong is also logged, of several lines the first: the others quote."""
        if severity != "information":
            self.logbook.write(severity, message.partition("\n")[0])
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)


def _is_gone() -> bool:
    """Whether the other side of the terminal was closed."""
    watch = select.poll()
    watch.register(sys.__stdin__.fileno() if sys.__stdin__ else 0, 0)  # a hang-up is always told
    return any(event & select.POLLHUP for _, event in watch.poll(0))


def forget_terminal() -> None:
    """Let go of a terminal that has gone: Python would fail to empty its streams there, and end with 120."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _last_error(renderables: Sequence[RenderableType]) -> str:
    """The name and text of the error in a drawn traceback."""
    from rich.traceback import Traceback  # here: it loads what colours code

    for drawn in renderables:
        if isinstance(drawn, Traceback) and drawn.trace.stacks:
            last = drawn.trace.stacks[0]
            return f"{last.exc_type}: {last.exc_value}"
    return "unknown"


def logged(refresh: Refresh, log: Log) -> Refresh:
    """A refresh of which each failed feed is also a line of the log."""

    async def ask(
        store: Store, wanted: Sequence[int] | None = None, *, everything: bool = False
    ) -> AsyncIterator[Progress]:
        steps = refresh(store, wanted, everything=everything)
        async with aclosing(steps) as open_steps:  # type: ignore[type-var]  # both are generators
            async for step in open_steps:
                if step.error:
                    log.write("feed", f"{step.source}: {step.error}")
                yield step

    return ask
