"""What holds for every recurrence, whatever somebody writes in the file."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from events.rules.recurrence import Recurrence, RecurrenceError, Span, occurrences
from portal.partnership.rules.quiet import QuietSpan

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
years = st.integers(2000, 2100)
weekdays = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=4, unique=True)
dates = st.dates(date(2000, 1, 1), date(2100, 12, 31))
starts = st.dates(date(2000, 1, 1), date(2085, 12, 31))  # a rule must still come to a date before 2100
calm = settings(deadline=None, max_examples=150)


@st.composite
def tables(draw: st.DrawFn) -> dict[str, object]:
    """Tables that `parse` should accept."""
    days = ",".join(draw(weekdays))
    number = draw(st.integers(1, 52))
    rule = draw(
        st.sampled_from(
            [
                f"FREQ=YEARLY;BYWEEKNO={number};BYDAY={days}",
                f"FREQ=YEARLY;BYMONTH={number % 12 + 1};BYDAY={days}",
                f"FREQ=YEARLY;BYMONTH={number % 12 + 1};BYMONTHDAY={number % 28 + 1},-1",
                f"FREQ=MONTHLY;BYDAY={number % 4 + 1}{days[:2]},-1FR",
                f"FREQ=WEEKLY;BYDAY={days}",
                "FREQ=DAILY",
            ]
        )
    )
    table: dict[str, object] = {"rrule": rule}
    if draw(st.booleans()):
        table["start"] = draw(starts)
        if "BYWEEKNO" not in rule and "YEARLY" not in rule:
            table["rrule"] = f"{rule};INTERVAL={draw(st.integers(1, 12))}"
    table |= draw(st.sampled_from([{}, {"days": 12}, {"weeks": 3}, {"precision": "week"}]))
    return table | draw(st.sampled_from([{}, {"avoid_quiet": True}, {"pick": "first"}, {"pick": "last"}]))


@st.composite
def quiet(draw: st.DrawFn) -> list[QuietSpan]:
    firsts = draw(st.lists(dates, max_size=5))
    return [QuietSpan(first, first + timedelta(days=draw(st.integers(0, 40))), "quiet") for first in firsts]


@calm
@given(tables(), years, quiet())
def test_spans_are_few_ordered_distinct_and_begin_in_their_year(
    table: dict[str, object], year: int, quiet: list[QuietSpan]
) -> None:
    found = occurrences(Recurrence.parse(table), year, quiet=quiet, anchors={})

    assert len(found) <= 400
    assert found == sorted(set(found))
    for span in found:
        assert span.first <= span.last
        if span.precision == "week":
            assert (span.first.weekday(), span.last.weekday()) == (0, 6)
        if "BYWEEKNO" in str(table["rrule"]):
            assert span.first.isocalendar().year == year
        elif span.precision == "date":
            assert span.first.year == year


@calm
@given(tables(), years, quiet())
def test_what_avoids_quiet_time_shares_no_day_with_it(
    table: dict[str, object], year: int, quiet: list[QuietSpan]
) -> None:
    table.pop("pick", None)
    every = occurrences(Recurrence.parse(table | {"avoid_quiet": False}), year, quiet=quiet, anchors={})
    kept = occurrences(Recurrence.parse(table | {"avoid_quiet": True}), year, quiet=quiet, anchors={})

    for span in every:
        shared = any(q.first <= span.last and span.first <= q.last for q in quiet)
        assert (span in kept) is not shared


@calm
@given(tables(), years)
def test_a_year_is_the_same_after_storage(table: dict[str, object], year: int) -> None:
    first = Recurrence.parse(table)
    again = Recurrence.parse(json.loads(json.dumps(first.as_dict())))

    assert again == first
    assert occurrences(again, year, quiet=[], anchors={}) == occurrences(first, year, quiet=[], anchors={})


@calm
@given(st.lists(st.integers(1, 53), min_size=1, max_size=6), weekdays, years)
def test_iso_weeks_are_those_of_the_calendar(numbers: list[int], days: list[str], year: int) -> None:
    rule = f"FREQ=YEARLY;BYWEEKNO={','.join(map(str, numbers))};BYDAY={','.join(days)}"
    found = occurrences(Recurrence.parse({"rrule": rule}), year, quiet=[], anchors={})

    first = date.fromisocalendar(year, 1, 1)
    calendar = (first + timedelta(days=n) for n in range(371))
    expected = [
        day
        for day in calendar
        if day.isocalendar().year == year
        and day.isocalendar().week in numbers
        and WEEKDAYS[day.weekday()] in days
    ]
    assert [span.first for span in found] == expected


@calm
@given(dates, st.integers(0, 366), st.sampled_from(["before", "after"]))
def test_there_and_back_again_is_the_same_day(day: date, days: int, side: str) -> None:
    other = {"before": "after", "after": "before"}[side]
    there = occurrences(
        Recurrence.parse({side: "anchor", "days": days}), 2026, quiet=[], anchors={"anchor": [Span(day, day)]}
    )
    back = occurrences(
        Recurrence.parse({other: "anchor", "days": days}), 2026, quiet=[], anchors={"anchor": there}
    )
    assert back == [Span(day, day)]


names = st.sampled_from(
    ["FREQ", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYWEEKNO", "BYSETPOS", "INTERVAL", "COUNT", "UNTIL", "X", ""]
)
values = st.one_of(
    st.sampled_from(
        ["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "SECONDLY", "1TU", "-1", "53", "20261231", "99999"]
    ),
    st.text(max_size=8),
)
rules = st.lists(st.builds("{}={}".format, names, values), max_size=6).map(";".join)
anything = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), dates, st.lists(st.integers())
)
keys = st.sampled_from(
    ["rrule", "before", "after", "days", "weeks", "of", "start", "years", "pick", "precision", "avoid_quiet"]
)


@calm
@given(st.one_of(rules, st.text()), st.dictionaries(keys, anything, max_size=4), years)
def test_nonsense_is_refused_by_name_and_never_otherwise(
    rule: str, rest: dict[str, object], year: int
) -> None:
    # Any other error than RecurrenceError ends the test.
    with suppress(RecurrenceError):
        recurrence = Recurrence.parse({"rrule": rule} | rest)
        assert len(occurrences(recurrence, year, quiet=[], anchors={})) <= 400
