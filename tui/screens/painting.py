"""The first paint: once, and whole. Textual by itself lays out and paints with every class and size it learns of."""

import gc

from textual import events
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from tui.screens.needed_lines import NeededLines
from tui.widgets.filled_later import FilledLater

COLLECTED_AFTER = (5_000, 50, 10)
"""Objects, and collections, after which garbage is looked for: by Python's own numbers (700, 10, 10) each key pays for
one that takes 2 to 7 ms, and each long article for one of 18. Most garbage goes by itself."""


class Painting(Screen[None]):
    """A screen that is painted for the first time when it has come to rest."""

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (30, "-narrow"), (80, "-normal"), (120, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (8, "-tall")]

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """The widget that has the keys. It and the one that had them paint themselves; Textual paints the whole screen."""

    _at_rest = False

    def __init__(self, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(name, id, classes)
        self._compositor = NeededLines()

    def begin_classes(self, *more: str) -> None:
        """Have the classes of this terminal before there is anything to style: each later one styles everything."""
        width, height = self.app.size
        wide = self._get_breakpoint_classes(width, self.HORIZONTAL_BREAKPOINTS)
        tall = self._get_breakpoint_classes(height, self.VERTICAL_BREAKPOINTS)
        self.add_class(*wide, *tall, *more)

    def _on_screen_resume(self, event: events.ScreenResume) -> None:
        """What was just mounted has its styles already; Textual's own handler follows."""
        if not self._at_rest:
            event.refresh_styles = False

    def _compositor_refresh(self) -> None:
        if self._at_rest:
            super()._compositor_refresh()

    def paint(self, *widgets: Widget) -> None:
        """Paint what these show now, before the rest of what a key does, and not at the next tick of the clock."""
        if not self.is_current or self._layout_required or self.app._batch_count:
            return  # the next frame is another picture anyway
        shown = self._compositor.visible_widgets.keys() & {*widgets, *self._dirty_widgets}
        self._compositor.update_widgets(shown)
        self._compositor_refresh()

    def _on_timer_update(self) -> None:
        if self._at_rest:
            super()._on_timer_update()
            return
        self._at_rest = True
        self.refresh()
        super()._on_timer_update()
        self.call_next(self.after_first_paint)

    def after_first_paint(self) -> None:
        """Make what is not in sight yet, before any key is taken."""
        for bar in self.walk_children(FilledLater):
            bar.fill()
        if not gc.isenabled():  # the reader's start turned it off
            gc.freeze()  # what is loaded now stays, and need not be gone through
            gc.set_threshold(*COLLECTED_AFTER)
            gc.enable()
