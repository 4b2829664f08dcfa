"""The smallest Textual app that paints a word: what any reader built on Textual costs at least."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Empty(App[None]):
    """One word, and q to quit."""

    BINDINGS = [("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        """Show the word."""
        yield Static("nothing-but-this")


if __name__ == "__main__":
    Empty().run()
