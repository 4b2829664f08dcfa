"""Lists of papers: what the library cites and what is in the queue, in what order, and how each is told in a row."""

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from store.db.connection import LARGEST
from store.db.exporting import Exporting
from store.db.index import chunks, places
from store.db.paper_queue import PaperQueue
from store.model import Author, Reference
from store.query_queue import QUEUED

if TYPE_CHECKING:
    from store.model_paper import Paper, PaperQuery
    from store.references.export_entry import Entry

MOST_WORDS = 40
"""Words of a query that count: each is looked for in every title."""
GRAVEST_FIRST = ("retracted", "withdrawn", "concern", "corrected", "none", "unchecked")


def _joined(*columns: str) -> str:
    """The SQL of several columns as one text."""
    return " || ' ' || ".join(f"coalesce({column}, '')" for column in columns)


_NAMES = """replace(replace(replace(authors, '"name":', ''), '"family":', ''), '"given":', '')"""
"""What a record says of authors, without the words that its JSON has for it."""
_HIDDEN = "SELECT article_id FROM marks WHERE hidden"
_LIST = f"""WITH
    c (paper_id, cited) AS (SELECT paper_id, count(DISTINCT article_id) FROM article_references
        WHERE paper_id IS NOT NULL AND role != 'self' AND article_id NOT IN ({_HIDDEN}) GROUP BY paper_id),
    told (paper_id, title, container, year, authors, asked) AS MATERIALIZED (
        SELECT i.paper_id, json_extract(r.record, '$.title'), json_extract(r.record, '$.container'),
        json_extract(r.record, '$.issued[0]'), json_extract(r.record, '$.authors'), r.asked FROM paper_records r
        CROSS JOIN paper_ids i ON i.scheme = r.scheme AND i.id = r.id
        WHERE r.kind = 'metadata' AND r.found AND json_valid(r.record)),
    t (paper_id, title, container, year, latest) AS (
        SELECT paper_id, title, container, year, max(asked) FROM told GROUP BY paper_id),
    texts (paper_id, text) AS MATERIALIZED (
        SELECT paper_id, {_joined("title", "container", "authors")} FROM article_references WHERE role != 'self'
        UNION ALL SELECT id, {_joined("title", "container")} FROM papers
        UNION ALL SELECT paper_id, id FROM paper_ids
        UNION ALL SELECT paper_id, {_joined("title", "container", _NAMES)} FROM told)
    SELECT p.id FROM papers p LEFT JOIN c ON c.paper_id = p.id LEFT JOIN {QUEUED} q ON q.paper_id = p.id {{told}}
    WHERE (c.paper_id IS NOT NULL OR q.paper_id IS NOT NULL){{where}} ORDER BY {{order}}p.id"""
_TOLD = "LEFT JOIN t ON t.paper_id = p.id"
_WORD = " AND p.id IN (SELECT x.paper_id FROM texts x, json_each(?) v WHERE x.text LIKE v.value ESCAPE '\\')"
_NOTED = """ AND p.id IN (SELECT i.paper_id FROM paper_notices n
    CROSS JOIN paper_ids i ON i.scheme = n.scheme AND i.id = n.id)"""
_ORDERS = {  # what is not known comes last
    "cited": "c.cited IS NULL, c.cited DESC, ",
    "year": "coalesce(t.year, p.year) IS NULL, coalesce(t.year, p.year) DESC, ",
    "journal": "coalesce(t.container, p.container) IS NULL, coalesce(t.container, p.container) COLLATE NOCASE, ",
    "title": "coalesce(t.title, p.title) IS NULL, coalesce(t.title, p.title) COLLATE NOCASE, ",
    "added": "q.since IS NULL, q.since, ",
}

_STATED = """SELECT paper_id, title, authors, container, issued, max(2 * ((title IS NOT NULL) + (authors != '[]')
    + (container IS NOT NULL) + (issued != '[]') + (volume IS NOT NULL) + (pages IS NOT NULL)) + (role = 'main'))
    FROM article_references WHERE role != 'self' AND paper_id IN ({}) GROUP BY paper_id"""
_COUNTED = f"""SELECT paper_id, count(DISTINCT article_id), count(DISTINCT iif(role = 'main', article_id, NULL))
    FROM article_references WHERE role != 'self' AND article_id NOT IN ({_HIDDEN}) AND paper_id IN ({{}})
    GROUP BY paper_id"""


class PaperLists(PaperQueue, Exporting):
    """The questions of a list of papers: its ids in one go, its rows by the window."""

    def paper_ids(self, query: "PaperQuery") -> list[int]:
        """Return the papers of a query: what articles cite that are not hidden, and what is in the queue."""
        where, values = "", list[Any]()
        for word in query.words.split()[:MOST_WORDS]:
            where += _WORD
            values.append(json.dumps(_patterns(word)))
        if query.state:
            where += f" AND q.state IN ({places(query.state)})"
            values += query.state
        if query.status and not {"none", "unchecked"} & set(query.status):
            where += _NOTED  # of the others nobody needs to be asked about
        order = _ORDERS.get(query.sort, "")
        sql = _LIST.format(where=where, order=order, told=_TOLD if "t." in order else "")
        return self._by_status([paper for (paper,) in self._rows(sql, values)], query)

    def _by_status(self, papers: list[int], query: "PaperQuery") -> list[int]:
        """Those that stand as the query asks; in the order of their status if it asks for that."""
        if not query.status and query.sort != "status":
            return papers
        statuses = self.paper_statuses(papers)
        wanted = query.status or GRAVEST_FIRST
        found = [paper for paper in papers if statuses[paper].kind in wanted]
        if query.sort == "status":
            found.sort(key=lambda paper: GRAVEST_FIRST.index(statuses[paper].kind))
        return found

    def papers(self, ids: Sequence[int]) -> "list[Paper]":
        """Return rows for these papers, in their order; those that are gone are left out."""
        found: dict[int, Paper] = {}
        for part in chunks([i for i in dict.fromkeys(ids) if abs(i) <= LARGEST]):
            found.update(self._paper_rows(part))
        return [found[i] for i in ids if i in found]

    def _paper_rows(self, part: list[int]) -> "dict[int, Paper]":
        """Of each part that is stated: what a service says, else the fullest reference, else any reference."""
        from store.model_paper import Paper

        names, records, queued, statuses = (
            self.ids_of(part), self.records(part), self.queued(part), self.paper_statuses(part)
        )  # fmt: skip
        stated = {row[0]: row[1:5] for row in self._rows(_STATED.format(places(part)), part)}
        counts = {row[0]: row[1:] for row in self._rows(_COUNTED.format(places(part)), part)}
        found = {}
        sql = f"SELECT id, title, container, year FROM papers WHERE id IN ({places(part)})"
        for paper, title, container, year in self._rows(sql, part):
            record, ids = records.get(paper), names.get(paper, {})
            own_title, authors, own_container, issued = stated.get(paper, (None, "[]", None, "[]"))
            found[paper] = Paper(
                id=paper,
                ids={scheme: record.ids.get(scheme, id) if record else id for scheme, id in ids.items()},
                title=(record and record.title) or own_title or title,
                authors=(record.authors if record else ()) or tuple(Author(*one) for one in json.loads(authors)),
                container=(record and record.container) or own_container or container,
                year=(record and record.year) or next(iter(json.loads(issued)), None) or year,
                status=statuses[paper],
                queued=queued.get(paper),
                cited=counts.get(paper, (0, 0))[0],
                reported=counts.get(paper, (0, 0))[1],
                is_preprint=bool(record and record.is_preprint),
            )
        return found

    def paper_entries(self, papers: Sequence[int]) -> "list[Entry]":
        """Return papers as export entries, in their order; one that no article cites any more by what is kept of it."""
        sql = """SELECT DISTINCT r.article_id FROM json_each(?) j
            CROSS JOIN article_references r ON r.paper_id = j.value WHERE r.role != 'self' ORDER BY 1"""
        articles = [article for (article,) in self._rows(sql, (json.dumps(list(papers)),))]
        entries = {entry.reference.paper: entry for entry in self.entries(articles)}
        uncited = self.papers([paper for paper in dict.fromkeys(papers) if paper not in entries])
        entries |= {
            one.id: entry for one, entry in zip(uncited, self.entries_of(map(_reference, uncited)), strict=True)
        }
        return [entries[paper] for paper in dict.fromkeys(papers) if paper in entries]


def _reference(paper: "Paper") -> Reference:
    """A paper as if it were cited, without what nobody stated."""
    issued = (paper.year,) if paper.year else ()
    raw = paper.title or " ".join(f"{scheme}:{id}" for scheme, id in paper.ids.items())
    return Reference(
        None, raw, ids=paper.ids, title=paper.title, authors=paper.authors, container=paper.container, issued=issued,
        paper=paper.id,
    )  # fmt: skip


def _patterns(word: str) -> list[str]:
    """What LIKE is asked for: it takes letters of ASCII alike in both cases, and no others."""
    forms = [word] if word.isascii() else [word, word.lower(), word.upper(), word.capitalize()]
    return [like(form) for form in dict.fromkeys(forms)]


def like(text: str) -> str:
    """The pattern of LIKE … ESCAPE '\\' for what holds a text."""
    return "%" + re.sub(r"([\\%_])", r"\\\1", text) + "%"
