"""What was read, counted by day and week where the reader is, by tag, by journal, and what waits."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from store import Query, Reference, Store
from store.model import Draft

NOW = datetime(2026, 6, 3, 12, 0, tzinfo=UTC)  # a Wednesday


class Clock:
    """A clock that stands where it is put."""

    now = NOW

    def __call__(self) -> datetime:
        return self.now


def article(n: int, journal: str | None = None, tag: str = "", doi: str = "") -> Draft:
    main = Reference(1, f"A paper {n}", "main", ids={"doi": doi} if doi else {}, container=journal)
    other = Reference(2, f"Another {n}", "cited", container="Never Counted")
    return Draft(
        f"k{n}", f"News {n}", "Some words.", published=NOW - timedelta(days=30, hours=n),
        categories=(tag,) if tag else (), references=(main, other),
    )  # fmt: skip


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ten(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """Ten unread articles."""
    with Store(tmp_path / "library.db", now=clock) as store:
        store.save([article(n) for n in range(1, 11)])
        yield store


def read(store: Store, clock: Clock, *moments: datetime) -> None:
    """Read an article at each of these moments."""
    for moment in moments:
        clock.now = moment
        assert store.mark(store.ids(Query("is:unread"), 1), read=True)
    clock.now = NOW


def test_days_and_weeks_without_any_are_there_too(ten: Store, clock: Clock) -> None:
    day = timedelta(days=1)
    read(ten, clock, NOW, NOW - day, NOW - day, NOW - 3 * day, NOW - 20 * day, NOW - 400 * day)
    found = ten.statistics(days=5, zone=UTC)
    assert found.days == tuple((date(2026, 5, 30) + n * day, count) for n, count in enumerate([0, 1, 0, 2, 1]))
    assert len(found.weeks) == 52
    assert found.weeks[-1] == (date(2026, 6, 1), 3)
    assert dict(found.weeks)[date(2026, 5, 25)] == 1
    assert sum(count for _, count in found.weeks) == 5
    assert found.read == 6
    assert (found.counts.articles, found.counts.unread) == (10, 4)


def test_a_day_is_the_reader_s_own(ten: Store, clock: Clock) -> None:
    read(ten, clock, datetime(2026, 6, 2, 23, 30, tzinfo=UTC), datetime(2026, 6, 3, 0, 30, tzinfo=UTC))
    by_zone = {hours: ten.statistics(days=2, zone=timezone(timedelta(hours=hours))).days for hours in (-2, 0, 2)}
    assert [count for _, count in by_zone[0]] == [1, 1]
    assert by_zone[2] == ((date(2026, 6, 2), 0), (date(2026, 6, 3), 2))
    assert by_zone[-2] == ((date(2026, 6, 2), 2), (date(2026, 6, 3), 0))


def test_summer_time_counts_as_it_was_on_that_day(ten: Store, clock: Clock) -> None:
    read(ten, clock, datetime(2026, 1, 5, 22, 30, tzinfo=UTC), datetime(2026, 4, 5, 22, 30, tzinfo=UTC))
    days = dict(ten.statistics(days=200, zone=ZoneInfo("Europe/Berlin")).days)
    assert days[date(2026, 1, 5)] == 1  # half past eleven in the evening
    assert days[date(2026, 4, 6)] == 1  # half past midnight


def test_the_first_day_is_whole_in_every_zone(ten: Store, clock: Clock) -> None:
    first = datetime(2025, 6, 9, 0, 0, tzinfo=timezone(timedelta(hours=14)))  # the Monday 51 weeks before
    read(ten, clock, first, first - timedelta(minutes=1))
    found = ten.statistics(zone=timezone(timedelta(hours=14)))
    assert found.weeks[0] == (date(2025, 6, 9), 1)


def test_marked_unread_again_it_was_not_read(ten: Store, clock: Clock) -> None:
    read(ten, clock, NOW, NOW)
    ten.undo()
    assert ten.statistics(days=1, zone=UTC).days == ((date(2026, 6, 3), 1),)


def test_tags_are_told_apart_by_who_gave_them_and_only_what_was_read_counts(ten: Store) -> None:
    ten.save([article(n, tag=f"source {n % 12:02}") for n in range(20, 44)])
    ids = ten.ids(Query("tag:source*"))
    for n in range(12):
        ten.tag(ids[: n + 1], [f"mine {n:02}"])
    ten.mark(ids[:12], read=True)
    found = ten.statistics(zone=UTC)
    assert found.own_tags[0] == ("mine 11", 12)
    assert len(found.own_tags) == len(found.source_tags) == 10
    assert [count for _, count in found.own_tags] == sorted((count for _, count in found.own_tags), reverse=True)
    carried = Counter(tag for one in ten.articles(ids[:12]) for tag in one.tags if tag not in one.reader_tags)
    assert dict(found.source_tags) == {name: carried[name] for name, _ in found.source_tags}


def test_journals_are_those_of_the_papers_that_were_read_about(ten: Store) -> None:
    ten.save([article(20, "Nature"), article(21, "nature"), article(22, "Cell"), article(23, "Nature")])
    two = replace(article(24, "Cell"), references=article(24, "Cell").references[:1] * 2)
    ten.save([two, article(25, "Science", doi="10.1000/s"), article(26, doi="10.1000/s")])
    ten.mark(ten.ids(Query("")), read=True)
    ten.mark(ten.ids(Query('title:"News 23"')), read=False)
    found = ten.statistics(zone=UTC)
    assert found.journals == (("Cell", 2), ("Nature", 2), ("Science", 2))


def test_the_queue_counts_papers_as_its_own_list_does(ten: Store) -> None:
    ten.save([article(n, doi=f"10.1000/{n}") for n in range(20, 24)])
    papers = [ten.paper_named(f"10.1000/{n}") for n in range(20, 24)]
    ten.queue_papers(papers[:3], "to-read")
    ten.queue_papers(papers[2:3], "reading")
    found = dict(ten.statistics(zone=UTC).queue)
    assert found == {"get": 0, "to-read": 2, "reading": 1, "read": 0, "aside": 0}
    assert found == {**dict.fromkeys(found, 0), **ten.queue_counts()}


def test_an_empty_library_has_numbers_too(store: Store) -> None:
    found = store.statistics(zone=UTC)
    assert not any(count for _, count in (*found.days, *found.weeks, *found.queue))
    assert (len(found.days), found.read, found.own_tags, found.journals) == (30, 0, (), ())


def test_without_a_zone_days_are_those_of_this_machine(ten: Store, clock: Clock) -> None:
    read(ten, clock, NOW)
    today = NOW.astimezone().date()
    assert ten.statistics(days=3).days[-1] == (today, 1)
