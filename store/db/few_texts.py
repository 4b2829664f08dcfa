"""The full-text index over a few articles, made in memory for one question.

Where only some articles are asked about, FTS5 looks for the whole question once for each of them, and to find what
begins with a letter it joins the lists of all such words: 0.7 s an article in a library of 100,000. An index of these
articles alone takes 0.2 ms each and answers the same, whatever else the library holds.
"""

import re
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing

from store.query_hits import folded_words

_TABLE = """CREATE VIRTUAL TABLE search USING fts5 (
    body, title, refs, notes, tokenize = 'unicode61 remove_diacritics 2')"""
"""As the library's own, in schema_search.py."""

_SNIPPETS = """SELECT rowid, snippet(search, 0, char(1), '', '…', 16), snippet(search, 3, char(1), '', '…', 16),
    snippet(search, 2, char(1), '', '…', 16), snippet(search, 1, char(1), '', '…', 16)
    FROM search WHERE search MATCH ?"""
HIT = "\x01"
"""Set by us before each hit; stored texts hold no control character."""

_BEGINNING = 16_000
"""Characters of a long body that are looked at first."""

Text = tuple[int, str, str, str, str]
"""Id, body, title, references, notes: a row of the view search_text."""


def hits_among(texts: Iterable[Text], match: str) -> set[int]:
    """Return the ids of the texts that a full-text expression finds."""
    with closing(_index(texts)) as conn:
        return {row[0] for row in conn.execute("SELECT rowid FROM search WHERE search MATCH ?", (match,))}


def words_around(texts: Sequence[Text], match: str) -> dict[int, str]:
    """Return a piece around the hits, with HIT before each: of the body, else the notes, the references, the title.

    Of a long body only the beginning is looked at, if all that is looked for stands there; else only its paragraphs
    in which any of it stands, if that is enough.
    """
    found = _around([(id, _beginning(body, match), *others) for id, body, *others in texts], match)
    for shorten in (_with_words, lambda body, _: body):
        rest = [text for text in texts if len(text[1]) > _BEGINNING and HIT not in found.get(text[0], "")]
        if rest:
            found |= _around([(id, shorten(body, match), *others) for id, body, *others in rest], match)
    return found


def _beginning(body: str, match: str) -> str:
    return body if len(body) <= _BEGINNING else _with_words(body[:_BEGINNING], match)


def _with_words(body: str, match: str) -> str:
    """Its ends, its paragraphs that hold a word of a full-text expression, and those beside them.

    A word with accents that it is not looked for with is not seen: to fold a long text takes too long.
    """
    words = folded_words(re.findall(r'"((?:[^"]|"")*)"', match))
    paragraphs = body.lower().split("\n\n")
    holding = [n for n, text in enumerate(paragraphs) if any(map(text.__contains__, words))]
    wanted = {0, len(paragraphs) - 1}.union(*(range(n - 1, n + 2) for n in holding))
    return "\n\n".join(text for n, text in enumerate(body.split("\n\n")) if n in wanted)


def _around(texts: Iterable[Sequence[int | str]], match: str) -> dict[int, str]:
    with closing(_index(texts)) as conn:
        found = conn.execute(_SNIPPETS, (match,)).fetchall()
    return {id: next((piece for piece in pieces if HIT in piece), pieces[0]) for id, *pieces in found}


def _index(texts: Iterable[Sequence[int | str]]) -> sqlite3.Connection:
    conn = sqlite3.connect(":memory:", isolation_level=None)
    conn.execute(_TABLE)
    conn.execute("BEGIN")
    conn.executemany("INSERT INTO search (rowid, body, title, refs, notes) VALUES (?, ?, ?, ?, ?)", texts)
    conn.execute("COMMIT")
    return conn
