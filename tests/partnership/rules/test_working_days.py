"""Promises are counted in working days: neither weekends nor quiet time count."""

from __future__ import annotations

from datetime import date

from portal.partnership.rules.quiet import QuietSpan
from portal.partnership.rules.working_days import is_working_day, working_day_after

CHRISTMAS = QuietSpan(date(2026, 12, 21), date(2027, 1, 3), "christmas")


def test_a_weekend_does_not_count() -> None:
    assert working_day_after(date(2026, 10, 8), 5, []) == date(2026, 10, 15)
    assert working_day_after(date(2026, 10, 10), 1, []) == date(2026, 10, 12)


def test_quiet_time_stands_still() -> None:
    assert working_day_after(date(2026, 12, 17), 5, []) == date(2026, 12, 24)
    assert working_day_after(date(2026, 12, 17), 5, [CHRISTMAS]) == date(2027, 1, 7)


def test_no_days_are_no_wait() -> None:
    assert working_day_after(date(2026, 10, 10), 0, []) == date(2026, 10, 10)


def test_the_edges_of_quiet_time_are_quiet() -> None:
    assert not is_working_day(date(2026, 12, 21), [CHRISTMAS])
    assert is_working_day(date(2026, 12, 18), [CHRISTMAS])
    assert is_working_day(date(2027, 1, 4), [CHRISTMAS])
