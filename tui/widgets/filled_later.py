"""A hidden bar whose parts are made after the first paint: an eighth of all that would be styled before it."""

from textual.widget import Widget


class FilledLater(Widget):
    """Stands after the class of Textual that the bar is made of: that one gives the CSS."""

    _filled = False

    def make_parts(self) -> None:
        """Mount what the bar holds."""
        raise NotImplementedError

    def fill(self) -> None:
        """Make the parts, once; whoever opens the bar before the first paint is over does so too."""
        if not self._filled:
            self._filled = True
            self.make_parts()
