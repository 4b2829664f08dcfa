"""What is said of a paper on the screen, and its marks: whether it stands, where it is to be had, what is to be done.

Pure: the clock is passed in. Nothing here is told by colour. Texts from services are drawn by whoever asks: cleaned.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from store import clean_line, notice
from tui.widgets.dates import MONTHS, day_date, long_date

if TYPE_CHECKING:  # loaded where papers are asked for: it takes longer than a paint
    from store import Access, Copy, Notice, PaperStatus, Queued, QueueState, StatusKind

DOUBTED = "⚠"
QUEUED = "◷"
_MOST_REASON = 300

STATUS_WORDS: "Mapping[StatusKind, str]" = {
    "retracted": "retracted", "withdrawn": "withdrawn", "concern": "expression of concern", "corrected": "corrected",
    "none": "no notice known", "unchecked": "not checked",
}  # fmt: skip
_MARKS = {"retracted": DOUBTED, "withdrawn": DOUBTED, "concern": DOUBTED, "corrected": "△", "none": "·"}

QUEUE_WORDS: "Mapping[QueueState, str]" = {
    "get": "to get", "to-read": "to read", "reading": "reading", "read": "read", "aside": "set aside",
}  # fmt: skip
_QUEUE_MARKS = {"get": "○", "to-read": QUEUED, "reading": "◐", "read": "✓", "aside": "✗"}

_SOURCES = {
    "publisher": "its publisher", "retraction-watch": "Retraction Watch",
    "retraction-watch-list": "the list of Retraction Watch", "pubmed": "PubMed",
}  # fmt: skip
_VERSIONS = {"published": "published version", "accepted": "accepted manuscript", "submitted": "submitted version"}

SERVICE_WORDS = {
    "crossref": "Crossref", "doi.org": "doi.org", "datacite": "DataCite", "pubmed": "PubMed", "unpaywall": "Unpaywall",
}  # fmt: skip


def status_mark(kind: str) -> str:
    """The sign of a status in a column of its own; a blank for a paper that nobody was asked about."""
    return _MARKS.get(kind, " ")


def queue_mark(state: str) -> str:
    """The sign of a place in the queue; a blank for none."""
    return _QUEUE_MARKS.get(state, " ")


def status_text(status: "PaperStatus | None", now: datetime) -> str:
    """⚠ retracted 5 March 2026: reason · notice 10.1000/n, or no notice known as of 2 June 2026, or not checked."""
    if status is None or status.kind == "unchecked":
        return STATUS_WORDS["unchecked"]
    told = main_notice(status)
    if status.kind == "none":
        none = _as_of("no other notice known" if told else STATUS_WORDS["none"], status.as_of, now)
        return f"{notice_text(told)} · {none}" if told else none
    return notice_text(told) if told else _marked(status.kind)


def main_notice(status: "PaperStatus") -> "Notice | None":
    """The notice that says how a paper stands: the gravest that holds, else that it was reinstated."""
    wanted = "reinstated" if status.kind == "none" else status.kind
    return next((one for one in status.notices if one.kind == wanted), None)


def quiet_status(status: "PaperStatus", now: datetime) -> str:
    """The same beside a reference, where being checked is not worth a line: no notice known (checked 2 June)."""
    if status.kind == "none" and status.as_of and not status.notices:
        return f"{STATUS_WORDS['none']} (checked {day_date(status.as_of, now)})"
    return status_text(status, now)


def notice_text(told: "Notice") -> str:
    """One notice: its kind, date and reason, its own DOI, and who says so where that is not the publisher."""
    words = " ".join(filter(None, (_marked(told.kind), date_words(told.date))))
    if reason := clean_line(told.reason, _MOST_REASON):
        words = f"{words}: {reason}"
    others = [_SOURCES.get(one, clean_line(one, 80)) for one in told.source.split(", ") if one and one != "publisher"]
    says = f"says {' and '.join(others)}" if others and "publisher" not in told.source.split(", ") else ""
    return " · ".join(filter(None, (words, f"notice {clean_line(told.doi, 200)}" if told.doi else "", says)))


def _marked(kind: str) -> str:
    words = STATUS_WORDS.get(kind, kind)  # type: ignore[call-overload]  # a reinstatement is no status
    return f"{DOUBTED} {words}" if _MARKS.get(kind) == DOUBTED else str(words)


def _as_of(words: str, stamp: str | None, now: datetime) -> str:
    return f"{words} as of {long_date(stamp, now)}" if stamp else words


def title_notice(title: str) -> str:
    """What a title itself says of its paper; "" for nothing."""
    words = {
        "retracted": "retracted",
        "withdrawn": "withdrawn",
        "concern": "there is concern",
        "corrected": "corrected",
    }
    kind = notice(title)
    return f"{DOUBTED * (kind != 'corrected')} {words[kind]}, says its title".strip() if kind else ""


def cited_doubt(statuses: Iterable[tuple[int | None, "PaperStatus"]]) -> str:
    """cites a retracted paper (reference 3): which references were retracted; "" where none is known to be."""
    doubted = [(n, one.kind) for n, one in statuses if one.kind in ("retracted", "withdrawn")]
    if not doubted:
        return ""
    numbers = [str(n) for n, _ in doubted if n is not None]
    where = f" (reference{'s' * (len(numbers) > 1)} {', '.join(numbers[:9])})" if numbers else ""
    if len(doubted) > 1:
        return f"{DOUBTED} cites {len(doubted)} retracted or withdrawn papers{where}"
    return f"{DOUBTED} cites a {doubted[0][1]} paper{where}"


def queue_text(queued: "Queued | None") -> str:
    """to read, or set aside: why; "" for a paper that is not in the queue."""
    if queued is None:
        return ""
    reason = clean_line(queued.reason, 200)
    words = QUEUE_WORDS.get(queued.state, queued.state)
    return f"{words}: {reason}" if reason else words


def queue_words(queued: "Queued | None") -> str:
    """The place in the queue with its mark: ◷ to read."""
    return f"{queue_mark(queued.state)} {queue_text(queued)}" if queued else ""


def access_text(access: "Access | None", now: datetime) -> str:
    """open copy: published version, CC BY, at europepmc.org, or that none is known; "" where it was never asked."""
    if access is None:
        return ""
    if access.copies:
        return copy_text(access.copies[0])
    return _as_of("no open copy known", access.as_of, now)


def copy_text(copy: "Copy") -> str:
    """open copy: accepted manuscript, CC BY, at europepmc.org."""
    host = clean_line(copy.host, 80)
    parts = (_VERSIONS.get(copy.version, ""), license_words(copy.license), f"at {host}" if host else "")
    told = ", ".join(filter(None, parts))
    return f"open copy: {told}" if told else "open copy"


def license_words(license: str | None) -> str:
    """cc-by-nc as people write it: CC BY-NC; an address of Creative Commons too; anything else as it is."""
    text = clean_line(license or "", 80)
    name = text.partition("creativecommons.org/licenses/")[2].split("/")[0]
    name = f"cc-{name}" if name else text
    return f"CC {name[3:].upper()}" if name.casefold().startswith("cc-") else name


def date_words(parts: Sequence[int]) -> str:
    """5 March 2026, as far as it is known; "" for no date."""
    if not parts:
        return ""
    month = MONTHS[parts[1] - 1] if len(parts) > 1 and 1 <= parts[1] <= 12 else ""
    day = str(parts[2]) if len(parts) > 2 and month else ""
    return " ".join(filter(None, (day, month, str(parts[0]))))


def papers(count: int) -> str:
    """1 paper, 37 papers."""
    return "1 paper" if count == 1 else f"{count:,} papers"
