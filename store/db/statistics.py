"""What was read and when, by tag and by journal, and what waits in the queue of papers."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from store.db.connection import stamp
from store.db.reading import Reading
from store.query import fold
from store.query_queue import QUEUED

if TYPE_CHECKING:
    from store.model_paper import QueueState
    from store.model_statistics import ReadingStatistics

_WEEKS, _MOST = 52, 10

_READ = """SELECT substr(read_at, 1, 16), count(*) FROM marks
    WHERE read AND read_at >= ? GROUP BY 1"""
_TAGS = """SELECT t.name, n.total - n.unread FROM tag_counts n JOIN tags t ON t.id = n.tag_id
    WHERE n.total > n.unread AND (n.own > 0) = ? ORDER BY 2 DESC, t.folded LIMIT ?"""
_JOURNALS = """SELECT journal, count(*) FROM (
    SELECT DISTINCT m.article_id, coalesce(r.container, p.container) AS journal
    FROM marks m CROSS JOIN article_references r ON r.article_id = m.article_id
    LEFT JOIN papers p ON p.id = r.paper_id WHERE m.read AND r.role = 'main')
    WHERE journal IS NOT NULL GROUP BY journal ORDER BY 2 DESC, journal"""
_QUEUE = f"SELECT state, count(*) FROM {QUEUED} GROUP BY state"


class Statistics(Reading):
    """What the page of statistics asks."""

    def statistics(self, *, days: int = 30, zone: tzinfo | None = None) -> "ReadingStatistics":
        """Count what was read: by day and week in a zone (None: this machine's), by tag, by journal, and what waits."""
        from store.model_statistics import ReadingStatistics

        today = self._now().astimezone(zone).date()
        first_days = [today - timedelta(days=back) for back in reversed(range(days))]
        monday = today - timedelta(days=today.weekday())
        mondays = [monday - timedelta(weeks=back) for back in reversed(range(_WEEKS))]
        by_day = self._read_by_day(min([*first_days[:1], mondays[0]]), zone)
        by_week: Counter[date] = Counter()
        for day, count in by_day.items():
            by_week[day - timedelta(days=day.weekday())] += count
        return ReadingStatistics(
            self.counts(),
            tuple((day, by_day[day]) for day in first_days),
            tuple((day, by_week[day]) for day in mondays),
            tuple(self._rows(_TAGS, (1, _MOST))),
            tuple(self._rows(_TAGS, (0, _MOST))),
            _alike(self._rows(_JOURNALS)),
            self._papers_waiting(),
        )

    def _read_by_day(self, first: date, zone: tzinfo | None) -> Counter[date]:
        """What was read since a day, by the day it was where the reader is."""
        since = datetime(first.year, first.month, first.day, tzinfo=UTC) - timedelta(days=1)  # in no zone is it later
        found: Counter[date] = Counter()
        for minute, count in self._rows(_READ, (stamp(since),)):
            found[datetime.fromisoformat(minute).replace(tzinfo=UTC).astimezone(zone).date()] += count
        return found

    def _papers_waiting(self) -> "tuple[tuple[QueueState, int], ...]":
        from store.model_paper import QUEUE_STATES

        counts = dict(self._rows(_QUEUE))
        return tuple((state, counts.get(state, 0)) for state in QUEUE_STATES)


def _alike(rows: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Journals that only letter case tells apart as one, by the name that is used most; the ten most read."""
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for name, count in rows:
        counts[names.setdefault(fold(name), name)] += count
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], fold(pair[0])))[:_MOST])
