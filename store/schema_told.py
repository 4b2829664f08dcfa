"""What the feeds told last: a table of digests, so that unchanged items are not read again."""

TOLD = """
CREATE TABLE told (                 -- the items a feed told last, as they were read
    feed_id INTEGER PRIMARY KEY REFERENCES feeds(id),
    parser INTEGER NOT NULL,        -- the version of the parser that read them
    items BLOB NOT NULL             -- for each: digests of its text, key and page, and its article's id; 8 bytes each
) STRICT;
"""
