"""What lists and details ask of the library. Reads carry no body but `body()`, and cost by the window."""

import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from store.db.connection import LARGEST
from store.db.index import chunks, places
from store.db.searching import Searching
from store.errors import NotFoundError
from store.model import Article, Author, Counts, Main, Reference, Tag
from store.references.identifiers_links import link

_LOOK_AHEAD, _LOOK_FAR = 200, 6_400
"""How many articles are looked at, at first and at most, for the next unread one."""
_FIRST_UNREAD = """SELECT min(j.key) FROM json_each(?) j LEFT JOIN marks m ON m.article_id = j.value
    WHERE m.read IS NOT 1"""


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
        at, width = 0, _LOOK_AHEAD
        while part := indexes[at : at + width]:
            found: int | None = self._rows(_FIRST_UNREAD, (json.dumps([ids[i] for i in part]),))[0][0]
            if found is not None:
                return part[found]
            at, width = at + width, min(2 * width, _LOOK_FAR)
        return None

    def counts(self) -> Counts:
        """Tell how many articles the library holds, the unread, starred and noted among them; hidden ones apart."""
        return Counts(*self._rows("SELECT total, unread, starred, hidden, noted FROM library_counts")[0])

    def tags(self) -> list[Tag]:
        """Return the tags in use with their counts: the reader's first, then by how many carry them."""
        return [Tag(row[0], row[1], row[2], bool(row[3]), row[4]) for row in self._rows(_TAGS)]

    def _tags_of(self, ids: list[int]) -> dict[int, list[tuple[str, bool]]]:
        """The tags of articles, the reader's first: what the view article_tags says, put together the quick way."""
        carried: dict[int, dict[int, int]] = defaultdict(dict)  # article → tag → 1: by reader or rule, 0: by source
        found: dict[int, list[tuple[str, bool]]] = defaultdict(list)
        for table, word in (("source_tags", "0"), ("rule_tags", "1"), ("reader_tags", "iif(given, 1, -1)")):
            sql = f"SELECT article_id, tag_id, {word} FROM {table} WHERE article_id IN ({places(ids)})"
            for article_id, tag, said in self._rows(sql, ids):
                carried[article_id][tag] = said
        names = self._tag_names({tag for tags in carried.values() for tag in tags})
        for article_id, tags in carried.items():
            order = sorted(tags.items(), key=lambda pair: (-pair[1], pair[0]))
            found[article_id] = [(names[tag], said == 1) for tag, said in order if said >= 0]
        return found

    def _tag_names(self, tags: Collection[int]) -> dict[int, str]:
        found: dict[int, str] = {}
        for part in chunks([*tags]):
            found.update(self._rows(f"SELECT id, name FROM tags WHERE id IN ({places(part)})", part))
        return found

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


_TAGS = """SELECT t.name, n.total, n.unread, n.own > 0, coalesce(c.colour, '')
    FROM tag_counts n JOIN tags t ON t.id = n.tag_id LEFT JOIN tag_colours c ON c.tag_id = n.tag_id
    WHERE n.total > 0 ORDER BY n.own > 0 DESC, n.total DESC, t.folded"""

_ARTICLES = """SELECT a.id, a.title, a.url, f.title, a.source, a.authors, a.published, a.added, a.sorted,
    coalesce(m.read, 0), coalesce(m.starred, 0), a.reference_count, a.parent_id, a.words,
    coalesce(m.hidden, 0), EXISTS (SELECT 1 FROM notes n WHERE n.article_id = a.id), a.notice,
    coalesce(d.main, ''), coalesce((SELECT q.state FROM article_references r
        CROSS JOIN paper_ids p ON p.paper_id = r.paper_id
        CROSS JOIN paper_states q ON q.scheme = p.scheme AND q.id = p.id
        WHERE r.article_id = a.id AND r.role = 'main' ORDER BY r.place, q.changed DESC LIMIT 1), '')
    FROM articles a LEFT JOIN feeds f ON f.id = a.feed_id LEFT JOIN marks m ON m.article_id = a.id
    LEFT JOIN article_standings d ON d.article_id = a.id
    WHERE a.pruned IS NULL AND a.id IN ({})"""


def _article(row: Any, tags: list[tuple[str, bool]], main: Main | None, children: tuple[int, int]) -> Article:
    return Article(
        id=row[0], title=row[1], url=row[2], feed=row[3], source=row[4], authors=tuple(json.loads(row[5])),
        published=row[6], added=row[7], sorted=row[8], read=bool(row[9]), starred=bool(row[10]),
        tags=tuple(name for name, _ in tags), reader_tags=tuple(name for name, reader in tags if reader),
        references=row[11], parent=row[12], words=row[13], main=main,
        children=children[0], children_read=children[1], hidden=bool(row[14]), noted=bool(row[15]), notice=row[16],
        standing=row[17], queue=row[18],
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
