"""Work is spread over the weeks before a date, and told against the time the team has."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.rules.effort import Week, Work, capacity, spread, weeks_of
from portal.partnership.rules.quiet import QuietSpan, quiet_spans

FOUR_AT_TWENTY = 80
SUMMER = quiet_spans({"summer": {"weeks": [27, 31]}}, 2027)


def week(year: int, number: int, work: list[Work], quiet: list[QuietSpan] | None = None) -> Week:
    weeks = weeks_of(year, work, percent=FOUR_AT_TWENTY, quiet=quiet or [])
    return next(each for each in weeks if each.number == number)


def test_four_fifths_of_a_position_is_thirty_hours() -> None:
    assert capacity(date(2027, 3, 1), FOUR_AT_TWENTY, []) == 30


def test_a_quiet_week_has_no_time_and_a_quiet_monday_takes_a_fifth() -> None:
    assert week(2027, 29, [], SUMMER).capacity == 0
    monday = QuietSpan(date(2027, 3, 29), date(2027, 3, 29), "easter")
    assert week(2027, 13, [], [monday]).capacity == 24


def test_work_is_spread_up_to_and_including_the_week_it_begins_in() -> None:
    meeting = Work("Meeting", date(2027, 6, 9), hours=36, weeks=3)
    assert [(monday.isocalendar().week, int(hours)) for monday, hours in spread(meeting)] == [
        (23, 12),
        (22, 12),
        (21, 12),
    ]


def test_a_week_is_overloaded_when_work_exceeds_time_and_not_when_it_fills_it() -> None:
    assert not week(2027, 10, [Work("Full", date(2027, 3, 8), 30)]).overloaded
    over = week(2027, 10, [Work("Full", date(2027, 3, 8), 30), Work("More", date(2027, 3, 9), 1)])
    assert over.overloaded
    assert over.over == 1
    assert over.titles == ("Full", "More")


def test_any_work_in_a_quiet_week_is_too_much() -> None:
    assert week(2027, 29, [Work("Late", date(2027, 7, 20), 1)], SUMMER).over == 1


def test_work_on_a_january_date_falls_in_the_december_before() -> None:
    early = Work("Early", date(2027, 1, 12), hours=20, weeks=4)
    assert week(2026, 53, [early]).hours == 5
    assert week(2027, 2, [early]).hours == 5


@pytest.mark.parametrize(("year", "number"), [(2026, 53), (2027, 52), (2032, 53)])
def test_a_year_has_its_weeks(year: int, number: int) -> None:
    assert len(weeks_of(year, [], percent=80, quiet=[])) == number


@given(hours=st.integers(0, 2000), weeks=st.integers(1, 26), day=st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_no_hour_is_lost_in_spreading(hours: int, weeks: int, day: date) -> None:
    assert sum((share for _monday, share in spread(Work("x", day, hours, weeks))), Fraction()) == hours
