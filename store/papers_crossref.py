"""A work as Crossref describes it, and the notices that are registered about it. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from store.model import DateParts
from store.model_paper import Notice, Record, Told
from store.papers_notices import notice_kind, with_title
from store.papers_shapes import (
    AnswerError,
    Object,
    address,
    each,
    items,
    long_text,
    objects,
    part,
    people,
    read_date,
    read_doi,
    read_object,
    same_doi,
    text,
    texts,
)
from store.papers_text import abstract_text, title_text
from store.parse.markup import clean_line
from store.references.identifiers import declared

_RAW = 100_000
_TYPES: Mapping[str, str] = {
    "journal-article": "article-journal", "proceedings-article": "paper-conference", "posted-content": "article",
    "book-chapter": "chapter", "book-section": "chapter", "book-part": "chapter", "reference-entry": "entry",
    "book": "book", "monograph": "book", "edited-book": "book", "reference-book": "book", "proceedings": "book",
    "dissertation": "thesis", "dataset": "dataset", "report": "report", "peer-review": "review",
    "standard": "standard",
}  # fmt: skip
_DATES = ("issued", "published", "published-online", "published-print", "posted")
_TRIALS = ("nct", "isrctn", "eudract", "euct")
_SOURCES = ("publisher", "retraction-watch")


def read(data: bytes, doi: str) -> Told:
    """Read what Crossref answered about a DOI. Raises AnswerError."""
    work = read_object(data).get("message")
    if not isinstance(work, dict):
        raise AnswerError("its answer holds no work")
    same_doi(work.get("DOI"), doi)
    told = sorted(_notices(work.get("updated-by")), key=lambda one: one.date)  # of those alike the latest counts
    notices = {(one.kind, one.doi, one.source): one for one in told}
    record = _record(work, doi)
    return Told(record, with_title(record, notices.values()))


def _record(work: Object, doi: str) -> Record:
    relation = part(work, "relation")
    return Record(
        "crossref", {"doi": doi.lower()}, title_text(long_text(work.get("title"), _RAW)), people(work.get("author")),
        container=_container(work), container_short=text(work.get("short-container-title")),
        publisher=text(work.get("publisher")), type=_type(work), issued=_issued(work),
        volume=text(work.get("volume"), 50), issue=text(work.get("issue"), 50), pages=text(work.get("page"), 50),
        article_number=text(work.get("article-number"), 50),
        abstract=abstract_text(long_text(work.get("abstract"), _RAW)),
        language=text(work.get("language"), 35), license=_license(work),
        url=address(part(work, "resource", "primary").get("URL")) or address(work.get("URL")),
        is_preprint=(work.get("type"), work.get("subtype")) == ("posted-content", "preprint"),
        preprints=_related(relation, "has-preprint", doi), published=_related(relation, "is-preprint-of", doi),
        trials=tuple(_trials(work)), funders=texts(one.get("name") for one in objects(work.get("funder"))),
        updates=tuple(_updates(work.get("update-to"), doi)),
    )  # fmt: skip


def _container(work: Object) -> str | None:
    """The journal or book; of a preprint, the server, which Crossref calls an institution."""
    named = title_text(long_text(work.get("container-title"), _RAW))
    if named or work.get("type") != "posted-content":
        return named
    return next((name for one in objects(work.get("institution")) if (name := text(one.get("name")))), None)


def _type(work: Object) -> str | None:
    kind = text(work.get("type"), 50)
    return _TYPES.get(kind, "document") if kind else None


def _issued(work: Object) -> DateParts:
    return next((date for name in _DATES if (date := read_date(work.get(name)))), ())


def _license(work: Object) -> str | None:
    """The licence of the published version before any other."""
    licenses = sorted(objects(work.get("license")), key=lambda one: one.get("content-version") != "vor")
    return next((url for one in licenses if (url := address(one.get("URL")))), None)


def _related(relation: Object, name: str, doi: str) -> tuple[str, ...]:
    found = (one.get("id") for one in objects(relation.get(name)) if one.get("id-type") in ("doi", None))
    return tuple(other for other in each(found) if other != doi.lower())


def _trials(work: Object) -> Iterator[str]:
    numbers = (one.get("clinical-trial-number") for one in objects(work.get("clinical-trial-number")))
    for number in texts(numbers):
        known = next((one.id for one in declared(number) if one.scheme in _TRIALS), None)
        yield known or clean_line(number.upper())


def _notices(value: Any) -> Iterator[Notice]:
    """What is registered about this work. What cannot be read here might be a retraction, and is never passed over."""
    for one in value if isinstance(value, list) else items(value):
        name = one.get("type") or one.get("label") if isinstance(one, dict) else None
        if not isinstance(name, str):
            raise AnswerError("its notices about the work cannot be read")
        kind = notice_kind(name)
        if kind:
            yield Notice(kind, read_date(one.get("updated")), read_doi(one.get("DOI")), source=_source(one))


def _updates(value: Any, doi: str) -> Iterator[tuple[str, Notice]]:
    """The works this one is a notice about."""
    for one in objects(value):
        kind, affected = notice_kind(one.get("type") or one.get("label")), read_doi(one.get("DOI"))
        if kind and affected and affected != doi.lower():
            yield affected, Notice(kind, read_date(one.get("updated")), doi.lower(), source=_source(one))


def _source(one: Object) -> str:
    source = one.get("source")
    return source if source in _SOURCES else "publisher"
