"""The library: tags, list and detail, driven from the keyboard."""

import sys

from textual import on, work

from store import Query, Store, StoreError
from tui.messages import SamplesAdded
from tui.paths import data_dir
from tui.screens.article_finding import ArticleFinding
from tui.screens.asking_papers import AskingPapers
from tui.screens.carrying import Carrying
from tui.screens.commanding import Commanding
from tui.screens.link_hints import LinkHints
from tui.screens.list_looks import ListLooks
from tui.screens.papering import Papering
from tui.screens.reading_place import ReadingPlace
from tui.screens.references import Referring
from tui.screens.relating import Relating
from tui.screens.resizing import Resizing
from tui.screens.sources import Sources
from tui.screens.tag_finding import TagFinding
from tui.screens.tagging import Tagging
from tui.screens.touring import Touring
from tui.screens.viewing import Viewing
from tui.widgets.article_view import ArticleView


class LibraryScreen(
    ArticleFinding,
    Papering,
    AskingPapers,
    LinkHints,
    ReadingPlace,
    Commanding,
    Carrying,
    ListLooks,
    Referring,
    Relating,
    Sources,
    Tagging,
    Touring,
    TagFinding,
    Viewing,
    Resizing,
):
    """The whole screen: what is left to say is how it starts, and the keys about itself."""

    def on_mount(self) -> None:
        """Begin with what is unread, if anything is."""
        self.count()
        self.call_after_refresh(self.count_tags)  # the first rows are painted before the tags are counted
        counts = self.store.counts()
        self.set_reactive(LibraryScreen.listing, Query(unread=counts.unread > 0))
        self.watch_listing()
        if self._counting:
            self._counting.stop()  # it was just done
        self.watch_pane()
        self.go_to("list")

    def action_open(self) -> None:
        """Open; in an empty library, add the samples."""
        if self.has_class("-empty"):
            self._add_samples()
        else:
            super().action_open()

    @work(thread=True, exclusive=True, group="samples")
    def _add_samples(self) -> None:
        """Read the sample documents that ship with the program, off the screen's thread."""
        from store import add

        try:
            with Store(self.store.path) as store:
                steps = list(add(store, str(data_dir("seeds"))))
        except (StoreError, FileNotFoundError) as error:
            self.post_message(SamplesAdded(0, (str(error),)))
            return
        errors = tuple(step.error for step in steps if step.error)
        self.post_message(SamplesAdded(sum(step.added for step in steps), errors))

    @on(SamplesAdded)
    def _samples_added(self, event: SamplesAdded) -> None:
        for error in event.errors:
            self.say(error, "error")
        self.count()
        self.count_tags()
        self.listing = Query(unread=True)
        self.list_articles(keep=None)
        self.say(f"{event.added} sample articles added.")
        if event.added:
            self.offer_tour()

    @on(ArticleView.LinkChosen)
    def _link_chosen(self, event: ArticleView.LinkChosen) -> None:
        self.follow(event.href)

    def action_zen(self) -> None:
        """Only the article; again, everything."""
        if self.article or self.has_class("-zen"):
            zen = not self.has_class("-zen")
            self.set_class(zen, "-zen")
            self.go_to("detail" if zen else "list")
            self.show_article()
            self.show_hints()

    def action_left(self) -> None:
        """The pane to the left; in zen, out of it."""
        if self.has_class("-zen"):
            self.action_zen()
        else:
            super().action_left()

    def action_clear(self) -> None:
        """Back by one: nothing selected any more, then out of zen, the article, the tags, the filter."""
        if self.unselect_all() or self.end_finding():
            return
        if self.has_class("-zen"):
            self.action_zen()
        elif self.pane != "list":
            self.go_to("list")
        elif self.listing.filter:
            self.clear_filter()

    def action_back(self) -> None:
        """Back by one; from the list, quit."""
        if self.has_class("-zen") or self.pane != "list":
            self.action_clear()
        else:
            self.app.exit()

    def action_suspend(self) -> None:
        """Hand the terminal back to the shell until fg."""
        if sys.platform == "win32":
            self.say("Could not stop for the shell: this system has no jobs. q quits.", "warning")
        else:
            self.app.action_suspend_process()

    def action_quit(self) -> None:
        """Quit at once."""
        self.app.exit()
