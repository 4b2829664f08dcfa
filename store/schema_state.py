"""What carrying the reader's own state between machines needs (`sciread export state`, `import state`)."""

from sqlite_utils import Database

_TIMES = """
ALTER TABLE journal ADD COLUMN times TEXT
"""  # JSON: when each of the changes was made, for changes that were made elsewhere and imported

_WAITING = """
CREATE TABLE waiting_states (
    id INTEGER PRIMARY KEY,
    journal_id INTEGER NOT NULL REFERENCES journal(id), -- the import that brought it
    key TEXT NOT NULL,              -- the article's key, without the number of its feed
    feed TEXT,                      -- that feed's key
    page TEXT, text TEXT,           -- the page it stands on, and the digest of its text: articles.page_key, text_hash
    line TEXT NOT NULL              -- what the reader did with it, as `export state` writes it
) STRICT
"""
_BY_KEY = "CREATE INDEX waiting_states_by_key ON waiting_states (key)"
_BY_PAGE = "CREATE INDEX waiting_states_by_page ON waiting_states (page) WHERE page IS NOT NULL"
_BY_TEXT = "CREATE INDEX waiting_states_by_text ON waiting_states (text) WHERE text IS NOT NULL"


def m010_state(db: Database) -> None:
    """When imported changes were really made, and what waits for articles that are not there yet."""
    for statement in (_TIMES, _WAITING, _BY_KEY, _BY_PAGE, _BY_TEXT):
        db.execute(statement)
