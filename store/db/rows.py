"""Rows of what sources say: how drafts and their references are written into the tables."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from store.db.connection import stamp
from store.db.index import tag_ids
from store.db.originals import packed
from store.db.papers import paper_of
from store.identity import page_key, text_hash
from store.model import Draft, Reference
from store.query import fold
from store.references.notices import article_notice

PARSER = 1
"""The version of the parsers, kept with each body: a better one knows which texts to read again."""

_FUTURE = timedelta(days=1)
_SAID = (
    "url", "title", "authors", "published", "sorted", "source", "language", "page_key", "text_hash", "words",
    "reference_count", "reference_text", "notice",
)  # fmt: skip
"""The columns of `articles` a draft decides."""
_COLUMNS = (
    "id", "key", "added", "feed_id", "parent_id", "position", "root", "feed_hash", "page_hash", *_SAID,
)  # fmt: skip
_ADD = f"INSERT INTO articles ({', '.join(_COLUMNS)}) VALUES (:{', :'.join(_COLUMNS)})"
_RENEW = f"UPDATE articles SET {', '.join(f'{name} = :{name}' for name in _SAID)} WHERE id = :id"
_BODY = "INSERT OR REPLACE INTO bodies (article_id, markdown, original, media_type, parser) VALUES (?, ?, ?, ?, ?)"
_REFERENCE = (
    "article_id", "place", "n", "paper_id", "role", "confidence", "reason", "label", "raw", "ids", "title", "authors",
    "et_al", "container", "journal", "issued", "volume", "issue", "pages", "article_number", "status", "url",
    "accessed", "inferred", "how", "version", "span_start", "span_end",
)  # fmt: skip
_CITE = f"INSERT INTO article_references ({', '.join(_REFERENCE)}) VALUES ({', '.join('?' * len(_REFERENCE))})"

_packed = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(slots=True)
class Row:
    """An article that is to be written: its draft, its columns, and how. `new`: it is not in the library yet."""

    draft: Draft
    values: dict[str, object]
    new: bool
    keep_tags: bool = False


def article_values(draft: Draft, key: str, added: str, now: datetime) -> dict[str, object]:
    """Return the columns of `articles` a draft decides. A date more than a day ahead of the clock is no date."""
    published = stamp(draft.published) if draft.published and draft.published <= now + _FUTURE else None
    cited = [reference for reference in draft.references if reference.role != "self"]
    return {
        "url": draft.url, "title": draft.title, "authors": _packed(draft.authors),
        "published": published, "sorted": min(published or added, added), "source": draft.source,
        "language": draft.language, "page_key": page_key(draft.url),
        "text_hash": text_hash(draft) if key.startswith(("place:", "text:")) else "",
        "words": len(draft.body.split()), "reference_count": len(cited),
        "reference_text": "\n".join(map(_searched, cited)), "notice": article_notice(draft.title, draft.references),
    }  # fmt: skip


def put_articles(conn: sqlite3.Connection, rows: Mapping[int, Row]) -> None:
    """Write articles by id with their texts, tags and references, in place of what was there; not their index."""
    conn.executemany(_ADD, (row.values for row in rows.values() if row.new))
    conn.executemany(_RENEW, (row.values for row in rows.values() if not row.new))
    conn.executemany(_BODY, (_body(article_id, row.draft) for article_id, row in rows.items()))
    _put_tags(conn, rows)
    replaced = ((article_id,) for article_id, row in rows.items() if not row.new)
    conn.executemany("DELETE FROM article_references WHERE article_id = ?", replaced)
    conn.executemany(
        "INSERT INTO reference_ids (scheme, id, reference_id, article_id) VALUES (?, ?, ?, ?)",
        [pair for article_id, row in rows.items() for pair in _put_references(conn, article_id, row.draft.references)],
    )


def _body(article_id: int, draft: Draft) -> tuple[object, ...]:
    """A row of `bodies`. The one place that makes any: an original can only be read beside its own Markdown."""
    original = packed(draft.original or draft.body, draft.body)
    return article_id, draft.body, original, draft.media_type, PARSER


def _put_tags(conn: sqlite3.Connection, rows: Mapping[int, Row]) -> None:
    taken = ((article_id,) for article_id, row in rows.items() if not (row.new or row.keep_tags))
    conn.executemany("DELETE FROM source_tags WHERE article_id = ?", taken)
    names = list(dict.fromkeys(name for row in rows.values() for name in row.draft.categories))
    ids = dict(zip(names, tag_ids(conn, names), strict=True))
    conn.executemany(
        "INSERT OR IGNORE INTO source_tags (article_id, tag_id) VALUES (?, ?)",
        ((article_id, ids[name]) for article_id, row in rows.items() for name in row.draft.categories),
    )


def _put_references(
    conn: sqlite3.Connection, article_id: int, references: Iterable[Reference]
) -> Iterator[tuple[str, str, int | None, int]]:
    """Write references one by one, for each may make two papers one; return the rows of `reference_ids`."""
    for place, reference in enumerate(references):
        row = _reference(article_id, place, paper_of(conn, reference), reference)
        cited = conn.execute(_CITE, row).lastrowid
        if reference.role != "self":
            yield from ((scheme, id, cited, article_id) for scheme, id in reference.ids.items())


def _reference(article_id: int, place: int, paper: int | None, reference: Reference) -> tuple[object, ...]:
    one = reference
    authors = _packed([(a.name, a.family, a.given) for a in one.authors])
    journal = fold(one.container) if one.container else None
    return (
        article_id, place, one.n, paper, one.role, one.confidence, one.reason, one.label, one.raw,
        _packed(dict(one.ids)), one.title, authors, int(one.et_al), one.container, journal, _packed(one.issued),
        one.volume, one.issue, one.pages, one.article_number, one.status, one.url, _packed(one.accessed),
        _packed(one.inferred), one.how, one.version, one.start, one.end,
    )  # fmt: skip


def _searched(reference: Reference) -> str:
    """What search finds of a reference: the string as written, and what was made out of it that it does not hold."""
    names = (author.name for author in reference.authors)
    made = (reference.title, *names, reference.container, *reference.ids.values())
    parts = [reference.raw, *(part for part in made if part and not _holds(reference.raw, part))]
    return " · ".join(filter(None, parts))


def _holds(text: str, part: str) -> bool:
    """Whether a part stands in a text as words of its own."""
    at = text.find(part)
    return at >= 0 and not (text[:at][-1:].isalnum() or text[at + len(part) :][:1].isalnum())
