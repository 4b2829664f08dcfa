"""Saved views: taken, kept, renamed, moved and deleted; their counts follow what is read."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on, work
from textual.timer import Timer

from store import Store, StoreError, View
from tui.messages import ViewsCounted
from tui.screens.frame import COUNTS_AFTER
from tui.screens.searching import Searching

if TYPE_CHECKING:
    from tui.screens.view_chooser import Verb


class Viewing(Searching):
    """The key of the saved views. Each change of one can be undone."""

    _counting_views: Timer | None = None

    def changed(self) -> None:
        """What was read no longer counts in the views."""
        super().changed()
        if self._counting_views:
            self._counting_views.stop()
        if self._views:
            self._counting_views = self.set_timer(COUNTS_AFTER, self.count_views)

    @work(thread=True, exclusive=True, group="views")
    def count_views(self) -> None:
        """Count what the views find, in a thread: each is a query of its own."""
        try:
            with Store(self.store.path, now=self.store.now) as store:
                self.post_message(ViewsCounted(store.views()))
        except StoreError:
            return  # they stay as they were; the next change counts them again

    @on(ViewsCounted)
    def _views_counted(self, event: ViewsCounted) -> None:
        self._views = event.views
        self.attempt(self.count)

    def action_views(self) -> None:
        """Choose a view, or keep the present list as one."""
        self._ask_view(0)

    def _ask_view(self, at: int) -> None:
        from tui.screens.view_chooser import ViewChooser

        self.app.push_screen(
            ViewChooser(self.store.views(), at),
            lambda answer: None if answer is None else self.attempt(lambda: self._do_view(*answer)),
        )

    def _do_view(self, verb: "Verb", view: View | None) -> None:
        if view is None:
            self._ask_name("Keep this list as a view called", "", self._keep_view)
        elif verb == "take":
            self._take_view(view)
        elif verb == "rename":
            self._ask_name("Call this view", view.name, lambda name: self._rename_view(view, name))
        elif verb == "delete":
            self.store.delete_view(view.id)
            self.count_views()
            self.say(f"View {view.name} deleted. U takes it back.")
        else:
            self.store.move_view(view.id, 1 if verb == "down" else -1)
            self.count_views()
            self._ask_view([one.id for one in self.store.views()].index(view.id))

    def _ask_name(self, question: str, name: str, then: Callable[[str], object]) -> None:
        from tui.screens.add_prompt import LinePrompt

        self.app.push_screen(
            LinePrompt(question, name), lambda line: self.attempt(lambda: then(line)) if line else None
        )

    def _take_view(self, view: View) -> None:
        if view.error:
            self.say(f"{view.name}: {view.error}", "error")
            return
        unread = view.only_unread or self.unread_only
        wanted = replace(self.listing, scope=view.filter, filter="", typing=False, unread=unread, sort=view.sort)
        self.listing = wanted
        self.go_to("list")

    def _keep_view(self, name: str) -> None:
        """The place and the filter of the list become one query."""
        now = self.listing
        filter = f"{now.filter.strip()}*" if now.typing else now.filter.strip()
        text = f"({now.scope}) ({filter})" if now.scope and filter else now.scope or filter
        self.store.save_view(name, text, sort=now.sort, only_unread=now.unread)
        self.count_views()
        self.say(f"View {name} kept. f shows the views.")

    def _rename_view(self, view: View, name: str) -> None:
        self.store.rename_view(view.id, name)
        self.count_views()
