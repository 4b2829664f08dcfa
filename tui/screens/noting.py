"""Writing the note of the highlighted article."""

from store import Article
from tui.screens.note_prompt import NotePrompt
from tui.screens.opening import Opening


class Noting(Opening):
    """The key for the reader's own words."""

    def action_note(self) -> None:
        """Write in place; what was written is kept however the prompt is left."""
        if (article := self.article) is None:
            return
        before = self.store.note(article.id)
        self.app.push_screen(
            NotePrompt(article.title, before), lambda text: self.attempt(lambda: self._keep(article, text))
        )

    def _keep(self, article: Article, text: str | None) -> None:
        if text is None or not self.store.set_note(article.id, text):
            return
        self.changed()
        self.draw_article()
        self.say("Note saved. U takes it back." if text.strip() else "Note removed. U brings it back.")
