"""Rows of what sources say: how a draft and a reference are written into the tables."""

import json
import sqlite3
import zlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from store.db.connection import stamp
from store.db.index import tag_ids
from store.db.papers import paper_of
from store.identity import page_key, text_hash
from store.model import Draft, Reference
from store.query import fold
from store.references.notices import article_notice

PARSER = 1
"""The version of the parsers, kept with each body: a better one knows which texts to read again."""

_FUTURE = timedelta(days=1)


def article_values(draft: Draft, added: str, now: datetime) -> dict[str, object]:
    """Return the columns of `articles` a draft decides. A date more than a day ahead of the clock is no date."""
    published = stamp(draft.published) if draft.published and draft.published <= now + _FUTURE else None
    cited = [reference for reference in draft.references if reference.role != "self"]
    return {
        "url": draft.url, "title": draft.title, "authors": json.dumps(draft.authors, ensure_ascii=False),
        "published": published, "sorted": min(published or added, added), "source": draft.source,
        "language": draft.language, "page_key": page_key(draft.url), "text_hash": text_hash(draft),
        "words": len(draft.body.split()), "reference_count": len(cited),
        "reference_text": "\n".join(_searched(cited)), "notice": article_notice(draft.title, draft.references),
    }  # fmt: skip


def put_body(conn: sqlite3.Connection, article_id: int, draft: Draft) -> None:
    """Write the text of an article, in place of the old one."""
    original = zlib.compress((draft.original or draft.body).encode("utf-8", "replace"))
    conn.execute(
        "INSERT OR REPLACE INTO bodies (article_id, markdown, original, media_type, parser) VALUES (?, ?, ?, ?, ?)",
        (article_id, draft.body, original, draft.media_type, PARSER),
    )


def put_tags(conn: sqlite3.Connection, article_id: int, categories: Iterable[str], *, keep: bool) -> None:
    """Write the source's tags; `keep` leaves those that are there."""
    if not keep:
        conn.execute("DELETE FROM source_tags WHERE article_id = ?", (article_id,))
    conn.executemany(
        "INSERT OR IGNORE INTO source_tags (article_id, tag_id) VALUES (?, ?)",
        ((article_id, tag) for tag in tag_ids(conn, categories)),
    )


def put_references(conn: sqlite3.Connection, article_id: int, references: Iterable[Reference]) -> None:
    """Write what an article cites, in place of what it cited before."""
    conn.execute("DELETE FROM article_references WHERE article_id = ?", (article_id,))
    for place, reference in enumerate(references):
        _put_reference(conn, article_id, place, reference)


def _searched(references: Iterable[Reference]) -> Iterable[str]:
    for reference in references:
        ids = " ".join(reference.ids.values())
        names = ", ".join(author.name for author in reference.authors)
        yield " · ".join(p for p in (reference.raw, reference.title, names, reference.container, ids) if p)


def _packed(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _put_reference(conn: sqlite3.Connection, article_id: int, place: int, reference: Reference) -> None:
    row = {
        "article_id": article_id, "place": place, "n": reference.n, "paper_id": paper_of(conn, reference),
        "role": reference.role, "confidence": reference.confidence, "reason": reference.reason,
        "label": reference.label, "raw": reference.raw, "ids": _packed(dict(reference.ids)),
        "title": reference.title, "authors": _packed([(a.name, a.family, a.given) for a in reference.authors]),
        "et_al": int(reference.et_al), "container": reference.container,
        "journal": fold(reference.container) if reference.container else None, "issued": _packed(reference.issued),
        "volume": reference.volume, "issue": reference.issue, "pages": reference.pages,
        "article_number": reference.article_number, "status": reference.status, "url": reference.url,
        "accessed": _packed(reference.accessed), "inferred": _packed(reference.inferred), "how": reference.how,
        "version": reference.version, "span_start": reference.start, "span_end": reference.end,
    }  # fmt: skip
    cursor = conn.execute(
        f"INSERT INTO article_references ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", (*row.values(),)
    )
    if reference.role != "self":
        conn.executemany(
            "INSERT INTO reference_ids (scheme, id, reference_id, article_id) VALUES (?, ?, ?, ?)",
            ((scheme, id, cursor.lastrowid, article_id) for scheme, id in reference.ids.items()),
        )
