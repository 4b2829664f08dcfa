"""The nouns: frozen, plain, and without I/O."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from store.model_tags import TAG_COLOURS as TAG_COLOURS
from store.model_tags import Rule as Rule
from store.model_tags import Suggestion as Suggestion
from store.model_tags import Tag as Tag
from store.model_work import Added as Added
from store.model_work import Due as Due
from store.model_work import Kind as Kind
from store.model_work import Progress as Progress
from store.model_work import Saved as Saved
from store.model_work import StateTaken as StateTaken
from store.model_work import Undone as Undone

Scheme = Literal["doi", "pmid", "pmcid", "arxiv", "isbn", "nct", "isrctn", "eudract", "euct"]
How = Literal["url", "label", "derived", "bare"]
Role = Literal["main", "cited", "self"]
Confidence = Literal["high", "medium", "low"]

DateParts = tuple[int, ...]
"""(year,), (year, month) or (year, month, day), as far as the source states it; () for unknown."""


Sort = Literal["newest", "oldest", "title", "feed", "added", "relevance"]
"""The orders of a list."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier found in a text, once, with every place where it stands.

    `start` and `end` are character offsets in the text as it was given (end exclusive); they name the
    occurrence that is most certain. `how` says how it was found there, from most to least certain:
    url, label, derived (computed by a publisher's rule), bare.
    """

    scheme: Scheme
    id: str
    start: int
    end: int
    how: How
    version: str | None = None
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Author:
    """A name as the source writes it, and its parts where its shape shows them.

    `family` is None for a group or for a name whose parts cannot be told apart.
    """

    name: str
    family: str | None = None
    given: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """Something an article cites. What nobody stated is None, empty or (): never guessed.

    `n` counts from 1 in reading order, the main paper first; None for the page's own citation (`self`).
    `raw` is the reference as written, white space collapsed, Markdown emphasis removed.
    `start`, `end`: where `raw` stands in the article's Markdown body; None if it came from metadata.
    `reason`: one word, why it has its role (see references/citations.py: REASONS).
    """

    n: int | None
    raw: str
    role: Role = "cited"
    confidence: Confidence = "low"
    reason: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)
    label: str | None = None
    title: str | None = None
    authors: tuple[Author, ...] = ()
    et_al: bool = False
    container: str | None = None
    issued: DateParts = ()
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    article_number: str | None = None
    status: str | None = None
    url: str | None = None
    accessed: DateParts = ()
    inferred: tuple[str, ...] = ()
    how: How | None = None
    version: str | None = None
    start: int | None = None
    end: int | None = None
    paper: int | None = None

    @property
    def year(self) -> int | None:
        """The year of publication, if one is stated."""
        return self.issued[0] if self.issued else None


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes as they came, before anyone understood them.

    `url` is None for a file or standard input; `where` names the source for people and for messages.
    """

    data: bytes
    where: str
    url: str | None = None
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as its source tells it, before the library knows it.

    `key` is its identity: the feed's guid, else its address, else "" (then the source's place or the
    text itself serves). `body` is Markdown. `published` is aware, or None when no date is stated.
    `source` is who provided it ("Cell Press"). `children` are the items of a digest.
    `original` is the text the body was made from, so that a better parser can read it again.
    """

    key: str
    title: str
    body: str
    url: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    source: str | None = None
    categories: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    children: tuple["Draft", ...] = ()
    language: str | None = None
    original: str = ""
    media_type: str = "text/plain"


@dataclass(frozen=True, slots=True)
class FeedDraft:
    """A feed as its document tells it: its own address, its title and its articles.

    `ttl`: seconds for which it asks to be left alone. `skip_hours`: hours of the day (UTC) in which it is not
    to be asked. `dropped`: how many of its oldest entries were left out because there are too many.
    `told`: by key, the digest (64 bits) of what a draft was made from; `seen`: the digests of those items that are as
    they were told before, for which there are no drafts.
    """

    title: str
    drafts: tuple[Draft, ...]
    url: str | None = None
    site: str | None = None
    ttl: int | None = None
    skip_hours: tuple[int, ...] = ()
    dropped: int = 0
    told: Mapping[str, int] = field(default_factory=dict)
    seen: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Main:
    """The paper an article is about, as far as the list needs it."""

    ids: Mapping[str, str]
    title: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Article:
    """A stored article for the list, without its body.

    Times are ISO 8601 in UTC. `references` counts what it cites, its own citation left out.
    `children` and `children_read` count the items of a digest. `noted`: the reader wrote a note on it.
    `notice` is what a title says of its paper or of itself: "retracted", "withdrawn", "concern", "corrected", or "";
    `standing` the same, as services or lists say it of the paper. `queue`: the paper's place in the reader's queue.
    """

    id: int
    title: str
    url: str | None
    feed: str | None
    source: str | None
    authors: tuple[str, ...]
    published: str | None
    added: str
    sorted: str
    read: bool
    starred: bool
    tags: tuple[str, ...]
    reader_tags: tuple[str, ...]
    references: int
    parent: int | None
    children: int
    children_read: int
    main: Main | None
    words: int
    hidden: bool = False
    noted: bool = False
    notice: str = ""
    standing: str = ""
    queue: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A source that can be asked again: a feed, or a folder of documents (`kind`).

    `title` is what the reader calls it, else what it calls itself. Times are ISO 8601 in UTC; `due` is when it
    may be asked again, `interval` the reader's own pause between two questions, in seconds. `error` is why the
    last question failed, `failures` how often in a row; `retired`: its server says it is gone for good.
    """

    id: int
    title: str
    url: str | None
    site: str | None
    count: int
    unread: int
    kind: str = "feed"
    subscribed: bool = False
    folder: str = ""
    paused: bool = False
    interval: int | None = None
    checked: str | None = None
    due: str | None = None
    failures: int = 0
    error: str | None = None
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """How many articles the library holds, and how many of them have a note; hidden ones are counted apart."""

    articles: int
    unread: int
    starred: int
    hidden: int = 0
    noted: int = 0


@dataclass(frozen=True, slots=True)
class Query:
    """Which articles in what order: the whole state of the list page.

    `scope` and `filter` are texts of the query language (see query.py) and both must hold. `typing`: the last
    word of the filter may go on. "relevance" ranks by the words of both, and is "newest" where they have none.
    """

    filter: str = ""
    scope: str = ""
    unread: bool = False
    sort: Sort = "newest"
    typing: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """A query the reader keeps by name, in its place among the others.

    `only_unread`: it lists no read article. `count` and `unread` count what the filter finds; `error` is why
    it no longer parses.
    """

    id: int
    name: str
    filter: str
    sort: Sort
    only_unread: bool
    count: int = 0
    unread: int = 0
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """Something cited, once, however many articles cite it.

    `reference` is the fullest of the references to it; `articles` are the ids of the articles that cite it.
    """

    reference: Reference
    articles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Citing:
    """An article that cites a work, the reference it does so by, and the sentence around it."""

    article: Article
    reference: Reference
    sentence: str
