"""What one part of the screen tells the others, and what workers tell the screen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textual.message import Message

from store import Added, Article, Progress, Query, Reference, Suggestion, Tag, View

if TYPE_CHECKING:
    from store import Fact, PaperStep


@dataclass
class SamplesAdded(Message):
    """The samples were read: how many articles are new, and what could not be read."""

    added: int
    errors: tuple[str, ...]


@dataclass
class TagsCounted(Message):
    """The tags of the library and the saved views with their counts, read off the screen's thread."""

    tags: Sequence[Tag]
    views: Sequence[View] = ()


@dataclass
class ViewsCounted(Message):
    """The saved views with their counts."""

    views: Sequence[View]


@dataclass
class SearchFound(Message):
    """What a search found while it was typed, or why its text does not parse yet.

    `around`: the words around the first hits. `begun`: these are the newest hits, the others are being looked for.
    """

    query: Query
    ids: Sequence[int]
    error: str | None = None
    around: Mapping[int, str] = field(default_factory=dict)
    begun: bool = False


@dataclass
class TagsSuggested(Message):
    """The tags an article might get."""

    article: int
    suggestions: Sequence[Suggestion]


@dataclass
class RelatedFound(Message):
    """The articles that are like one, the nearest first, or why they could not be looked for."""

    article: int
    found: Sequence[Article]
    error: str | None = None


@dataclass
class StudyRead(Message):
    """What the text of an article says of its study; `text` tells this text from another one of the same article."""

    article: int
    text: int
    facts: "tuple[Fact, ...]"


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a refresh has come: sources done, of how many; new articles, and from how many feeds; failures.

    `source` and `error` are of the last one asked.
    """

    done: int = 0
    total: int = 0
    added: int = 0
    updated: int = 0
    giving: int = 0
    failed: int = 0
    source: str = ""
    error: str | None = None

    def after(self, step: Progress) -> "Tally":
        """The tally with one more step."""
        return Tally(
            step.done, step.total, self.added + step.added, self.updated + step.updated,
            self.giving + (step.added > 0), self.failed + (step.error is not None), step.source, step.error,
        )  # fmt: skip


@dataclass
class Refreshing(Message):
    """A source was asked; the tally holds all before it too, so that a later one may take its place."""

    tally: Tally

    def can_replace(self, message: Message) -> bool:
        """Many steps collapse into one when the screen is slower than the network."""
        return isinstance(message, Refreshing)


@dataclass
class Refreshed(Message):
    """A refresh ended: what came, how many texts the reader's rule let go, and what went wrong in general."""

    tally: Tally
    pruned: int = 0
    error: str | None = None


@dataclass
class SourcesAdded(Message):
    """What the reader named was read: a line for each document, and what to call it all."""

    lines: Sequence[Added]
    name: str


@dataclass
class TextFetched(Message):
    """The page of an article was read: the words it has now, those it had, or why it could not be read."""

    article: int
    words: int
    before: int
    error: str | None = None


@dataclass
class PaperTold(Message):
    """What services said of one paper. `working`: how far the run is, for the top line; "" for one beside."""

    step: "PaperStep"
    working: str = ""


@dataclass
class CopiesAsked(Message):
    """Somebody was asked for open copies of a reference that is to be opened; `none` is for one without an address."""

    reference: Reference
    none: str
    fault: str


@dataclass
class PapersAsked(Message):
    """A run of questions about papers is over: in words, how many were not answered and why, what went wrong.

    `aloud`: the reader asked for it.
    """

    text: str
    failed: int
    fault: str
    error: str | None
    aloud: bool
