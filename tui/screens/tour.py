"""A tour of the screen, in a small window over it."""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.screens.answering import Answering
from tui.screens.tour_pages import TourPage

_NEXT = {"enter", "right", "l", "space", "j", "down", "n"}
_BACK = {"left", "h", "backspace", "k", "up", "p"}
_LEAVE = {"escape", "q"}


class Tour(Answering[bool], ModalScreen[bool]):
    """Answers True once its last page was seen, False when it was left before."""

    def __init__(self, pages: Sequence[TourPage]) -> None:
        super().__init__()
        self._pages = pages
        self.at = 0

    def compose(self) -> ComposeResult:
        """The page over its keys."""
        with Vertical(classes="prompt"):
            yield Static(classes="question")
            yield Static(classes="text")
            yield Static(classes="hint")

    def on_mount(self) -> None:
        """Begin."""
        self._show()

    def on_key(self, event: events.Key) -> None:
        """On, back, or out; other keys do nothing here."""
        event.stop()
        event.prevent_default()
        if event.key in _LEAVE:
            self._end(seen=False)
        elif event.key in _NEXT:
            self._turn(1)
        elif event.key in _BACK:
            self._turn(-1)

    def on_click(self) -> None:
        """A click goes on, as Enter does."""
        self._turn(1)

    def _turn(self, step: int) -> None:
        if self.at + step >= len(self._pages):
            self._end(seen=True)
        else:
            self.at = max(0, self.at + step)
            self._show()

    def _end(self, *, seen: bool) -> None:
        self._point("")
        self.dismiss(seen)

    def _show(self) -> None:
        page, last = self._pages[self.at], self.at == len(self._pages) - 1
        self.query_one(".question", Static).update(Content(f"{self.at + 1}/{len(self._pages)}  {page.title}"))
        self.query_one(".text", Static).update(Content(page.text))
        self.query_one(".hint", Static).update(Content(f"Enter {'ends' if last else 'next'} · ← back · Esc leaves"))
        self._point(page.at)

    def _point(self, at: str) -> None:
        """Tint the part of the screen below that the page is about."""
        for below in self.app.screen_stack[:-1]:
            for widget in below.query(".-toured"):
                widget.remove_class("-toured")
            if at:
                below.query(at).add_class("-toured")
