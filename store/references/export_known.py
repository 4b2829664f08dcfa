"""What services say of a work, put into the entry that is exported: what they state of it, and its status. Pure."""

from dataclasses import replace

from store.model import Reference
from store.model_paper import Notice, PaperStatus, Record

_PARTS = ("title", "authors", "container", "issued", "volume", "issue", "pages", "article_number")
_WORDS = {
    "retracted": "Retracted", "withdrawn": "Withdrawn", "concern": "Expression of concern", "corrected": "Corrected",
    "reinstated": "Reinstated",
}  # fmt: skip


def stated(reference: Reference, record: Record | None) -> Reference:
    """Return the reference with what a service states of the work; where it states nothing, the article's word stays.

    The identifiers of both are kept; where they name the same scheme, the article's stays.
    """
    if record is None:
        return reference
    parts = {name: value for name in _PARTS if (value := getattr(record, name))}
    et_al = reference.et_al and not record.authors
    return replace(reference, ids={**record.ids, **reference.ids}, et_al=et_al, **parts)


def kind_of(record: Record | None) -> str:
    """Return what a service says a work is: a type of CSL, or "preprint"; "" where none says it."""
    return "" if record is None else "preprint" if record.is_preprint else record.type or ""


def status_note(status: PaperStatus | None) -> str | None:
    """Say in one line what was said of a work: "Retracted 2026-03-05: reason (10.1000/notice)"; None if nothing was."""
    if status is None or status.kind in ("none", "unchecked"):
        return None
    return "; ".join(dict.fromkeys(map(_notice_text, status.notices))) or None


def _notice_text(notice: Notice) -> str:
    when = f" {notice.day}" if notice.date else ""
    why = f": {notice.reason}" if notice.reason else ""
    where = f" ({notice.doi})" if notice.doi else ""
    return f"{_WORDS[notice.kind]}{when}{why}{where}"
