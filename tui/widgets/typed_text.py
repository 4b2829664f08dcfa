"""Where the reader types a text. Apart from lines: what Textual needs for it is loaded when a note is first written."""

from textual import events
from textual.widgets import TextArea

from store import clean


class TypedText(TextArea):
    """A text to type in; what is pasted is cleaned."""

    def _on_paste(self, event: events.Paste) -> None:  # type: ignore[override]  # Textual calls each class's own
        event.text = clean(event.text)
