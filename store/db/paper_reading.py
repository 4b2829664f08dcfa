"""What is known of papers: from the cache of what services said, and from the notices. Asks nobody."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from store.db.connection import stamp
from store.db.index import chunks, places
from store.db.paper_notices import OF_PAPERS, gravest, merged, noticed
from store.db.reading import Reading
from store.errors import NotFoundError
from store.parse.markup_clean import clean_line
from store.query_fields import work_ids

if TYPE_CHECKING:
    from store.model_paper import Access, Asked, PaperStatus, Record

ASKABLE = ("doi", "pmid", "pmcid", "arxiv")
"""The schemes by which services know works, the best first."""
_DAYS = {"metadata": 30, "status": 7, "access": 7}
_UNKNOWN_DAYS = 1
"""How long an answer counts: what is known, and that nobody knows the work."""
_CHECKED = """SELECT p.paper_id, max(r.asked) FROM json_each(?) j CROSS JOIN paper_ids p ON p.paper_id = j.value
    CROSS JOIN paper_records r ON r.scheme = p.scheme AND r.id = p.id WHERE r.kind = 'status' AND r.found
    GROUP BY p.paper_id"""


class PaperReading(Reading):
    """The questions about papers that need no network."""

    def paper_named(self, work: str) -> int:
        """Return the paper that a DOI, PMID, PMCID, arXiv id or ISBN in any form names. QueryError, NotFoundError."""
        for pair in _names(clean_line(work)):
            if rows := self._rows("SELECT paper_id FROM paper_ids WHERE scheme = ? AND id = ?", pair):
                return int(rows[0][0])
        raise NotFoundError(
            f"No article of this library cites {clean_line(work, 80)}. `sciread papers` lists what is cited."
        )

    def papers_of(self, article_ids: Sequence[int], *, main: bool = False) -> list[int]:
        """Return the papers that articles cite, or only those they are about, each once, in the order of both."""
        role = "r.role = 'main'" if main else "r.role != 'self'"
        sql = f"""SELECT r.paper_id FROM json_each(?) j CROSS JOIN article_references r ON r.article_id = j.value
            WHERE r.paper_id IS NOT NULL AND {role} ORDER BY j.key, r.place"""
        return list(dict.fromkeys(paper for (paper,) in self._rows(sql, (json.dumps(list(article_ids)),))))

    def ids_of(self, papers: Collection[int]) -> dict[int, dict[str, str]]:
        """Return the identifiers of papers, the best of each scheme in the order of ASKABLE; no entry for none."""
        found: dict[int, dict[str, str]] = defaultdict(dict)
        for part in chunks(sorted(set(papers))):
            sql = f"SELECT paper_id, scheme, id FROM paper_ids WHERE paper_id IN ({places(part)}) ORDER BY scheme, id"
            for paper, scheme, id in self._rows(sql, part):
                found[paper].setdefault(scheme, id)
        order = (*ASKABLE, "isbn")
        return {paper: dict(sorted(ids.items(), key=lambda pair: order.index(pair[0]))) for paper, ids in found.items()}

    def due_papers(
        self, papers: Sequence[int] | None = None, *, all: bool = False, access: bool = False
    ) -> "list[Asked]":
        """Return the works about which services may be asked now, in the order given; None: all cited and all queued.

        What was said counts for 30 days, status and access for 7, that nobody knows a work for one; `all`: none of it.
        Works that have no identifier but an ISBN are left out: nobody is asked about these. Open copies are known by
        DOIs only.
        """
        from store.model_paper import Asked

        wanted = self._wanted() if papers is None else list(dict.fromkeys(papers))
        ids, told = self.ids_of(wanted), self._asked_of(wanted)
        kinds = ("metadata", "status", *(("access",) if access else ()))
        found = []
        for paper in wanted:
            names = ids.get(paper, {})
            due = tuple(
                kind
                for kind in kinds
                if ("doi" in names or kind != "access") and (all or self._is_due(kind, told.get(paper, {})))
            )
            if due and any(scheme in ASKABLE for scheme in names):
                found.append(Asked(paper, names, due))
        return found

    def _wanted(self) -> list[int]:
        """What articles cite, and what the reader queued and no article cites any more."""
        sql = """SELECT paper_id FROM article_references WHERE paper_id IS NOT NULL AND role != 'self'
            UNION SELECT i.paper_id FROM paper_states s JOIN paper_ids i ON i.scheme = s.scheme AND i.id = s.id
            ORDER BY 1"""
        return [paper for (paper,) in self._rows(sql)]

    def _asked_of(self, papers: Collection[int]) -> dict[int, dict[str, tuple[str, int]]]:
        """When services were asked about papers last, and whether they knew: paper → kind → (time, found)."""
        told: dict[int, dict[str, tuple[str, int]]] = defaultdict(dict)
        sql = """SELECT p.paper_id, r.kind, r.asked, r.found FROM json_each(?) j
            CROSS JOIN paper_ids p ON p.paper_id = j.value
            CROSS JOIN paper_records r ON r.scheme = p.scheme AND r.id = p.id ORDER BY r.asked, r.found"""
        for paper, kind, asked, found in self._rows(sql, (json.dumps(sorted(papers)),)):
            told[paper][kind] = (asked, found)
        return told

    def _is_due(self, kind: str, told: Mapping[str, tuple[str, int]]) -> bool:
        unknown, since = told.get("metadata"), stamp(self._now() - timedelta(days=_UNKNOWN_DAYS))
        if unknown and not unknown[1] and kind != "access":
            return unknown[0] < since
        asked, _ = told.get(kind, ("", 0))
        return asked < stamp(self._now() - timedelta(days=_DAYS[kind]))

    def record(self, paper: int) -> "Record | None":
        """Return what a service says of a paper, the latest answer; None where none is kept."""
        from store.db.paper_json import record_of

        return record_of(self._told(paper, "metadata")[1])

    def record_asked(self, paper: int) -> str | None:
        """Return when a service was asked what the paper is, whether or not it knew; None: never."""
        return self._asked_of([paper]).get(paper, {}).get("metadata", (None, 0))[0]

    def records(self, papers: Iterable[int]) -> "dict[int, Record]":
        """Return what services say of papers; no entry where nothing is kept."""
        from store.db.paper_json import record_of

        found: dict[int, Record] = {}
        sql = """SELECT p.paper_id, r.record FROM json_each(?) j CROSS JOIN paper_ids p ON p.paper_id = j.value
            CROSS JOIN paper_records r ON r.scheme = p.scheme AND r.id = p.id
            WHERE r.kind = 'metadata' AND r.found ORDER BY r.asked"""
        for paper, text in self._rows(sql, (json.dumps(sorted(set(papers))),)):
            if record := record_of(text):
                found[paper] = record
        return found

    def access(self, paper: int) -> "Access | None":
        """Return what is known of open copies; None where it was never asked."""
        from store.db.paper_json import access_of

        asked, text = self._told(paper, "access")
        return access_of(text, asked) if asked else None

    def _told(self, paper: int, kind: str) -> tuple[str, str]:
        """When it was asked and what was said; what is known before what is not, then the latest."""
        sql = """SELECT r.asked, r.record FROM paper_ids p JOIN paper_records r ON r.scheme = p.scheme AND r.id = p.id
            WHERE p.paper_id = ? AND r.kind = ? ORDER BY r.found DESC, r.asked DESC LIMIT 1"""
        rows: list[Any] = self._rows(sql, (paper, kind))
        return rows[0] if rows else ("", "")

    def paper_statuses(self, papers: Iterable[int]) -> "dict[int, PaperStatus]":
        """Return for each paper whether it stands, as far as anybody was asked; an error is no answer, and not kept."""
        from store.model_paper import PaperStatus

        wanted = list(dict.fromkeys(papers))
        notices = noticed(self._rows(OF_PAPERS, (json.dumps(wanted),)))
        checked = dict(self._rows(_CHECKED, (json.dumps(wanted),)))
        listed = self._listed(wanted)
        found = {}
        for paper in wanted:
            as_of = max(checked.get(paper, ""), listed.get(paper, "")) or None
            kind = gravest(notices.get(paper, ())) or ("none" if as_of else "unchecked")
            found[paper] = PaperStatus(kind, as_of, merged(notices.get(paper, ())))
        return found

    def _listed(self, papers: Sequence[int]) -> dict[int, str]:
        """The day up to which a list of notices goes, for the papers that such a list can name."""
        as_of = max((day for (day,) in self._rows("SELECT as_of FROM notice_lists")), default="")
        if not as_of:
            return {}
        ids = self.ids_of(papers)
        return {paper: as_of for paper in papers if {"doi", "pmid"} & set(ids.get(paper, ()))}


def _names(work: str) -> Iterator[tuple[str, str]]:
    """What a reader may mean: a DOI exactly as it is listed, for its end may look like prose, then any identifier."""
    yield "doi", folded(work)
    yield from work_ids(work)


def folded(doi: str) -> str:
    """A DOI as identifiers are kept: lower case in ASCII."""
    return "".join(ch.lower() if ch.isascii() else ch for ch in doi.strip())
