"""The note of an article, to be written in place."""

from collections.abc import Callable

from textual import events
from textual.app import App, ComposeResult, SuspendNotSupported
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from store import clean, clean_line
from tui.piping import Edited, edited
from tui.screens.answering import Answering
from tui.widgets.typed_text import TypedText


class NotePrompt(Answering[str], ModalScreen[str]):
    """Answers the note as it is when the reader leaves: Esc keeps what was written too, for undo brings back the old.

    Nothing that was typed can be lost by a key.
    """

    AUTO_FOCUS = "TextArea"

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self.keep: Callable[[str], object] = lambda text: None  # what is called where the program ends meanwhile

    def compose(self) -> ComposeResult:
        """The text under the title of its article."""
        with Vertical(classes="prompt", id="note"):
            yield Static(Content(f"Note on “{clean_line(self._title, 80)}”"), classes="question")
            yield TypedText(
                clean(self._text), soft_wrap=True, tab_behavior="focus", placeholder="Markdown, as you like"
            )
            yield Static(Content("Ctrl+s or Esc saves · Ctrl+o in $EDITOR · empty takes it away"), classes="hint")

    def on_mount(self) -> None:
        """Go on where the note ends."""
        area = self.query_one(TextArea)
        area.cursor_blink = self.app.animation_level != "none"
        area.move_cursor(area.document.end)

    def keep_draft(self) -> None:
        """Keep what is written so far: the program ends."""
        if areas := self.query(TextArea):
            self.keep(areas.first().text)

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
        """Let the editor have the terminal, then show what came back; also of one that failed."""
        area = self.query_one(TextArea)
        answer = in_editor(self.app, area.text)
        if answer.error:
            self.notify(answer.error, severity="warning", markup=False)
        if text := answer.kept if answer.text is None else answer.text:
            area.text = clean(text)
            area.move_cursor(area.document.end)
        elif answer.text is not None:
            area.text = ""


def in_editor(app: App[None], text: str) -> Edited:
    """Hand the terminal and a text to the reader's editor; wait for the end of it."""
    try:
        with app.suspend():
            return edited(text)
    except SuspendNotSupported:
        return Edited(None, "This terminal cannot be handed to an editor.")
