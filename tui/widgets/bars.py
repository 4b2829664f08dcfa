"""The two quiet lines: where we are (top) and what the next key could be (bottom)."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.widgets.row_list import fit

Hint = tuple[str, str, str]
"""A key as people write it, what it does, and the id of its action."""

Working = tuple[str, int, int]
"""Work that goes on: what and how far in words, how much is done, and of how much."""

_NAME = " sciread "
BAR = 12
"""Cells of the bar that fills."""


class StatusBar(Widget):
    """Where we are to the left; how much is unread, or how far the work has come, to the right."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "StatusBar { height: 1; }"

    place = reactive("")
    counts = reactive("")
    working: reactive[Working | None] = reactive(None)

    def render(self) -> Content:
        """One line. Short of room, facts go first (not how much is unread), then the bar, then the place."""
        width = self.size.width
        right = self._facts(width) if self.working is None else self._progress(self.working, bar=width >= 80)
        room = width - len(_NAME) - right.cell_length
        if room < 8:
            right = self._progress(self.working, bar=False) if self.working else Content("")
            return Content.assemble(Content(fit(f" {self.place}", width - right.cell_length)), right)
        return Content.assemble((_NAME, "bold $accent"), Content(fit(f" {self.place}", room)), right)

    def _facts(self, width: int) -> Content:
        """The facts of `counts` that leave the place its room; the first one in any case."""
        facts = self.counts.split(" · ")
        while len(facts) > 1 and len(_NAME) + cell_len(f" {self.place}   {' · '.join(facts)} ") > width:
            del facts[1]  # a failing feed is told last, and matters more than the hour of the refresh
        return Content(f" {' · '.join(facts)} ").stylize("$text-muted")

    def _progress(self, working: Working, *, bar: bool) -> Content:
        words, done, total = working
        full = round(BAR * done / total) if total else 0
        drawn = (("━" * full, "$accent"), ("─" * (BAR - full), "$text-muted")) if bar else ()
        return Content.assemble(Content(f" {words} ").stylize("$text-muted"), *drawn, " " * bool(drawn))


class HintBar(Widget):
    """As many whole hints as fit, each of which can be clicked."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "HintBar { height: 1; }"

    @dataclass
    class Clicked(Message):
        """The hint of an action was clicked; "" for one that does nothing."""

        id: str

    hints: reactive[Sequence[Hint]] = reactive(())

    def render(self) -> Content:
        """`d paper  1–9 reference  …`, the last hint (help) always in sight."""
        return Content("").join(_painted(hint) for hint in self._fitting())

    def on_click(self, event: events.Click) -> None:
        """A click on a hint does what it says."""
        column = event.x
        for hint in self._fitting():
            if 0 <= column < _width(hint):
                self.post_message(self.Clicked(hint[2]))
                return
            column -= _width(hint)

    def _fitting(self) -> list[Hint]:
        """The hints there is room for, the last one among them."""
        *others, last = self.hints or [("", "", "")]
        room = self.size.width - _width(last)
        fitting = []
        for hint in others:
            if _width(hint) <= room:
                fitting.append(hint)
                room -= _width(hint)
        return [*fitting, last]


def _width(hint: Hint) -> int:
    key, label, _ = hint
    return cell_len(key) + cell_len(label) + 3


def _painted(hint: Hint) -> Content:
    key, label, _ = hint
    return Content.assemble(" ", (key, "bold $accent"), (f" {label} ", "$text-muted"))
