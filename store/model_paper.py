"""Papers: the works behind the news, as services describe them, and what the reader means to do with them.

Frozen and plain. Loaded where papers are asked for, not at the start.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from store.model import Article, Author, DateParts

Service = Literal["crossref", "doi.org", "datacite", "pubmed", "unpaywall"]
NoticeKind = Literal["retracted", "withdrawn", "concern", "corrected", "reinstated"]
StatusKind = Literal["retracted", "withdrawn", "concern", "corrected", "none", "unchecked"]
QueueState = Literal["get", "to-read", "reading", "read", "aside"]
PaperSort = Literal["cited", "year", "journal", "title", "status", "added"]

SERVICES: tuple[Service, ...] = get_args(Service)
QUEUE_STATES: tuple[QueueState, ...] = get_args(QueueState)
OPEN_STATES: tuple[QueueState, ...] = ("get", "to-read", "reading")
"""The states in which a paper is still to be read."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What was said of a paper after it came out: that it was retracted, corrected, reinstated …

    `doi` is the notice's own; `source` who says so: publisher, retraction-watch, retraction-watch-list, pubmed.
    """

    kind: NoticeKind
    date: DateParts = ()
    doi: str | None = None
    reason: str = ""
    source: str = "publisher"

    @property
    def day(self) -> str:
        """The date as far as it is known, in ISO 8601: 2026, 2026-03, 2026-03-05; "". Such texts sort as dates do."""
        return "-".join(f"{part:0{4 if place == 0 else 2}}" for place, part in enumerate(self.date))


@dataclass(frozen=True, slots=True)
class PaperStatus:
    """Whether a paper still stands, as far as anybody was asked.

    `kind`: the gravest notice that holds; "none": none is known as of `as_of`; "unchecked": nobody was asked, or
    nobody answered. `as_of` is when it was asked last (ISO 8601 in UTC), None where it never was. `notices` are all
    that are known, the gravest first, one for each kind and notice.
    """

    kind: StatusKind = "unchecked"
    as_of: str | None = None
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """A work as a service describes it. What it does not state is None, empty or ().

    `type` is a type of CSL ("article-journal", "article", "dataset" …). `preprints` and `published` are DOIs of the
    same work before and after peer review; `trials` registered numbers; `updates` are the works this one is a notice
    about: pairs of DOI and notice. `abstract` is plain text in paragraphs, headings on lines of their own.
    """

    service: Service
    ids: Mapping[str, str] = field(default_factory=dict)
    title: str | None = None
    authors: tuple[Author, ...] = ()
    container: str | None = None
    container_short: str | None = None
    publisher: str | None = None
    type: str | None = None
    issued: DateParts = ()
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    article_number: str | None = None
    abstract: str = ""
    language: str | None = None
    license: str | None = None
    url: str | None = None
    is_preprint: bool = False
    preprints: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    trials: tuple[str, ...] = ()
    funders: tuple[str, ...] = ()
    updates: tuple[tuple[str, Notice], ...] = ()

    @property
    def year(self) -> int | None:
        """The year of publication, if one is stated."""
        return self.issued[0] if self.issued else None


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a paper that anybody may read. `version`: published, accepted, submitted, or "" if not stated."""

    url: str
    pdf: str | None = None
    version: str = ""
    host: str = ""
    license: str | None = None


@dataclass(frozen=True, slots=True)
class Access:
    """What is known of open copies, the best first. `color`: gold, hybrid, bronze, green, closed, or ""."""

    color: str = ""
    copies: tuple[Copy, ...] = ()
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class Queued:
    """What the reader means to do with a paper. `reason`: why it was set aside. Times are ISO 8601 in UTC."""

    state: QueueState
    reason: str = ""
    since: str = ""
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A work that services are to be asked about, with what is due: "metadata", "status", "access"."""

    paper: int
    ids: Mapping[str, str]
    due: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What services said of a work.

    `record` None: nobody knows it (`absent`), or nobody could be asked (`fault` says why). `notices` None: it was not
    checked whether there are any; () that there are none. `access` None: not asked.
    """

    record: Record | None = None
    notices: tuple[Notice, ...] | None = None
    access: Access | None = None
    absent: bool = False
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class PaperStep:
    """One step of asking: how many of how many works are done, and what became of the latest one.

    `raised` are ids of articles that were read, and came up again because their paper was retracted.
    """

    done: int
    total: int
    paper: int
    title: str
    found: bool = False
    status: StatusKind = "unchecked"
    raised: tuple[int, ...] = ()
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class PaperQuery:
    """Which papers in what order. Each word must stand in title, journal, authors or an id; () asks for any state.

    "cited" counts articles, "added" is what has been in the queue longest; "status" the gravest.
    """

    words: str = ""
    state: tuple[QueueState, ...] = ()
    status: tuple[StatusKind, ...] = ()
    sort: PaperSort = "cited"


@dataclass(frozen=True, slots=True)
class Paper:
    """A work that articles cite, for lists: the fullest of what services and references say.

    `cited` counts the articles that cite it, `reported` those that are about it. `abstract` says whether one is kept.
    """

    id: int
    ids: Mapping[str, str]
    title: str | None
    authors: tuple[Author, ...]
    container: str | None
    year: int | None
    status: PaperStatus
    queued: Queued | None
    cited: int
    reported: int
    is_preprint: bool = False


@dataclass(frozen=True, slots=True)
class Related:
    """The same work before or after peer review: its DOI, and its paper and articles where the library has any."""

    kind: Literal["preprint", "published"]
    doi: str
    paper: int | None
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """All that is known of one paper: what services say, who reported it and when, its trials with their articles."""

    paper: Paper
    record: Record | None
    asked: str | None
    access: Access | None
    reported: tuple[Article, ...]
    cited: tuple[Article, ...]
    related: tuple[Related, ...]
    trials: tuple[tuple[str, tuple[Article, ...]], ...]
