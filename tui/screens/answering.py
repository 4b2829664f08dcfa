"""A screen that is asked something and leaves with its answer, once."""

from typing import TYPE_CHECKING, Generic

from textual.await_complete import AwaitComplete
from textual.screen import ScreenResultType

if TYPE_CHECKING:
    from textual.screen import Screen as _Asked
else:

    class _Asked(Generic[ScreenResultType]):
        """No screen by itself: Textual takes styles from the first base that is one, which is ModalScreen's place."""


class Answering(_Asked[ScreenResultType]):
    """Keys that were typed before the screen left still come to it: only the first answer counts.

    Textual's own `dismiss` would give the second answer too, and take the screen below away.
    """

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Answer and leave, unless that is done, or another screen stands over this one: it would be taken instead."""
        if self.app.screen is not self:
            return AwaitComplete()
        return super().dismiss(result)
