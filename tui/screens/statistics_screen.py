"""What was read: by day and week, by tag and journal, and what waits. Counted beside the screen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from textual import on, work
from textual.message import Message

from store import ReadingStatistics, Store, StoreError
from tui.actions import Keymap
from tui.screens.item_screen import ItemScreen
from tui.widgets.item_list import Item
from tui.widgets.statistics_words import sections


class StatisticsScreen(ItemScreen):
    """Numbers under quiet headings. It answers nothing."""

    LEAD = (10, "accent")
    HINTS = (("clear", "back"),)

    @dataclass
    class Counted(Message):
        """What was counted, or why it could not be."""

        found: ReadingStatistics | None
        error: str = ""

    def __init__(self, keymap: Keymap, library: Path, now: Callable[[], datetime]) -> None:
        super().__init__(keymap, "What you read")
        self._library = library
        self._now = now

    def on_mount(self) -> None:
        """Count, while the screen is there already."""
        self.items.show([Item("Counting …")])
        self._count()

    @work(thread=True, exclusive=True, group="statistics")
    def _count(self) -> None:
        try:
            with Store(self._library, now=self._now) as store:
                self.post_message(self.Counted(store.statistics(zone=self._now().tzinfo)))
        except StoreError as error:
            self.post_message(self.Counted(None, str(error)))

    @on(Counted)
    def _counted(self, event: Counted) -> None:
        if event.found is None:
            self.items.show([Item("Not counted")])
            self.say(event.error, "error")
            return
        items: list[Item] = []
        for section in sections(event.found):
            items.append(Item(section.heading))
            items += [Item(f" {number:>7}", ((text, ""),)) for number, text in section.lines]
        self.items.show(items)
