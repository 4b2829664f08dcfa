"""Articles like the highlighted one."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual import on, work

from store import Article, Store, StoreError, clean_line
from tui.actions import Keymap
from tui.messages import RelatedFound
from tui.screens.citing import Tracing
from tui.screens.item_screen import ItemScreen
from tui.screens.selecting import articles
from tui.widgets.article_list import UNREAD
from tui.widgets.dates import short_date

if TYPE_CHECKING:
    from tui.widgets.item_list import Item


class RelatedScreen(ItemScreen):
    """Articles like one, the nearest first. Answers the id of the article to be shown, or None."""

    LEAD = (11, "dim")
    HINTS = (("open", "show article"), ("clear", "back"))

    def __init__(self, keymap: Keymap, title: str, found: Sequence[Article], now: datetime) -> None:
        super().__init__(keymap, f"{articles(len(found)).capitalize()} like “{clean_line(title)}”")
        self._found = found
        self._now = now

    def on_mount(self) -> None:
        """List them."""
        self.items.show([related_item(article, self._now) for article in self._found])

    def do_open(self) -> None:
        """Answer the article under the cursor."""
        if (index := self.items.index) is not None:
            self.dismiss(self._found[index].id)


def related_item(article: Article, now: datetime) -> "Item":
    """Mark and date, title, source and tags."""
    from tui.widgets.item_list import Item

    lead = f"{' ' if article.read else UNREAD} {short_date(article.published, now):>8}"
    about = [clean_line(article.source or article.feed or ""), *(f"#{clean_line(tag)}" for tag in article.reader_tags)]
    texts = (
        (clean_line(article.title) or "(no title)", "" if article.read else "strong"),
        (" · ".join(filter(None, about)), "dim"),
        ("", ""),
    )
    return Item(lead, texts)


class Relating(Tracing):
    """The key that asks what else is like this."""

    def action_related(self) -> None:
        """Look for articles like this one, beside the screen."""
        if article := self.article:
            self._look_for_related(article.id)

    @work(thread=True, exclusive=True, group="related")
    def _look_for_related(self, id: int) -> None:
        try:
            with Store(self.store.path, now=self.store.now) as store:
                self.post_message(RelatedFound(id, store.articles(store.related(id))))
        except StoreError as error:
            self.post_message(RelatedFound(id, (), str(error)))

    @on(RelatedFound)
    def _related_found(self, event: RelatedFound) -> None:
        article = self.article
        if not self.is_current or article is None or article.id != event.article:
            return  # the reader has gone on meanwhile
        if event.error:
            self.say(event.error, "error")
        elif not event.found:
            self.say("Nothing in your library is like this article.")
        else:
            self.app.push_screen(
                RelatedScreen(self.keymap, article.title, event.found, self.now()),
                lambda id: None if id is None else self.attempt(lambda: self.show_in_library(id)),
            )
