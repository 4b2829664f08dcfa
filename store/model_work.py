"""What saving, refreshing and undoing tell: frozen, plain, and without I/O."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["feed", "page", "text", "mail", "opml"]
"""What a document turned out to be."""


@dataclass(frozen=True, slots=True)
class Due:
    """A feed to be asked, with what its server said last time (`hash`: of the bytes that came)."""

    id: int
    title: str
    kind: str
    url: str
    etag: str | None
    modified: str | None
    hash: str | None
    failures: int


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a refresh: how many of how many sources are done, and what the latest one gave."""

    done: int
    total: int
    feed: int
    source: str
    added: int = 0
    updated: int = 0
    articles: tuple[int, ...] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """What saving drafts changed: ids of new articles, of changed ones, and of all, in source order."""

    added: tuple[int, ...]
    updated: tuple[int, ...]
    articles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one source: the line `sciread add` prints."""

    source: str
    kind: Kind | None
    added: int = 0
    updated: int = 0
    articles: tuple[int, ...] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Undone:
    """A change that was taken back: what it had been, in words, and how many articles it touched."""

    label: str
    count: int
    what: Literal["article", "feed", "view", "rule", "tag", "paper"] = "article"


@dataclass(frozen=True, slots=True)
class StateTaken:
    """What became of the lines of a state file.

    `read` were understood. Of them `articles` changed articles and `records` changed subscriptions, views, rules,
    colours or the queue of papers: one step of undo. `kept` (places, citation keys, own references) were added for
    good, `waiting` are for articles that are not here yet. `faults` are (line, why it was passed over); `faulty`
    counts those beyond too.
    """

    read: int
    articles: int
    records: int
    kept: int
    waiting: int
    faults: tuple[tuple[int, str], ...]
    faulty: int
