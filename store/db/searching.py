"""From a query to the ids it finds, in its order; and where in their texts its words stand."""

import re
import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from store.db.connection import LARGEST, Connection
from store.db.few_texts import HIT, Text, hits_among, words_around
from store.db.index import chunks, places
from store.model import Query
from store.parse.markup_clean import clean_line
from store.query import begun_tokens, compile_query, only_words, ranking, read_tokens
from store.query_fields import HIDDEN, Ago

_ORDERS = {
    "newest": "a.sorted DESC, a.root DESC, a.position",
    "oldest": "a.sorted, a.root, a.position",
    "added": "a.added DESC, a.root DESC, a.position",
    "title": "a.title COLLATE NOCASE, a.id",
    "feed": "(SELECT folded FROM feeds WHERE id = a.feed_id), a.sorted DESC, a.root DESC, a.position",
}
_SCORE = "bm25(search, 1, 10, 4, 6)"
"""bm25 is the lower the better. Weights: body, title, references, notes."""

_ALONE = f"""SELECT a.id FROM search CROSS JOIN articles a ON a.id = search.rowid
    WHERE search MATCH ? AND a.pruned IS NULL AND {{shown}} AND ({{sql}}) ORDER BY {_SCORE}, {{order}}"""
"""Where nothing but words is looked for, each hit is found once."""

_RANKED = f"""WITH ranks (id, score) AS MATERIALIZED (
    SELECT rowid, {_SCORE} FROM search WHERE search MATCH ?)
    SELECT a.id FROM articles a LEFT JOIN ranks ON ranks.id = a.id
    WHERE a.pruned IS NULL AND {{shown}} AND ({{sql}}) ORDER BY {{order}}"""

_TEXTS = "SELECT id, body, title, refs, notes FROM search_text WHERE id IN ({})"

GLANCED, ENOUGH, LARGE = 96, 24, 3000
"""Of a library with so many articles the newest are glanced at first; how many; hits that make a screen."""
_HALF, _PLENTY, _RARE = 48, 40, 4
"""After half of the glance: so many hits are plenty, and with fewer than these the whole makes no screen either."""
_LAST = "\U0010ffff"
_GLANCED_TEXT = 1_500_000
"""Characters after which a glance ends: indexing them takes 30 ms."""


class Searching(Connection):
    """The questions of a search."""

    def ids(self, query: Query, limit: int | None = None) -> Sequence[int]:
        """Return the ids of a query in its order. Raises QueryError, and StoppedError after `interrupt()`."""
        sql, values = self._question(query, _ORDERS.get(query.sort, _ORDERS["newest"]))
        if limit is not None:
            sql += f" LIMIT {min(limit, LARGEST)}"
        return self._ids(sql, values)

    def _ids(self, sql: str, values: Sequence[str | int]) -> Sequence[int]:
        return array("q", (row[0] for row in self._rows(sql, values)))

    def _question(self, query: Query, order: str) -> tuple[str, list[str | int]]:
        condition, match = compile_query(query), ranking(query)
        start = "SELECT a.id FROM articles a WHERE a.pruned IS NULL AND {shown} AND ({sql}) ORDER BY {order}"
        if match and only_words(query):
            condition, start = compile_query(replace(query, filter="")), _ALONE
        elif match:
            start, order = _RANKED, f"ranks.score IS NULL, ranks.score, {order}"
        shown = "1" if HIDDEN in condition.sql else f"NOT {HIDDEN}"  # values are never part of the SQL
        sql = start.format(shown=shown, sql=condition.sql, order=order)
        return sql, [match] * bool(match) + condition.filled(self._now())

    def first_hits(self, query: Query) -> Sequence[int]:
        """Return the newest hits of words alone, if there are so many in the library that finding all takes long.

        None of any other query, and none where hits are not frequent: then `ids` is quick. Raises as `ids` does.
        """
        tokens = read_tokens(query.filter)
        last = self._rows("SELECT coalesce(max(id), 0) FROM articles")[0][0]
        if last < LARGE or not tokens or not only_words(query):
            return ()
        match = compile_query(query).match
        for words in dict.fromkeys(("", query.filter[: tokens[-1].column].strip())):
            ids = self._newest(replace(query, filter=words, sort="newest", typing=False))
            found = self._glance(ids, match)
            if len(found) >= ENOUGH:
                return array("q", (i for i in ids if i in found))
        return ()

    def _glance(self, ids: Sequence[int], match: str) -> set[int]:
        found = hits_among(self._some_texts(ids[:_HALF]), match)
        if _RARE <= len(found) < _PLENTY:
            found |= hits_among(self._some_texts(ids[_HALF:]), match)
        return found

    def _newest(self, query: Query) -> Sequence[int]:
        """The newest of a query, looked for from the newest article on; `ids` gives the same ones."""
        sql, values = self._question(query, _ORDERS["newest"])
        sql = sql.replace("articles a ", "articles a INDEXED BY articles_by_date ", 1)
        return self._ids(f"{sql} LIMIT {GLANCED}", values)

    def _some_texts(self, ids: Sequence[int]) -> Iterator[Text]:
        """Texts in this order, until they are long enough."""
        room = _GLANCED_TEXT
        for i in ids:
            for text in self._rows(_TEXTS.format("?"), (i,)):
                room -= len(text[1])
                yield text
            if room < 0:
                return

    def snippets(self, ids: Sequence[int], query: Query) -> dict[int, str]:
        """Return the words around a hit, on one line: of the text, else of the note, a reference or the title.

        Ids that are no hit have none, and a query without words has none at all. Raises QueryError.
        """
        if not (match := compile_query(query).match):
            return {}
        found: dict[int, str] = {}
        for part in chunks(list(ids)):
            texts = self._rows(_TEXTS.format(places(part)), part)
            found |= {i: _plain(text) for i, text in words_around(texts, match).items()}
        return {i: found[i] for i in ids if i in found}

    def state(self) -> tuple[int, int]:
        """Return what is another after each change of the library, by this Store or anybody else."""
        return self._rows("PRAGMA data_version")[0][0], self._conn.total_changes

    def finds_same(self, before: Query, query: Query) -> bool:
        """Whether a query finds what `before` finds, in its order and by the same words, if the library is the same.

        It is sure where only the last word differs, both go on, and no word of the library begins with the shorter
        but not with the longer; else False, and who asks has to look. Raises QueryError.
        """
        one, other = begun_tokens(before.filter), begun_tokens(query.filter)
        if replace(before, filter="") != replace(query, filter="") or not (query.typing and one and other):
            return False
        short, long = sorted((one[-1].text.lower(), other[-1].text.lower()), key=len)
        ends = {(last.kind, last.goes_on) for last in (one[-1], other[-1])}
        if one[:-1] != other[:-1] or ends != {("word", True)} or not (long.isascii() and long.isalnum()):
            return False  # signs part a word in the index, and accents go
        timed = any(isinstance(value, Ago) for value in compile_query(query).values)
        if not long.startswith(short) or timed or bool(ranking(before)) != bool(ranking(query)):
            return False
        return not self._word_between(short, long) and not self._word_between(long + _LAST, short + _LAST)

    def _word_between(self, first: str, end: str) -> bool:
        """Whether the index has a word from `first` on, before `end`."""
        self._rows("CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab (main, search, row)")
        return bool(self._rows("SELECT 1 FROM temp.words WHERE term >= ? AND term < ? LIMIT 1", (first, end)))

    def interrupt(self) -> None:
        """Stop the question another thread is asking here, if it is asking one."""
        with suppress(sqlite3.ProgrammingError):  # closed meanwhile: nothing is left to stop
            self._conn.interrupt()


def _plain(markdown: str) -> str:
    """A piece of Markdown as words; a link's address goes even where the piece begins or ends inside it."""
    text = re.sub(r"!?\[([^\[\]]*)\]\([^)\s]*\)?", r"\1", markdown.replace(HIT, ""))
    text = re.sub(r"^[^\[\]()\s]*\)|\]\([^)\s]*\)?|!?\[(?=[^\[\]]*…$)", "", text)
    text = re.sub(r"(?m)^[#>|\s-]+|[*`|\\]", "", text)
    return clean_line(text)
