"""What lists and details ask of the library. Reads carry no body but `body()`, and cost by the window."""

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from store.db.connection import LARGEST
from store.db.index import chunks, places
from store.db.searching import Searching
from store.errors import NotFoundError
from store.model import Article, Author, Counts, Main, Reference, Tag
from store.references.identifiers import link

_LOOK_AHEAD = 200


class Reading(Searching):
    """The questions of the list, the detail and the tag pane."""

    def articles(self, ids: Sequence[int]) -> list[Article]:
        """Return rows for these ids, in their order; ids that are gone are left out."""
        found: dict[int, Article] = {}
        for part in chunks([i for i in ids if abs(i) <= LARGEST]):
            tags, mains, children = self._tags_of(part), self._mains_of(part), self._children_of(part)
            for row in self._rows(_ARTICLES.format(places(part)), part):
                found[row[0]] = _article(row, tags[row[0]], mains.get(row[0]), children.get(row[0], (0, 0)))
        return [found[i] for i in ids if i in found]

    def article(self, article_id: int) -> Article:
        """Return one article. Raises NotFoundError."""
        found = self.articles([article_id])
        if not found:
            raise NotFoundError(f"There is no article {article_id}. `sciread list` shows the ids.")
        return found[0]

    def body(self, article_id: int) -> str:
        """Return the text of an article as Markdown. Raises NotFoundError."""
        rows = self._rows("SELECT markdown FROM bodies WHERE article_id = ?", (article_id,))
        if not rows:
            raise NotFoundError(f"There is no article {article_id}. `sciread list` shows the ids.")
        return str(rows[0][0])

    def note(self, article_id: int) -> str:
        """Return the reader's note on an article, "" for none."""
        rows = self._rows("SELECT text FROM notes WHERE article_id = ?", (article_id,))
        return str(rows[0][0]) if rows else ""

    def references(self, article_id: int) -> list[Reference]:
        """Return what an article cites, in the order of `n`, its own citation last."""
        sql = f"SELECT {', '.join(REFERENCE)} FROM article_references WHERE article_id = ? ORDER BY place"
        return [reference_of(row) for row in self._rows(sql, (article_id,))]

    def next_unread(self, ids: Sequence[int], index: int, step: int = 1) -> int | None:
        """Return the index of the nearest unread article after (step 1) or before (-1) an index."""
        indexes = range(index + 1, len(ids)) if step > 0 else range(index - 1, -1, -1)
        for at in range(0, len(indexes), _LOOK_AHEAD):
            part = indexes[at : at + _LOOK_AHEAD]
            window = [ids[i] for i in part]
            sql = f"SELECT article_id FROM marks WHERE read AND article_id IN ({places(window)})"
            read = {row[0] for row in self._rows(sql, window)}
            for i in part:
                if ids[i] not in read:
                    return i
        return None

    def counts(self) -> Counts:
        """Count the library's articles, the unread, starred and noted among them; hidden ones apart."""
        (articles,) = self._rows("SELECT count(*) FROM articles WHERE pruned IS NULL")[0]
        sql = """SELECT coalesce(sum(m.read AND NOT m.hidden), 0), coalesce(sum(m.starred AND NOT m.hidden), 0),
            coalesce(sum(m.hidden), 0) FROM marks m
            JOIN articles a ON a.id = m.article_id WHERE a.pruned IS NULL"""
        read, starred, hidden = self._rows(sql)[0]
        sql = """SELECT count(*) FROM notes n JOIN articles a ON a.id = n.article_id
            LEFT JOIN marks m ON m.article_id = a.id WHERE a.pruned IS NULL AND m.hidden IS NOT 1"""
        (noted,) = self._rows(sql)[0]
        return Counts(articles - hidden, articles - hidden - read, starred, hidden, noted)

    def tags(self) -> list[Tag]:
        """Return the tags in use with their counts: the reader's first, then by how many carry them."""
        return [Tag(row[0], row[1], row[2], bool(row[3]), row[4]) for row in self._rows(_TAGS)]

    def _tags_of(self, ids: list[int]) -> defaultdict[int, list[tuple[str, bool]]]:
        sql = f"""SELECT x.article_id, t.name, x.reader FROM article_tags x JOIN tags t ON t.id = x.tag_id
            WHERE x.article_id IN ({places(ids)}) ORDER BY x.reader DESC, t.id"""
        tags: defaultdict[int, list[tuple[str, bool]]] = defaultdict(list)
        for article_id, name, reader in self._rows(sql, ids):
            tags[article_id].append((name, bool(reader)))
        return tags

    def _mains_of(self, ids: list[int]) -> dict[int, Main]:
        sql = f"""SELECT article_id, ids, title, url FROM article_references
            WHERE role = 'main' AND article_id IN ({places(ids)}) ORDER BY place DESC"""
        mains = {}
        for article_id, found, title, url in self._rows(sql, ids):
            schemes = json.loads(found)
            mains[article_id] = Main(schemes, title, link(schemes) or url)
        return mains

    def _children_of(self, ids: list[int]) -> dict[int, tuple[int, int]]:
        sql = f"""SELECT a.parent_id, count(*), sum(coalesce(m.read, 0)) FROM articles a
            LEFT JOIN marks m ON m.article_id = a.id WHERE a.parent_id IN ({places(ids)})
            AND m.hidden IS NOT 1 GROUP BY a.parent_id"""
        return {parent: (count, read) for parent, count, read in self._rows(sql, ids)}


_COUNTED = """SELECT tag_id, count(*) AS n, count(*) - coalesce(sum(m.read), 0) AS unread, {reader} AS reader
    FROM {table} AS x LEFT JOIN marks m ON m.article_id = x.article_id WHERE m.hidden IS NOT 1 AND {shown}
    GROUP BY tag_id"""
_UNSAID = "NOT EXISTS (SELECT 1 FROM {} AS o WHERE o.article_id = x.article_id AND o.tag_id = x.tag_id{})"
_BY_SOURCE = f"{_UNSAID.format('reader_tags', '')} AND {_UNSAID.format('rule_tags', '')}"
_BY_RULE = f"{_UNSAID.format('reader_tags', '')} AND {_UNSAID.format('rule_tags', ' AND o.rule_id < x.rule_id')}"
_TAGS = f"""SELECT t.name, sum(x.n), sum(x.unread), max(x.reader), coalesce(c.colour, '') FROM (
    {_COUNTED.format(table="source_tags", shown=_BY_SOURCE, reader=0)} UNION ALL
    {_COUNTED.format(table="rule_tags", shown=_BY_RULE, reader=1)} UNION ALL
    {_COUNTED.format(table="reader_tags", shown="given", reader=1)}
    ) x JOIN tags t ON t.id = x.tag_id LEFT JOIN tag_colours c ON c.tag_id = x.tag_id
    GROUP BY x.tag_id ORDER BY max(x.reader) DESC, sum(x.n) DESC, t.folded"""
"""What the view article_tags says, counted before it is put together: so each part walks its index in order."""

_ARTICLES = """SELECT a.id, a.title, a.url, f.title, a.source, a.authors, a.published, a.added, a.sorted,
    coalesce(m.read, 0), coalesce(m.starred, 0), a.reference_count, a.parent_id, a.words,
    coalesce(m.hidden, 0), EXISTS (SELECT 1 FROM notes n WHERE n.article_id = a.id), a.notice
    FROM articles a LEFT JOIN feeds f ON f.id = a.feed_id LEFT JOIN marks m ON m.article_id = a.id
    WHERE a.pruned IS NULL AND a.id IN ({})"""


def _article(row: Any, tags: list[tuple[str, bool]], main: Main | None, children: tuple[int, int]) -> Article:
    return Article(
        id=row[0], title=row[1], url=row[2], feed=row[3], source=row[4], authors=tuple(json.loads(row[5])),
        published=row[6], added=row[7], sorted=row[8], read=bool(row[9]), starred=bool(row[10]),
        tags=tuple(name for name, _ in tags), reader_tags=tuple(name for name, reader in tags if reader),
        references=row[11], parent=row[12], words=row[13], main=main,
        children=children[0], children_read=children[1], hidden=bool(row[14]), noted=bool(row[15]), notice=row[16],
    )  # fmt: skip


REFERENCE = (
    "n", "raw", "role", "confidence", "reason", "ids", "label", "title", "authors", "et_al", "container", "issued",
    "volume", "issue", "pages", "article_number", "status", "url", "accessed", "inferred", "how", "version",
    "span_start", "span_end", "paper_id",
)  # fmt: skip


def reference_of(row: Any) -> Reference:
    """Read a row whose columns are REFERENCE."""
    value = dict(zip(REFERENCE, row, strict=True))
    value["ids"] = json.loads(value["ids"])
    value["authors"] = tuple(Author(*author) for author in json.loads(value["authors"]))
    for name in ("issued", "accessed", "inferred"):
        value[name] = tuple(json.loads(value[name]))
    value["et_al"] = bool(value["et_al"])
    value["start"], value["end"] = value.pop("span_start"), value.pop("span_end")
    value["paper"] = value.pop("paper_id")
    return Reference(**value)
