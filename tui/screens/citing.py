"""The other way round: from a work to the articles of the library that cite it."""

from collections.abc import Callable

from store import Query, Reference, clean_line
from tui.screens.detail import heading
from tui.screens.opening import Opening

_NAMED = {"doi": "{}", "pmid": "PMID {}", "isbn": "ISBN {}", "eudract": "EudraCT {}"}


def work_name(reference: Reference) -> str | None:
    """What the library is asked by: the reference's best identifier as people write it; None without one."""
    schemes = ("doi", "pmid", "pmcid", "arxiv", "isbn", "nct", "isrctn", "eudract", "euct")
    return next((_NAMED.get(s, "{}").format(reference.ids[s]) for s in schemes if reference.ids.get(s)), None)


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
        from tui.screens.citing_screen import CitingScreen, citing_item

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
        self.open_reference(work)

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
