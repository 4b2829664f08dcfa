"""What is like an article: other articles by its most telling words, and tags from its words and from those."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from store.db.index import chunks, places
from store.db.reading import Reading
from store.model import Suggestion
from store.query import forms

_TEXT = 12_000
"""Characters of a body that are looked at; what an article is about stands near its head."""
_LOOKED_UP, _ASKED = 36, 12
"""Words whose frequency in the library is looked up, and those of them that are asked for."""
_RARE = 40
"""A word that is in more than one of so many articles tells nothing; nor is it counted any further."""
_HITS = 4_000
"""Hits that all the words asked for may have together: ranking costs by hits."""
_ALIKE = 0.15
"""Share of its own score an article must reach to be like the one it is compared with."""
_LONGEST = 4
"""Words of a tag that is looked for in a text."""

_ADDRESS = re.compile(r"\]\([^)\s]*\)|https?://\S+|\bdoi:\S+")
_WORD = re.compile(r"[^\W_]+")
_COMMON = frozenset(
    re.findall(
        r"\w+",
        """about above after again against also although among another around because been before being between both
    could does doing down during each either else even every from further give given have having here however into
    itself just like made make many more most much must near need never only other over same should since some such
    than that their them then there these they this those through thus under until upon very were what when where
    whether which while will with within without would your said says show shows study studies using used""",
    )
)
"""Words that say nothing in a small library, where few articles show which words are common."""

_BY_PAPER = """SELECT other.article_id FROM article_references own
    JOIN article_references other ON other.paper_id = own.paper_id
    WHERE own.article_id = ?1 AND other.article_id != ?1 AND own.role != 'self' AND other.role != 'self'
    AND (own.role = 'main' OR other.role = 'main')
    GROUP BY other.article_id ORDER BY max(own.role = 'main' AND other.role = 'main') DESC, other.article_id DESC
    LIMIT 500"""
_BY_WORDS = """SELECT rowid, rank FROM search WHERE search MATCH ? AND rank MATCH 'bm25(1.0, 10.0, 4.0, 0.0)'
    ORDER BY rank LIMIT ?"""
_FREQUENCY = "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)"
_SHOWN = """SELECT a.id FROM articles a LEFT JOIN marks m ON m.article_id = a.id WHERE a.id IN ({})
    AND a.pruned IS NULL AND m.hidden IS NOT 1"""
_READERS = """SELECT EXISTS (SELECT 1 FROM reader_tags WHERE tag_id = ?1 AND given)
    OR EXISTS (SELECT 1 FROM rule_tags WHERE tag_id = ?1)"""
_CARRIED = "SELECT EXISTS (SELECT 1 FROM article_tags WHERE tag_id = ?1)"
_CARRYING = """SELECT (SELECT count(*) FROM source_tags WHERE tag_id = ?1)
    + (SELECT count(*) FROM reader_tags WHERE tag_id = ?1 AND given)
    + (SELECT count(*) FROM rule_tags WHERE tag_id = ?1)"""


class Suggesting(Reading):
    """The questions that begin at an article and end at what is like it. Raise NotFoundError."""

    def related(self, article_id: int, limit: int = 20) -> list[int]:
        """Return the articles most like this one: those about the same paper, then those that share its rare words.

        Hidden ones, its own digest and the items of it are left out. Words count by how rare they are in the
        library, and most in titles, then in references, then in the text.
        """
        article = self.article(article_id)
        known = [i for (i,) in self._rows(_BY_PAPER, (article_id,))]
        found = dict.fromkeys([*known, *self._by_words(article_id, 5 * limit + 50)])
        family = {article_id, article.parent}
        family.update(i for (i,) in self._rows("SELECT id FROM articles WHERE parent_id = ?", (article_id,)))
        candidates = [i for i in found if i not in family]
        shown: set[int] = set()
        for part in chunks(candidates):
            shown.update(i for (i,) in self._rows(_SHOWN.format(places(part)), part))
        return [i for i in candidates if i in shown][: max(limit, 0)]

    def suggest_tags(self, article_id: int, limit: int = 6) -> list[Suggestion]:
        """Return tags of the library this article might get: the reader's own first, none that it has.

        None that the reader took away from it either. "in its words": the tag's name stands in the title, the text
        or the references. "on similar articles": at least two of those carry it, and oftener than others do.
        """
        title, titles, body = self._texts(article_id)
        had = {tag for (tag,) in self._rows(_SPOKEN, (article_id,))}
        scored: dict[str, tuple[bool, int, float, str]] = {}
        for tag, name, score in self._named((title, "\n".join(titles), body)):
            if tag not in had and self._one(_CARRIED, tag):
                scored[name] = (not self._one(_READERS, tag), 0, -score, "in its words")
        for tag, name, share in self._on(self.related(article_id, 20)):
            if tag in had or name in scored:
                continue
            if share * self._size() > 2 * self._one(_CARRYING, tag):
                scored[name] = (not self._one(_READERS, tag), 1, -share, "on similar articles")
        best = sorted(scored, key=lambda name: scored[name])
        return [Suggestion(name, scored[name][3]) for name in best[: max(limit, 0)]]

    def _texts(self, article_id: int) -> tuple[str, list[str], str]:
        """Title, the titles of what it cites, and the beginning of its text without addresses."""
        title = self.article(article_id).title
        sql = "SELECT coalesce(title, '') FROM article_references WHERE article_id = ? AND role != 'self' LIMIT 100"
        titles = [text for (text,) in self._rows(sql, (article_id,))]
        rows = self._rows("SELECT substr(markdown, 1, ?) FROM bodies WHERE article_id = ?", (_TEXT, article_id))
        return title, titles, _ADDRESS.sub(" ", rows[0][0] if rows else "")

    def _one(self, sql: str, tag: int) -> int:
        return int(self._rows(sql, (tag,))[0][0])

    def _size(self) -> int:
        """About how many articles there are, without counting them."""
        return int(self._rows("SELECT coalesce(max(id), 0) FROM articles")[0][0])

    def _by_words(self, article_id: int, limit: int) -> list[int]:
        words = self._telling(*self._texts(article_id))
        if not words:
            return []
        rows = self._rows(_BY_WORDS, (" OR ".join(map(_either, words)), limit))
        own = next((rank for i, rank in rows if i == article_id), rows[0][1] if rows else 0.0)
        return [i for i, rank in rows if rank <= _ALIKE * own]  # bm25 is below zero, the lower the better

    def _telling(self, title: str, titles: Iterable[str], body: str) -> list[str]:
        """The words that tell this article from others: frequent here, rare in the library, and not only here."""
        weights: Counter[str] = Counter()
        for word, count in Counter(_words(body)).items():
            weights[word] += min(count, 4)
        for word in set(_words("\n".join(titles))):
            weights[word] += 4
        for word in set(_words(title)):
            weights[word] += 10
        size = self._size()
        most = max(size // _RARE, 25)
        telling: dict[str, tuple[float, int]] = {}
        for word, weight in weights.most_common(_LOOKED_UP):
            ((count,),) = self._rows(_FREQUENCY, (_either(word), most))
            if 1 < count < most:
                telling[word] = (weight * math.log(1 + size / count), count)
        chosen: list[str] = []
        hits = 0
        for word in sorted(telling, key=lambda word: -telling[word][0])[:_ASKED]:
            hits += telling[word][1]
            if chosen and hits > _HITS:
                break
            chosen.append(word)
        return chosen

    def _named(self, texts: Sequence[str]) -> list[tuple[int, str, float]]:
        """The tags whose names stand in these texts (title, references, body), with how much that says."""
        told = [_phrases(text) for text in texts]
        capitals = {word for text in texts for word in _WORD.findall(text) if word.isupper()}
        found = []
        for tag, name, folded in self._rows("SELECT id, name, folded FROM tags"):
            phrase = folded.replace("-", " ").replace("_", " ")
            places_in = [phrase in phrases for phrases in told]
            if any(places_in) and (len(folded) > 3 or name.upper() in capitals):  # "IT" is not "it"
                found.append((tag, name, 4.0 * places_in[0] + 2.0 * places_in[1] + places_in[2] + phrase.count(" ")))
        return found

    def _on(self, ids: Sequence[int]) -> list[tuple[int, str, float]]:
        """The tags that at least two of these articles carry, with the share of them that do."""
        if not ids:
            return []
        sql = f"""SELECT x.tag_id, t.name, count(*) FROM article_tags x JOIN tags t ON t.id = x.tag_id
            WHERE x.article_id IN ({places(ids)}) GROUP BY x.tag_id HAVING count(*) > 1"""
        return [(tag, name, count / len(ids)) for tag, name, count in self._rows(sql, list(ids))]


_SPOKEN = """SELECT tag_id FROM article_tags WHERE article_id = ?1
    UNION SELECT tag_id FROM reader_tags WHERE article_id = ?1"""


def _words(text: str) -> list[str]:
    """The words of a text that may tell something, in the singular, lower case."""
    found = []
    for word in _WORD.findall(text):
        telling = len(word) > 3 or (len(word) > 1 and word.isupper())
        if telling and not word.isdigit() and (lower := word.lower()) not in _COMMON:
            found.append(min(forms(lower), key=len))
    return found


def _either(word: str) -> str:
    """Full-text expression for a word in singular or plural; letters and digits only, so nothing has to be escaped."""
    return "(" + " OR ".join(f'"{form}"' for form in forms(word)) + ")"


def _phrases(text: str) -> set[str]:
    """Every run of up to four words of a text, lower case, its last word also in the singular."""
    words = [word.lower() for word in _WORD.findall(text)]
    last = [min(forms(word), key=len) for word in words]
    found = set()
    for length in range(1, _LONGEST + 1):
        for at in range(len(words) - length + 1):
            head = words[at : at + length - 1]
            found.add(" ".join([*head, words[at + length - 1]]))
            found.add(" ".join([*head, last[at + length - 1]]))
    return found
