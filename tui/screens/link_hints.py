"""Letters on the links in sight: one or two of them typed open the link."""

from textual import events

from tui.actions import shown
from tui.screens.opening import Opening
from tui.widgets.bars import HintBar


class LinkHints(Opening):
    """While letters are in sight the keys belong to them: a small one opens, with Shift it copies, any other leaves."""

    _letters: dict[str, str] | None = None
    """The address for each label, while they are in sight."""
    _typed_letters = ""

    def action_link_hints(self) -> None:
        """Put letters on the links of the article in sight."""
        self.show_article()
        if not self.view.region.height or self.article is None:
            open_key = self.keymap.hint(self.keymap.action("open"))
            self.say(f"No article is in sight. {open_key} opens one.")
            return
        self._letters, self._typed_letters = self.view.show_letters() or None, ""
        if self._letters is None:
            references = self.keymap.hint(self.keymap.action("references"))
            self.say(f"No link is in sight. {references} lists them all.")
        self.show_hints()

    def show_hints(self) -> None:
        """While letters are in sight: what they do."""
        if self._letters is None:
            super().show_hints()
        else:
            typed = f"{self._typed_letters} …" if self._typed_letters else "a–z"
            self.query_one(HintBar).hints = (
                (typed, "open link", ""), ("Shift", "copies it", ""), (shown("escape"), "never mind", ""),
            )  # fmt: skip

    def on_key(self, event: events.Key) -> None:
        """A letter of a label; every other key takes the letters away and does nothing else."""
        if self._letters is None or not self.is_active:
            return
        event.stop()
        event.prevent_default()
        self._take_letter(event.character or "")

    def _take_letter(self, letter: str) -> None:
        letters = self._letters or {}
        typed = self._typed_letters + letter.lower()
        if letter and letters.get(typed):
            self._leave_letters()
            href = letters[typed]
            self.attempt(lambda: self._copy(href, "") if letter.isupper() else self.follow(href))
        elif letter.isalpha() and any(label.startswith(typed) for label in letters):
            self._typed_letters = typed
            self.view.narrow_letters(typed)
            self.show_hints()
        else:
            self._leave_letters()

    def _leave_letters(self) -> None:
        self._letters = None
        self.view.hide_letters()
        self.show_hints()

    def draw_article(self) -> None:
        """Another article has other links."""
        if self._letters is not None:
            self._leave_letters()
        super().draw_article()
