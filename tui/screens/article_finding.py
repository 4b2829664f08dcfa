"""Finding in the article: words looked for while they are typed, and those of the list's search marked."""

from collections.abc import Iterable
from functools import cached_property, partial

from textual import events, on
from textual.app import ComposeResult
from textual.widget import Widget

from store import Query, hit_spans
from tui.actions import DETAIL, ZEN, Action
from tui.screens.searching import Searching
from tui.widgets.article_view import ArticleView
from tui.widgets.bars import Hint, HintBar
from tui.widgets.find_bar import FindBar

_HINTS: tuple[Hint, ...] = (("Enter ↓", "next", ""), ("↑", "previous", ""), ("Tab", "read on", ""), ("Esc", "done", ""))
_TURNED = {1: " · from the top", -1: " · from the end", 0: ""}


class ArticleFinding(Searching):
    """What `/` does while the article has the keys. The marks stay until Esc, or until another article is shown."""

    _marked_for = Query()

    @cached_property
    def find_bar(self) -> FindBar:
        """The line to type in."""
        return FindBar(id="find")

    def compose(self) -> ComposeResult:
        """The screen, with the line over the hints."""
        parts: Iterable[Widget] = super().compose()
        for widget in parts:
            if isinstance(widget, HintBar):
                yield self.find_bar
            yield widget

    def hint_label(self, action: Action) -> str:
        """In the article the key of the search finds in it."""
        return "find" if action.id == "search" and self.context in (DETAIL, ZEN) else super().hint_label(action)

    def show_hints(self) -> None:
        """While words are typed: the keys of their line."""
        if self.find_bar.has_focus_within:
            self.query_one(HintBar).hints = _HINTS
        else:
            super().show_hints()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The line got the keys, or gave them back."""
        self.show_hints()

    def action_search(self) -> None:
        """In the article find words in it; elsewhere search for articles."""
        if self.pane == "detail" and self.article:
            self.action_find_here()
        else:
            super().action_search()

    def action_find_here(self) -> None:
        """Words to find in the article, from any pane."""
        if self.article is None:
            self.say("No article is in sight to find anything in.")
            return
        self.show_article()
        self.go_to("detail")
        self.view.begin_finding()
        self.find_bar.open()
        if self.find_bar.text:
            self.view.find(self.find_bar.text, going=False)
        else:
            self.find_bar.tell("")

    def command_find_here(self, text: str) -> None:
        """Find these words at once."""
        self.action_find_here()
        self.find_bar.put(text)

    @on(FindBar.Typed)
    def _typed_words(self, event: FindBar.Typed) -> None:
        self.view.find(event.text)

    @on(FindBar.Stepped)
    def _stepped_on(self, event: FindBar.Stepped) -> None:
        self.view.find_beside(event.step)

    @on(FindBar.Rested)
    def _read_on(self) -> None:
        self.go_to("detail")
        self.show_hints()

    @on(FindBar.Left)
    def _left_line(self) -> None:
        self.go_to("detail")
        self.end_finding()

    @on(ArticleView.Found)
    def _found(self, event: ArticleView.Found) -> None:
        if not self.find_bar.opened:
            return
        if not self.find_bar.text.strip():
            self.find_bar.tell("")
        elif event.done and not event.total:
            self.find_bar.tell("not found", none=True)
        else:
            number = f"{event.number:,}" if event.number and event.done else "…" if event.number else "–"
            self.find_bar.tell(f"{number}/{event.total:,}{'' if event.done else '…'}{_TURNED[event.turned]}")

    def end_finding(self) -> bool:
        """Hide the line and take its marks away; False if there is none. The article stays where it is."""
        if not self.find_bar.opened:
            return False
        self.find_bar.close()
        self.view.end_finding()
        self.show_hints()
        return True

    def action_open(self) -> None:
        """While words are marked: to the next; else open."""
        if self.find_bar.opened and self.pane == "detail":
            self.view.find_beside(1)
        else:
            super().action_open()

    def watch_pane(self) -> None:
        """Going elsewhere ends the finding."""
        if self.pane != "detail" and self.is_mounted:
            self.end_finding()
        super().watch_pane()

    def show_article(self) -> None:
        """Show it, with the words marked by which the list was searched."""
        if self.listing != self._marked_for:
            self._marked_for = self.listing
            self.view.mark_hits(partial(hit_spans, self.listing) if self.listing.filter.strip() else None)
        super().show_article()

    def draw_article(self) -> None:
        """Another article has nothing to be found in yet."""
        if self.article and self.article.id != self._shown:
            self.end_finding()
        super().draw_article()
