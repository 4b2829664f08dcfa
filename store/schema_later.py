"""Tables and columns that came after the first, and how what is there already gets what they hold."""

from sqlite_utils import Database

from store.references.notices import gravest, notice

VIEWS = """
CREATE TABLE views (                -- the reader's saved queries
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    filter TEXT NOT NULL,
    sort TEXT NOT NULL,
    unread INTEGER NOT NULL DEFAULT 0,  -- 1: only unread articles
    position INTEGER NOT NULL
) STRICT;
"""

PLACES = """
CREATE TABLE places (               -- how far an article was read
    article_id INTEGER PRIMARY KEY REFERENCES articles(id),
    place REAL NOT NULL,            -- blocks above the first line in sight, and the part of that block
    changed TEXT NOT NULL
) STRICT;
"""

NOTICES = """
ALTER TABLE articles ADD COLUMN notice TEXT NOT NULL DEFAULT '';  -- what titles say: retracted, withdrawn …
CREATE INDEX articles_by_notice ON articles (notice) WHERE notice != '';
"""

_TITLES = """SELECT id, title FROM articles UNION ALL
    SELECT article_id, title FROM article_references WHERE role != 'cited' AND title IS NOT NULL"""


def fill_notices(db: Database) -> None:
    """Write what the titles of the stored articles and of their papers say; as article_notice() would."""
    found: dict[int, str] = {}
    for article_id, title in db.execute(_TITLES).fetchall():
        if said := notice(title):
            found[article_id] = gravest((said, found.get(article_id, "")))
    db.conn.executemany("UPDATE articles SET notice = ? WHERE id = ?", [(said, id) for id, said in found.items()])
