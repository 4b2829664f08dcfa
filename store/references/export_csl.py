"""Records as CSL-JSON; the schema forbids names of one's own, `custom` holds what it has no name for."""

import json
from typing import Any

from store.model import Author, DateParts
from store.references.export_record import Record

_TYPES = {
    "article": "article-journal", "preprint": "article", "book": "book", "chapter": "chapter",
    "conference": "paper-conference", "dataset": "dataset", "thesis": "thesis", "report": "report",
    "other": "document",
}  # fmt: skip
_IDS = {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID", "isbn": "ISBN"}


def write_csl(records: list[Record]) -> str:
    """Return a JSON array, indented, in UTF-8 without escapes."""
    return json.dumps([_item(record) for record in records], ensure_ascii=False, indent=2) + "\n"


def _item(record: Record) -> dict[str, Any]:
    """One item; what is unknown is not there."""
    preprint = record.kind == "preprint"
    item = {
        "id": record.key,
        "type": _type(record),
        "genre": "preprint" if preprint else "",
        "title": record.title,
        "author": [_author(author) for author in record.authors],
        "publisher" if preprint else "container-title": record.container,
        "issued": _date(record.issued),
        "volume": record.volume,
        "issue": record.issue,
        "page": "-".join(record.pages),
        "number": record.article_number,
        "status": record.status,
        "version": record.version,
        **{name: record.ids.get(scheme, "") for scheme, name in _IDS.items()},
        "URL": record.url,
        "accessed": _date(record.accessed),
        "keyword": ", ".join(record.tags),
        "note": "; ".join(record.notes),
        "custom": _custom(record),
    }
    return {name: value for name, value in item.items() if value}


def _type(record: Record) -> str:
    """News is `article-newspaper` where its paper or agency is known, else a post."""
    if record.kind == "news":
        return "article-newspaper" if record.container else "post-weblog"
    return _TYPES[record.kind]


def _custom(record: Record) -> dict[str, Any]:
    """Identifiers without a CSL variable, the class at arXiv, and whether authors are left out."""
    ids: dict[str, Any] = {scheme: id for scheme, id in record.ids.items() if scheme not in _IDS}
    if record.arxiv_class:
        ids["arxiv-class"] = record.arxiv_class
    return {**ids, "et-al": True} if record.et_al else ids


def _author(author: Author) -> dict[str, str]:
    if not author.family:
        return {"literal": author.name}
    return {"family": author.family, "given": author.given} if author.given else {"family": author.family}


def _date(parts: DateParts) -> dict[str, list[list[int]]]:
    return {"date-parts": [list(parts)]} if parts else {}
