"""A work as PubMed and PMC summarize it, and whether PubMed marks it as retracted. Pure."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from store.model import Author, DateParts
from store.model_paper import Notice, NoticeKind, Record, Told
from store.papers_notices import with_title
from store.papers_shapes import (
    MOST_AUTHORS,
    AnswerError,
    Object,
    date_parts,
    group,
    items,
    long_text,
    objects,
    person,
    read_doi,
    read_object,
    text,
)
from store.papers_text import title_text

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(r"\b([12]\d{3})\b(?:\s([A-Za-z]{3})[a-z]{0,6}\b(?:\s(\d{1,2})\b)?)?")
_PERSON = re.compile(r"(.{1,200}?)\s([A-Z]{1,4}(?:\s(?:Jr|Sr|2nd|3rd|4th))?)")
_TYPES: Mapping[str, NoticeKind] = {"retractedpublication": "retracted", "expressionofconcern": "concern"}
_LINKS: Mapping[str, NoticeKind] = {
    "retractionin": "retracted", "expressionofconcernin": "concern", "erratumin": "corrected",
    "correctedandrepublishedin": "corrected",
}  # fmt: skip
_UNREAD = "whether it was retracted cannot be read"
_BUSY = re.compile(rb'\{\s{0,100}"error"\s{0,100}:\s{0,100}"[^"]{0,200}rate limit', re.IGNORECASE)


def busy(data: bytes) -> bool:
    """Whether an answer says that PubMed is asked too often; it comes with status 200."""
    return _BUSY.search(data[:1000]) is not None


def read(data: bytes, id: str, scheme: str = "pmid") -> Told | None:
    """Read the summary of a PMID or PMCID; None where it is not known. Raises AnswerError."""
    answer = read_object(data)
    result = answer.get("result")
    if not isinstance(result, dict):
        failure = text(answer.get("error"))
        raise AnswerError("it says that it failed" if failure else "its answer has another shape than it should")
    number = id.removeprefix("PMC")
    work = result.get(number)
    if not isinstance(work, dict):
        raise AnswerError("its answer is about another work")
    if "error" in work:
        return None
    if text(work.get("uid")) != number or not work.keys() & {"title", "articleids"}:
        raise AnswerError("its answer does not describe the work")
    record = _record(work, scheme, id)
    notices = tuple(_notices(work)) if scheme == "pmid" else ()
    checked = notices or (scheme == "pmid" and work.get("pubtype"))  # each summary of PubMed names its types
    return Told(record, with_title(record, notices if checked else None))


def _record(work: Object, scheme: str, id: str) -> Record:
    title = title_text(long_text(work.get("title"), 5000))
    lang = text(work.get("lang"), 35)
    return Record(
        "pubmed", {scheme: id} | {name: value for name, value in _ids(work) if name != scheme},
        title.removesuffix(".").rstrip() or None if title else None, tuple(_authors(work)),
        container=text(work.get("fulljournalname")), container_short=text(work.get("source")),
        type="article" if "Preprint" in items(work.get("pubtype")) else "article-journal",
        issued=_date(work.get("pubdate")) or _date(work.get("epubdate")),
        volume=text(work.get("volume"), 50), issue=text(work.get("issue"), 50), pages=text(work.get("pages"), 50),
        language=lang, is_preprint="Preprint" in items(work.get("pubtype")),
    )  # fmt: skip


def _ids(work: Object) -> Iterator[tuple[str, str]]:
    """What else the work is known by. "pmcid" is not what it is called where PubMed answers, but where PMC does."""
    for one in objects(work.get("articleids")):
        kind, value = one.get("idtype"), text(one.get("value"), 1000) or ""
        if kind == "doi" and (doi := read_doi(value)):
            yield "doi", doi
        elif kind in ("pubmed", "pmid") and re.fullmatch(r"[1-9][0-9]{0,8}", value):
            yield "pmid", value
        elif kind in ("pmc", "pmcid") and re.fullmatch(r"PMC[1-9][0-9]{0,8}", value):
            yield "pmcid", value


def _authors(work: Object) -> Iterator[Author]:
    for one in objects(work.get("authors"), MOST_AUTHORS):
        name = text(one.get("name"))
        parts = _PERSON.fullmatch(name) if name and one.get("authtype") == "Author" else None
        author = person(parts[1], parts[2]) if parts else group(name)
        if author:
            yield author


def _date(value: Any) -> DateParts:
    """The date at the beginning of "2023 Jun 30", "2023 Jun-Jul", "2023 Winter"."""
    found = _DATE.search(value[:200]) if isinstance(value, str) else None
    if found is None:
        return ()
    month = (found[2] or "").lower()
    return date_parts([found[1], _MONTHS.index(month) + 1 if month in _MONTHS else None, found[3]])


def _notices(work: Object) -> Iterator[Notice]:
    """What the links to notices say with their dates, and what the type of the work itself says."""
    linked: set[NoticeKind] = set()
    for one in _every(work.get("references")):
        kind = _LINKS.get(_letters(_name(one.get("reftype") if isinstance(one, dict) else None)))
        if kind and kind not in linked:
            linked.add(kind)
            yield Notice(kind, _date(one.get("refsource")), source="pubmed")
    yield from (Notice(kind, source="pubmed") for kind in _marked(work.get("pubtype")) if kind not in linked)


def _marked(types: Any) -> list[NoticeKind]:
    return list(dict.fromkeys(kind for one in _every(types) if (kind := _TYPES.get(_letters(_name(one))))))


def _every(value: Any) -> list[Any]:
    """All entries of a list that may hold a notice, however many."""
    if value is not None and not isinstance(value, list):
        raise AnswerError(_UNREAD)
    return value or []


def _name(value: Any) -> str:
    """What cannot be read here might be a retraction, and is never passed over."""
    if not isinstance(value, str):
        raise AnswerError(_UNREAD)
    return value


def _letters(value: str) -> str:
    return re.sub(r"[^a-z]", "", value[:100].lower())
