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

RULES = """
CREATE TABLE tag_colours (
    tag_id INTEGER PRIMARY KEY REFERENCES tags(id),
    colour TEXT NOT NULL            -- a word of the theme, not a value: it must be readable in every theme
) STRICT;
CREATE TABLE tag_rules (            -- what a query finds gets these tags
    id INTEGER PRIMARY KEY,
    filter TEXT NOT NULL,
    tags TEXT NOT NULL,             -- JSON list of names
    position INTEGER NOT NULL
) STRICT;
CREATE TABLE rule_tags (
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tags(id),
    rule_id INTEGER NOT NULL REFERENCES tag_rules(id) ON DELETE CASCADE,
    PRIMARY KEY (article_id, tag_id, rule_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX rule_tags_by_tag ON rule_tags (tag_id, article_id);
CREATE INDEX rule_tags_by_rule ON rule_tags (rule_id);
"""

TAG_VIEW = """
DROP VIEW article_tags;
CREATE VIEW article_tags AS         -- one row for an article and a tag: reader before rule before source
    SELECT article_id, tag_id, 0 AS reader FROM source_tags AS s
    WHERE NOT EXISTS (
        SELECT 1 FROM reader_tags AS r WHERE r.article_id = s.article_id AND r.tag_id = s.tag_id)
    AND NOT EXISTS (
        SELECT 1 FROM rule_tags AS u WHERE u.article_id = s.article_id AND u.tag_id = s.tag_id)
    UNION ALL
    SELECT article_id, tag_id, 1 AS reader FROM rule_tags AS u
    WHERE NOT EXISTS (
        SELECT 1 FROM reader_tags AS r WHERE r.article_id = u.article_id AND r.tag_id = u.tag_id)
    AND NOT EXISTS (                -- of several rules the first; a DISTINCT would hide the indexes from queries
        SELECT 1 FROM rule_tags AS e
        WHERE e.article_id = u.article_id AND e.tag_id = u.tag_id AND e.rule_id < u.rule_id)
    UNION ALL
    SELECT article_id, tag_id, 1 AS reader FROM reader_tags WHERE given;
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
