"""The screen in ASCII: the last thing that happens to a line before it goes to the terminal.

Every widget's lines, borders and scroll bars pass through Textual's line filters, as they do for NO_COLOR. So the
signs are turned in one place, and no widget, present or future, Textual's own ones among them, can forget it.
"""

from collections.abc import Callable

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tui.glyphs import in_ascii, only_ascii


class AsciiSigns(LineFilter):
    """Turns the app's signs into ASCII; where the terminal has no other letters (`letters` False), these too."""

    def __init__(self, *, letters: bool = True) -> None:
        super().__init__()
        self._turned: Callable[[str], str] = in_ascii if letters else only_ascii

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments, of the same widths, in the same styles."""
        return [Segment(self._turned(text), style, control) for text, style, control in segments]
