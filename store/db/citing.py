"""The other way round: from a work to the articles that cite it; citation keys; the reader's own references."""

import json
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING

from store.db.reading import REFERENCE, Reading, reference_of
from store.model import Article, Citing, Reference, Work
from store.query_fields import fold, work_ids

if TYPE_CHECKING:
    from store.references.library import OwnWork

_WORK_SCHEMES = ("doi", "pmid", "pmcid", "arxiv", "isbn")


class Works(Reading):
    """The questions that begin at a work."""

    def cites(self, work: str) -> list[Citing]:
        """Return every article that cites a work, named by any of its ids, newest first, none hidden. QueryError."""
        found: dict[int, Reference] = {}
        for scheme, id in work_ids(work):
            sql = f"""SELECT article_id, {", ".join(REFERENCE)} FROM article_references
                WHERE role != 'self' AND (id IN (SELECT reference_id FROM reference_ids WHERE scheme = ?1 AND id = ?2)
                OR paper_id IN (SELECT paper_id FROM paper_ids WHERE scheme = ?1 AND id = ?2)) ORDER BY place DESC"""
            found.update((row[0], reference_of(row[1:])) for row in self._rows(sql, (scheme, id)))
        shown = [article for article in self.articles(list(found)) if not article.hidden]
        articles = sorted(shown, key=lambda article: (article.sorted, article.id), reverse=True)
        return [
            Citing(article, found[article.id], self._sentence(article.id, found[article.id])) for article in articles
        ]

    def works(self, ids: Sequence[int]) -> list[Work]:
        """Return what these articles cite, each work once, in the order of the articles.

        References are the same work when they share a paper, else when they are written alike.
        """
        places: dict[object, list[tuple[int, Reference]]] = {}
        for article_id in ids:
            for reference in self.references(article_id):
                if reference.role != "self":
                    work: object = reference.paper or fold(reference.raw)
                    places.setdefault(work, []).append((article_id, reference))
        return [
            Work(max((r for _, r in found), key=_fullness), tuple(dict.fromkeys(i for i, _ in found)))
            for found in places.values()
        ]

    def also_reporting(self, article_id: int) -> list[Article]:
        """Return the other articles that have a main paper in common with this one, oldest first."""
        sql = """SELECT DISTINCT other.article_id FROM article_references own
            JOIN article_references other ON other.paper_id = own.paper_id
            JOIN articles a ON a.id = other.article_id
            WHERE own.article_id = ?1 AND own.role = 'main' AND other.role = 'main' AND other.article_id != ?1
            AND NOT EXISTS (SELECT 1 FROM marks m WHERE m.article_id = a.id AND m.hidden)
            ORDER BY a.sorted, a.id"""
        return self.articles([row[0] for row in self._rows(sql, (article_id,))])

    def citation_keys(self, references: Sequence[Reference]) -> list[str]:
        """Return a citation key for each reference; a key once given to a work stays with it.

        In a library that can only be read they are made anew each time.
        """
        from store.references.export_keys import citation_key

        with nullcontext() if self.read_only else self._write() as conn:
            given = dict(self._rows("SELECT work, key FROM citation_keys"))
            taken = set(given.values())
            keys = []
            for reference in references:
                names = _names(reference)
                key = next((given[name] for name in names if name in given), None) or citation_key(reference, taken)
                if conn is not None:
                    conn.execute("INSERT OR IGNORE INTO citation_keys (work, key) VALUES (?, ?)", (names[0], key))
                given.setdefault(names[0], key)
                taken.add(key)
                keys.append(key)
        return keys

    def import_own(self, works: "Iterable[OwnWork]") -> int:
        """Take over a reader's own references, by citation key or what stands for it; return how many differ."""
        from store.references.library_works import called  # here: an opening does without it

        changed = 0
        named = {key: work for work in works if (key := called(work.key, work.ids, work.title))}
        with self._write() as conn:
            for key, work in named.items():
                row = (work.title, work.container, work.year, json.dumps([a.name for a in work.authors]))
                old = conn.execute("SELECT id, title, container, year, authors FROM own_works WHERE key = ?", (key,))
                found = old.fetchone()
                ids = {(scheme, id) for scheme, id in work.ids.items()}
                if found and tuple(found[1:]) == row and self._own_ids(found[0]) == ids:
                    continue
                changed += 1
                if found:
                    conn.execute("DELETE FROM own_works WHERE id = ?", (found[0],))
                own = conn.execute(
                    "INSERT INTO own_works (key, title, container, year, authors) VALUES (?, ?, ?, ?, ?)",
                    (key, *row),
                ).lastrowid
                conn.executemany("INSERT OR IGNORE INTO own_work_ids VALUES (?, ?, ?)", ((*pair, own) for pair in ids))
        return changed

    def own_keys(self, references: Sequence[Reference]) -> list[str | None]:
        """Return, for each reference, its key in the reader's own library; None if it is not there.

        Other identifiers of the same paper count too.
        """
        return [self._own_key(reference) for reference in references]

    def _own_key(self, reference: Reference) -> str | None:
        sql = (
            "SELECT w.key FROM own_work_ids o JOIN own_works w ON w.id = o.own_work_id WHERE o.scheme = ? AND o.id = ?"
        )
        pairs = list(reference.ids.items())
        if reference.paper is not None:
            pairs += self._rows("SELECT scheme, id FROM paper_ids WHERE paper_id = ?", (reference.paper,))
        for pair in pairs:
            if rows := self._rows(sql, pair):
                return str(rows[0][0])
        return None

    def _own_ids(self, own: int) -> set[tuple[str, str]]:
        return set(self._rows("SELECT scheme, id FROM own_work_ids WHERE own_work_id = ?", (own,)))

    def _sentence(self, article_id: int, reference: Reference) -> str:
        if reference.label or reference.start is None or reference.end is None:
            return reference.raw  # a line of its own, not a place in the prose
        from store.references.sentences import sentence_at

        return sentence_at(self.body(article_id), reference.start, reference.end)


def _fullness(reference: Reference) -> tuple[int, bool]:
    """How much a reference says: of two to the same work, the one that says more is shown."""
    told = (
        reference.title,
        reference.authors,
        reference.container,
        reference.issued,
        reference.volume,
        reference.pages,
    )
    return sum(map(bool, told)) + len(reference.ids), reference.role == "main"


def _names(reference: Reference) -> list[str]:
    """The names under which a work may have been given its key, the best first."""
    ids = [f"{scheme}:{reference.ids[scheme]}" for scheme in _WORK_SCHEMES if reference.ids.get(scheme)]
    return ids or [f"text:{fold(reference.raw)}"]
