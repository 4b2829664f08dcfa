"""Lines → strips in the theme's colours, kept while they may be drawn again."""

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui.widgets.markdown_lines import Line

KEPT = 400  # strips: some ten screens


class Painter:
    """Paints lines for a widget whose component classes are `article-view--NAME`."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._base = Style()
        self._frame = (0, 0)
        self._looks: dict[str, Style] = {}
        self._strips: dict[Line, Strip] = {}

    def begin(self, left: int, width: int) -> None:
        """Begin a frame: `left` blank columns before each line, `width` in all. Forgets what no longer holds."""
        base = self._widget.rich_style
        if base != self._base or self._frame != (left, width):
            self.forget()
        self._base, self._frame = base, (left, width)

    def forget(self) -> None:
        """Forget all colours, as a new theme asks for."""
        self._looks.clear()
        self._strips.clear()

    def strip(self, line: Line) -> Strip:
        """Return the line as it is drawn."""
        strip = self._strips.get(line)
        if strip is None:
            left, width = self._frame
            segments = [Segment(" " * left, self._base)] if left else []
            segments += [Segment(text, self.look(style)) for text, style, _ in line]
            strip = Strip(segments).crop_extend(0, width, self._base)
            if len(self._strips) >= KEPT:
                self._strips.clear()
            self._strips[line] = strip
        return strip

    def look(self, names: str) -> Style:
        """Return the colours of a piece: those of its names laid over each other in order."""
        style = self._looks.get(names)
        if style is None:
            style = self._base
            for name in names.split():
                part = f"article-view--{name}"
                rules = self._widget.get_component_styles(part)
                if rules.has_rule("color"):  # resolved by the whole style: `auto 60%` needs the background
                    style += Style(color=self._widget.get_component_rich_style(part).color)
                style += rules.text_style
            self._looks[names] = style
        return style


def marked(strip: Strip, span: tuple[int, int] | None, look: Style) -> Strip:
    """Return the strip with a selection; the span counts characters, and -1 is the end of the line."""
    if span is None:
        return strip
    text = strip.text
    start = cell_len(text[: span[0]])
    end = strip.cell_length if span[1] == -1 else cell_len(text[: span[1]])
    if start >= end:
        return strip
    middle = strip.crop(start, end)
    selected = Strip([Segment(t, (s or Style()) + look) for t, s, _ in middle], middle.cell_length)
    return Strip.join([strip.crop(0, start), selected, strip.crop(end, strip.cell_length)])


def lettered(strip: Strip, column: int, letters: str, look: Style) -> Strip:
    """Return the strip with letters written over it."""
    end = column + len(letters)
    hint = Strip([Segment(letters, look)], len(letters))
    return Strip.join([strip.crop(0, column), hint, strip.crop(end, strip.cell_length)])
