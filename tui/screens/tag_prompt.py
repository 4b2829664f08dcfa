"""Asks for tags: suggested ones first, known ones to complete from; what Enter gives is said below."""

from collections.abc import Iterator, Sequence

from textual import events, on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from store import Suggestion, clean_line, fold
from tui.screens.offering import Offering
from tui.widgets.offer_list import Offer
from tui.widgets.row_list import RowList
from tui.widgets.typed_line import TypedLine

_MOST_KEYS = 9


class TagLine(TypedLine):
    """A line whose digits are the prompt's before they are typed."""

    def on_key(self, event: events.Key) -> None:
        """Ask the prompt first."""
        if isinstance(prompt := self.screen, TagPrompt) and prompt.take_numbered(event.character or ""):
            event.stop()
            event.prevent_default()


class TagPrompt(Offering[Sequence[str]]):
    """Answers the tags that were typed or taken, or None. Several are separated by commas.

    `known` are offered in their order. `create`: a tag may be new. Suggestions may come later than the prompt.
    """

    HINT = "Tab completes · ↓ picks · Enter done · Esc back"
    DEFAULT_CSS = "TagPrompt #gives { color: $text-muted; padding: 1 1 0 1; height: auto; }"

    def __init__(self, question: str, known: Sequence[str], *, create: bool = True, value: str = "") -> None:
        super().__init__(question, value, placeholder="a tag, or several with commas" if create else "")
        self._known = list(map(clean_line, known))
        self._folded = set(map(fold, self._known))
        self._create = create
        self._suggested: Sequence[Suggestion] = ()

    def lines(self) -> Iterator[Widget]:
        """The tags that are typed."""
        yield TagLine(self._value, placeholder=self._placeholder)

    def below(self) -> Iterator[Widget]:
        """What Enter gives."""
        yield Static(id="gives")

    def suggest(self, suggestions: Sequence[Suggestion]) -> None:
        """Show these above the known tags, numbered, while nothing is typed; what is marked stays so."""
        self._suggested = suggestions
        self.offer(self.line.value)

    def offer(self, text: str) -> None:
        """Show what the last word may become; nothing is marked before the reader moves."""
        done, last = split(text)
        marked = self.words.word
        suggested = [] if last else [one for one in self._suggested if not _among(one.name, done)]
        offers = [Offer(one.name, str(n) if n <= _MOST_KEYS else "", one.reason) for n, one in enumerate(suggested, 1)]
        names = {fold(one.name) for one in suggested}
        offers += [Offer(tag) for tag in matching(self._known, last, done) if fold(tag) not in names]
        self.words.offer(offers, mark=None if last else marked)
        if not self._create and offers and self.words.cursor < 0:
            self.words.go(0)
        self._tell()

    def _tell(self) -> None:
        """Say what Enter gives, and which of it is new."""
        names = self._answer(self.line.value)
        told = " · ".join(name if fold(name) in self._folded else f"{name} (new tag)" for name in names)
        gives = self.query_one("#gives", Static)
        gives.display = self._create
        gives.update(Content(f"Enter gives {told}" if names else "Enter gives nothing yet"))

    def take_numbered(self, key: str) -> bool:
        """Take the suggestion of a digit where a word would begin; `#` before it begins a tag with a digit."""
        begun = self.line.value.rpartition(",")[2].strip()
        at = next((n for n, one in enumerate(self.words.offers) if key and one.key == key), None)
        if begun or at is None:
            return False
        self.words.go(at)
        self.take()
        return True

    @on(RowList.Moved)
    def _marked(self) -> None:
        self._tell()

    def take(self) -> None:
        """Complete the last word with the marked tag, else the first, ready for another."""
        if word := self.words.word or next((one.text for one in self.words.offers), None):
            done, _ = split(self.line.value)
            self.words.cursor = -1
            self.put(", ".join([*done, word]) + ", ")

    def _answer(self, text: str) -> list[str]:
        """The tags that Enter gives: those that were finished, and the marked one, else the one being typed."""
        done, last = split(text)
        word = self.words.word
        if word and (last or not done or self._create):
            last = word
        names = [*done, last] if last else done
        return [name for name in dict.fromkeys(names) if self._create or name in self._known]

    @on(Input.Submitted)
    def _answered(self, event: Input.Submitted) -> None:
        self.dismiss(self._answer(event.value))


def split(text: str) -> tuple[list[str], str]:
    """The tags that are finished by a comma, and the one still being typed."""
    *done, last = (part.strip().lstrip("#") for part in text.split(","))
    return [tag for tag in done if tag], last


def matching(known: Sequence[str], word: str, done: Sequence[str]) -> list[str]:
    """The known tags that begin with the word, then those that hold it; none twice."""
    wanted = fold(word)
    free = [(tag, fold(tag)) for tag in known if tag not in done]
    first = [tag for tag, folded in free if folded.startswith(wanted)]
    return first + [tag for tag, folded in free if wanted in folded and not folded.startswith(wanted)]


def _among(name: str, names: Sequence[str]) -> bool:
    return any(fold(name) == fold(one) for one in names)
