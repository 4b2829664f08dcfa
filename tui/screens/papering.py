"""The keys about papers: the card of one, the reader's queue, the list of all, and what was read."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from store import Article, Reference, Store, clean_line
from tui.actions import TAGS, Action
from tui.choosing import rungs
from tui.screens.asking_papers import AskingPapers, ShowingPapers
from tui.screens.citing import work_name
from tui.screens.exporting import Subject
from tui.screens.references import Referring
from tui.screens.sources import Sources
from tui.widgets.article_rows import TO_READ

if TYPE_CHECKING:
    from textual.screen import Screen

    from store import Access, Entry, Paper, PaperQuery, QueueState
    from tui.access import Rung

Then = Callable[[int], object]
"""Told the id of the article that was chosen on a screen of papers."""


def _entries(store: Store, papers: Sequence[int]) -> "Sequence[Entry]":
    return store.paper_entries(papers)


def _cited(paper: "Paper") -> Reference:
    """A paper as a reference, for what is done with those."""
    return Reference(None, paper.title or "", ids=paper.ids, title=paper.title, paper=paper.id)


class Papering(AskingPapers, Referring, Sources):
    """What a reader does with the paper behind the news; it leaves the article as it is."""

    _apart = 0
    """How many screens over the library are about other papers than those of the highlighted article."""

    def action_about_paper(self) -> None:
        """All that is known of the main paper; of several, the reader chooses."""
        self.with_main_paper(self.about)

    def command_about_paper(self, text: str) -> None:
        """The paper of a DOI, or of another identifier."""
        self.show_card(self.store.paper_named(text), None, self._show_article)

    def about(self, reference: Reference, leave: Callable[[], object] | None = None) -> None:
        """Show the card of a work that the highlighted article cites, beside what that says if it is about it."""
        if reference.paper is None:
            self.say("This work has no identifier, so nothing is known of it but what the article says.")
            return

        def chosen(id: int) -> None:
            if leave:
                leave()
            self._show_article(id)

        self.show_card(reference.paper, self.article if reference.role == "main" else None, chosen)

    def _show_article(self, id: int) -> None:
        self.attempt(lambda: self.show_in_library(id))

    def show_card(self, paper: int, article: Article | None, then: Then) -> None:
        """Show all that is known of a paper, beside what an article says of it."""
        from tui.screens.paper_card import PaperCard

        card = self.store.card(paper)
        told = article or next(reversed(card.reported), None)
        self._push(PaperCard(self, self.store, paper, told), then, apart=article is None)

    def _push(self, screen: "Screen[int | None]", then: Then, *, apart: bool = False) -> None:
        """Show a screen of papers. After it what was done to papers shows; an article that was chosen is shown."""

        def back(id: int | None) -> None:
            self._apart -= apart
            self.attempt(self._paper_done)
            if id is not None:
                then(id)

        self._apart += apart
        self.app.push_screen(screen, back)

    def read_now(self) -> None:
        """To open a paper that has nothing to do with the highlighted article is not to read that."""
        if not self._apart:
            super().read_now()

    def _paper_done(self) -> None:
        """Paint what depends on papers: rows, the article, the count of the queue, a list of papers below."""
        self.changed()
        self._fill_in()
        for screen in self.app.screen_stack:
            if isinstance(screen, ShowingPapers):
                screen.papers_changed()

    # The queue

    def action_queue_paper(self) -> None:
        """The main papers of what is meant: those that do not wait into the queue, else all out of it."""
        from tui.screens.queue_chooser import said

        papers = self.store.papers_of(self.meant, main=True)
        if not papers:
            self.say("No main paper with an identifier known here: nothing to put into the queue.")
            return
        queued = self.store.queued(papers)
        bare = [paper for paper in papers if paper not in queued or queued[paper].state not in TO_READ]
        state: QueueState | None = "to-read" if bare else None
        count = self.store.queue_papers(bare or papers, state)
        self._paper_done()
        keys = self.keymap
        again = f"{keys.hint(keys.action('queue_paper'))} again takes it out, " if bare and count == 1 else ""
        self.say(said(count, state, f"{again}{keys.hint(keys.action('undo'))}"))

    def action_go_queue(self) -> None:
        """The papers that are still to be read."""
        from tui.screens.papers_screen import QUEUE

        self._list_papers(QUEUE)

    def action_papers(self) -> None:
        """Every paper that is cited."""
        self._list_papers(None)

    def _list_papers(self, query: "PaperQuery | None") -> None:
        from tui.screens.papers_screen import PapersScreen

        self._push(PapersScreen(self, self.store, query), self._show_article, apart=True)

    def action_open(self) -> None:
        """In the tag pane, the row of the queue leads to it."""
        if opens := self._row_opens():
            self.perform(opens)
        else:
            super().action_open()

    def action_right(self) -> None:
        """As Enter, on the row of the queue."""
        if opens := self._row_opens():
            self.perform(opens)
        else:
            super().action_right()

    def hint_label(self, action: Action) -> str:
        """On the row of the queue Enter opens a screen."""
        opens = action.id == "open" and self.context == TAGS and self._row_opens()
        return "papers" if opens else super().hint_label(action)

    def _row_opens(self) -> str:
        row = self._at()
        return row.opens if row else ""

    # What the screens of papers ask for

    def ways_to(self, paper: "Paper", access: "Access | None") -> "Sequence[Rung]":
        """The ways to a paper in the reader's order, then the open copy where that is not among them."""
        from tui.access import ladder

        ways = rungs(_cited(paper), self.settings.papers.links, self.store.access)
        known = {way.url for way in ways}
        return (*ways, *(way for way in ladder({}, None, access, ("unpaywall",)) if way.url not in known))

    def open_known(self, paper: "Paper") -> None:
        """Open a paper the reader's own way, as from an article."""
        self.open_reference(_cited(paper), "No address is known for this paper.")

    def cited_by(self, paper: "Paper", then: Then) -> None:
        """List the articles that cite a paper, with the sentence."""
        from tui.screens.citing_screen import CitingScreen, citing_item
        from tui.widgets.paper_rows import title_of

        ids = self.store.ids_of([paper.id]).get(paper.id, {})  # as the library knows it, whatever services call it
        name = work_name(Reference(None, "", ids=ids))
        found = self.store.cites(name) if name else []
        if not found:
            self.say("No article of your library cites this.")
            return
        items = [citing_item(one, self.now()) for one in found]
        screen = CitingScreen(self.keymap, title_of(paper), found, items, lambda: self.open_known(paper))
        self._push(screen, then)

    def export_papers(self, one: "Paper | None", ids: Sequence[int]) -> None:
        """Ask which papers to export, in which format, where to."""
        from tui.widgets.paper_rows import title_of

        subjects = []
        if one:
            title = clean_line(title_of(one), 300)
            subjects.append(Subject(f"This paper: {title}", "", partial(_entries, papers=[one.id])))
        if len(ids) > 1:
            subjects.append(Subject(f"The {len(ids):,} papers of this list", "papers", partial(_entries, papers=ids)))
        if subjects:
            self._export(subjects)
        else:
            self.say("No paper is listed here.")

    # What was read

    def action_stats(self) -> None:
        """How much was read, and from where."""
        from tui.screens.statistics_screen import StatisticsScreen

        self.app.push_screen(StatisticsScreen(self.keymap, self.store.path, self.now))
