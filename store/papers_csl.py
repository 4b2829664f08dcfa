"""A work as a DOI's agency describes it in CSL-JSON. It says nothing of notices, unless the title does. Pure."""

from store.model_paper import Record, Told
from store.papers_notices import with_title
from store.papers_shapes import (
    AnswerError,
    address,
    long_text,
    people,
    read_date,
    read_object,
    same_doi,
    text,
)
from store.papers_text import abstract_text, title_text

_RAW = 100_000
_CROSSREF_TYPES = {"journal-article": "article-journal", "posted-content": "article", "book-chapter": "chapter"}
"""Crossref's own names, which its CSL-JSON uses too."""


def read(data: bytes, doi: str) -> Told:
    """Read the CSL-JSON of a DOI. Raises AnswerError."""
    item = read_object(data)
    if not {"title", "type", "author"} & item.keys():
        raise AnswerError("its answer describes no work")
    if item.get("DOI") is not None:  # not every agency repeats it
        same_doi(item.get("DOI"), doi)
    kind = text(item.get("type"), 50)
    record = Record(
        "doi.org", {"doi": doi.lower()}, title_text(long_text(item.get("title"), _RAW)), people(item.get("author")),
        container=title_text(long_text(item.get("container-title"), _RAW)),
        container_short=text(item.get("container-title-short") or item.get("journalAbbreviation")),
        publisher=text(item.get("publisher")), type=_CROSSREF_TYPES.get(kind, kind) if kind else None,
        issued=read_date(item.get("issued")), volume=text(item.get("volume"), 50), issue=text(item.get("issue"), 50),
        pages=text(item.get("page"), 50), article_number=text(item.get("number"), 50),
        abstract=abstract_text(long_text(item.get("abstract"), _RAW)), language=text(item.get("language"), 35),
        license=text(item.get("copyright")), url=address(item.get("URL")),
    )  # fmt: skip
    return Told(record, with_title(record, None))
