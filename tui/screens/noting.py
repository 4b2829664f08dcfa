"""Writing the note of the highlighted article: in place, or in the reader's editor."""

from store import Article
from tui.screens.opening import Opening


class Noting(Opening):
    """The keys for the reader's own words."""

    def action_note(self) -> None:
        """Write in place; what was written is kept however the prompt is left."""
        if article := self.article:
            self._write(article, self.store.note(article.id))

    def action_edit_note(self) -> None:
        """Write in the editor, with the terminal to itself; what one that failed had written is gone on with here."""
        from tui.screens.note_prompt import in_editor

        if (article := self.article) is None:
            return
        answer = in_editor(self.app, self.store.note(article.id))
        if answer.error:
            self.say(answer.error, "warning")
        if answer.text is not None:
            self._keep(article, answer.text)
        elif answer.kept:
            self._write(article, answer.kept)

    def _write(self, article: Article, text: str) -> None:
        from tui.screens.note_prompt import NotePrompt

        prompt = NotePrompt(article.title, text)
        prompt.keep = lambda text: self.store.set_note(article.id, text)
        self.app.push_screen(prompt, lambda text: self.attempt(lambda: self._keep(article, text)))

    def _keep(self, article: Article, text: str | None) -> None:
        if text is None or not self.store.set_note(article.id, text):
            return
        self.changed()
        self.draw_article()
        self.say("Note saved. U takes it back." if text.strip() else "Note removed. U brings it back.")
