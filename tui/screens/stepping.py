"""Steps through the list by day and digest, and ways straight to a place."""

from datetime import date
from typing import Literal

from tui.screens.moving import Moving
from tui.widgets.dates import day
from tui.widgets.tag_pane import Scope

_LOOK_AHEAD = 500

Group = tuple[date | None, int | None]


class Stepping(Moving):
    """The keys that go further than a row."""

    def action_next_group(self) -> None:
        """The first article of the next day, or the next digest."""
        index = self._edge(self.article_list.cursor, 1)
        if index is None:
            self.say("No other day or digest below.")
        else:
            self.article_list.go(index)

    def action_previous_group(self) -> None:
        """The first article of this day or digest; from there, of the one before."""
        cursor = self.article_list.cursor
        start = self._start(cursor)
        if start == cursor and cursor > 0:
            start = self._start(cursor - 1)
        if start == cursor:
            self.say("No other day or digest above.")
        else:
            self.article_list.go(start)

    def _start(self, index: int) -> int:
        """The first row of the group a row is in."""
        edge = self._edge(index, -1)
        return 0 if edge is None else edge + 1

    def _edge(self, index: int, step: int) -> int | None:
        """The nearest row on one side that is of another day or digest; looked for in windows."""
        ids = self.article_list.ids
        if not 0 <= index < len(ids):
            return None
        (own,) = self._groups(index, index + 1)
        rows = range(index + 1, len(ids)) if step > 0 else range(index - 1, -1, -1)
        for at in range(0, len(rows), _LOOK_AHEAD):
            part = rows[at : at + _LOOK_AHEAD]
            first, last = min(part), max(part)
            groups = self._groups(first, last + 1)
            found = next((row for row in part if groups[row - first] != own), None)
            if found is not None:
                return found
        return None

    def _groups(self, first: int, end: int) -> list[Group]:
        """The day and the digest of some rows: a digest is a group of its own within its day."""
        found = self.store.groups(self.article_list.ids[first:end])
        return [(None, digest) if digest is not None else (day(stamp, self.now()), None) for stamp, digest in found]

    # Straight to a place

    def action_go_unread(self) -> None:
        """What is unread, as its row in the tag pane would show it."""
        self._to("", unread=True)

    def action_go_starred(self) -> None:
        """What has a star, read or not."""
        self._to("is:starred", unread=False)

    def _to(self, scope: str, *, unread: bool) -> None:
        row = Scope("", text=scope, unread=unread)
        self.listing = row.applied(self.listing, unread, None if self.listing.filter else self.sort)
        self._into("list")

    def action_go_tags(self) -> None:
        """The pane of tags and feeds."""
        self._into("tags")

    def _into(self, pane: Literal["tags", "list"]) -> None:
        if self.has_class("-zen"):
            self.perform("zen")
        self.go_to(pane)
