"""Promises are counted in working days: neither weekends nor quiet time count."""

from __future__ import annotations

from datetime import date

from portal.partnership.rules.quiet import QuietSpan
from portal.partnership.rules.working_days import day_after, is_working_day, working_day_after

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


def test_days_of_quiet_time_do_not_count() -> None:
    summer = QuietSpan(date(2027, 7, 5), date(2027, 8, 8), "summer")
    without = day_after(date(2027, 6, 1), 60, [])
    assert without == date(2027, 7, 31)
    assert day_after(date(2027, 6, 1), 60, [summer]) == date(2027, 9, 4)


def test_what_begins_in_quiet_time_is_counted_from_its_end() -> None:
    summer = QuietSpan(date(2027, 7, 5), date(2027, 8, 8), "summer")
    assert day_after(date(2027, 7, 20), 1, [summer]) == date(2027, 8, 9)
