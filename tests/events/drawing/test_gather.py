"""Crowded weeks and series share a label; months never do."""

from __future__ import annotations

from datetime import date, timedelta

from events.drawing import Size, lay_out, week_anchor
from events.drawing.gather import Call
from events.drawing.marks import Mark
from tests.events.drawing.examples import mark, month, week


def calls_of(marks: list[Mark], size: Size = Size.DENSE, year: int = 2027) -> list[Call]:
    return lay_out(marks, year=year, today=None, size=size).calls


def test_three_dates_of_a_week_gather_under_one_number_that_leads_to_the_list() -> None:
    (call,) = calls_of([mark(date(2027, 6, 14)), mark(date(2027, 6, 16)), week(24)])
    assert call.count == 3
    assert call.href == "#week-24"


def test_two_dates_of_a_week_keep_their_labels() -> None:
    assert [call.count for call in calls_of([mark(date(2027, 6, 14)), mark(date(2027, 6, 16))])] == [0, 0]


def test_a_month_is_never_gathered() -> None:
    calls = calls_of([month(6), month(6), month(6), month(6)])
    assert [len(call.spots) for call in calls] == [1, 1, 1, 1]


def test_a_period_over_several_weeks_is_never_gathered() -> None:
    calls = calls_of([mark(date(2027, 2, 1), date(2027, 4, 4)) for _ in range(4)])
    assert [call.count for call in calls] == [0, 0, 0, 0]


def test_a_calm_year_gathers_nothing() -> None:
    calls = calls_of([mark(date(2027, 6, 14 + day)) for day in range(3)], Size.FULL)
    assert len(calls) == 3


def test_a_series_takes_one_label_at_its_next_date() -> None:
    team = [
        mark(
            date(2027, 1, 12) + timedelta(days=14 * n),
            title="Team meeting",
            key=f"t{n}",
            series="team",
            done=n < 5,
        )
        for n in range(22)
    ]
    layout = lay_out(team, year=2027, today=date(2027, 3, 20), size=Size.DENSE)
    (call,) = (call for call in layout.calls if not call.today)
    assert call.title.startswith("Team meeting")
    assert "22" in call.title
    assert call.href == "#d-t5"
    assert len(layout.spots) == 22


def test_two_hundred_dates_fit_a_picture_that_is_not_taller_than_wide() -> None:
    marks = [mark(date(2027, 1, 1) + timedelta(days=n * 364 // 200)) for n in range(200)]
    layout = lay_out(marks, year=2027, today=None, size=Size.DENSE)
    assert layout.height < layout.width
    assert sum(len(call.spots) for call in layout.calls) == 200


def test_the_first_days_of_january_belong_to_last_years_week_53() -> None:
    days = [mark(date(2027, 1, 1)), mark(date(2027, 1, 2)), mark(date(2027, 1, 3))]
    (call,) = calls_of(days)
    assert call.href == "#week-2026-53"
    assert "53" in call.when


def test_a_year_of_53_weeks_has_a_week_53_of_its_own() -> None:
    (call,) = calls_of([mark(date(2026, 12, day)) for day in (28, 29, 30)], year=2026)
    assert call.href == "#week-53"


def test_no_week_of_a_year_has_the_anchor_of_another() -> None:
    for year in range(2015, 2045):
        days = [
            date(year, 1, 1) + timedelta(days=n)
            for n in range((date(year, 12, 31) - date(year, 1, 1)).days + 1)
        ]
        weeks = {day.isocalendar()[:2] for day in days}
        assert len({week_anchor(day, year) for day in days}) == len(weeks)
