"""The first paint: once, and whole. Textual by itself lays out and paints with every class and size it learns of."""

import gc

from textual import events
from textual.screen import Screen


class Painting(Screen[None]):
    """A screen that is painted for the first time when it has come to rest."""

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (30, "-narrow"), (80, "-normal"), (120, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (8, "-tall")]

    _at_rest = False

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

    def _on_timer_update(self) -> None:
        if self._at_rest:
            super()._on_timer_update()
            return
        self._at_rest = True
        self.refresh()
        super()._on_timer_update()
        if not gc.isenabled():  # the reader's start turned it off
            gc.freeze()  # what is loaded now stays, and need not be gone through
            gc.enable()
