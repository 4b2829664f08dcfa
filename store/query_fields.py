"""The fields of the query language: each turns a value into a condition on `a`, the row of `articles`. Pure."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from store.errors import QueryError
from store.model import Scheme
from store.parse.markup_clean import clean_line
from store.query_queue import VALUES as QUEUE
from store.query_queue import queue_sql


@dataclass(frozen=True, slots=True)
class Condition:
    """An SQL expression on `a` (articles) and the values for its placeholders.

    `match` is the full-text expression of the words in it that are not negated: what ranks hits and shows where.
    """

    sql: str
    values: tuple["str | int | Ago", ...] = ()
    match: str = ""

    def filled(self, now: datetime) -> list[str | int]:
        """Return the values, times that lie so long ago worked out from the clock."""
        return [value.at(now) if isinstance(value, Ago) else value for value in self.values]


@dataclass(frozen=True, slots=True)
class Ago:
    """A time that lies so many days before now; the query's text does not know the clock."""

    days: int

    def at(self, now: datetime) -> str:
        """Return it as ISO 8601 in UTC, no earlier than the year 1."""
        days = min(self.days, now.toordinal() - 2)
        return (now - timedelta(days=days)).astimezone(UTC).isoformat(timespec="seconds")


def fold(text: str) -> str:
    """Lower case, compatibility forms and white space made equal: how names are compared."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def join(word: str, parts: list[Condition]) -> Condition:
    """Join conditions with AND or OR."""
    if len(parts) == 1:
        return parts[0]
    sql = f" {word} ".join(f"({part.sql})" for part in parts)
    match = f" {word} ".join(f"({part.match})" for part in parts if part.match)
    return Condition(sql, tuple(value for part in parts for value in part.values), match)


def matching(expression: str) -> Condition:
    """What a full-text expression finds."""
    return Condition(_BY_INDEX, (expression,), expression)


_BY_INDEX = "a.id IN (SELECT rowid FROM search WHERE search MATCH ?)"
_BY_ROW = "EXISTS (SELECT 1 FROM search WHERE search MATCH ? AND rowid = a.id)"
_BY_TABLE = re.compile(r"a\.id IN \(SELECT article_id FROM (article_tags|sightings|article_references) WHERE ")
"""Tables that can be asked by article."""
_BY_WORK = "a.id IN (SELECT article_id FROM reference_ids WHERE "
_BY_OWN_WORK = """EXISTS (SELECT 1 FROM reference_ids
    WHERE reference_id IN (SELECT own.id FROM article_references own WHERE own.article_id = a.id) AND """


def row_by_row(condition: Condition) -> Condition:
    """Return the same condition, quicker where few articles are looked at: each is looked up by itself."""
    sql = _BY_TABLE.sub(r"EXISTS (SELECT 1 FROM \1 WHERE article_id = a.id AND ", condition.sql)
    sql = sql.replace(_BY_INDEX, _BY_ROW).replace(_BY_WORK, _BY_OWN_WORK)
    return Condition(sql, condition.values, condition.match)


_GROUP = 100
"""Ids and ranges that stand side by side in one condition."""


def _id(value: str, column: int) -> Condition:
    parts: list[Condition] = []
    for piece in value.split(","):
        match = re.fullmatch(r"(\d{1,15})(?:-(\d{1,15}))?", piece, re.ASCII)
        if match is None:
            raise QueryError("An id is a number, a list (3,5) or a range (3-9).", column)
        first, last = int(match[1]), int(match[2] or match[1])
        parts.append(Condition("a.id BETWEEN ? AND ?", (first, last)))
    # In groups: SQLite reads no more than 1,000 parts one after another (https://sqlite.org/limits.html, 6).
    return join("OR", [join("OR", parts[at : at + _GROUP]) for at in range(0, len(parts), _GROUP)])


def _tag(value: str, column: int) -> Condition:
    name, where = fold(value), "folded = ?"
    if name.endswith("*"):
        name, where = _like(name[:-1]) + "%", "folded LIKE ? ESCAPE '\\'"
    inside = f"SELECT id FROM tags WHERE {where}"
    return Condition(f"a.id IN (SELECT article_id FROM article_tags WHERE tag_id IN ({inside}))", (name,))


def _feed(value: str, column: int) -> Condition:
    """By number, or by a part of the feed's title."""
    if re.fullmatch(r"\d{1,15}", value, re.ASCII):
        return Condition("a.id IN (SELECT article_id FROM sightings WHERE feed_id = ?)", (int(value),))
    inside = "SELECT id FROM feeds WHERE folded LIKE ? ESCAPE '\\'"
    sql = f"a.id IN (SELECT article_id FROM sightings WHERE feed_id IN ({inside}))"
    return Condition(sql, (f"%{_like(fold(value))}%",))


def _folder(value: str, column: int) -> Condition:
    """The feeds the reader put into a folder."""
    inside = "SELECT feed_id FROM subscriptions WHERE folder = ? COLLATE NOCASE"
    return Condition(f"a.id IN (SELECT article_id FROM sightings WHERE feed_id IN ({inside}))", (value,))


def _like(text: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", text)


_READ = "EXISTS (SELECT 1 FROM marks m WHERE m.article_id = a.id AND m.read)"
HIDDEN = "a.id IN (SELECT article_id FROM marks WHERE hidden)"
"""What `is:hidden` asks. A list whose query does not ask it leaves hidden articles out."""

_STATES = {
    "unread": f"NOT {_READ}",
    "read": _READ,
    "starred": "a.id IN (SELECT article_id FROM marks WHERE starred)",
    "hidden": HIDDEN,
    "retracted": """(a.notice != '' AND a.notice IN ('retracted', 'withdrawn')) OR a.id IN (
        SELECT article_id FROM article_standings WHERE main != '' AND main IN ('retracted', 'withdrawn'))""",
}


def _is(value: str, column: int) -> Condition:
    if value.lower() not in _STATES:
        raise QueryError(f'"is:" is followed by one of {", ".join(_STATES)}.', column)
    return Condition(_STATES[value.lower()])


def _doi(value: str, column: int) -> Condition:
    """A DOI, or all that begin alike: 10.1038/*."""
    name = "".join(ch.lower() if ch.isascii() else ch for ch in value.strip())
    if name.endswith("*"):
        return _referring("scheme = 'doi' AND id >= ? AND id < ?", (name[:-1], name[:-1] + "\U0010ffff"))
    return _referring("scheme = 'doi' AND id = ?", (name,))


def work_ids(value: str, column: int = 0) -> list[tuple[str, str]]:
    """The identifiers a reader means by a DOI, PMID, PMCID, arXiv id, ISBN or trial number. Raises QueryError."""
    from store.references.identifiers import declared  # here: its patterns take longer to make than a list to read

    found = declared(value) or next((one for s in _SCHEMES if (one := declared(value, s))), [])
    if not found:
        raise QueryError(f'"{clean_line(value, 80)}" is no DOI, PMID, PMCID, arXiv id, ISBN or trial number.', column)
    return [(one.scheme, one.id) for one in found]


def _cites(value: str, column: int) -> Condition:
    """Any identifier of a work; other identifiers of the same work count too."""
    inside = (
        "a.id IN (SELECT r.article_id FROM article_references r WHERE r.role != 'self' AND r.paper_id IN "
        "(SELECT paper_id FROM paper_ids WHERE scheme = ? AND id = ?))"
    )
    parts = []
    for pair in work_ids(value, column):
        parts += [_referring("scheme = ? AND id = ?", pair), Condition(inside, pair)]
    return join("OR", parts)


def _trial(value: str, column: int) -> Condition:
    """A trial number of any register, or all that begin alike: NCT0438*."""
    name = value.strip().upper()
    if name.endswith("*"):
        return _referring(f"scheme IN ({_TRIALS}) AND id >= ? AND id < ?", (name[:-1], name[:-1] + "\U0010ffff"))
    return _referring(f"scheme IN ({_TRIALS}) AND id = ?", (name,))


def _referring(condition: str, values: tuple[str, ...]) -> Condition:
    return Condition(f"a.id IN (SELECT article_id FROM reference_ids WHERE {condition})", values)


def _journal(value: str, column: int) -> Condition:
    """A part of the name of the journal (or book, or server) of any reference."""
    sql = "a.id IN (SELECT article_id FROM article_references WHERE role != 'self' AND journal LIKE ? ESCAPE '\\')"
    return Condition(sql, (f"%{_like(fold(value))}%",))


def _refs(value: str, column: int) -> Condition:
    match = re.fullmatch(r"(>=|<=|>|<|)(\d{1,6})", value.strip(), re.ASCII)
    if match is None:
        raise QueryError('"refs:" is followed by a number, as in refs:0 or refs:>2.', column)
    return Condition(f"a.reference_count {match[1] or '='} ?", (int(match[2]),))


_HAVING = {
    "doi": "a.id IN (SELECT article_id FROM reference_ids WHERE scheme = 'doi')",
    "paper": "a.id IN (SELECT article_id FROM article_references WHERE role = 'main')",
    "note": "a.id IN (SELECT article_id FROM notes)",
    "retracted": "a.id IN (SELECT article_id FROM article_standings WHERE cited IN ('retracted', 'withdrawn'))",
}


def _has(value: str, column: int) -> Condition:
    if value.lower() not in _HAVING:
        raise QueryError(f'"has:" is followed by one of {", ".join(_HAVING)}.', column)
    return Condition(_HAVING[value.lower()])


def _queue(value: str, column: int) -> Condition:
    """The state of the paper an article is about, in the reader's queue."""
    if (sql := queue_sql(value)) is None:
        raise QueryError(f'"queue:" is followed by one of {", ".join(QUEUE)}.', column)
    return Condition(sql)


def _in(value: str, column: int) -> Condition:
    if value.lower() != "library":
        raise QueryError('"in:" is followed by library: what your own reference library has.', column)
    return Condition(
        "a.id IN (SELECT r.article_id FROM own_work_ids o JOIN reference_ids r ON r.scheme = o.scheme AND r.id = o.id)"
    )


def _author(value: str, column: int) -> Condition:
    return Condition("a.authors LIKE ? ESCAPE '\\'", (f"%{_like(value)}%",))


def _source(value: str, column: int) -> Condition:
    """Who provided the article: its source, or the feed it came in."""
    inside = "SELECT id FROM feeds WHERE folded LIKE ? ESCAPE '\\'"
    sql = f"a.source LIKE ? ESCAPE '\\' OR a.id IN (SELECT article_id FROM sightings WHERE feed_id IN ({inside}))"
    return Condition(sql, (f"%{_like(value)}%", f"%{_like(fold(value))}%"))


def _title(value: str, column: int) -> Condition:
    if not any(ch.isalnum() for ch in value):
        return Condition("0")
    words = value.replace('"', '""')
    return matching(f'title : "{words}"')


def _parent(value: str, column: int) -> Condition:
    if re.fullmatch(r"\d{1,15}", value, re.ASCII) is None:
        raise QueryError('"parent:" is followed by the number of a digest.', column)
    return Condition("a.parent_id = ?", (int(value),))


def _before(value: str, column: int) -> Condition:
    return Condition("a.sorted < ?", (_moment(value, column)[0],))


def _after(value: str, column: int) -> Condition:
    """From the first moment of a date on, as mail programs read it."""
    return Condition("a.sorted >= ?", (_moment(value, column)[0],))


def _added(value: str, column: int) -> Condition:
    first, last = _moment(value, column)
    return (
        Condition("a.added >= ?", (first,))
        if last is None
        else Condition("a.added >= ? AND a.added < ?", (first, last))
    )


def _moment(value: str, column: int) -> tuple[str | Ago, str | None]:
    """A time: "2 weeks" (ago), or the first moment of a year, month or day and the first one after it."""
    if match := re.fullmatch(r"(\d{1,6})\s*(day|week|month|year|d|w|m|y)s?", value.strip().lower(), re.ASCII):
        return Ago(int(match[1]) * _DAYS[match[2][0]]), None
    if match := re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", value.strip(), re.ASCII):
        year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
        try:
            first = datetime(year, month, day, tzinfo=UTC)
            if match[3]:
                last = first + timedelta(days=1)
            else:
                last = first.replace(year=year + (not match[2] or month == 12), month=month % 12 + 1 if match[2] else 1)
        except (ValueError, OverflowError):
            raise QueryError(f'"{value}" is no date of the calendar.', column) from None
        return first.isoformat(timespec="seconds"), last.isoformat(timespec="seconds")
    raise QueryError('A time is a date (2026, 2026-05, 2026-05-31) or an age ("2 weeks", 3d).', column)


_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_SCHEMES: tuple[Scheme, ...] = ("doi", "pmid", "isbn", "arxiv")
_TRIALS = "'nct', 'isrctn', 'eudract', 'euct'"

FIELDS: dict[str, Callable[[str, int], Condition]] = {
    "id": _id, "tag": _tag, "feed": _feed, "is": _is, "doi": _doi, "cites": _cites, "trial": _trial,
    "journal": _journal, "refs": _refs, "has": _has, "in": _in, "queue": _queue,
    "title": _title, "author": _author, "folder": _folder, "source": _source, "parent": _parent,
    "before": _before, "after": _after, "added": _added,
}  # fmt: skip

VALUES: dict[str, tuple[str, ...]] = {"is": tuple(_STATES), "has": tuple(_HAVING), "in": ("library",), "queue": QUEUE}
"""The values of the fields that know theirs."""
