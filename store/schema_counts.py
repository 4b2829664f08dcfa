"""The tables of kept counts, and the long way to fill them: counting every article.

What is counted as an article is what a list shows: not hidden, its text not let go. A tag is counted where the article
carries it: the reader's word before a rule, a rule before its source, as the view article_tags says. Tags and feeds
that count nothing may have a row of zeros or none.
"""

COUNTS = """
CREATE TABLE tag_counts (           -- articles that carry a tag; `own`: where the reader or a rule gave it
    tag_id INTEGER PRIMARY KEY,
    total INTEGER NOT NULL, unread INTEGER NOT NULL, own INTEGER NOT NULL
) STRICT;
CREATE TABLE feed_counts (          -- articles seen in a feed
    feed_id INTEGER PRIMARY KEY,
    total INTEGER NOT NULL, unread INTEGER NOT NULL
) STRICT;
CREATE TABLE library_counts (       -- one row; `hidden` ones are in none of the others
    id INTEGER PRIMARY KEY CHECK (id = 1),
    total INTEGER NOT NULL, unread INTEGER NOT NULL, starred INTEGER NOT NULL,
    hidden INTEGER NOT NULL, noted INTEGER NOT NULL
) STRICT;
CREATE INDEX articles_pruned ON articles (id) WHERE pruned IS NOT NULL;
"""

_UNSAID = "NOT EXISTS (SELECT 1 FROM {} AS o WHERE o.article_id = x.article_id AND o.tag_id = x.tag_id{})"
SAID_BY = {  # table → what else must hold for its row to be what the article carries
    "source_tags": f"{_UNSAID.format('reader_tags', '')} AND {_UNSAID.format('rule_tags', '')}",
    "rule_tags": f"{_UNSAID.format('reader_tags', '')} AND {_UNSAID.format('rule_tags', ' AND o.rule_id < x.rule_id')}",
    "reader_tags": "x.given",
}
"""What the view article_tags says, in its three parts."""

_THERE = "x.article_id NOT IN (SELECT id FROM articles WHERE pruned IS NOT NULL)"
_TAG_ROWS = """SELECT x.tag_id, {sign} count(*) AS total, {sign} sum(m.read IS NOT 1) AS unread, {own} AS own
    FROM {rows} LEFT JOIN marks m ON m.article_id = x.article_id
    WHERE m.hidden IS NOT 1 AND {said} AND {of} GROUP BY x.tag_id"""
_SPOKEN = """(SELECT article_id, tag_id FROM reader_tags AS x WHERE {of}
    UNION SELECT article_id, tag_id FROM rule_tags AS x WHERE {of}) AS x
    JOIN source_tags s ON s.article_id = x.article_id AND s.tag_id = x.tag_id"""


def tag_counts(of: str = "true") -> str:
    """Return the question for the counts of tags, of all or of those where a condition on `x.tag_id` holds.

    All that sources say, without what reader or rules say of as well: five times quicker than looking at each. A source
    or a rule says nothing of an article whose text was let go; the reader may, by undo.
    """
    spoken = _SPOKEN.format(of=of)
    parts = (
        _TAG_ROWS.format(rows="source_tags AS x", said="true", sign="", own="0", of=of),
        _TAG_ROWS.format(rows=spoken, said="true", sign="-", own="0", of="true"),
        _TAG_ROWS.format(rows="rule_tags AS x", said=SAID_BY["rule_tags"], sign="", own="count(*)", of=of),
        _TAG_ROWS.format(rows="reader_tags AS x", said=f"x.given AND {_THERE}", sign="", own="count(*)", of=of),
    )
    return f"SELECT tag_id, sum(total), sum(unread), sum(own) FROM ({' UNION ALL '.join(parts)}) GROUP BY tag_id"


TAG_COUNTS = tag_counts()
FEED_COUNTS = f"""SELECT x.feed_id, count(*), sum(m.read IS NOT 1)
    FROM sightings x LEFT JOIN marks m ON m.article_id = x.article_id
    WHERE m.hidden IS NOT 1 AND {_THERE} GROUP BY x.feed_id"""
LIBRARY_COUNTS = """SELECT 1, coalesce(sum(shown), 0), coalesce(sum(shown AND unread), 0),
    coalesce(sum(shown AND starred), 0), coalesce(sum(NOT shown), 0), coalesce(sum(shown AND noted), 0) FROM (
    SELECT m.hidden IS NOT 1 AS shown, m.read IS NOT 1 AS unread, m.starred IS 1 AS starred,
        EXISTS (SELECT 1 FROM notes n WHERE n.article_id = a.id) AS noted
    FROM articles a LEFT JOIN marks m ON m.article_id = a.id WHERE a.pruned IS NULL)"""
"""One row whose columns are those of its table, as all three of these have."""

RECOUNT = (
    "DELETE FROM tag_counts",
    f"INSERT INTO tag_counts {TAG_COUNTS}",
    "DELETE FROM feed_counts",
    f"INSERT INTO feed_counts {FEED_COUNTS}",
    "DELETE FROM library_counts",
    f"INSERT INTO library_counts {LIBRARY_COUNTS}",
)
"""Statements that fill all three anew, whatever they hold."""
