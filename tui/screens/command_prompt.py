"""The `:` line over the library, at its foot."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.screen import ModalScreen

from tui.command_line import Command, CommandError, CommandLine
from tui.screens.answering import Answering
from tui.widgets.command_bar import CommandBar


class CommandPrompt(Answering[Command | None], ModalScreen[Command | None]):
    """Answers a command that can be done, or None. A line that is none stays, with the reason over it.

    `typed` is what was typed before in this session, the last one last; a line that is done joins it.
    """

    AUTO_FOCUS = "Input"

    def __init__(self, line: CommandLine, typed: list[str], begun: str = "") -> None:
        super().__init__()
        self._line = line
        self._typed = typed
        self._begun = begun

    def compose(self) -> ComposeResult:
        """The line and its list."""
        before: Sequence[str] = tuple(self._typed)
        yield CommandBar(self._begun, self._line.complete, before)

    @on(CommandBar.Left)
    def _left(self) -> None:
        self.dismiss(None)

    @on(CommandBar.Entered)
    def _entered(self, event: CommandBar.Entered) -> None:
        text = event.text.strip()
        if not text:
            self.dismiss(None)
            return
        try:
            command = self._line.read(text)
        except CommandError as error:
            self.query_one(CommandBar).fault(str(error))
            return
        if text in self._typed:
            self._typed.remove(text)
        self._typed.append(text)
        self.dismiss(command)
