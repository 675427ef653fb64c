"""Gathered mail leaves at seven in the morning, every day or on Mondays, and never too near its date."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.core.clock import OSLO
from portal.partnership.rules.rhythm import digest_name, last_digest, may_wait, next_digest


def oslo(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2027, month, day, hour, minute, tzinfo=OSLO)


@pytest.mark.parametrize(
    ("rhythm", "now", "last", "following"),
    [
        ("daily", oslo(3, 3, 6, 59), oslo(3, 2, 7), oslo(3, 3, 7)),
        ("daily", oslo(3, 3, 7), oslo(3, 3, 7), oslo(3, 4, 7)),
        ("daily", oslo(3, 28, 12), oslo(3, 28, 7), oslo(3, 29, 7)),
        ("daily", oslo(10, 31, 12), oslo(10, 31, 7), oslo(11, 1, 7)),
        ("weekly", oslo(3, 3, 12), oslo(3, 1, 7), oslo(3, 8, 7)),
        ("weekly", oslo(3, 1, 6), oslo(2, 22, 7), oslo(3, 1, 7)),
        ("weekly", oslo(3, 1, 7), oslo(3, 1, 7), oslo(3, 8, 7)),
    ],
)
def test_mornings_are_at_seven_in_oslo(
    rhythm: str, now: datetime, last: datetime, following: datetime
) -> None:
    assert last_digest(rhythm, now.astimezone(UTC)) == last
    assert next_digest(rhythm, now.astimezone(UTC)) == following


@pytest.mark.parametrize("year", range(2024, 2038))
@pytest.mark.parametrize("rhythm", ["daily", "weekly"])
def test_every_hour_of_a_year_lies_between_two_digests_of_different_names(rhythm: str, year: int) -> None:
    now = datetime(year, 1, 1, tzinfo=UTC)
    while now.year == year:
        last, following = last_digest(rhythm, now), next_digest(rhythm, now)
        assert last <= now < following
        assert digest_name(rhythm, last) != digest_name(rhythm, following)
        now += timedelta(hours=5)


@pytest.mark.parametrize(
    ("rhythm", "needed_on", "waits"),
    [
        ("daily", date(2027, 3, 6), True),
        ("daily", date(2027, 3, 5), False),
        ("weekly", date(2027, 3, 10), True),
        ("weekly", date(2027, 3, 9), False),
        ("weekly", None, True),
        ("at_once", None, False),
    ],
)
def test_what_can_wait_has_two_days_left_when_the_digest_comes(
    rhythm: str, needed_on: date | None, waits: bool
) -> None:
    assert may_wait(rhythm, oslo(3, 3, 8), needed_on) is waits


def test_a_week_53_has_a_digest_of_its_own() -> None:
    assert digest_name("weekly", datetime(2026, 12, 28, 7, tzinfo=OSLO)) == "2026-W53"
    assert digest_name("weekly", datetime(2027, 1, 4, 7, tzinfo=OSLO)) == "2027-W01"
