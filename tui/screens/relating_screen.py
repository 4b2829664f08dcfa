"""Shows the articles that are like one."""

from collections.abc import Sequence
from datetime import datetime

from store import Article, clean_line
from tui.actions import Keymap
from tui.screens.item_screen import ItemScreen
from tui.screens.selecting import articles
from tui.widgets.article_list import UNREAD
from tui.widgets.dates import short_date
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


def related_item(article: Article, now: datetime) -> Item:
    """Mark and date, title, source and tags."""
    lead = f"{' ' if article.read else UNREAD} {short_date(article.published, now):>8}"
    about = [clean_line(article.source or article.feed or ""), *(f"#{clean_line(tag)}" for tag in article.reader_tags)]
    texts = (
        (clean_line(article.title) or "(no title)", "" if article.read else "strong"),
        (" · ".join(filter(None, about)), "dim"),
        ("", ""),
    )
    return Item(lead, texts)
