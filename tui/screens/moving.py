"""Moving: in the pane that has the keys, between panes, and from article to article."""

from dataclasses import replace
from typing import Literal

from textual import on

from tui.screens.frame import Pane
from tui.screens.showing import Showing
from tui.widgets.row_list import RowList

_PANES: tuple[Pane, ...] = ("tags", "list", "detail")


class Moving(Showing):
    """The keys that change what is highlighted, shown or listed, and nothing in the library."""

    @property
    def rows(self) -> RowList | None:
        """The list that has the keys; None in the article."""
        return {"tags": self.tag_pane, "list": self.article_list}.get(self.pane)

    @on(RowList.Moved, "#tags")
    def _scoped(self) -> None:
        if scope := self.tag_pane.scope:
            self.listing = scope.applied(self.listing, self.unread_only, None if self.listing.filter else self.sort)

    @on(RowList.Chosen, "#tags")
    @on(RowList.Chosen, "#articles")
    def _chosen(self) -> None:
        self.perform("open")

    def action_down(self) -> None:
        """Next row, or a line down."""
        self._step(1)

    def action_up(self) -> None:
        """Previous row, or a line up."""
        self._step(-1)

    def _step(self, step: int) -> None:
        if rows := self.rows:
            rows.move(step)
        else:
            self.view.scroll_lines(step)

    def action_half_down(self) -> None:
        """Half a page down."""
        self._half(1)

    def action_half_up(self) -> None:
        """Half a page up."""
        self._half(-1)

    def _half(self, step: Literal[1, -1]) -> None:
        if rows := self.rows:
            rows.move(step * rows.half)
        else:
            self.view.scroll_half(step)

    def action_top(self) -> None:
        """The first row or line."""
        if rows := self.rows:
            rows.go(0)
        else:
            self.view.to_top()

    def action_bottom(self) -> None:
        """The last row or line."""
        if rows := self.rows:
            rows.go(rows.count - 1)
        else:
            self.view.to_bottom()

    def action_left(self) -> None:
        """The pane to the left."""
        if self.pane != "tags" and not self.has_class("-zen"):
            self.go_to(_PANES[_PANES.index(self.pane) - 1])

    def action_right(self) -> None:
        """The pane to the right."""
        if self.pane == "tags":
            self.go_to("list")
        elif self.pane == "list":
            self.action_open()

    def action_next_pane(self) -> None:
        """The next pane, round."""
        self._turn(1)

    def action_previous_pane(self) -> None:
        """The previous pane, round."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        if not self.has_class("-zen"):
            self.go_to(_PANES[(_PANES.index(self.pane) + step) % len(_PANES)])

    def action_open(self) -> None:
        """From the tags to the list; from the list into the article, which is then read."""
        if self.pane == "tags":
            self.go_to("list")
        elif self.article:
            self.show_article()
            self.paint(self.view)  # its first words come before the light on the panes and the mark in the list
            self.go_to("detail")
            self.read_now()

    def action_page(self) -> None:
        """A page of the article; at its end, the next unread."""
        if self.article:
            self.show_article()
            if not self.view.scroll_page():
                self.action_next_unread()

    def action_next_unread(self) -> None:
        """The next unread article of the list."""
        self._unread(1, "No unread article below.")

    def action_previous_unread(self) -> None:
        """The previous unread article of the list."""
        self._unread(-1, "No unread article above.")

    def _unread(self, step: int, none: str) -> None:
        articles = self.article_list
        if articles.count:
            index = self.store.next_unread(articles.ids, articles.cursor, step)
            if index is None:
                self.say(none)
            else:
                articles.go(index)

    def action_next_article(self) -> None:
        """The next article, from any pane."""
        self.article_list.move(1)

    def action_previous_article(self) -> None:
        """The previous article, from any pane."""
        self.article_list.move(-1)

    def action_toggle_unread_only(self) -> None:
        """All articles of this scope, or only unread ones."""
        self.unread_only = not self.listing.unread
        self.listing = replace(self.listing, unread=self.unread_only)
        self.say("Only unread articles" if self.unread_only else "All articles")
