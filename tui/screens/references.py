"""The key that lists the references and links of the highlighted article."""

from collections.abc import Callable

from store import Reference
from tui.screens.detail_background import papers_behind
from tui.screens.exporting import Exporting


class Referring(Exporting):
    """The key that lists what an article refers to."""

    def action_references(self) -> None:
        """References first, then the links of the text."""
        from tui.screens.references_screen import ReferencesScreen, link_rows, reference_rows

        if (article := self.article) is None:
            return
        self.show_article()
        references = [one for one in self.store.references(article.id) if one.role != "self"]
        keys = self.store.own_keys(references)
        papers = papers_behind(self.store, references)
        rows = [*reference_rows(references, keys, papers, self.now()), *link_rows(self.view.links, references)]
        if rows:
            self.app.push_screen(ReferencesScreen(self, rows, article.title))
        else:
            self.say("No reference and no link found in this article.")

    def about(self, reference: Reference, leave: Callable[[], object] | None = None) -> None:
        """Show all that is known of a cited work. `leave` is called before an article is shown in the library."""
        raise NotImplementedError
