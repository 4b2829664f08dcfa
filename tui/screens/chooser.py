"""Asks which one of a few."""

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.screens.answering import Answering
from tui.widgets.row_list import RowList
from tui.widgets.word_list import WordList


class Chooser(Answering[int | None], ModalScreen[int | None]):
    """Answers the index of the row that was chosen, or None. Digits choose at once."""

    AUTO_FOCUS = "WordList"

    def __init__(self, question: str, rows: Sequence[str]) -> None:
        super().__init__()
        self._question = question
        self._rows = rows

    def compose(self) -> ComposeResult:
        """The question over its rows."""
        with Vertical(classes="prompt"):
            yield Static(Content(self._question), classes="question")
            yield WordList()

    def on_mount(self) -> None:
        """Number the rows."""
        rows = self.query_one(WordList)
        rows.styles.height = min(len(self._rows), 12)
        rows.show([(str(n), text or "(no title)") for n, text in enumerate(self._rows, 1)], column=5)

    def on_key(self, event: events.Key) -> None:
        """j, k, digits, Enter, Esc."""
        rows, key = self.query_one(WordList), event.character or ""
        if event.key in ("escape", "q"):
            self.dismiss(None)
        elif event.key in ("enter", "l"):
            self.dismiss(rows.cursor)
        elif event.key in ("j", "down", "k", "up"):
            rows.move(1 if event.key in ("j", "down") else -1)
        elif key.isdecimal() and 1 <= int(key) <= min(9, len(self._rows)):
            self.dismiss(int(key) - 1)
        else:
            return
        event.stop()

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        self.dismiss(event.index)
