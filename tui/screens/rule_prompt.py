"""Asks for a rule: the query that finds articles, and the tags they get. Both lines complete."""

from collections.abc import Callable, Iterator, Sequence

from textual import events, on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from store import QueryError, check_query, clean_line
from tui.screens.offering import Offering
from tui.screens.query_offers import Offers
from tui.screens.tag_prompt import matching, split
from tui.widgets.offer_list import Offer
from tui.widgets.typed_line import TypedLine

Written = tuple[str, tuple[str, ...]]
"""A query, and the tags for what it finds."""


class RulePrompt(Offering[Written]):
    """Answers a query that parses with at least one tag, or None."""

    HINT = "Tab completes · ↓ picks · Enter goes on, then done · Esc back"
    DEFAULT_CSS = """
    RulePrompt .label, RulePrompt #about { color: $text-muted; padding: 0 1; height: auto; }
    RulePrompt #about.-fault { color: $text-error; }
    """

    def __init__(
        self, question: str, known: Sequence[str], complete: Offers, written: Written = ("", ()),
        count: Callable[[str], int] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(question)
        self._known = list(map(clean_line, known))
        self._complete = complete
        self._written = written
        self._count = count

    def lines(self) -> Iterator[Widget]:
        """The query, then the tags."""
        filter, tags = self._written
        yield Static("Articles that match", classes="label")
        yield TypedLine(clean_line(filter), id="rule-query", placeholder="is:unread lung cancer", select_on_focus=False)
        yield Static("get the tags", classes="label")
        value = "".join(f"{clean_line(tag)}, " for tag in tags)
        yield TypedLine(value, id="rule-tags", placeholder="a tag, or several with commas", select_on_focus=False)

    def below(self) -> Iterator[Widget]:
        """What the query finds now, or where its fault is."""
        yield Static(id="about")

    @property
    def line(self) -> Input:
        """The line that has the keys."""
        return self.query_one("#rule-tags" if self.query_one("#rule-tags", Input).has_focus else "#rule-query", Input)

    def offer(self, text: str) -> None:
        """Show what the word under the cursor of the query may become, or the tags that fit."""
        if self.line.id == "rule-tags":
            done, last = split(text)
            self.words.offer([Offer(tag) for tag in matching(self._known, last, done)])
        else:
            offers = self._complete(text, self.line.cursor_position)[1] if text.strip() else ()
            self.words.offer([Offer(one) for one in offers])

    def take(self) -> None:
        """Complete with the marked word, else the first."""
        word = self.words.word or next((one.text for one in self.words.offers), None)
        line = self.line
        if not word:
            return
        self.words.cursor = -1
        if line.id == "rule-tags":
            done, _ = split(line.value)
            self.put(", ".join([*done, word]) + ", ")
            return
        start = self._complete(line.value, line.cursor_position)[0]
        after = line.value[line.cursor_position :]
        line.value = line.value[:start] + word + after
        line.cursor_position = start + len(word)

    def on_key(self, event: events.Key) -> None:
        """Shift+Tab goes to the other line."""
        if event.key == "shift+tab":
            self._other()
            event.stop()
            event.prevent_default()

    def _other(self) -> None:
        self.query_one("#rule-query" if self.line.id == "rule-tags" else "#rule-tags", Input).focus()
        self.call_after_refresh(lambda: self.offer(self.line.value))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        """A marked word is taken first; then the query goes on to its tags, and these are the answer."""
        if self.words.cursor >= 0:
            self.take()
        elif self._is_sound() and event.input.id == "rule-query":
            self._other()
        elif event.input.id == "rule-tags":
            self._answer()

    def _is_sound(self) -> bool:
        """Whether the query can be asked; say what it finds, or where its fault is."""
        text = self.query_one("#rule-query", Input).value
        about = self.query_one("#about", Static)
        try:
            check_query(text)
            fault = "" if text.strip() else "A rule needs a query."
            found = self._count(text) if self._count and not fault else None
        except QueryError as error:
            fault, found = str(error), None
        about.set_class(bool(fault), "-fault")
        now = "" if found is None else f"Finds {found:,} {'article' if found == 1 else 'articles'} now."
        about.update(Content(fault or now))
        return not fault

    def _answer(self) -> None:
        done, last = split(self.query_one("#rule-tags", Input).value)
        tags = tuple(dict.fromkeys([*done, last] if last else done))
        if tags and self._is_sound():
            self.dismiss((self.query_one("#rule-query", Input).value.strip(), tags))
        elif not tags:
            about = self.query_one("#about", Static)
            about.add_class("-fault")
            about.update(Content("Name a tag the articles get."))
