"""When the reader in a test has done what a key asked: its queues are empty and what changed is painted.

Textual's own Pilot waits until the process uses little time. That takes a tenth of a second for every key, and on a
busy machine a process that is not let run looks as if it were done. Here the queues themselves are looked at.
"""

import asyncio
import unicodedata
from collections.abc import Iterable
from time import process_time
from typing import Any

from textual import events
from textual._queue import Queue
from textual.app import App
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import ModalScreen

from tui.app import SciRead

MOST = 2.0
"""Seconds of work after which a reader that never rests (a refresh goes on) is left to it.

Of the processor, not of the clock: on a busy machine the clock goes on while the reader is not let run.
"""

ROUNDS = 4
"""Turns of the loop without anything to do, before it counts as quiet: a task may be between two messages."""


class Quick(SciRead):
    """The reader, for which a key is pressed when the last one has been dealt with."""

    async def _press_keys(self, keys: Iterable[str]) -> None:
        for key in keys:
            self.post_message(key_event(key).set_sender(self))
            await quiet(self)


def key_event(name: str) -> events.Key:
    """A key by its name, with the character it types, as Textual's Pilot makes it."""
    key = _character_to_key(name) if len(name) == 1 and not name.isalnum() else name
    return events.Key(key, _character(REPLACED_KEYS.get(key, key)) or (key if len(key) == 1 else None))


def _character(key: str) -> str | None:
    try:
        return unicodedata.lookup(_get_unicode_name_from_key(key))
    except KeyError:
        return None


async def quiet(app: App[Any]) -> None:
    """Wait until no message waits or is being dealt with, and paint. Threads and timers are not waited for."""
    deadline = process_time() + MOST
    rounds = 0
    while rounds < ROUNDS and process_time() < deadline:
        await asyncio.sleep(0)
        rounds = 0 if _busy(app) else rounds + 1


async def at_rest(app: App[Any]) -> None:
    """Wait, for a while, until no thread or task beside the screen works, and what it brought is painted.

    Behind a prompt a task may do nothing but wait for its answer: there a while is short.
    """
    prompted = {id(worker) for worker in app.workers} if isinstance(app.screen, ModalScreen) else set()
    for turn in range(500):
        await asyncio.sleep(0.01)
        if all(worker.is_finished or (id(worker) in prompted and turn > 5) for worker in app.workers):
            break
    await quiet(app)


def _busy(app: App[Any]) -> bool:
    """Whether anything is to be done; what only has to be painted is painted now."""
    if app._exit or not app.is_running or not app.screen_stack:
        return False
    if app._resize_timer is not None:  # the screen learns of a new size a moment later
        return True
    pumps: list[MessagePump] = [app, *app.screen.walk_children(with_self=True)]
    if any(map(_working, pumps)):
        return True
    screen = app.screen
    unpainted = screen._layout_required or screen._repaint_required or screen._scroll_required
    if unpainted or screen._dirty_widgets or screen._callbacks:
        screen._on_timer_update()
        return True
    return False


def _working(pump: MessagePump) -> bool:
    """Whether a message waits for it, or it is not yet back at its queue, waiting for the next."""
    if not pump._running or pump._closing or pump._closed:
        return False
    queue: Queue[Message | None] = pump._message_queue
    return bool(not queue.empty() or pump._pending_message or not queue.ready_event._waiters)
