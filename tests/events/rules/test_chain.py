"""Activities counted from other activities, whatever order they stand in."""

from __future__ import annotations

from datetime import date

import pytest

from events.rules.chain import in_order, plan_year
from events.rules.recurrence import Recurrence, RecurrenceError, Span


def parsed(**tables: dict[str, object]) -> dict[str, Recurrence]:
    return {key: Recurrence.parse(table) for key, table in tables.items()}


MEETING: dict[str, object] = {"rrule": "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=24"}


def test_what_is_counted_from_something_comes_after_it() -> None:
    activities = parsed(
        reminder={"before": "papers", "days": 5}, papers={"before": "meeting", "days": 10}, meeting=MEETING
    )
    assert in_order(activities) == ["meeting", "papers", "reminder"]


def test_a_year_is_planned_in_the_order_of_the_file() -> None:
    activities = parsed(
        reminder={"before": "papers", "days": 5},
        papers={"before": "meeting", "days": 10},
        meeting=MEETING,
        minutes={"after": "meeting", "days": 7},
    )
    planned = plan_year(activities, 2027, quiet=[])

    assert list(planned) == ["reminder", "papers", "meeting", "minutes"]
    assert [spans[0].first.isoformat() for spans in planned.values()] == [
        "2027-11-09",
        "2027-11-14",
        "2027-11-24",
        "2027-12-01",
    ]


def test_papers_for_a_meeting_in_a_week_are_due_in_a_week() -> None:
    activities = parsed(
        meeting={"rrule": "FREQ=YEARLY;BYWEEKNO=47"}, papers={"before": "meeting", "days": 10}
    )
    [papers] = plan_year(activities, 2027, quiet=[])["papers"]
    assert papers == Span(date.fromisocalendar(2027, 45, 1), date.fromisocalendar(2027, 45, 7), "week")


def test_a_limit_to_years_passes_on_to_what_hangs_on_it() -> None:
    activities = parsed(meeting=MEETING | {"years": [2026]}, papers={"before": "meeting", "days": 10})
    assert len(plan_year(activities, 2026, quiet=[])["papers"]) == 1
    assert plan_year(activities, 2027, quiet=[])["papers"] == []


def test_a_circle_is_refused_and_named() -> None:
    activities = parsed(
        a={"before": "b", "days": 1},
        b={"after": "c", "days": 1},
        c={"before": "a", "days": 1},
        meeting=MEETING,
    )
    with pytest.raises(RecurrenceError, match="no circle, but this is one: a → b → c → a"):
        plan_year(activities, 2027, quiet=[])


def test_a_circle_is_named_without_the_way_into_it() -> None:
    activities = parsed(
        start={"before": "a", "days": 1}, a={"before": "b", "days": 1}, b={"after": "a", "days": 1}
    )
    with pytest.raises(RecurrenceError) as caught:
        in_order(activities)
    assert caught.value.expected.endswith(": a → b → a")


def test_an_activity_cannot_be_counted_from_itself() -> None:
    with pytest.raises(RecurrenceError, match="a → a"):
        in_order(parsed(a={"before": "a", "days": 1}))


def test_a_missing_activity_is_named_with_who_asked_for_it() -> None:
    with pytest.raises(RecurrenceError, match='the key of an activity, not "meting" \\(in "papers"\\)'):
        in_order(parsed(papers={"before": "meting", "days": 1}, meeting=MEETING))


def test_a_long_chain_is_no_deeper_than_the_file() -> None:
    chain = {f"a{n}": Recurrence.parse({"before": f"a{n + 1}", "days": 0}) for n in range(3000)}
    chain["a3000"] = Recurrence.parse(MEETING)
    assert plan_year(chain, 2027, quiet=[])["a0"] == [Span(date(2027, 11, 24), date(2027, 11, 24))]
