"""Asking services about papers beside the screen: when the reader says so, and while an article is read."""

from collections import deque
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from textual import on, work
from textual.timer import Timer

from store import Reference, Store, StoreError, clean_line
from tui.messages import CopiesAsked, PapersAsked, PaperTold
from tui.screens.aside import Errand
from tui.screens.opening import Opening
from tui.widgets.bars import StatusBar

if TYPE_CHECKING:
    from store import PaperStep

LOOK_UP_AFTER = 2.0
"""Seconds an article must be shown before its papers are looked up: going past it is not reading."""
_MOST_WAITING = 60
_MOST_OF_ONE = 20
"""Papers that wait to be looked up, and those of one article that do."""
_QUIET = timedelta(minutes=10)
"""How long nobody is asked by itself after a question was not answered."""


class AskingPapers(Opening):
    """What services say comes into the library while the reader goes on reading."""

    _asking: Errand | None = None
    _copying: Errand | None = None
    _looking: Timer | None = None
    _quiet_until: datetime | None = None
    _waiting: "deque[int]"

    def on_mount(self) -> None:
        """Nothing waits."""
        self._waiting = deque(maxlen=_MOST_WAITING)

    def on_unmount(self) -> None:
        """Leaving stops it at once; what was told is kept."""
        for errand in filter(None, (self._asking, self._copying)):
            errand.stop()

    def action_ask_papers(self) -> None:
        """Ask about the papers of the articles that are listed, or selected."""
        ids = list(self.article_list.selected or self.article_list.ids)
        papers = self.store.papers_of(ids)
        if papers:
            self.ask_about_papers(papers)
        else:
            self.say("No article of this list cites a paper that has an identifier.")

    def ask_about_papers(self, papers: Sequence[int], *, again: bool = False, access: bool = False) -> None:
        """Ask services about papers, after a yes; `again`: also where enough is known, `access`: open copies too."""
        from tui.asking import QUESTION, REFUSED
        from tui.screens.confirm import Confirm
        from tui.settings_papers import may_ask

        allowed = may_ask(self.settings, self.state)
        if self.store.read_only:
            self.say(self.store.read_only, "warning")
        elif allowed is None:
            self.app.push_screen(Confirm(QUESTION), lambda yes: self._allowed(bool(yes), papers, again, access))
        elif not allowed:
            self.say(REFUSED, "warning")
        elif self._asking:
            self.say("Services are being asked already.")
        else:
            self._ask_now(papers, again, access, aloud=True)

    def _allowed(self, yes: bool, papers: Sequence[int], again: bool, access: bool) -> None:
        """Keep a yes and go on; after a no, which may be for now, the next question is asked again."""
        if not yes:
            return
        try:
            self.state.remember_papers_allowed(True)
        except OSError as error:
            self.say(f"The answer could not be kept: {error}", "warning")
        self._ask_now(papers, again, access, aloud=True)

    def open_reference(self, reference: Reference, none: str = "This reference gives no address to open.") -> None:
        """Where the reader wants an open copy and nobody was asked for one yet, ask first."""
        wants = "unpaywall" in self.settings.papers.links and self.settings.papers.contact
        paper = reference.paper
        if not (wants and paper and reference.ids.get("doi")) or self._may_not_ask() or self.store.access(paper):
            super().open_reference(reference, none)
            return
        self.say("Looking for an open copy …")
        self._copying = Errand()
        self._ask_for_copies(self._copying, paper, reference, none)

    def _may_not_ask(self) -> bool:
        from tui.settings_papers import may_ask

        return self.store.read_only != "" or not may_ask(self.settings, self.state)

    @work(thread=True, group="copies", exclusive=True)
    def _ask_for_copies(self, errand: Errand, paper: int, reference: Reference, none: str) -> None:
        from store import fetch_access
        from tui.asking import services

        faults: list[str] = []

        async def asking(store: Store) -> None:
            async for step in fetch_access(store, [paper], services=services(self.settings)):
                faults.extend([step.fault] if step.fault else [])

        try:
            with Store(self.store.path) as store:
                errand.run(asking(store))
        except StoreError as fault:
            faults.append(str(fault))
        if not errand.stopped:
            self.post_message(CopiesAsked(reference, none, "".join(faults[:1])))

    @on(CopiesAsked)
    def _copies_asked(self, event: CopiesAsked) -> None:
        if event.fault:
            self.say(event.fault, "warning")
        self.attempt(lambda: super(AskingPapers, self).open_reference(event.reference, event.none))

    def draw_article(self) -> None:
        """What is shown for a while is looked up, where that is allowed."""
        super().draw_article()
        if self._looking:
            self._looking.stop()
        if self.settings.papers.background and not self.store.read_only:
            self._looking = self.set_timer(LOOK_UP_AFTER, lambda: self.attempt(self._look_up))

    def _look_up(self) -> None:
        from tui.settings_papers import may_ask

        article = self.article
        quiet = self._quiet_until is not None and self.now() < self._quiet_until
        if article is None or article.id != self._shown or quiet or not may_ask(self.settings, self.state):
            return
        papers = self.store.papers_of([article.id])[:_MOST_OF_ONE]
        self._waiting.extend(paper for paper in papers if paper not in self._waiting)
        if self._waiting and not self._asking:
            self._ask_next()

    def _ask_next(self) -> None:
        papers = list(self._waiting)
        self._waiting.clear()
        self._ask_now(papers, again=False, access=False, aloud=False)

    def _ask_now(self, papers: Sequence[int], again: bool, access: bool, *, aloud: bool) -> None:
        self._asking = Errand()
        self._ask_services(self._asking, papers, again, access, aloud)

    @work(thread=True, group="papers")
    def _ask_services(self, errand: Errand, papers: Sequence[int], again: bool, access: bool, aloud: bool) -> None:
        """Ask in a thread with its own library and its own loop."""
        from store import fetch_papers
        from tui.asking import PaperTally, services

        tally, error = PaperTally(), None

        async def asking(store: Store) -> None:
            async for step in fetch_papers(store, papers, services=services(self.settings), all=again, access=access):
                tally.after(step)
                if not errand.stopped:
                    self.post_message(PaperTold(step, tally.progress() if aloud else ""))

        try:
            with Store(self.store.path) as store:
                errand.run(asking(store))
        except StoreError as fault:
            error = str(fault)
        if not errand.stopped:
            self.post_message(PapersAsked(tally.text(), tally.failed, tally.fault, error, aloud))

    @on(PaperTold)
    def _told(self, event: PaperTold) -> None:
        """One paper is known now: show it where it is in sight, and say what came up again."""
        if event.working:
            self._show_asking((event.working, event.step.done, event.step.total))
        if event.step.raised:
            self._came_up(event.step)
        article = self.article
        if article and article.id == self._shown and event.step.paper in self.store.papers_of([article.id]):
            self.attempt(self.redraw_article)
        self.article_list.changed()

    def _came_up(self, step: "PaperStep") -> None:
        from tui.paper_words import status_text

        count = len(step.raised)
        articles = "An article you had read is" if count == 1 else f"{count:,} articles you had read are"
        undo = self.keymap.hint(self.keymap.action("undo"))
        why = status_text(self.store.paper_statuses([step.paper])[step.paper], self.now())
        self.say(f"{articles} unread again. {clean_line(step.title, 200)}: {why} ({undo} takes it back)", "warning")
        self.count()

    def redraw_article(self) -> None:
        """Draw the article in sight again where it stands."""
        self._shown = None
        super().draw_article()

    @on(PapersAsked)
    def _asked(self, event: PapersAsked) -> None:
        self._asking = None
        self._show_asking(None)
        if event.failed or event.error:
            self._quiet_until = self.now() + _QUIET
        if event.aloud:
            if event.error or event.fault:
                self.say(event.error or event.fault, "error" if event.error else "warning")
            self.say(event.text, "warning" if event.failed else "information")
        for screen in self.app.screen_stack:
            if isinstance(screen, ShowingPapers):
                screen.papers_changed()
        if self._waiting and not event.failed:
            self._ask_next()

    def _show_asking(self, working: tuple[str, int, int] | None) -> None:
        for screen in self.app.screen_stack:
            for bar in screen.query(StatusBar):
                bar.working = working


class ShowingPapers:
    """A screen that shows papers, and wants to know when more is known of them."""

    def papers_changed(self) -> None:
        """Read them again."""
        raise NotImplementedError
