"""Notices as services name them, and as titles say them. Pure."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from store.model_paper import Notice, NoticeKind, Record
from store.references.notices import notice

KINDS: Mapping[str, NoticeKind] = {
    "retraction": "retracted", "retracted": "retracted", "retractionandreplacement": "retracted",
    "partialretraction": "concern",
    "withdrawal": "withdrawn", "withdrawn": "withdrawn", "removal": "withdrawn", "removed": "withdrawn",
    "correction": "corrected", "erratum": "corrected", "errata": "corrected", "corrigendum": "corrected",
    "corrigenda": "corrected", "addendum": "corrected",
    "reinstatement": "reinstated", "reinstated": "reinstated",
}  # fmt: skip
"""What kinds of notices are called, by their letters."""

_TITLED: Mapping[str, NoticeKind] = {"retracted": "retracted", "withdrawn": "withdrawn"}
_OWN_TITLE = re.compile(
    r"[\W_]*(?:article |paper )?(?:retraction|withdrawal|removal|temporary removal|notice|note|statement|rétractation"
    r"|avis|retractación|retratação|retraktion|ritrattazione|ретракция|撤稿(?:声明|通知))",
    re.IGNORECASE,
)


def notice_kind(name: Any) -> NoticeKind | None:
    """The kind a name stands for, in any spelling; None for one that says nothing of whether a paper stands."""
    letters = re.sub(r"[^a-z]", "", name[:100].lower()) if isinstance(name, str) else ""
    return "concern" if "concern" in letters else KINDS.get(letters)


def titled(title: str | None) -> tuple[Notice, ...]:
    """What a paper's own title says of it ("RETRACTED: …"). A notice's title ("Retraction: …") is about another."""
    kind = _TITLED.get(notice(title)) if title and not _OWN_TITLE.match(title) else None
    return (Notice(kind),) if kind else ()


def with_title(record: Record, notices: Iterable[Notice] | None) -> tuple[Notice, ...] | None:
    """The notices about a work, and what its title says where nothing as grave is known; None: not checked."""
    known = tuple(notices or ())
    told = () if record.updates else titled(record.title)
    if any(one.kind in ("retracted", "withdrawn", "reinstated") for one in known):
        told = ()
    return None if notices is None and not told else (*known, *told)
