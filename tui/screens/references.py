"""The key that lists the references and links of the highlighted article."""

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
        rows = [*reference_rows(references, keys), *link_rows(self.view.links, references)]
        if rows:
            self.app.push_screen(ReferencesScreen(self, rows, article.title))
        else:
            self.say("No reference and no link found in this article.")
