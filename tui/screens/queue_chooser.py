"""Asks what the reader means to do with a paper: its place in the queue, and why one is set aside."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import App

from store import clean_line
from tui.paper_words import QUEUE_WORDS, papers, queue_mark
from tui.screens.add_prompt import LinePrompt
from tui.screens.chooser import Chooser

if TYPE_CHECKING:
    from store import Queued, QueueState

Chosen = Callable[["QueueState | None", str], object]
"""Told the state and the reason; None takes out of the queue."""

STATES = tuple(QUEUE_WORDS)
_DONE = {
    "get": "to get", "to-read": "queued to read", "reading": "being read", "read": "read", "aside": "set aside",
    None: "out of the queue",
}  # fmt: skip


def ask_state(app: App[object], title: str, now: "Queued | None", then: Chosen) -> None:
    """Ask for the state; to set aside asks for a reason too. Esc leaves all as it is."""
    rows = [f"{queue_mark(state)} {words}{' …' if state == 'aside' else ''}" for state, words in QUEUE_WORDS.items()]
    if now:
        rows.append("  out of the queue")

    def chosen(index: int | None) -> None:
        if index is None:
            return
        state = STATES[index] if index < len(STATES) else None
        if state == "aside":
            prompt = LinePrompt("Set aside: why? (nothing typed: no reason)", clean_line(now.reason if now else ""))
            app.push_screen(prompt, aside)
        else:
            then(state, "")

    def aside(reason: str | None) -> None:
        if reason is not None:
            then("aside", reason)

    app.push_screen(Chooser(f"“{clean_line(title, 100)}”", rows), chosen)


def said(count: int, state: "QueueState | None", undo: str) -> str:
    """What was done, and the key that takes it back."""
    if not count:
        return "It was so already."
    return f"{papers(count).capitalize()}: {_DONE[state]}. {undo} takes it back."
