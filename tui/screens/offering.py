"""A prompt for one line with words below it that the line may become: what every such prompt has in common."""

from collections.abc import Iterator

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen, ScreenResultType
from textual.widget import Widget
from textual.widgets import Input, Static

from store import clean_line
from tui.screens.answering import Answering
from tui.widgets.offer_list import OfferList
from tui.widgets.row_list import RowList
from tui.widgets.typed_line import TypedLine


class Offering(Answering[ScreenResultType | None], ModalScreen[ScreenResultType | None]):
    """Answers what its class says, or None for Esc. The line keeps the focus while the arrows move among the words."""

    AUTO_FOCUS = "Input"
    HINT = "Enter done · Esc back"

    def __init__(self, question: str, value: str = "", *, placeholder: str = "") -> None:
        super().__init__()
        self._question = clean_line(question)
        self._value = clean_line(value)
        self._placeholder = placeholder

    def compose(self) -> ComposeResult:
        """The question, the line, what it may become, and the keys."""
        with Vertical(classes="prompt"):
            yield Static(Content(self._question), classes="question")
            yield from self.lines()
            yield OfferList()
            yield from self.below()
            yield Static(Content(self.HINT), classes="hint")

    def lines(self) -> Iterator[Widget]:
        """What is typed in."""
        yield TypedLine(self._value, placeholder=self._placeholder)

    def below(self) -> Iterator[Widget]:
        """What stands between the words and the keys."""
        yield from ()

    @property
    def line(self) -> Input:
        """The line that is typed in."""
        return self.query_one(Input)

    @property
    def words(self) -> OfferList:
        """What it may become."""
        return self.query_one(OfferList)

    def on_mount(self) -> None:
        """Offer at once what fits."""
        self.offer(self.line.value)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.offer(event.value)

    def offer(self, text: str) -> None:
        """Show what the line may become."""
        raise NotImplementedError

    def take(self) -> None:
        """Complete the line with the marked word, else with what is certain."""
        raise NotImplementedError

    def put(self, text: str) -> None:
        """Write another text into the line, to be gone on with."""
        self.line.value = text
        self.line.cursor_position = len(text)

    def on_key(self, event: events.Key) -> None:
        """Up and down move among the words, Tab takes one, Esc leaves."""
        if event.key == "escape":
            self.dismiss(None)
        elif event.key in ("down", "up", "ctrl+n", "ctrl+p"):
            self.words.move(1 if event.key in ("down", "ctrl+n") else -1)
        elif event.key == "tab":
            self.take()
        else:
            return
        event.stop()
        event.prevent_default()

    @on(RowList.Chosen)
    @on(RowList.Moved)
    def _pointed(self) -> None:
        if self.words.has_focus:  # a click, for the keys move while the line has the focus
            self.take()
            self.line.focus()
