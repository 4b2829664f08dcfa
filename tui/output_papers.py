"""How commands print papers as JSON: every key is always there, unknown is null."""

from collections.abc import Iterable, Mapping
from typing import Any

from store import Access, Article, Card, Notice, Paper, PaperStatus, PaperStep, Queued, Record, Reference


def paper_json(paper: Paper) -> dict[str, Any]:
    """Write one paper of the list."""
    return {
        "id": paper.id, "ids": dict(paper.ids), "title": paper.title,
        "authors": [author.name for author in paper.authors], "journal": paper.container, "year": paper.year,
        "cited_by": paper.cited, "reported_by": paper.reported, "status": status_json(paper.status),
        "queue": _queue_json(paper.queued), "preprint": paper.is_preprint,
    }  # fmt: skip


def status_json(status: PaperStatus) -> dict[str, Any]:
    """Write whether a paper stands; `as_of` is null where nobody was asked."""
    return {"kind": status.kind, "as_of": status.as_of, "notices": [_notice_json(one) for one in status.notices]}


def statuses_json(references: Iterable[Reference], statuses: Mapping[int, PaperStatus]) -> list[dict[str, Any]]:
    """Write for each reference how its paper stands; one without an identifier was never asked about."""
    return [status_json(statuses.get(one.paper or 0) or PaperStatus()) for one in references]


def _notice_json(notice: Notice) -> dict[str, Any]:
    return {
        "kind": notice.kind, "date": notice.day or None, "doi": notice.doi, "reason": notice.reason or None,
        "source": notice.source,
    }  # fmt: skip


def _queue_json(queued: Queued | None) -> dict[str, Any] | None:
    return {"state": queued.state, "reason": queued.reason or None, "since": queued.since} if queued else None


def card_json(card: Card) -> dict[str, Any]:
    """Write all that is known of one paper: the keys of the list, and those of the card."""
    return {
        **paper_json(card.paper), "asked": card.asked, "record": _record_json(card.record) if card.record else None,
        "access": _access_json(card.access) if card.access else None, "reported": _articles_json(card.reported),
        "cited": _articles_json(card.cited),
        "related": [
            {"kind": one.kind, "doi": one.doi, "paper": one.paper, "articles": _articles_json(one.articles)}
            for one in card.related
        ],
        "trials": [{"number": number, "articles": _articles_json(articles)} for number, articles in card.trials],
    }  # fmt: skip


def _record_json(record: Record) -> dict[str, Any]:
    return {
        "service": record.service, "type": record.type, "publisher": record.publisher, "issued": list(record.issued),
        "volume": record.volume, "issue": record.issue, "pages": record.pages,
        "article_number": record.article_number, "abstract": record.abstract or None, "language": record.language,
        "license": record.license, "url": record.url, "funders": list(record.funders),
    }  # fmt: skip


def _access_json(access: Access) -> dict[str, Any]:
    copies = [
        {"url": one.url, "pdf": one.pdf, "version": one.version or None, "host": one.host or None,
         "license": one.license}
        for one in access.copies
    ]  # fmt: skip
    return {"color": access.color or None, "as_of": access.as_of, "copies": copies}


def _articles_json(articles: Iterable[Article]) -> list[dict[str, Any]]:
    return [
        {"id": one.id, "title": one.title, "source": one.source or one.feed, "published": one.published}
        for one in articles
    ]


def step_json(step: PaperStep) -> dict[str, Any]:
    """Write one step of asking about papers."""
    return {
        "paper": step.paper, "title": step.title, "found": step.found, "status": step.status,
        "raised": list(step.raised), "fault": step.fault, "done": step.done, "total": step.total,
    }  # fmt: skip


def facts_json(body: str, title: str) -> list[dict[str, Any]]:
    """Write what the text says of its study, each with the sentence that says so; nothing where nothing is said."""
    from store import study_facts

    return [{"fact": one.name, "value": one.value, "sentence": one.sentence} for one in study_facts(body, title)]
