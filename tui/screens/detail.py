"""What the detail pane shows of an article, built from what the library holds. Pure."""

from collections.abc import Sequence
from datetime import datetime

from store import Article, Reference, clean_line, link
from tui.widgets.article_view import Document, Entry
from tui.widgets.dates import MONTHS, long_date

WORDS_A_MINUTE = 230
_MOST_AUTHORS = 3
NO_REFERENCE = "No reference found in this article."

_LABELS = {
    "doi": "doi", "pmid": "PubMed", "pmcid": "PMC", "arxiv": "arXiv", "isbn": "ISBN", "nct": "trial",
    "isrctn": "ISRCTN", "eudract": "EudraCT", "euct": "EU CT",
}  # fmt: skip


def document(article: Article, references: Sequence[Reference], body: str, now: datetime) -> Document:
    """Everything the detail pane draws, cleaned line by line."""
    return Document(
        article_id=article.id,
        title=clean_line(article.title) or "(no title)",
        facts=(facts(article, now),),
        tags=tuple((tag, tag in article.reader_tags) for tag in article.tags),
        body=body,
        references=tuple(entry(reference) for reference in references),
        empty=NO_REFERENCE,
    )


def nothing(text: str) -> Document:
    """A pane without an article: one sentence."""
    return Document(article_id=0, title="", facts=(), tags=(), body="", references=(), empty=text)


def facts(article: Article, now: datetime) -> str:
    """Source, authors, date and reading time: what is unknown is left out."""
    source = article.source or article.feed or ""
    minutes = f"{max(1, round(article.words / WORDS_A_MINUTE))} min" if article.words else ""
    authors = names(article.authors)
    parts = (
        source,
        "" if authors.casefold() == source.casefold() else authors,
        long_date(article.published, now),
        minutes,
    )
    return " · ".join(filter(None, map(clean_line, parts)))


def names(authors: Sequence[str], et_al: bool = False) -> str:
    """At most three names, then "et al."."""
    more = et_al or len(authors) > _MOST_AUTHORS
    return ", ".join(authors[:_MOST_AUTHORS]) + (" et al." if more and authors else "")


def entry(reference: Reference) -> Entry:
    """A reference as a few lines: title, who and where, identifiers."""
    title = reference.title or reference.raw
    people = names([author.family or author.name for author in reference.authors], reference.et_al)
    where = " ".join(filter(None, (reference.container, _when(reference.issued))))
    lines = (title, " · ".join(filter(None, (people, where))), identifiers(reference))
    return Entry(
        n=reference.n,
        lines=tuple(line for line in map(clean_line, lines) if line),
        role=reference.role,
        url=address(reference),
    )


def identifiers(reference: Reference) -> str:
    """doi 10.1000/x · PubMed 123, or the address when there is no identifier; what is unsure says so."""
    found = [f"{_LABELS.get(scheme, scheme)} {id}" for scheme, id in reference.ids.items()] or [reference.url or ""]
    unsure = ["not certain"] if reference.confidence == "low" else []
    status = [reference.status] if reference.status else []
    return " · ".join(filter(None, (*found, *status, *unsure)))


def address(reference: Reference) -> str | None:
    """Where a reference opens: its identifier's resolver, else the address it was given with."""
    return link(reference.ids) or reference.url


def _when(issued: Sequence[int]) -> str:
    if not issued:
        return ""
    return f"{MONTHS[issued[1] - 1][:3]} {issued[0]}" if len(issued) > 1 and 1 <= issued[1] <= 12 else str(issued[0])
