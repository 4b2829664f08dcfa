"""The library's tables, as migrations that are only ever appended to.

Three families, so that no fault in one can touch another:

- what sources say: feeds, articles, bodies, papers, paper_ids, article_references,
  reference_ids, source_tags, sightings, told;
- what the reader did: marks, reader_tags, notes, journal, subscriptions, citation_keys, own_works,
  own_work_ids, views, places, tag_colours, tag_rules, waiting_states, paper_states. Ingestion never writes here;
- what can be rebuilt: search (FTS5) over the view search_text; rule_tags, by running the rules again;
  tag_counts, feed_counts, library_counts, by counting again; paper_records, paper_notices, notice_lists, by asking
  again; article_standings, from the notices.

`tags` holds only names and serves both of the first. Times are ISO 8601 in UTC.
"""

from sqlite_utils import Database, Migrations

from store.schema_counts import COUNTS, RECOUNT
from store.schema_later import NOTICES, PLACES, RULES, TAG_VIEW, VIEWS, fill_notices
from store.schema_names import APPLICATION_ID as APPLICATION_ID
from store.schema_papers import m012_papers
from store.schema_search import SEARCH
from store.schema_state import m010_state
from store.schema_told import TOLD

migrations = Migrations("sciread")
"""A new one is also named in schema_names.py: a library that has them all is opened without loading this module."""

_SOURCES = """
CREATE TABLE feeds (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,       -- its own address, else its site and title
    kind TEXT NOT NULL DEFAULT 'feed',  -- feed, or folder of documents
    url TEXT, site TEXT,
    title TEXT NOT NULL,
    folded TEXT NOT NULL,           -- the title as queries compare it
    etag TEXT, modified TEXT,       -- what the server said, to be sent back
    hash TEXT,                      -- of the bytes that came last
    ttl INTEGER,                    -- seconds the feed asks to be left alone
    skip_hours TEXT NOT NULL DEFAULT '[]',  -- JSON list of hours in UTC
    checked TEXT, due TEXT,         -- when it was asked last, and not before when it may be asked again
    failures INTEGER NOT NULL DEFAULT 0, error TEXT,
    retired INTEGER NOT NULL DEFAULT 0      -- its server says it is gone for good
) STRICT;
CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,       -- what makes it the same article when its source is read again
    feed_id INTEGER REFERENCES feeds(id),
    parent_id INTEGER REFERENCES articles(id) ON DELETE CASCADE,
    root INTEGER NOT NULL,          -- the digest it belongs to, or itself
    position INTEGER NOT NULL,      -- its place in the digest, from 1; 0 for the page itself
    url TEXT, title TEXT NOT NULL,
    authors TEXT NOT NULL,          -- JSON list of names
    published TEXT, added TEXT NOT NULL,
    sorted TEXT NOT NULL,           -- the earlier of published and added
    source TEXT, language TEXT,
    page_key TEXT,                  -- the page it stands on, to know it in another feed
    feed_hash TEXT,                 -- of all its feed says, to see a change
    page_hash TEXT,                 -- of all its own page, file or mail says; that text is then the body
    text_hash TEXT NOT NULL,        -- of title and body, to know the same text from another place; of feeds, ''
    words INTEGER NOT NULL,
    reference_count INTEGER NOT NULL,
    reference_text TEXT NOT NULL,   -- what search finds of the references
    pruned TEXT                     -- when its text was let go by the reader's rules; the row stays, as known
) STRICT;
CREATE INDEX articles_by_date ON articles (sorted DESC, root DESC, position) WHERE pruned IS NULL;
CREATE INDEX articles_by_feed ON articles (feed_id);
CREATE INDEX articles_by_parent ON articles (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX articles_by_text ON articles (text_hash);
CREATE INDEX articles_by_page ON articles (page_key) WHERE page_key IS NOT NULL;
CREATE TABLE sightings (            -- every feed an article was seen in
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    feed_id INTEGER NOT NULL REFERENCES feeds(id),
    PRIMARY KEY (article_id, feed_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sightings_by_feed ON sightings (feed_id, article_id);
CREATE TABLE bodies (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    markdown TEXT NOT NULL,
    original BLOB NOT NULL,         -- the text it was made from, UTF-8, zlib beside the Markdown: db/originals.py
    media_type TEXT NOT NULL,
    parser INTEGER NOT NULL         -- the version of the parser that made it
) STRICT;
CREATE TABLE papers (
    id INTEGER PRIMARY KEY,
    title TEXT, container TEXT, year INTEGER
) STRICT;
CREATE TABLE paper_ids (
    scheme TEXT NOT NULL, id TEXT NOT NULL,
    paper_id INTEGER NOT NULL REFERENCES papers(id) ON DELETE CASCADE,
    PRIMARY KEY (scheme, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX paper_ids_by_paper ON paper_ids (paper_id);
CREATE TABLE article_references (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    place INTEGER NOT NULL,         -- order in the article, the page's own citations last
    n INTEGER,                      -- the number shown; NULL for the page's own citation
    paper_id INTEGER REFERENCES papers(id),
    role TEXT NOT NULL, confidence TEXT NOT NULL, reason TEXT NOT NULL,
    label TEXT, raw TEXT NOT NULL,
    ids TEXT NOT NULL,              -- JSON object: scheme to id
    title TEXT, authors TEXT NOT NULL, et_al INTEGER NOT NULL,
    container TEXT, journal TEXT,   -- as written, and as queries compare it
    issued TEXT NOT NULL,           -- JSON list: year, month, day as far as stated
    volume TEXT, issue TEXT, pages TEXT, article_number TEXT, status TEXT,
    url TEXT, accessed TEXT NOT NULL, inferred TEXT NOT NULL,
    how TEXT, version TEXT, span_start INTEGER, span_end INTEGER
) STRICT;
CREATE INDEX article_references_by_article ON article_references (article_id, place);
CREATE INDEX article_references_by_paper ON article_references (paper_id);
CREATE INDEX article_references_by_journal ON article_references (journal) WHERE journal IS NOT NULL;
CREATE TABLE reference_ids (        -- every id of every reference but the page's own citation
    scheme TEXT NOT NULL, id TEXT NOT NULL,
    reference_id INTEGER NOT NULL REFERENCES article_references(id) ON DELETE CASCADE,
    article_id INTEGER NOT NULL,
    PRIMARY KEY (scheme, id, reference_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX reference_ids_by_reference ON reference_ids (reference_id);
CREATE TABLE tags (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE source_tags (
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tags(id),
    PRIMARY KEY (article_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_tags_by_tag ON source_tags (tag_id, article_id);
"""

_READER = """
CREATE TABLE marks (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id),
    read INTEGER NOT NULL DEFAULT 0, read_at TEXT,
    starred INTEGER NOT NULL DEFAULT 0, starred_at TEXT
) STRICT;
CREATE INDEX marks_starred ON marks (article_id) WHERE starred;
CREATE TABLE reader_tags (
    article_id INTEGER NOT NULL REFERENCES articles(id),
    tag_id INTEGER NOT NULL REFERENCES tags(id),
    given INTEGER NOT NULL,         -- 1: the reader gave it; 0: took away what the source gave
    PRIMARY KEY (article_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX reader_tags_by_tag ON reader_tags (tag_id, article_id);
CREATE TABLE notes (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id),
    text TEXT NOT NULL, changed TEXT NOT NULL
) STRICT;
CREATE TABLE journal (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    label TEXT NOT NULL,            -- what was done, in words
    changes TEXT NOT NULL,          -- JSON: [[field, name, value before, [article ids]], …]
    undone TEXT                     -- when it was taken back
) STRICT;
CREATE TABLE subscriptions (        -- the feeds and folders the reader wants asked again
    feed_id INTEGER PRIMARY KEY REFERENCES feeds(id),
    name TEXT,                      -- what the reader calls it
    folder TEXT NOT NULL DEFAULT '',
    paused INTEGER NOT NULL DEFAULT 0,
    interval INTEGER,               -- seconds between two questions, if the reader set any
    since TEXT NOT NULL
) STRICT;
CREATE TABLE citation_keys (        -- the reader's: a key once given to a work stays
    work TEXT PRIMARY KEY,          -- "scheme:id", else "text:" and the string as written, folded
    key TEXT NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;
CREATE TABLE own_works (            -- the reader's own reference library, as it was imported
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    title TEXT, container TEXT, year INTEGER,
    authors TEXT NOT NULL
) STRICT;
CREATE TABLE own_work_ids (
    scheme TEXT NOT NULL, id TEXT NOT NULL,
    own_work_id INTEGER NOT NULL REFERENCES own_works(id) ON DELETE CASCADE,
    PRIMARY KEY (scheme, id, own_work_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX own_work_ids_by_work ON own_work_ids (own_work_id);
"""

_REBUILT = """
CREATE VIEW article_tags AS
    SELECT article_id, tag_id, 0 AS reader FROM source_tags AS s
    WHERE NOT EXISTS (
        SELECT 1 FROM reader_tags AS r WHERE r.article_id = s.article_id AND r.tag_id = s.tag_id)
    UNION ALL
    SELECT article_id, tag_id, 1 AS reader FROM reader_tags WHERE given;
CREATE VIEW search_text AS
    SELECT articles.id AS id, articles.title AS title, bodies.markdown AS body,
        articles.reference_text AS refs, coalesce(notes.text, '') AS notes
    FROM articles JOIN bodies ON bodies.article_id = articles.id
    LEFT JOIN notes ON notes.article_id = articles.id;
CREATE VIRTUAL TABLE search USING fts5 (
    title, body, refs, notes,
    content = 'search_text', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
"""

_HIDDEN = """
ALTER TABLE marks ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
ALTER TABLE marks ADD COLUMN hidden_at TEXT;
CREATE INDEX marks_hidden ON marks (article_id) WHERE hidden;
"""


@migrations()
def m001_library(db: Database) -> None:
    """The library: sources, the reader's own state, and the index."""
    for script in (_SOURCES, _READER, _REBUILT):
        for statement in _statements(script):
            db.execute(statement)


@migrations()
def m002_views(db: Database) -> None:
    """The queries the reader keeps by name."""
    for statement in _statements(VIEWS):
        db.execute(statement)


@migrations()
def m003_hidden(db: Database) -> None:
    """Articles can be hidden: they stay, and no list shows them unless it is asked for them."""
    for statement in _statements(_HIDDEN):
        db.execute(statement)


@migrations()
def m004_places(db: Database) -> None:
    """How far each article was read."""
    for statement in _statements(PLACES):
        db.execute(statement)


@migrations()
def m005_rules(db: Database) -> None:
    """Colours of tags, and rules that give them."""
    for statement in _statements(RULES + TAG_VIEW):
        db.execute(statement)


@migrations()
def m006_notices(db: Database) -> None:
    """What titles say of papers: that they were retracted, withdrawn or corrected."""
    for statement in _statements(NOTICES):
        db.execute(statement)
    fill_notices(db)


@migrations()
def m007_search(db: Database) -> None:
    """The full-text index in a quarter less room."""
    for statement in _statements(SEARCH):
        db.execute(statement)


@migrations()
def m008_counts(db: Database) -> None:
    """The counts of the tag pane are kept."""
    for statement in (*_statements(COUNTS), *RECOUNT):
        db.execute(statement)


@migrations()
def m009_told(db: Database) -> None:
    """What feeds told last is kept, so that it need not be read again."""
    for statement in _statements(TOLD):
        db.execute(statement)


migrations()(m010_state)


@migrations()
def m011_tag_view(db: Database) -> None:
    """The first m005_rules made a view that was slow to ask: libraries of that day still have it."""
    for statement in _statements(TAG_VIEW):
        db.execute(statement)


migrations()(m012_papers)


def _statements(script: str) -> list[str]:
    """Cut a script at its semicolons: `executescript` would commit the migration's transaction."""
    bare = "\n".join(line.partition("--")[0] for line in script.splitlines())
    return [statement.strip() for statement in bare.split(";") if statement.strip()]
