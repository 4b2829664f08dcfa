"""Shows the articles of the library that cite a work, with the sentence."""

from collections.abc import Callable, Sequence
from datetime import datetime

from store import Citing, clean_line
from tui.actions import Keymap
from tui.screens.item_screen import ItemScreen
from tui.widgets.article_list import UNREAD
from tui.widgets.dates import short_date
from tui.widgets.item_list import Item

_ROLES = {"main": "about this paper", "cited": "cites it"}


class CitingScreen(ItemScreen):
    """Articles that cite a work, with the sentence. Answers the id of the article to be shown, or None."""

    LEAD = (11, "dim")
    HINTS = (("open", "show article"), ("open_paper", "paper"), ("clear", "back"))

    def __init__(
        self,
        keymap: Keymap,
        title: str,
        found: Sequence[Citing],
        items: Sequence[Item],
        open_paper: Callable[[], None],
    ) -> None:
        super().__init__(keymap, f"Cited by {_articles(len(found))} · {clean_line(title)}")
        self._found = found
        self._listed = items
        self._open_paper = open_paper

    def on_mount(self) -> None:
        """List them."""
        self.items.show(self._listed)

    def do_open(self) -> None:
        """Answer the article under the cursor."""
        if (index := self.items.index) is not None:
            self.dismiss(self._found[index].article.id)

    def do_open_paper(self) -> None:
        """Open the work itself."""
        self._open_paper()


def citing_item(citing: Citing, now: datetime, here: int | None = None) -> Item:
    """An article as an item: mark and date, title, source and role, the sentence. `here` is the one shown now."""
    article, reference = citing.article, citing.reference
    lead = f"{' ' if article.read else UNREAD} {short_date(article.published, now):>8}"
    source = clean_line(article.source or article.feed or "")
    parts = (source, _ROLES.get(reference.role), "the article you came from" if article.id == here else "")
    quote = "dim" if citing.sentence == reference.raw else ""  # a reference as written is no sentence about it
    texts = (
        (clean_line(article.title) or "(no title)", "" if article.read else "strong"),
        (" · ".join(filter(None, parts)), "dim"),
        (clean_line(citing.sentence), quote),
        ("", ""),
    )
    return Item(lead, texts)


def _articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count:,} articles"
