"""A library of articles in one SQLite file. The screen imports from here and no deeper.

Names are loaded on first use, so that `sciread --version` does not pay for SQLite, feedparser and the rest.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from store.db import Store as Store
    from store.db.backups import Backup as Backup
    from store.db.backups import backups as backups
    from store.db.backups import find_backup as find_backup
    from store.db.checking import Check as Check
    from store.db.grouping import Belonging as Belonging
    from store.db.restoring import restore as restore
    from store.digests import digest_of as digest_of
    from store.digests_written import write_digest as write_digest
    from store.errors import LibraryError as LibraryError
    from store.errors import NotFoundError as NotFoundError
    from store.errors import QueryError as QueryError
    from store.errors import SourceError as SourceError
    from store.errors import StoppedError as StoppedError
    from store.errors import StoreError as StoreError
    from store.fetch import documents_in as documents_in
    from store.fetch import is_folder as is_folder
    from store.fetch_secrets import Passwords as Passwords
    from store.fetch_secrets import password_mistake as password_mistake
    from store.files import write_new as write_new
    from store.files import write_whole as write_whole
    from store.ingest import Imported as Imported
    from store.ingest import add as add
    from store.ingest import full_text as full_text
    from store.ingest import import_own as import_own
    from store.ingest import subscribe as subscribe
    from store.model import TAG_COLOURS as TAG_COLOURS
    from store.model import Added as Added
    from store.model import Article as Article
    from store.model import Author as Author
    from store.model import Citing as Citing
    from store.model import Counts as Counts
    from store.model import Feed as Feed
    from store.model import Identifier as Identifier
    from store.model import Main as Main
    from store.model import Progress as Progress
    from store.model import Query as Query
    from store.model import Reference as Reference
    from store.model import Rule as Rule
    from store.model import Sort as Sort
    from store.model import StateTaken as StateTaken
    from store.model import Suggestion as Suggestion
    from store.model import Tag as Tag
    from store.model import Undone as Undone
    from store.model import View as View
    from store.model import Work as Work
    from store.model_paper import Access as Access
    from store.model_paper import Card as Card
    from store.model_paper import Copy as Copy
    from store.model_paper import Notice as Notice
    from store.model_paper import Paper as Paper
    from store.model_paper import PaperQuery as PaperQuery
    from store.model_paper import PaperSort as PaperSort
    from store.model_paper import PaperStatus as PaperStatus
    from store.model_paper import PaperStep as PaperStep
    from store.model_paper import Queued as Queued
    from store.model_paper import QueueState as QueueState
    from store.model_paper import Record as Record
    from store.model_paper import Related as Related
    from store.model_paper import StatusKind as StatusKind
    from store.model_statistics import ReadingStatistics as ReadingStatistics
    from store.papers import fetch_access as fetch_access
    from store.papers import fetch_papers as fetch_papers
    from store.papers_services import Services as Services
    from store.papers_watch import LoadedList as LoadedList
    from store.papers_watch import load_notice_list as load_notice_list
    from store.parse.markup_clean import clean as clean
    from store.parse.markup_clean import clean_line as clean_line
    from store.parse.opml import write_opml as write_opml
    from store.query import check_query as check_query
    from store.query import fold as fold
    from store.query import query_terms as query_terms
    from store.query import quoted as quoted
    from store.query_hits import hit_spans as hit_spans
    from store.references.claims import Claim as Claim
    from store.references.claims import claims as claims
    from store.references.claims import shared_terms as shared_terms
    from store.references.doctor import FAULTS as FAULTS
    from store.references.doctor import Fault as Fault
    from store.references.doctor import doubts as doubts
    from store.references.export import export as export
    from store.references.export_entry import Entry as Entry
    from store.references.export_entry import Format as Format
    from store.references.export_known import stated as stated
    from store.references.export_known import status_note as status_note
    from store.references.identifiers import identify as identify
    from store.references.identifiers_links import link as link
    from store.references.notices import notice as notice
    from store.references.study_facts import Fact as Fact
    from store.references.study_facts import facts_line as facts_line
    from store.references.study_facts import study_facts as study_facts
    from store.refreshing import refresh as refresh
    from store.state_lines import MOST_LINE as MOST_LINE

_HOMES = {
    "store.db": ("Store",),
    "store.db.backups": ("Backup", "backups", "find_backup"),
    "store.db.checking": ("Check",),
    "store.db.grouping": ("Belonging",),
    "store.db.restoring": ("restore",),
    "store.digests": ("digest_of",),
    "store.digests_written": ("write_digest",),
    "store.errors": ("LibraryError", "NotFoundError", "QueryError", "SourceError", "StoppedError", "StoreError"),
    "store.fetch": ("documents_in", "is_folder"),
    "store.fetch_secrets": ("Passwords", "password_mistake"),
    "store.files": ("write_new", "write_whole"),
    "store.ingest": ("Imported", "add", "full_text", "import_own", "subscribe"),
    "store.model": (
        "Added", "Article", "Author", "Citing", "Counts", "Feed", "Identifier", "Main", "Progress", "Query",
        "Reference", "Rule", "Sort", "StateTaken", "Suggestion", "TAG_COLOURS", "Tag", "Undone", "View", "Work",
    ),
    "store.model_paper": (
        "Access", "Card", "Copy", "Notice", "Paper", "PaperQuery", "PaperSort", "PaperStatus", "PaperStep",
        "QueueState", "Queued", "Record", "Related", "StatusKind",
    ),
    "store.model_statistics": ("ReadingStatistics",),
    "store.papers": ("fetch_access", "fetch_papers"),
    "store.papers_services": ("Services",),
    "store.papers_watch": ("LoadedList", "load_notice_list"),
    "store.parse.markup_clean": ("clean", "clean_line"),
    "store.references.doctor": ("FAULTS", "Fault", "doubts"),
    "store.references.export": ("export",),
    "store.references.export_entry": ("Entry", "Format"),
    "store.references.export_known": ("stated", "status_note"),
    "store.parse.opml": ("write_opml",),
    "store.query": ("check_query", "fold", "query_terms", "quoted"),
    "store.query_hits": ("hit_spans",),
    "store.references.study_facts": ("Fact", "facts_line", "study_facts"),
    "store.references.claims": ("Claim", "claims", "shared_terms"),
    "store.refreshing": ("refresh",),
    "store.state_lines": ("MOST_LINE",),
    "store.references.identifiers": ("identify",),
    "store.references.identifiers_links": ("link",),
    "store.references.notices": ("notice",),
}  # fmt: skip
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    *_HOME,
]


def __getattr__(name: str) -> Any:
    """Load a public name from the module that holds it."""
    if name not in _HOME:
        raise AttributeError(f"module 'store' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value
