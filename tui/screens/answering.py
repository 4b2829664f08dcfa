"""A screen that is asked something and leaves with its answer, once."""

from textual.await_complete import AwaitComplete
from textual.screen import Screen, ScreenResultType


class Answering(Screen[ScreenResultType]):
    """Keys that were typed before the screen left still come to it: only the first answer counts.

    Textual's own `dismiss` would give the second answer too, and take the screen below away.
    """

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Answer and leave, unless that is done."""
        if self not in self.app.screen_stack:
            return AwaitComplete()
        return super().dismiss(result)
