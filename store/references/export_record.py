"""A work made ready to be written: clean lines, valid dates, its kind; the same for every format."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from store.model import Author, DateParts, Reference
from store.parse.markup import clean_line
from store.references.export_entry import Entry

Kind = Literal[
    "article", "preprint", "book", "chapter", "conference", "dataset", "thesis", "report", "news", "other"
]  # fmt: skip
_STATED: Mapping[str, Kind] = {
    "article-journal": "article", "preprint": "preprint", "article": "other", "book": "book", "chapter": "chapter",
    "entry": "chapter", "paper-conference": "conference", "dataset": "dataset", "thesis": "thesis", "report": "report",
}  # fmt: skip
"""What services call a work. "article" is what CSL has for whatever was put somewhere without a journal."""

_SERVERS = re.compile(
    r"\w*(?:arxiv|rxiv)\b|research square|ssrn\b|preprints\.org|osf preprints|authorea\b|qeios\b", re.IGNORECASE
)
_SERVER_DOIS = re.compile(
    r"10\.(?:48550|64898|21203|26434|20944|31234|31235|31219|31223|2139|36227|22541|32942|32388|51094)/"
    r"|10\.1101/(?:\d{4}\.\d\d\.\d\d\.)?\d{6}"
)
"""Registrants that register preprints only; 10.1101 also has journals, whose DOIs are written otherwise."""

_RANGE = re.compile(r"\s*(?:[‐‑‒–—−]|-{1,3})\s*")
_UNSAFE_IN_URL = re.compile(r"[\\{}\"<>^`|]")
_BARE = re.compile(r"\S*(?:10\.\d{4,9}/|://)\S*|\b(?:doi|pmid|pmcid|arxiv|isbn)\b\W*", re.IGNORECASE)


_SURROUNDINGS = ("linked", "mentioned", "declared")
"""Reasons of references whose `raw` is the text around an identifier, not a reference as somebody wrote it."""


@dataclass(frozen=True, slots=True)
class Record:
    """A work as every format needs it. Texts are single clean lines; what is unknown is "" or ().

    `pages` are first and last, or one piece as written. `notes` are sentences for people.
    """

    key: str
    kind: Kind
    title: str
    authors: tuple[Author, ...]
    et_al: bool
    container: str
    issued: DateParts
    volume: str
    issue: str
    pages: tuple[str, ...]
    article_number: str
    status: str
    version: str
    ids: dict[str, str]
    arxiv_class: str
    url: str
    accessed: DateParts
    tags: tuple[str, ...]
    notes: tuple[str, ...]


def make_record(entry: Entry, key: str) -> Record:
    """Clean an entry; `key` is its final citation key."""
    reference = entry.reference
    ids = _ids(reference)
    return Record(
        key=key,
        kind=_kind(entry, ids),
        title=_line(reference.title),
        authors=tuple(author for one in reference.authors if (author := _author(one)).name),
        et_al=reference.et_al,
        container=_line(reference.container),
        issued=_date(reference.issued),
        volume=_line(reference.volume),
        issue=_line(reference.issue),
        pages=_pages(_line(reference.pages)),
        article_number=_line(reference.article_number),
        status=_line(reference.status),
        version=_line(reference.version),
        ids=ids,
        arxiv_class=_arxiv_class(reference, ids.get("arxiv", "")),
        url=_url(reference.url),
        accessed=_date(reference.accessed),
        tags=tuple(dict.fromkeys(tag for one in entry.tags if (tag := _line(one)))),
        notes=_notes(entry),
    )


def _line(text: str | None) -> str:
    return clean_line(text) if text else ""


def _word(text: str) -> str:
    return "".join(clean_line(text).split())


def _ids(reference: Reference) -> dict[str, str]:
    return {scheme: id for scheme, value in sorted(reference.ids.items()) if (id := _word(value))}


def _author(author: Author) -> Author:
    family, given = _line(author.family) or None, _line(author.given) or None
    name = _line(author.name) or ", ".join(part for part in (family, given) if part)
    return Author(name, family, given if family else None)


def _kind(entry: Entry, ids: dict[str, str]) -> Kind:
    """What a work is, as a service states it, else by what is known of it."""
    container = _line(entry.reference.container)
    if entry.kind == "news":
        return "news"
    if stated := _STATED.get(entry.stated):
        return stated
    if container:
        server = _SERVERS.match(container)
        return "preprint" if server else "chapter" if "isbn" in ids else "article"
    if "arxiv" in ids or _SERVER_DOIS.match(ids.get("doi", "")):
        return "preprint"
    return "book" if "isbn" in ids else "other"


def _date(parts: DateParts) -> DateParts:
    """The parts of a date up to the first that no calendar has."""
    limits = ((1, 9999), (1, 12), (1, 31))
    kept = []
    for part, (low, high) in zip(parts, limits, strict=False):
        if not low <= part <= high:
            break
        kept.append(part)
    return tuple(kept)


def _pages(text: str) -> tuple[str, ...]:
    """`796–811` as first and last; anything less plain as one piece."""
    parts = _RANGE.split(text)
    if len(parts) == 2 and all(re.fullmatch(r"\w*\d\w*", part) for part in parts):
        return tuple(parts)
    return (text,) if text else ()


def _arxiv_class(reference: Reference, arxiv: str) -> str:
    """The subject class, where the reference states it (`arXiv:1706.03762 [cs.CL]`) or an old number holds it."""
    if not arxiv:
        return ""
    number = re.escape(arxiv)
    stated = re.search(rf"{number}(?:v\d+)?\s*\[([a-z-]+(?:\.[A-Za-z-]+)?)\]", reference.raw[:10_000])
    return stated[1] if stated else arxiv.split("/")[0] if "/" in arxiv else ""


def _url(url: str | None) -> str:
    """An address that leads somewhere on the web, with nothing in it that could end a field."""
    address = _word(url or "")
    if not re.match(r"(?:https?|ftp)://[^/]", address, re.IGNORECASE):
        return ""
    return _UNSAFE_IN_URL.sub(lambda found: f"%{ord(found[0]):02X}", address)


def _notes(entry: Entry) -> tuple[str, ...]:
    """The notice, the articles it was seen in, and the reference as written where no title could be read from it."""
    notes = [_line(entry.status)]
    for title, url in entry.seen_in:
        name, address = _line(title), _url(url)
        both = f"{name} ({address})" if name and address else name or address
        notes.append(f"Seen in: {both}" if both else "")
    raw = _line(entry.reference.raw)
    is_reference = entry.reference.reason not in _SURROUNDINGS and not _line(entry.reference.title)
    if is_reference and len(_BARE.sub(" ", raw).split()) > 2:
        notes.append(f"As written: {raw}")
    return tuple(dict.fromkeys(note for note in notes if note))
