"""Steps through the list from group to group, and ways straight to a place."""

from bisect import bisect_left
from typing import Literal

from tui.screens.moving import Moving
from tui.widgets.tag_pane import Scope

_LOOK_AHEAD = 500


class Stepping(Moving):
    """The keys that go further than a row."""

    def action_next_group(self) -> None:
        """The first article of the next group: the next heading, else the next day or digest."""
        index = self._edge(self.article_list.cursor, 1)
        if index is None:
            self.say("No other group below.")
        else:
            self.article_list.go(index)

    def action_previous_group(self) -> None:
        """The first article of this group; from there, of the one before."""
        cursor = self.article_list.cursor
        start = self._start(cursor)
        if start == cursor and cursor > 0:
            start = self._start(cursor - 1)
        if start == cursor:
            self.say("No other group above.")
        else:
            self.article_list.go(start)

    def _start(self, index: int) -> int:
        """The first row of the group a row is in."""
        edge = self._edge(index, -1)
        return 0 if edge is None else edge + 1

    def _edge(self, index: int, step: int) -> int | None:
        """The nearest row on one side that is of another group."""
        articles = self.article_list
        if not 0 <= index < articles.count:
            return None
        rows = range(index + step, articles.count if step > 0 else -1, step)
        (own,) = articles.steps(index, index + 1)
        if articles.grouping in ("day", "feed"):
            return self._far_edge(rows, own)
        for at in range(0, len(rows), _LOOK_AHEAD):
            part = rows[at : at + _LOOK_AHEAD]
            first, last = min(part), max(part)
            groups = articles.steps(first, last + 1)
            found = next((row for row in part if groups[row - first] != own), None)
            if found is not None:
                return found
        return None

    def _far_edge(self, rows: range, own: object) -> int | None:
        """The same where a group stands in one piece: few rows are looked at, however many it has."""
        outside = bisect_left(rows, True, key=lambda row: self.article_list.steps(row, row + 1)[0] != own)
        return rows[outside] if outside < len(rows) else None

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
