"""The tags as a whole: their screen, their rules, and their colours in the list."""

from textual import on

from store import fold, quoted
from tui.messages import TagsCounted
from tui.screens.moving import Moving
from tui.widgets.tag_pane_rows import Scope


class Tagging(Moving):
    """The keys that open the tags and the rules; what is done there shows when the reader comes back."""

    def action_tag_list(self) -> None:
        """Every tag, and what can be done with it."""
        from tui.screens.tag_screen import TagScreen

        self.app.push_screen(TagScreen(self.store), self._left_tags)

    def action_rules(self) -> None:
        """The rules that give tags."""
        from tui.screens.rule_screen import RuleScreen

        self.app.push_screen(RuleScreen(self.store), lambda _: self._left_tags(None))

    def _left_tags(self, chosen: str | None) -> None:
        self.attempt(lambda: self._show_again(chosen))

    def _show_again(self, chosen: str | None) -> None:
        article = self.article
        if chosen is None:
            self.list_articles(article.id if article else None)
        else:
            row = Scope("", text=f"tag:{quoted(chosen)}")
            self.listing = row.applied(self.listing, self.unread_only)
            self.go_to("list")
        self.changed()
        self.count_tags()
        self.draw_article()

    @on(TagsCounted)
    def _colours_counted(self, event: TagsCounted) -> None:
        self.article_list.colour_tags({fold(tag.name): tag.colour for tag in event.tags if tag.colour})
