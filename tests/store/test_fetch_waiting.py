"""How long to wait."""

from datetime import UTC, datetime, timedelta

import pytest

from store.fetch_waiting import retry_after, waiting

NOW = datetime(2026, 6, 3, 12, 0, tzinfo=UTC)
DAY = 86400.0


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Wed, 03 Jun 2026 12:01:00 GMT", 60.0),
        ("Wed, 03 Jun 2026 12:01:00 -0000", 60.0),
        ("Wednesday, 03-Jun-26 12:01:00 GMT", 60.0),
        ("Wed, 03 Jun 2026 14:01:00 +0200", 60.0),
        ("Wed, 03 Jun 2020 12:00:00 GMT", 0.0),
        ("Wed, 03 Jun 2099 12:00:00 GMT", 7 * DAY),
        ("99999999", 7 * DAY),
        ("9" * 10_000, 7 * DAY),
        ("-5", None),
        ("1e309", None),
        ("1.5", None),
        ("٣", None),
        ("soon", None),
        ("", None),
        (None, None),
        ("Wed, 99 Jun 2026 12:00:00 GMT", None),
        ("Wed, 03 Jun 2026 12:00:00 +9999999999999", None),
        ("\x1b[31m", None),
    ],
)
def test_retry_after_is_seconds_or_a_date_or_nothing(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


def test_a_date_is_measured_from_now() -> None:
    assert retry_after("Wed, 03 Jun 2026 12:00:00 GMT", NOW - timedelta(hours=1)) == 3600.0


@pytest.mark.parametrize(
    ("failures", "minutes"),
    [(-1, 15), (0, 15), (1, 30), (2, 60), (5, 480), (6, 960), (7, 1440), (8, 1440), (10**9, 1440)],
)
def test_each_failure_doubles_the_wait_up_to_a_day(failures: int, minutes: float) -> None:
    assert waiting(failures, lambda: 1.0) == minutes * 60
    assert waiting(failures, lambda: 0.0) == minutes * 30
