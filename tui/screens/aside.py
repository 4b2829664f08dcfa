"""Work beside the screen that is given up at once when the reader leaves."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

Result = TypeVar("Result")

LOOK_EVERY = 0.05
"""Seconds between two looks at whether the work is still wanted."""


class Errand:
    """One coroutine, run in the calling thread's own loop; any other thread may stop it, before or while it runs."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cancel: Callable[[], object] | None = None
        self.stopped = False

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Run to the end, or until `stop()`; what the work had open is closed in either case."""
        with suppress(asyncio.CancelledError):
            asyncio.run(self._watched(work))

    async def _watched(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        with self._lock:
            self._cancel = partial(asyncio.get_running_loop().call_soon_threadsafe, task.cancel)
            if self.stopped:
                task.cancel()
        try:
            await task
        finally:
            with self._lock:
                self._cancel = None

    def stop(self) -> None:
        """Stop it now; saying so twice, or after its end, does nothing."""
        with self._lock:
            self.stopped = True
            if self._cancel:
                self._cancel()


def unless_left(work: Callable[[], Result], left: Callable[[], bool]) -> Result | None:
    """Do blocking work that cannot be stopped; None as soon as `left` says that nobody waits for it any more.

    The work stands in a daemon thread of its own, so that a slow server holds up neither quitting nor the
    interpreter's end. SQLite rolls a transaction back that such an end cuts off.
    """
    results: list[Result] = []
    faults: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:
            faults.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    while thread.is_alive() and not left():
        thread.join(LOOK_EVERY)
    if left():
        return None
    if faults:
        raise faults[0]
    return results[0]
