"""Works as export needs them: with their citation key, the reader's tags, and the articles they were seen in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from store.db.citing import Works
from store.db.paper_reading import PaperReading
from store.model import Article, Author, Reference, Work
from store.references.export_entry import Entry


class Exporting(Works, PaperReading):
    """What `refs --format` and the export key ask for."""

    def entries(self, ids: Sequence[int]) -> list[Entry]:
        """Return what these articles cite as export entries, each work once."""
        return self._entries(self.works(ids), {article.id: article for article in self.articles(ids)})

    def entries_of(self, references: Iterable[Reference]) -> list[Entry]:
        """Return works that no article cites as export entries."""
        return self._entries([Work(reference, ()) for reference in references], {})

    def _entries(self, found: Sequence[Work], seen: Mapping[int, Article]) -> list[Entry]:
        works = self._with_stated(found)
        references = [work.reference for work, _ in works]
        keys, said = self.citation_keys(references), self._said(references)
        return [
            replace(
                _entry(work.reference, key, [seen[i] for i in work.articles if i in seen]), status=status, stated=kind
            )
            for (work, kind), key, status in zip(works, keys, said, strict=True)
        ]

    def entry(self, article_id: int, reference: Reference) -> Entry:
        """Return one reference of an article as an export entry."""
        (entry,) = self._entries([Work(reference, (article_id,))], {article_id: self.article(article_id)})
        return entry

    def _with_stated(self, works: Sequence[Work]) -> list[tuple[Work, str]]:
        """The works with what services state of them, and what these call them."""
        from store.references.export_known import kind_of, stated

        records = self.records(work.reference.paper for work in works if work.reference.paper is not None)
        if not records:
            return [(one, "") for one in works]
        told = [records.get(one.reference.paper or 0) for one in works]
        return [
            (replace(one, reference=stated(one.reference, record)), kind_of(record))
            for one, record in zip(works, told, strict=True)
        ]

    def _said(self, references: Sequence[Reference]) -> list[str | None]:
        """The notices about works, in words."""
        from store.references.export_known import status_note

        statuses = self.paper_statuses(one.paper for one in references if one.paper is not None)
        return [status_note(statuses.get(one.paper or 0)) for one in references]

    def news_entries(self, ids: Sequence[int]) -> list[Entry]:
        """Return the articles themselves as export entries."""
        articles = self.articles(ids)
        references = [_as_reference(article) for article in articles]
        keys = self.citation_keys(references)
        return [
            Entry(reference, key, article.reader_tags, kind="news")
            for article, reference, key in zip(articles, references, keys, strict=True)
        ]


def _entry(reference: Reference, key: str, articles: Sequence[Article]) -> Entry:
    tags = tuple(dict.fromkeys(tag for article in articles for tag in article.reader_tags))
    return Entry(reference, key, tags, tuple((article.title, article.url) for article in articles))


def _as_reference(article: Article) -> Reference:
    """The article as something that can be cited; what its source did not state stays unknown."""
    day = article.published[:10].split("-") if article.published else []
    return Reference(
        n=None,
        raw=article.url or f"{article.source or article.feed or ''} {article.title}".strip(),
        title=article.title,
        authors=tuple(Author(name) for name in article.authors),
        container=article.source or article.feed,
        issued=tuple(int(part) for part in day),
        url=article.url,
    )
