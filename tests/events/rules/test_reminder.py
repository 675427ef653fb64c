"""When reminders fall due: calendar days in Oslo, whatever clocks and calendars do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from events.rules.reminder import DUTY, REMINDER, Planned, is_late, mail_kind, out_of_quiet, reach
from portal.core.clock import OSLO
from portal.partnership.rules.quiet import QuietSpan, quiet_spans

QUIET = {
    "summer": {"weeks": [27, 31]},
    "christmas": {"from": "12-22", "to": "01-02"},
    "easter": {"easter": [-6, 1]},
}
YEARS = range(2024, 2038)


def last_sunday(year: int, month: int) -> date:
    end = date(year, month, 31)
    return end - timedelta(days=(end.weekday() + 1) % 7)


CLOCK_CHANGES = [last_sunday(year, month) for year in YEARS for month in (3, 10)]


def planned(
    first: date,
    days: int,
    *,
    last: date | None = None,
    edge: str = "start",
    hour: time = time(8),
    starts_at: time | None = None,
    ends_at: time | None = None,
) -> Planned:
    return Planned(first, last or first, starts_at, ends_at, days, edge, hour)


def oslo(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=OSLO)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize("change", CLOCK_CHANGES, ids=str)
@pytest.mark.parametrize("off", [-1, 0, 1])
def test_eight_o_clock_is_eight_o_clock_around_every_change_of_the_clock(change: date, off: int) -> None:
    day = change + timedelta(days=off)
    due = planned(day + timedelta(days=10), 10).due_at()
    summer = (change.month == 3) == (off >= 0)
    assert due == datetime(day.year, day.month, day.day, 6 if summer else 7, tzinfo=UTC)


@pytest.mark.parametrize("change", [day for day in CLOCK_CHANGES if day.month == 3], ids=str)
def test_an_hour_that_summer_time_skips_comes_when_the_clock_has_gone_on(change: date) -> None:
    due = planned(change, 0, hour=time(2, 30)).due_at()
    assert due == datetime(change.year, 3, change.day, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("change", [day for day in CLOCK_CHANGES if day.month == 10], ids=str)
def test_an_hour_that_comes_twice_is_meant_the_first_time_and_comes_once(change: date) -> None:
    due = planned(change, 0, hour=time(2, 30)).due_at()
    assert due == datetime(change.year, 10, change.day, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("change", CLOCK_CHANGES, ids=str)
def test_days_are_calendar_days_and_not_so_many_hours(change: date) -> None:
    due = planned(change + timedelta(days=5), 10).due_at().astimezone(OSLO)
    assert (due.date(), due.hour) == (change - timedelta(days=5), 8)


@pytest.mark.parametrize(
    ("first", "days", "expected"),
    [
        (date(2027, 3, 1), 1, date(2027, 2, 28)),
        (date(2028, 3, 1), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 365, date(2027, 3, 1)),
        (date(2029, 3, 1), 365, date(2028, 3, 1)),
        (date(2028, 2, 29), -1, date(2028, 3, 1)),
        (date(2027, 5, 31), 31, date(2027, 4, 30)),
        (date(2026, 12, 31), -1, date(2027, 1, 1)),
        (date(2027, 1, 4), 7, date(2026, 12, 28)),
    ],
)
def test_months_leap_days_and_years_end_where_the_calendar_says(
    first: date, days: int, expected: date
) -> None:
    assert planned(first, days).due_at().astimezone(OSLO).date() == expected


@pytest.mark.parametrize("year", [2020, 2026, 2032, 2037])
def test_a_week_53_is_counted_from_its_monday_and_its_sunday(year: int) -> None:
    monday, sunday = date.fromisocalendar(year, 53, 1), date.fromisocalendar(year, 53, 7)
    start = planned(monday, 7, last=sunday)
    end = planned(monday, -1, last=sunday, edge="end")
    assert start.due_at().astimezone(OSLO).date() == date.fromisocalendar(year, 52, 1)
    assert end.due_at().astimezone(OSLO).date() == date.fromisocalendar(year + 1, 1, 1)


@pytest.mark.parametrize("year", YEARS)
def test_what_would_come_in_quiet_time_comes_on_the_last_working_day_before_it(year: int) -> None:
    quiet = quiet_spans(QUIET, year)
    first = date.fromisocalendar(year, 33, 2)
    due = planned(first, 14).due_at(quiet).astimezone(OSLO)
    friday = date.fromisocalendar(year, 26, 5)
    assert (due.date(), due.hour) == (friday, 8)


@pytest.mark.parametrize("year", YEARS)
def test_christmas_reminders_of_january_come_on_a_working_day_before_christmas(year: int) -> None:
    quiet = quiet_spans(QUIET, year)
    due = planned(date(year + 1, 1, 8), 10).due_at(quiet).astimezone(OSLO).date()
    assert due.weekday() < 5
    assert date(year, 12, 19) <= due <= date(year, 12, 21)


@pytest.mark.parametrize("year", YEARS)
def test_a_follow_up_waits_for_the_first_working_day_after_quiet_time(year: int) -> None:
    quiet = quiet_spans(QUIET, year)
    first = date.fromisocalendar(year, 26, 4)
    due = planned(first, -7, edge="end").due_at(quiet).astimezone(OSLO).date()
    assert due == date.fromisocalendar(year, 32, 1)


def test_a_date_in_the_midst_of_quiet_time_keeps_its_reminders() -> None:
    span = QuietSpan(date(2027, 7, 5), date(2027, 8, 8), "summer")
    assert out_of_quiet(date(2027, 7, 10), date(2027, 7, 20), [span]) == date(2027, 7, 10)


def test_quiet_time_right_before_quiet_time_is_passed_over_too() -> None:
    spans = [
        QuietSpan(date(2027, 7, 1), date(2027, 7, 4), "a"),
        QuietSpan(date(2027, 7, 5), date(2027, 8, 8), "b"),
    ]
    assert out_of_quiet(date(2027, 8, 1), date(2027, 8, 20), spans) == date(2027, 6, 30)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("days", [180, 60, 35, 21, 10, 7, 2, 0, -1, -7, -14])
def test_whatever_comes_on_a_day_is_planned_within_that_days_reach(year: int, days: int) -> None:
    quiet = sorted({span for near in (year - 1, year, year + 1) for span in quiet_spans(QUIET, near)})
    for number in range(366):
        first = date(year, 1, 1) + timedelta(days=number)
        nominal = first - timedelta(days=days)
        due = out_of_quiet(nominal, first, quiet)
        low, high = reach(due, due, quiet)
        assert low <= nominal <= high, (first, due)


@pytest.mark.parametrize(
    ("plan", "until"),
    [
        (planned(date(2027, 3, 16), 10, starts_at=time(9)), oslo(2027, 3, 16, 9)),
        (planned(date(2027, 3, 16), 10), oslo(2027, 3, 17, 0)),
        (planned(date(2027, 3, 16), 0, starts_at=time(9), hour=time(9)), oslo(2027, 3, 17, 0)),
        (planned(date(2027, 2, 1), 2, last=date(2027, 4, 4), edge="end"), oslo(2027, 4, 5, 0)),
        (
            planned(date(2027, 3, 16), 2, edge="end", starts_at=time(9), ends_at=time(11)),
            oslo(2027, 3, 16, 11),
        ),
        (planned(date(2027, 5, 16), -7, edge="end"), oslo(2027, 6, 6, 8)),
    ],
)
def test_a_reminder_is_of_use_until_the_date_begins_or_ends_and_a_follow_up_for_two_weeks(
    plan: Planned, until: datetime
) -> None:
    assert plan.useful_until(plan.due_at()) == until


def test_an_hour_late_is_late() -> None:
    due = datetime(2027, 3, 6, 7, tzinfo=UTC)
    assert not is_late(due, due + timedelta(minutes=60))
    assert is_late(due, due + timedelta(minutes=61))


@pytest.mark.parametrize(
    ("kind", "audience", "expected"),
    [
        ("deadline", "partners", DUTY),
        ("meeting", "steering", DUTY),
        ("meeting", "team", DUTY),
        ("meeting", "public", REMINDER),
        ("gathering", "team", REMINDER),
        ("student", "partners", REMINDER),
    ],
)
def test_deadlines_and_the_groups_meetings_belong_to_the_seat(
    kind: str, audience: str, expected: str
) -> None:
    assert mail_kind(kind, audience) == expected
