"""On which days of a year an activity stands, for the years the portal will see."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from events.rules.recurrence import Recurrence, RecurrenceError, Span, occurrences
from portal.partnership.rules.quiet import QuietSpan, easter_sunday, quiet_spans

YEARS = range(2021, 2041)
LONG_YEARS = {2026, 2032, 2037}  # with an ISO week 53
HOLIDAYS: dict[str, dict[str, object]] = {
    "summer": {"weeks": [27, 31]},
    "christmas": {"from": "12-22", "to": "01-02"},
    "easter": {"easter": [-6, 1]},
}


def spans(year: int, quiet: list[QuietSpan] | None = None, /, **when: object) -> list[Span]:
    return occurrences(Recurrence.parse(when), year, quiet=quiet or [], anchors={})


def weeks(year: int, first: int, last: int) -> Span:
    return Span(date.fromisocalendar(year, first, 1), date.fromisocalendar(year, last, 7), "week")


@pytest.mark.parametrize("year", YEARS)
def test_the_first_tuesday_of_march_is_a_tuesday_among_its_first_seven_days(year: int) -> None:
    [found] = spans(year, rrule="FREQ=YEARLY;BYMONTH=3;BYDAY=1TU")

    assert found.first == found.last
    assert (found.first.year, found.first.month, found.first.weekday()) == (year, 3, 1)
    assert found.first.day <= 7


@pytest.mark.parametrize("year", YEARS)
def test_wednesday_of_week_38_and_twelve_days_end_on_sunday_of_week_39(year: int) -> None:
    found = spans(year, rrule="FREQ=YEARLY;BYWEEKNO=38;BYDAY=WE", days=12)

    assert found == [Span(date.fromisocalendar(year, 38, 3), date.fromisocalendar(year, 39, 7))]


@pytest.mark.parametrize("year", YEARS)
def test_nine_weeks_from_week_5_are_weeks_5_to_13(year: int) -> None:
    assert spans(year, rrule="FREQ=YEARLY;BYWEEKNO=5;BYDAY=MO", weeks=9) == [weeks(year, 5, 13)]


@pytest.mark.parametrize("year", YEARS)
def test_a_week_without_a_weekday_is_the_whole_week_once(year: int) -> None:
    assert spans(year, rrule="FREQ=YEARLY;BYWEEKNO=23") == [weeks(year, 23, 23)]


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("weekday", range(7))
def test_every_week_of_the_iso_year_is_found_by_its_number(year: int, weekday: int) -> None:
    """dateutil 2.9 alone takes Sunday 2 January 2022 (week 52) for week 53."""
    name = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[weekday]
    last = 53 if year in LONG_YEARS else 52
    for week in range(1, 54):
        found = spans(year, rrule=f"FREQ=YEARLY;BYWEEKNO={week};BYDAY={name}")
        expected = [date.fromisocalendar(year, week, weekday + 1)] if week <= last else []
        assert [span.first for span in found] == expected, week


def test_week_1_belongs_to_its_iso_year_though_it_begins_in_december() -> None:
    assert spans(2026, rrule="FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO")[0].first == date(2025, 12, 29)
    assert spans(2025, rrule="FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO")[0].first == date(2024, 12, 30)


@pytest.mark.parametrize("year", YEARS)
def test_week_53_comes_only_in_years_that_have_it(year: int) -> None:
    found = spans(year, rrule="FREQ=YEARLY;BYWEEKNO=53")

    assert found == ([weeks(year, 53, 53)] if year in LONG_YEARS else [])


@pytest.mark.parametrize("year", YEARS)
def test_the_last_week_is_week_52_or_53(year: int) -> None:
    last = 53 if year in LONG_YEARS else 52
    assert spans(year, rrule="FREQ=YEARLY;BYWEEKNO=-1") == [weeks(year, last, last)]


@pytest.mark.parametrize("year", YEARS)
def test_a_month_is_all_of_it(year: int) -> None:
    leap = year % 4 == 0
    assert spans(year, rrule="FREQ=YEARLY;BYMONTH=5", precision="month") == [
        Span(date(year, 5, 1), date(year, 5, 31), "month")
    ]
    assert spans(year, rrule="FREQ=YEARLY;BYMONTH=2", precision="month") == [
        Span(date(year, 2, 1), date(year, 2, 29 if leap else 28), "month")
    ]


def test_every_month_is_twelve_spans() -> None:
    found = spans(2027, rrule="FREQ=MONTHLY", precision="month")
    assert [span.first.month for span in found] == list(range(1, 13))


def test_a_date_of_week_precision_is_widened_to_its_iso_week() -> None:
    assert spans(2027, rrule="FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1", precision="week") == [
        Span(date(2026, 12, 28), date(2027, 1, 3), "week")
    ]


def test_two_days_of_one_week_are_one_week() -> None:
    rule = "FREQ=YEARLY;BYWEEKNO=10;BYDAY=TU,TH"
    assert spans(2026, rrule=rule, precision="week") == [weeks(2026, 10, 10)]
    assert len(spans(2026, rrule=rule)) == 2


@pytest.mark.parametrize("year", YEARS)
def test_the_31st_skips_shorter_months_and_minus_one_is_the_last_day(year: int) -> None:
    on_the_31st = spans(year, rrule="FREQ=MONTHLY;BYMONTHDAY=31")
    on_the_last = spans(year, rrule="FREQ=MONTHLY;BYMONTHDAY=-1")

    assert [span.first.month for span in on_the_31st] == [1, 3, 5, 7, 8, 10, 12]
    assert [(span.first + timedelta(days=1)).day for span in on_the_last] == [1] * 12


def test_29_february_comes_in_leap_years_only() -> None:
    rule = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"
    assert [year for year in YEARS if spans(year, rrule=rule)] == [2024, 2028, 2032, 2036, 2040]


@pytest.mark.parametrize("year", range(2026, 2041))
def test_every_second_tuesday_is_counted_from_its_start_across_years(year: int) -> None:
    start = date(2026, 1, 6)
    found = spans(year, rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", start=start)

    assert len(found) in (26, 27)
    assert all((span.first - start).days % 14 == 0 and span.first.year == year for span in found)


@pytest.mark.parametrize("year", range(2026, 2041))
def test_every_second_tuesday_outside_quiet_weeks(year: int) -> None:
    quiet = quiet_spans(HOLIDAYS, year)
    when: dict[str, object] = {"rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "start": date(2026, 1, 6)}
    every = spans(year, quiet, **when)
    kept = spans(year, quiet, **when, avoid_quiet=True)

    in_quiet = [span for span in every if any(q.first <= span.first <= q.last for q in quiet)]
    assert len(in_quiet) >= 2  # the summer weeks alone take two
    assert kept == [span for span in every if span not in in_quiet]


def test_nothing_happens_before_the_start() -> None:
    assert spans(2025, rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", start=date(2026, 1, 6)) == []
    assert spans(2026, rrule="FREQ=YEARLY;BYWEEKNO=2;BYDAY=MO,FR", start=date(2026, 1, 6)) == [
        Span(date(2026, 1, 9), date(2026, 1, 9))
    ]


def test_a_counted_rule_ends_after_its_number_and_one_with_until_on_its_day() -> None:
    monthly: dict[str, object] = {"rrule": "FREQ=MONTHLY;BYMONTHDAY=1;COUNT=3", "start": date(2026, 11, 1)}
    assert [span.first.month for span in spans(2026, **monthly)] == [11, 12]
    assert [span.first.month for span in spans(2027, **monthly)] == [1]
    until = "FREQ=MONTHLY;BYMONTHDAY=1;UNTIL=20260301"
    assert [span.first.month for span in spans(2026, rrule=until)] == [1, 2, 3]
    assert spans(2027, rrule=until) == []


@pytest.mark.parametrize("year", YEARS)
def test_the_first_of_two_weeks_that_is_not_easter(year: int) -> None:
    """Easter Sunday is never earlier than week 12, so weeks 12 and 13 make the choice a real one."""
    quiet = quiet_spans({"easter": HOLIDAYS["easter"]}, year)
    rule = "FREQ=YEARLY;BYWEEKNO=12,13,14,15"
    [found] = spans(year, quiet, rrule=rule, pick="first", avoid_quiet=True)

    sunday = easter_sunday(year).isocalendar().week
    taken = {sunday, sunday + 1}  # Easter Monday opens the week after
    assert found == weeks(year, *[min({12, 13, 14, 15} - taken)] * 2)


def test_easter_in_week_12_of_2035_moves_a_workshop_out_of_it() -> None:
    assert easter_sunday(2035) == date(2035, 3, 25)  # Sunday of week 12
    quiet = quiet_spans(HOLIDAYS, 2035)
    when: dict[str, object] = {"pick": "first", "avoid_quiet": True}

    assert spans(2035, quiet, rrule="FREQ=YEARLY;BYWEEKNO=11,12", **when) == [weeks(2035, 11, 11)]
    assert spans(2035, quiet, rrule="FREQ=YEARLY;BYWEEKNO=12,14", **when) == [weeks(2035, 14, 14)]
    assert spans(2035, quiet, rrule="FREQ=YEARLY;BYWEEKNO=12,13", **when) == []


def test_a_quiet_week_11_moves_the_workshop_to_week_12() -> None:
    winter = [QuietSpan(date(2027, 3, 15), date(2027, 3, 21), "winter")]
    rule = "FREQ=YEARLY;BYWEEKNO=11,12"
    assert spans(2027, winter, rrule=rule, pick="first", avoid_quiet=True) == [weeks(2027, 12, 12)]
    assert spans(2027, winter, rrule=rule, pick="first") == [weeks(2027, 11, 11)]
    assert spans(2027, winter, rrule=rule, pick="last") == [weeks(2027, 12, 12)]


def test_one_shared_day_is_enough_to_be_in_quiet_time() -> None:
    monday = [QuietSpan(date(2027, 3, 15), date(2027, 3, 15), "monday")]
    day_before = [QuietSpan(date(2027, 3, 14), date(2027, 3, 14), "sunday")]
    rule = "FREQ=YEARLY;BYWEEKNO=11"
    assert spans(2027, monday, rrule=rule, avoid_quiet=True) == []
    assert spans(2027, day_before, rrule=rule, avoid_quiet=True) == [weeks(2027, 11, 11)]


def test_an_activity_limited_to_years_comes_in_no_other() -> None:
    rule = "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"
    assert [year for year in YEARS if spans(year, rrule=rule, years=[2026, 2030])] == [2026, 2030]


MEETING = Span(date(2027, 11, 24), date(2027, 11, 25))


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({"before": "meeting", "days": 10}, date(2027, 11, 14)),
        ({"before": "meeting", "days": 10, "of": "end"}, date(2027, 11, 15)),
        ({"after": "meeting", "days": 7}, date(2027, 12, 2)),
        ({"after": "meeting", "days": 7, "of": "start"}, date(2027, 12, 1)),
        ({"before": "meeting", "days": 0}, date(2027, 11, 24)),
    ],
)
def test_a_distance_is_counted_in_calendar_days_from_the_named_edge(
    when: dict[str, object], expected: date
) -> None:
    found = occurrences(Recurrence.parse(when), 2027, quiet=[], anchors={"meeting": [MEETING]})
    assert found == [Span(expected, expected)]


def test_a_distance_is_no_more_exact_than_what_it_is_counted_from() -> None:
    ten_before = Recurrence.parse({"before": "meeting", "days": 10})
    week, month = weeks(2027, 47, 47), Span(date(2027, 11, 1), date(2027, 11, 30), "month")

    assert occurrences(ten_before, 2027, quiet=[], anchors={"meeting": [week]}) == [weeks(2027, 45, 45)]
    assert occurrences(ten_before, 2027, quiet=[], anchors={"meeting": [month]}) == [
        Span(date(2027, 10, 1), date(2027, 10, 31), "month")
    ]


def test_a_distance_follows_each_occurrence_and_stays_in_the_year_of_its_anchor() -> None:
    anchors = {"meeting": [Span(date(2027, 1, 5), date(2027, 1, 5)), MEETING]}
    found = occurrences(Recurrence.parse({"before": "meeting", "days": 10}), 2027, quiet=[], anchors=anchors)
    assert [span.first for span in found] == [date(2026, 12, 26), date(2027, 11, 14)]


def test_a_distance_from_an_activity_without_occurrences_is_nothing() -> None:
    ten_before = Recurrence.parse({"before": "meeting", "days": 10})
    assert occurrences(ten_before, 2027, quiet=[], anchors={"meeting": []}) == []
    with pytest.raises(RecurrenceError, match='before: expected the key of an activity, not "meeting"'):
        occurrences(ten_before, 2027, quiet=[], anchors={})


def test_more_than_400_occurrences_are_refused() -> None:
    days = [date(2027, 1, 1) + timedelta(days=n) for n in range(401)]
    many = [Span(day, day) for day in days]
    ten_before = Recurrence.parse({"before": "meeting", "days": 10})
    assert len(occurrences(ten_before, 2027, quiet=[], anchors={"meeting": many[:400]})) == 400
    with pytest.raises(RecurrenceError, match="at most 400"):
        occurrences(ten_before, 2027, quiet=[], anchors={"meeting": many})


@pytest.mark.parametrize("year", [1999, 2101, 0, -1, 10**9, True])
def test_a_year_out_of_reach_is_refused(year: int) -> None:
    with pytest.raises(RecurrenceError, match="year: expected a year from 2000 to 2100"):
        spans(year, rrule="FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=1")


@pytest.mark.parametrize(
    "when",
    [
        {"rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "start": date(2026, 1, 6), "avoid_quiet": True},
        {"rrule": "FREQ=YEARLY;BYWEEKNO=11,12", "pick": "first", "avoid_quiet": True, "years": [2027, 2026]},
        {"rrule": "FREQ=YEARLY;BYMONTH=5", "precision": "month"},
        {"before": "steering-1", "days": 10, "of": "start", "years": [2026]},
    ],
)
def test_a_recurrence_survives_storage_as_json(when: dict[str, object]) -> None:
    first = Recurrence.parse(when)
    stored = json.loads(json.dumps(first.as_dict()))

    assert Recurrence.parse(stored) == first
    assert Recurrence.parse(stored).as_dict() == stored
