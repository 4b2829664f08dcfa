"""A work as DataCite describes it: data, preprints of arXiv, deposits. It tells nothing of notices. Pure."""

from typing import Any

from store.model import Author, DateParts
from store.model_paper import Record, Told
from store.papers_notices import with_title
from store.papers_shapes import (
    MOST_AUTHORS,
    AnswerError,
    Object,
    address,
    date_parts,
    each,
    group,
    iso_date,
    long_text,
    objects,
    part,
    person,
    read_object,
    same_doi,
    text,
    texts,
)
from store.papers_text import abstract_text, title_text

ARXIV = "10.48550/arxiv."
_RAW = 100_000


def read(data: bytes, doi: str) -> Told:
    """Read what DataCite answered about a DOI. Raises AnswerError."""
    work = part(read_object(data), "data", "attributes")
    if not work:
        raise AnswerError("its answer holds no work")
    same_doi(work.get("doi"), doi)
    record = _record(work, doi.lower())
    return Told(record, with_title(record, None))


def _record(work: Object, doi: str) -> Record:
    types = part(work, "types")
    general = types.get("resourceTypeGeneral")
    arxiv = {"arxiv": doi.removeprefix(ARXIV)} if doi.startswith(ARXIV) else {}
    container = part(work, "container")
    return Record(
        "datacite", {"doi": doi} | arxiv, _title(work), _creators(work),
        container=text(container.get("title")) or ("arXiv" if arxiv else None),
        publisher=text(part(work, "publisher").get("name") or work.get("publisher")),
        type=text(types.get("citeproc"), 50) or ("article" if arxiv else None), issued=_issued(work),
        volume=text(container.get("volume"), 50), issue=text(container.get("issue"), 50),
        abstract=_abstract(work), language=text(work.get("language"), 35), license=_license(work),
        url=address(work.get("url")), is_preprint=general == "Preprint" or bool(arxiv),
        preprints=_related(work, "HasPreprint", doi), published=_related(work, "IsPreprintOf", doi),
        funders=texts(one.get("funderName") for one in objects(work.get("fundingReferences"))),
    )  # fmt: skip


def _title(work: Object) -> str | None:
    """The title itself: others are marked as a subtitle, a translation and so on."""
    titles = sorted(objects(work.get("titles")), key=lambda one: bool(one.get("titleType")))
    found = (title_text(long_text(one.get("title"), _RAW)) for one in titles)
    return next(filter(None, found), None)


def _creators(work: Object) -> tuple[Author, ...]:
    return tuple(author for one in objects(work.get("creators"), MOST_AUTHORS) if (author := _creator(one)))


def _creator(one: Object) -> Author | None:
    """A person by the parts, which are sometimes only in the name: "Ollomo, Benjamin"."""
    if one.get("nameType") == "Organizational":
        return group(one.get("name"))
    family, given = text(one.get("familyName")), text(one.get("givenName"))
    if family is None and one.get("nameType") == "Personal":
        before, comma, behind = (text(one.get("name")) or "").partition(", ")
        family, given = (before, behind or None) if comma else (None, None)
    return person(family, given) or group(one.get("name"))


def _issued(work: Object) -> DateParts:
    """The day it was issued or, if none is stated, the year."""
    issued = (iso_date(one.get("date")) for one in objects(work.get("dates")) if one.get("dateType") == "Issued")
    return next(filter(None, issued), ()) or date_parts([work.get("publicationYear")])


def _abstract(work: Object) -> str:
    abstracts = (one for one in objects(work.get("descriptions")) if one.get("descriptionType") == "Abstract")
    return next(filter(None, (abstract_text(long_text(one.get("description"), _RAW)) for one in abstracts)), "")


def _license(work: Object) -> str | None:
    named = (text(one.get("rightsIdentifier") or one.get("rights")) for one in objects(work.get("rightsList")))
    return next(filter(None, named), None)


def _related(work: Object, relation: str, doi: str) -> tuple[str, ...]:
    """DOIs of the same work. IsVersionOf and its like join versions of one deposit: they say nothing of review."""
    found: list[Any] = [
        one.get("relatedIdentifier")
        for one in objects(work.get("relatedIdentifiers"))
        if one.get("relationType") == relation and one.get("relatedIdentifierType") == "DOI"
    ]
    return tuple(other for other in each(found) if other != doi)
