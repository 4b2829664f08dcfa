"""Asks which saved view, and what to do with it."""

from collections.abc import Sequence
from typing import Literal

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from store import View, clean_line
from tui.screens.answering import Answering
from tui.widgets.row_list import RowList
from tui.widgets.word_list import WordList

Verb = Literal["take", "keep", "rename", "delete", "up", "down"]

KEYS: dict[str, tuple[Verb, str]] = {
    "enter": ("take", "take"), "n": ("keep", "keep this list"), "r": ("rename", "rename"),
    "D": ("delete", "delete"), "J": ("down", "move down"), "K": ("up", "move up"),
}  # fmt: skip


class ViewChooser(Answering[tuple[Verb, View | None] | None], ModalScreen[tuple[Verb, View | None] | None]):
    """Answers what to do with which view, or None. Digits take at once; n keeps the present list as a new one."""

    AUTO_FOCUS = "WordList"

    def __init__(self, views: Sequence[View], at: int = 0) -> None:
        super().__init__()
        self._views = views
        self._at = at

    def compose(self) -> ComposeResult:
        """The views with their queries over the keys."""
        with Vertical(classes="prompt"):
            yield Static(Content("Saved views" if self._views else "No saved view yet"), classes="question")
            yield WordList()
            yield Static(Content("Enter takes · n keeps this list · r rename · D delete · J K move"), classes="hint")

    def on_mount(self) -> None:
        """Number the views."""
        rows = self.query_one(WordList)
        rows.display = bool(self._views)
        rows.styles.height = min(len(self._views), 12)
        rows.show([(str(n), _told(view)) for n, view in enumerate(self._views, 1)], column=5)
        rows.go(self._at)

    def on_key(self, event: events.Key) -> None:
        """Move, choose, or say what is to be done."""
        rows = self.query_one(WordList)
        key = event.character if event.is_printable and event.character else event.key
        if key in ("escape", "q", "f"):
            self.dismiss(None)
        elif key in ("j", "down", "k", "up"):
            rows.move(1 if key in ("j", "down") else -1)
        elif key.isdecimal() and 1 <= int(key) <= min(9, len(self._views)):
            self.dismiss(("take", self._views[int(key) - 1]))
        elif key in KEYS:
            self._answer(KEYS[key][0], rows.cursor)
        else:
            return
        event.stop()

    def _answer(self, verb: Verb, index: int) -> None:
        if verb == "keep":
            self.dismiss((verb, None))
        elif 0 <= index < len(self._views):
            self.dismiss((verb, self._views[index]))

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self._answer("take", event.index)


def _told(view: View) -> str:
    unread = f" ({view.unread:,})" if view.unread else ""
    return clean_line(f"{view.name}{unread}   {view.filter}{' is:unread' if view.only_unread else ''}")
