"""The other way round: from a work to the articles of the library that cite it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from store import Citing, Query, Reference, clean_line
from tui.actions import Keymap
from tui.choosing import address
from tui.screens.detail import heading
from tui.screens.item_screen import ItemScreen
from tui.screens.opening import Opening
from tui.widgets.article_list import UNREAD
from tui.widgets.dates import short_date

if TYPE_CHECKING:
    from tui.widgets.item_list import Item

_NAMED = {"doi": "{}", "pmid": "PMID {}", "isbn": "ISBN {}", "eudract": "EudraCT {}"}
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
        items: "Sequence[Item]",
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


def citing_item(citing: Citing, now: datetime, here: int | None = None) -> "Item":
    """An article as an item: mark and date, title, source and role, the sentence. `here` is the one shown now."""
    from tui.widgets.item_list import Item

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


def work_name(reference: Reference) -> str | None:
    """What the library is asked by: the reference's best identifier as people write it; None without one."""
    schemes = ("doi", "pmid", "pmcid", "arxiv", "isbn", "nct", "isrctn", "eudract", "euct")
    return next((_NAMED.get(s, "{}").format(reference.ids[s]) for s in schemes if reference.ids.get(s)), None)


def _articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count:,} articles"


class Tracing(Opening):
    """The key that asks who else cites this."""

    def action_citing(self) -> None:
        """The articles that cite the main paper; of several, the reader chooses."""
        self.with_main_paper(self.show_citing)

    def with_main_paper(self, then: Callable[[Reference], None]) -> None:
        """Do something with the main paper of the highlighted article; say when there is none."""
        from tui.screens.chooser import Chooser

        if (article := self.article) is None:
            return
        references = self.store.references(article.id)
        papers = [reference for reference in references if reference.role == "main"]
        if not papers:
            none = "No main paper known for this article. u lists its references."
            self.say(none if references else "No reference found in this article.")
        elif len(papers) == 1:
            then(papers[0])
        else:
            rows = [clean_line(heading(paper)) for paper in papers]
            self.app.push_screen(
                Chooser("Which paper?", rows),
                lambda index: None if index is None else self.attempt(lambda: then(papers[index])),
            )

    def show_citing(self, work: Reference, leave: Callable[[], object] | None = None) -> None:
        """Show the articles that cite a work. `leave` is called before one of them is shown in the library."""
        name, here = work_name(work), self.article
        if name is None:
            self.say("This reference has no identifier, so the library cannot be asked who cites it.")
            return
        found = self.store.cites(name)
        if {one.article.id for one in found} <= ({here.id} if here else set()):
            self.say("No other article in your library cites this.")
            return

        def chosen(id: int | None) -> None:
            if id is not None:
                if leave:
                    leave()
                self.attempt(lambda: self.show_in_library(id))

        items = [citing_item(one, self.now(), here.id if here else None) for one in found]
        screen = CitingScreen(self.keymap, heading(work), found, items, lambda: self.open_work(work))
        self.app.push_screen(screen, chosen)

    def open_work(self, work: Reference) -> None:
        """Open a reference in the browser, or say that it gives no address."""
        if url := address(work):
            self.follow(url)
        else:
            self.say("This reference gives no address to open.")

    def show_in_library(self, id: int) -> None:
        """Highlight an article and read it: in the list as it is, else among all articles."""
        if id not in self.article_list.ids:
            self.listing = Query(sort=self.listing.sort)
            if id not in self.article_list.ids:
                self.say("This article has left the library.")
                return
            self.say("Not in the list you had: showing all articles.")
        self.article_list.go(self.article_list.ids.index(id))
        self.show_article()
        self.go_to("detail")
        self.read_now()
