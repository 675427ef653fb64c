"""Quiet time: summer weeks, Christmas across the new year, Easter."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.partnership.rules.quiet import QuietError, QuietSpan, easter_sunday, quiet_spans

YEARS = range(2021, 2041)


@pytest.mark.parametrize(
    ("year", "sunday"),
    [
        (2021, date(2021, 4, 4)),
        (2024, date(2024, 3, 31)),
        (2025, date(2025, 4, 20)),
        (2026, date(2026, 4, 5)),
        (2027, date(2027, 3, 28)),
        (2035, date(2035, 3, 25)),
        (2038, date(2038, 4, 25)),
    ],
)
def test_easter_sunday_is_the_one_in_the_almanac(year: int, sunday: date) -> None:
    assert easter_sunday(year) == sunday


@pytest.mark.parametrize("year", YEARS)
def test_summer_is_monday_of_week_27_to_sunday_of_week_31(year: int) -> None:
    monday = date.fromisocalendar(year, 27, 1)
    assert quiet_spans({"summer": {"weeks": [27, 31]}}, year) == [
        QuietSpan(monday, monday + timedelta(days=34), "summer")
    ]


@pytest.mark.parametrize("year", YEARS)
def test_easter_is_from_the_monday_before_to_easter_monday(year: int) -> None:
    [span] = quiet_spans({"easter": {"easter": [-6, 1]}}, year)

    assert (span.first.weekday(), span.last.weekday()) == (0, 0)
    assert span.first < easter_sunday(year) < span.last
    assert span.last - span.first == timedelta(days=7)


@pytest.mark.parametrize("year", YEARS)
def test_christmas_touches_a_year_at_both_ends(year: int) -> None:
    assert quiet_spans({"christmas": {"from": "12-22", "to": "01-02"}}, year) == [
        QuietSpan(date(year - 1, 12, 22), date(year, 1, 2), "christmas"),
        QuietSpan(date(year, 12, 22), date(year + 1, 1, 2), "christmas"),
    ]


def test_dates_within_one_year_come_once() -> None:
    assert quiet_spans({"winter": {"from": "02-20", "to": "02-28"}}, 2027) == [
        QuietSpan(date(2027, 2, 20), date(2027, 2, 28), "winter")
    ]


def test_the_days_of_the_iso_year_are_covered_too() -> None:
    """Week 1 of 2026 begins on 29 December 2025; a quiet 30 December must count for it."""
    quiet = quiet_spans({"romjul": {"from": "12-30", "to": "12-30"}}, 2026)
    assert [span.first for span in quiet] == [date(2025, 12, 30), date(2026, 12, 30)]
    # And week 53 of 2026 ends on 3 January 2027.
    quiet = quiet_spans({"third": {"from": "01-03", "to": "01-03"}}, 2026)
    assert [span.first for span in quiet] == [date(2026, 1, 3), date(2027, 1, 3)]


def test_weeks_may_cross_the_new_year() -> None:
    assert quiet_spans({"christmas": {"weeks": [52, 1]}}, 2027) == [
        QuietSpan(date(2026, 12, 21), date(2027, 1, 10), "christmas"),
        QuietSpan(date(2027, 12, 27), date(2028, 1, 9), "christmas"),
    ]


def test_week_53_is_quiet_only_in_years_that_have_it() -> None:
    only_53 = {"end": {"weeks": [53, 53]}}
    assert quiet_spans(only_53, 2026) == [QuietSpan(date(2026, 12, 28), date(2027, 1, 3), "end")]
    assert quiet_spans(only_53, 2028) == []
    assert quiet_spans({"end": {"weeks": [52, 53]}}, 2028) == [
        QuietSpan(date(2027, 12, 27), date(2028, 1, 2), "end"),
        QuietSpan(date(2028, 12, 25), date(2028, 12, 31), "end"),
    ]


def test_several_stand_in_order_of_time() -> None:
    definitions: dict[str, Any] = {
        "summer": {"weeks": [27, 31]},
        "christmas": {"from": "12-22", "to": "01-02"},
        "easter": {"easter": [-6, 1]},
    }
    assert [span.key for span in quiet_spans(definitions, 2027)] == [
        "christmas",
        "easter",
        "summer",
        "christmas",
    ]


@pytest.mark.parametrize(
    ("definition", "key"),
    [
        ({}, "quiet-time"),
        ({"week": [27, 31]}, "quiet-time"),
        ({"weeks": [27, 31], "easter": [-6, 1]}, "quiet-time"),
        ({"from": "12-22"}, "quiet-time"),
        ("weeks 27–31", "quiet-time"),
        ({"weeks": 27}, "weeks"),
        ({"weeks": [27]}, "weeks"),
        ({"weeks": [27, 54]}, "weeks"),
        ({"weeks": [0, 3]}, "weeks"),
        ({"weeks": [True, 3]}, "weeks"),
        ({"weeks": ["27", "31"]}, "weeks"),
        ({"from": "22.12.", "to": "01-02"}, "from"),
        ({"from": "12-22", "to": "13-02"}, "to"),
        ({"from": "02-29", "to": "03-02"}, "from"),
        ({"from": 1222, "to": "01-02"}, "from"),
        ({"easter": [1, -6]}, "easter"),
        ({"easter": [-6, 61]}, "easter"),
        ({"easter": "-6 to 1"}, "easter"),
    ],
)
def test_a_wrong_definition_is_told_which_key_is_at_fault(definition: Any, key: str) -> None:
    with pytest.raises(QuietError) as caught:
        quiet_spans({"quiet-time": definition}, 2027)
    assert caught.value.key == key
    assert str(caught.value).startswith(f"{key}: expected ")


@given(st.integers(2000, 2100), st.integers(1, 53), st.integers(1, 53))
def test_quiet_weeks_begin_on_monday_and_end_on_sunday(year: int, first: int, last: int) -> None:
    for span in quiet_spans({"quiet": {"weeks": [first, last]}}, year):
        assert (span.first.weekday(), span.last.weekday()) == (0, 6)
        assert span.first < span.last
