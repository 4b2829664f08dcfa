"""The full-text index as it is now: made anew, for FTS5 keeps its columns as they were first told."""

SEARCH = """
DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5 (
    body, title, refs, notes,       -- body first: a hit anywhere else takes two bytes more
    content = 'search_text', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO search (search, rank) VALUES ('automerge', 10);   -- segments of one size before they are merged, not 4
INSERT INTO search (search) VALUES ('rebuild');
DROP INDEX articles_by_text;
CREATE INDEX articles_by_text ON articles (text_hash) WHERE key LIKE 'place:%' OR key LIKE 'text:%';
"""
