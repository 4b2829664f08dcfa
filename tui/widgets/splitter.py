"""The line between two panes: it shows which pane has the keys, and can be dragged."""

from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.widgets.looks import LooksOnUse

LIGHT, HEAVY = ("│", "─", "├"), ("┃", "━", "┣")
"""The line going down, going across, and where one going across begins; heavy under the mouse."""


class Splitter(LooksOnUse):
    """One cell thick. `lit` are the rows beside the pane that has the keys, `joint` the row where a line begins."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"splitter--lit"}
    DEFAULT_CSS = """
    Splitter { width: 1; height: 1fr; color: $border-blurred; }
    Splitter > .splitter--lit { color: $accent; }
    """

    @dataclass
    class Dragged(Message):
        """The line is pulled to a cell of the screen."""

        line: "Splitter"
        x: int
        y: int

        @property
        def control(self) -> "Splitter":
            """The line, so that `@on` can select it."""
            return self.line

    class Dropped(Message):
        """The line was let go."""

    lit: reactive[range] = reactive(range(0))
    joint = reactive(-1)
    heavy = reactive(False)
    """Whether lit rows are drawn heavy, for a screen without enough colours."""

    def render_line(self, y: int) -> Strip:
        """One cell of a line that goes down, or all cells of one that goes across."""
        held = self.mouse_hover or self.has_class("-dragged")
        lit = y in self.lit or held
        style = self.rich_style + self.get_component_rich_style("splitter--lit") if lit else self.rich_style
        down, across, joint = HEAVY if held or (lit and self.heavy) else LIGHT
        sign = across if self.size.width > 1 else joint if y == self.joint else down
        return Strip([Segment(sign * self.size.width, style)], self.size.width)

    def on_enter(self) -> None:
        """Show that the line can be pulled."""
        self.refresh()

    def on_leave(self) -> None:
        """Be quiet again."""
        self.refresh()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the line."""
        event.stop()
        self.capture_mouse()
        self.add_class("-dragged")
        self.refresh()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Pull it along."""
        if self.has_class("-dragged"):
            self.post_message(self.Dragged(self, event.screen_x, event.screen_y))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let it go."""
        if self.has_class("-dragged"):
            event.stop()
            self.release_mouse()
            self.remove_class("-dragged")
            self.refresh()
            self.post_message(self.Dropped())
