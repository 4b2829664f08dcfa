"""What the terminal and the reader ask of the looks: few colours or none, and nothing that moves by itself."""

import os
from collections.abc import Sequence

from textual import events
from textual.app import App
from textual.filter import LineFilter, Monochrome, NoColor
from textual.widgets import Input

from tui.glyphs import choose, speaks_unicode
from tui.settings import Glyphs
from tui.widgets.ascii_signs import AsciiSigns

_FEW = (None, "standard", "windows")
"""What Rich calls a terminal without colours, or with sixteen."""


class Looks(App[None]):
    """`-few-colours` is the class in app.tcss for a terminal that cannot show a theme's finer differences."""

    _signs: tuple[AsciiSigns, ...] = ()

    def settle_signs(self, glyphs: Glyphs | None) -> None:
        """Draw in ASCII if the reader wants it, and in any case where the terminal has no other letters."""
        letters = speaks_unicode()
        wanted = glyphs == "ascii" or not letters
        choose(ascii=wanted)
        self._signs = (AsciiSigns(letters=letters),) if wanted else ()

    def settle_looks(self, *, motion: bool) -> None:
        """Look once at the terminal; `motion` False: nothing moves by itself, no cursor blinks."""
        system = self.console.color_system
        self.no_color = bool(os.environ.get("NO_COLOR")) or system is None  # empty is not set, says no-color.org
        self.set_class(self.no_color or system in _FEW, "-few-colours", update=False)
        if not motion:
            self.animation_level = "none"

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Without colour: the terminal's own two. Textual would paint greys, and a dark page on a white terminal."""
        filters = [one for one in super().get_line_filters() if not isinstance(one, Monochrome)]
        return [*filters, *self._signs, *([_NO_COLOUR] if self.no_color else [])]

    def refresh_css(self, animate: bool = True) -> None:
        """Before the first screen only take the colours: Textual would read all rules, and read them again with it."""
        if self._screen_stacks and self._screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A line that gets the keys: its cursor blinks only where things may move."""
        if self.animation_level == "none" and isinstance(event.widget, Input):
            event.widget.cursor_blink = False


_NO_COLOUR = NoColor()
