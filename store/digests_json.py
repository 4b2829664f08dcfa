"""A digest as one JSON object, whose keys are always there."""

import json
from typing import Any

from store.digests import Digest, DigestArticle, DigestReference
from store.model_paper import Notice
from store.parse.markup import clean, clean_line, safe_link
from store.references.identifiers_links import link


def write_json(digest: Digest) -> str:
    """Write a digest as a JSON object on one line."""
    value = {
        "title": clean_line(digest.title),
        "query": clean_line(digest.query),
        "groups": [
            {
                "name": clean_line(group.name),
                "paper": group.paper,
                "articles": [_article(one) for one in group.articles],
            }
            for group in digest.groups
        ],
        "references": [_reference(one) for one in digest.references],
    }
    return json.dumps(value, ensure_ascii=False) + "\n"


def _article(entry: DigestArticle) -> dict[str, Any]:
    article = entry.article
    return {
        "id": article.id, "title": clean_line(article.title),
        "source": clean_line(article.source or article.feed or "") or None, "published": article.published,
        "url": safe_link(article.url), "tags": [*map(clean_line, article.reader_tags)],
        "note": clean(entry.note) or None, "facts": clean_line(entry.facts) or None, "notice": article.notice or None,
        "about": list(entry.about), "cites": list(entry.cites),
    }  # fmt: skip


def _reference(one: DigestReference) -> dict[str, Any]:
    reference, status = one.reference, one.status
    notices = [_notice(notice) for notice in status.notices]
    return {
        "n": one.n, "title": clean_line(reference.title or "") or None,
        "authors": [clean_line(author.name) for author in reference.authors], "et_al": reference.et_al,
        "container": clean_line(reference.container or "") or None, "year": reference.year,
        "raw": clean_line(reference.raw), "ids": dict(reference.ids),
        "url": safe_link(link(reference.ids) or reference.url),
        "status": {"kind": status.kind, "as_of": status.as_of, "said": one.said or None, "notices": notices},
        "articles": list(one.articles),
    }  # fmt: skip


def _notice(notice: Notice) -> dict[str, Any]:
    return {
        "kind": notice.kind, "date": notice.day or None, "doi": notice.doi,
        "reason": clean_line(notice.reason), "source": notice.source,
    }  # fmt: skip
