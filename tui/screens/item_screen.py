"""A calm screen over the library: what it is about at the top, items below, its keys at the bottom."""

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.screen import ModalScreen

from store import StoreError, clean_line
from tui.actions import Keymap
from tui.screens.answering import Answering
from tui.screens.frame import stroke
from tui.widgets.bars import Hint, HintBar, StatusBar
from tui.widgets.item_list import ItemList
from tui.widgets.row_list import RowList


class ItemScreen(Answering[int | None], ModalScreen[int | None]):
    """Items with the keys of the library: `do_ID` does what the action ID of the table is called here.

    `OWN` are keys that mean something else here than in the library: stroke → (id, label).
    `HINTS` are (id, label) in the order of the footer.
    """

    AUTO_FOCUS = "ItemList"
    LEAD = (4, "accent")
    OWN: dict[str, tuple[str, str]] = {}
    HINTS: tuple[tuple[str, str], ...] = ()
    CSS = """
    ItemScreen { background: $background; align: center top; }
    ItemScreen ItemList { width: 100%; max-width: 104; height: 1fr; padding: 0 0; }
    ItemScreen Input, ItemScreen Input:focus {
        border: none; height: 1; padding: 0 1; background: $surface; max-width: 104;
    }
    """

    def __init__(self, keymap: Keymap, place: str, counts: str = "") -> None:
        super().__init__()
        self.keymap = keymap
        self.items = ItemList(self.LEAD)
        self._place = place
        self._counts = counts
        self._typed = ""

    def compose(self) -> ComposeResult:
        """The items between the two quiet lines."""
        yield StatusBar()
        yield self.items
        yield HintBar()

    def on_mount(self) -> None:
        """Say what the screen is about, and its keys."""
        bar = self.query_one(StatusBar)
        bar.place, bar.counts = clean_line(self._place), clean_line(self._counts)
        self.query_one(HintBar).hints = list(self._hints())

    def _hints(self) -> Sequence[Hint]:
        own = {id: key for key, (id, _) in self.OWN.items()}
        keys = {action.id: self.keymap.hint(action) for action in self.keymap.actions} | own
        return [(keys[id], label, id) for id, label in self.HINTS]

    def on_key(self, event: events.Key) -> None:
        """Do what the keymap or the screen says; a key that begins a sequence waits for the next one."""
        key = stroke(event)
        typed = f"{self._typed} {key}".strip()
        self._typed = ""
        if typed in self.OWN:
            self.perform(self.OWN[typed][0], key)
        elif action := self.keymap.find(typed):
            self.perform(action.id, key)
        elif any(hasattr(self, f"do_{action.id}") for _, action in self.keymap.following(typed)):
            self._typed = typed
        else:
            return
        event.stop()

    def perform(self, id: str, key: str = "") -> None:
        """Do an action by its id, if it is one of this screen; what a reader can act on is told."""
        method = getattr(self, f"do_{id}", None)
        if method is None:
            return
        try:
            method(key) if id == "open_reference" else method()
        except StoreError as error:
            self.say(str(error), "error")

    def say(self, text: str, severity: str = "information") -> None:
        """A short message; never read as markup."""
        self.notify(clean_line(text), severity="error" if severity == "error" else "information", markup=False)

    @on(HintBar.Clicked)
    def _hint_clicked(self, event: HintBar.Clicked) -> None:
        self.perform(event.id, "")

    @on(RowList.Chosen)
    def _chosen(self) -> None:
        self.perform("open")

    def do_down(self) -> None:
        """Next item."""
        self.items.move(1)

    def do_up(self) -> None:
        """Previous item."""
        self.items.move(-1)

    def do_half_down(self) -> None:
        """Half a page down."""
        self.items.move(self.items.half)

    def do_half_up(self) -> None:
        """Half a page up."""
        self.items.move(-self.items.half)

    def do_top(self) -> None:
        """The first item."""
        self.items.go(0)

    def do_bottom(self) -> None:
        """The last item."""
        self.items.go(self.items.count - 1)

    def do_right(self) -> None:
        """As Enter does."""
        self.perform("open")

    def do_left(self) -> None:
        """Back to where the reader came from."""
        self.perform("clear")

    def do_clear(self) -> None:
        """Back to where the reader came from."""
        self.dismiss(None)

    def do_back(self) -> None:
        """Back to where the reader came from."""
        self.dismiss(None)
