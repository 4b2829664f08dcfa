"""All that the library knows of one paper: who reported it, its other versions, its trials. Asks nobody."""

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from store.db.paper_lists import PaperLists, like
from store.db.paper_reading import folded
from store.errors import NotFoundError
from store.model import Article

if TYPE_CHECKING:
    from store.model_paper import Card, Record, Related

MOST_ARTICLES = 50
"""Articles that are listed for one trial."""
TRIALS = ("nct", "isrctn", "eudract", "euct")
_IN_TRIALS = ", ".join(f"'{scheme}'" for scheme in TRIALS)

_OF_ARTICLES = f"""SELECT DISTINCT i.id FROM json_each(?) j CROSS JOIN article_references r ON r.article_id = j.value
    CROSS JOIN reference_ids i ON i.reference_id = r.id WHERE i.scheme IN ({_IN_TRIALS})
    ORDER BY j.key, r.place, i.id"""
_NAMING = f"SELECT DISTINCT article_id FROM reference_ids WHERE scheme IN ({_IN_TRIALS}) AND id = ?"
_TELLING = """SELECT DISTINCT i.paper_id FROM paper_records r
    CROSS JOIN paper_ids i ON i.scheme = r.scheme AND i.id = r.id
    WHERE r.kind = 'metadata' AND r.found AND r.record LIKE ? ESCAPE '\\'"""


class PaperCards(PaperLists):
    """The card of a paper."""

    def card(self, paper: int) -> "Card":
        """Return all that is known of a paper. Raises NotFoundError."""
        from store.model_paper import Card

        found = self.papers([paper])
        if not found:
            raise NotFoundError("This paper is no longer in the library. `sciread papers` lists those that are.")
        record = self.record(paper)
        reported = self._articles_on(paper, main=True)
        about = {article.id for article in reported}
        return Card(
            paper=found[0],
            record=record,
            asked=self.record_asked(paper),
            access=self.access(paper),
            reported=tuple(reported),
            cited=tuple(article for article in self._articles_on(paper) if article.id not in about),
            related=tuple(self._related(paper, record)),
            trials=tuple(self._trials(record, reported)),
        )

    def _articles_on(self, paper: int, *, main: bool = False) -> list[Article]:
        """The articles that cite a paper, or only those that are about it; the oldest first, none hidden."""
        role = "role = 'main'" if main else "role != 'self'"
        sql = f"SELECT DISTINCT article_id FROM article_references WHERE paper_id = ? AND {role}"
        return self._shown([article for (article,) in self._rows(sql, (paper,))])

    def _shown(self, ids: Sequence[int]) -> list[Article]:
        articles = [article for article in self.articles(ids) if not article.hidden]
        return sorted(articles, key=lambda article: (article.sorted, article.id))

    def _related(self, paper: int, record: "Record | None") -> "Iterable[Related]":
        """The same work before and after peer review, as its own record or that of the other one says."""
        from store.model_paper import Related

        told: dict[tuple[str, str], None] = {}
        if record:
            told |= {("preprint", folded(doi)): None for doi in record.preprints}
            told |= {("published", folded(doi)): None for doi in record.published}
        for (doi,) in self._rows(
            "SELECT id FROM paper_ids WHERE paper_id = ? AND scheme = 'doi' ORDER BY id", (paper,)
        ):
            told |= dict.fromkeys(self._told_by_others(paper, doi))
        for kind, doi in told:
            rows = self._rows("SELECT paper_id FROM paper_ids WHERE scheme = 'doi' AND id = ?", (doi,))
            other = rows[0][0] if rows else None
            if other != paper:
                articles = tuple(self._articles_on(other)) if other else ()
                yield Related(kind, doi, other, articles)  # type: ignore[arg-type]  # one of both words

    def _told_by_others(self, paper: int, doi: str) -> "Iterable[tuple[str, str]]":
        """The other papers whose record names this DOI: what they are to it is the other way round."""
        named = like(json.dumps(doi, ensure_ascii=False))
        others = [other for (other,) in self._rows(_TELLING, (named,)) if other != paper]
        for other, record in self.records(others).items():
            name = self.ids_of([other]).get(other, {}).get("doi")
            if name and doi in map(folded, record.published):
                yield "preprint", name
            if name and doi in map(folded, record.preprints):
                yield "published", name

    def _trials(
        self, record: "Record | None", reported: Sequence[Article]
    ) -> Iterable[tuple[str, tuple[Article, ...]]]:
        """The trials of a paper, by its record and the articles about it, each with all that name it, newest first."""
        numbers = [number.strip().upper() for number in record.trials] if record else []
        told = self._rows(_OF_ARTICLES, (json.dumps([article.id for article in reported]),))
        for number in dict.fromkeys([*numbers, *(number for (number,) in told)]):
            ids = [article for (article,) in self._rows(_NAMING, (number,))]
            yield number, tuple(reversed(self._shown(ids)))[:MOST_ARTICLES]
