"""The note of an article, to be written in place."""

from textual import events
from textual.app import ComposeResult, SuspendNotSupported
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from store import clean, clean_line
from tui.piping import edited


class NotePrompt(ModalScreen[str]):
    """Answers the note as it is when the reader leaves: Esc keeps what was written too, for undo brings back the old.

    Nothing that was typed can be lost by a key.
    """

    AUTO_FOCUS = "TextArea"

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        """The text under the title of its article."""
        with Vertical(classes="prompt", id="note"):
            yield Static(Content(f"Note on “{clean_line(self._title, 80)}”"), classes="question")
            yield TextArea(clean(self._text), soft_wrap=True, tab_behavior="focus", placeholder="Markdown, as you like")
            yield Static(Content("Ctrl+s or Esc saves · Ctrl+o in $EDITOR · empty takes it away"), classes="hint")

    def on_mount(self) -> None:
        """Go on where the note ends."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)

    def on_key(self, event: events.Key) -> None:
        """Leave, or step aside for the editor; all else is written."""
        if event.key in ("escape", "ctrl+s"):
            self.dismiss(self.query_one(TextArea).text)
        elif event.key == "ctrl+o":
            self._in_editor()
        else:
            return
        event.stop()
        event.prevent_default()

    def _in_editor(self) -> None:
        """Let the editor have the terminal, then show what came back."""
        area = self.query_one(TextArea)
        try:
            with self.app.suspend():
                answer = edited(area.text)
        except SuspendNotSupported:
            self.notify("This terminal cannot be handed to an editor.", severity="warning", markup=False)
            return
        if answer.text is None:
            self.notify(answer.error, severity="warning", markup=False)
        else:
            area.text = clean(answer.text)
            area.move_cursor(area.document.end)
