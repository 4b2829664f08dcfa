"""What services say of papers, what follows for articles, and the reader's own queue of papers."""

from sqlite_utils import Database

_RECORDS = """
CREATE TABLE paper_records (        -- what a service said of a work last; may be asked again at any time
    scheme TEXT NOT NULL, id TEXT NOT NULL,
    kind TEXT NOT NULL,             -- metadata, status or access
    service TEXT NOT NULL,          -- who said it
    asked TEXT NOT NULL,
    found INTEGER NOT NULL,         -- 0: nobody knows the work
    record TEXT NOT NULL,           -- JSON: model_paper.Record or Access; '' for a status and for what is not known
    PRIMARY KEY (scheme, id, kind)
) STRICT, WITHOUT ROWID
"""
_NOTICES = """
CREATE TABLE paper_notices (        -- that a work was retracted, corrected …, by whoever says so
    scheme TEXT NOT NULL, id TEXT NOT NULL,
    kind TEXT NOT NULL,             -- retracted, withdrawn, concern, corrected, reinstated
    source TEXT NOT NULL,           -- publisher, retraction-watch, retraction-watch-list, pubmed
    doi TEXT NOT NULL,              -- the notice's own, '' if it has none
    date TEXT NOT NULL,             -- as far as it is stated: 2026, 2026-03 or 2026-03-05
    reason TEXT NOT NULL,
    PRIMARY KEY (scheme, id, kind, source, doi)
) STRICT, WITHOUT ROWID
"""
_LISTS = """
CREATE TABLE notice_lists (         -- lists of notices that were taken over whole
    source TEXT PRIMARY KEY,
    as_of TEXT NOT NULL,            -- the day up to which the list goes
    loaded TEXT NOT NULL,
    works INTEGER NOT NULL
) STRICT, WITHOUT ROWID
"""
_STANDINGS = """
CREATE TABLE article_standings (    -- the gravest notice about what an article cites; no row where there is none
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    main TEXT NOT NULL,             -- about the papers it is about; '' for none
    cited TEXT NOT NULL             -- about anything it cites
) STRICT
"""
_BY_MAIN = "CREATE INDEX article_standings_main ON article_standings (main) WHERE main != ''"
_STATES = """
CREATE TABLE paper_states (         -- the reader's queue of papers, apart from what was read of the news
    scheme TEXT NOT NULL, id TEXT NOT NULL,
    state TEXT NOT NULL,            -- get, to-read, reading, read, aside
    reason TEXT NOT NULL DEFAULT '',    -- why it was set aside
    since TEXT NOT NULL, changed TEXT NOT NULL,
    PRIMARY KEY (scheme, id)
) STRICT, WITHOUT ROWID
"""


def m012_papers(db: Database) -> None:
    """Papers: what services say of them, what follows for articles, and the reader's queue."""
    for statement in (_RECORDS, _NOTICES, _LISTS, _STANDINGS, _BY_MAIN, _STATES):
        db.execute(statement)
