"""The next dates are found across years and over quiet time, from what stands on the wheel."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from events.rules.choice import Choice
from events.rules.preview import Numbered, Surroundings, chain_of, coming, counted_from, spans_of
from events.rules.recurrence import Recurrence, RecurrenceError, Span
from portal.partnership.rules.quiet import QuietSpan, quiet_spans

EASTER = {"easter": [-6, 1]}
SUMMER = {"weeks": [27, 31]}
BOARD = Recurrence.parse({"rrule": "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=10"})
PAPERS = Recurrence.parse({"before": "board", "days": 10})


def around(*, actual: dict[tuple[str, int], Numbered] | None = None, **recurrences: Any) -> Surroundings:
    def quiet(year: int) -> list[QuietSpan]:
        return quiet_spans({"easter": EASTER, "summer": SUMMER}, year)

    return Surroundings(recurrences=recurrences, quiet=quiet, actual=actual or {})


def firsts(choice: Choice, day: date, count: int = 3) -> list[str]:
    found = coming("new", day, count, around(new=choice.recurrence()))
    return [span.first.isoformat() for span in found.spans]


def test_a_date_that_has_passed_comes_next_year() -> None:
    march = Choice(form="date", day=3, month=3)
    assert firsts(march, date(2026, 3, 4)) == ["2027-03-03", "2028-03-03", "2029-03-03"]
    assert firsts(march, date(2026, 3, 3))[0] == "2026-03-03"


def test_a_leap_day_comes_in_leap_years() -> None:
    leap = Choice(form="date", day=29, month=2)
    assert firsts(leap, date(2026, 3, 4)) == ["2028-02-29", "2032-02-29", "2036-02-29"]


def test_the_31st_skips_the_months_that_end_before() -> None:
    last = Choice(form="date", day=31)
    assert firsts(last, date(2027, 8, 31), 4) == ["2027-08-31", "2027-10-31", "2027-12-31", "2028-01-31"]


def test_week_53_comes_in_the_years_that_have_it() -> None:
    assert firsts(Choice(form="week", week=53), date(2026, 1, 10)) == [
        "2026-12-28",
        "2032-12-27",
        "2037-12-28",
    ]


def test_what_is_under_way_is_still_to_come_and_week_1_may_begin_in_december() -> None:
    assert firsts(Choice(form="week", week=1), date(2026, 1, 3))[0] == "2025-12-29"


def test_in_january_last_year_s_week_53_is_still_under_way() -> None:
    assert firsts(Choice(form="week", week=53), date(2027, 1, 2))[0] == "2026-12-28"


def test_what_follows_a_date_in_december_may_come_in_january() -> None:
    december = Recurrence.parse({"rrule": "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=20"})
    after = Recurrence.parse({"after": "board", "days": 20})
    found = coming("new", date(2027, 1, 5), 2, around(board=december, new=after)).spans
    assert [span.first for span in found] == [date(2027, 1, 9), date(2028, 1, 9)]


def test_quiet_time_is_jumped_over_and_named() -> None:
    tuesdays = Choice(form="every", interval=2, weekday=1, start=date(2027, 6, 22), avoid_quiet=True)
    found = coming("new", date(2027, 6, 22), 2, around(new=tuesdays.recurrence()))
    assert [span.first for span in found.spans] == [date(2027, 6, 22), date(2027, 8, 17)]
    assert [span.first for span in found.left_out] == [date(2027, 7, 6), date(2027, 7, 20), date(2027, 8, 3)]


def test_what_is_only_not_picked_is_not_said_to_be_quiet() -> None:
    workshop = Recurrence.parse({"rrule": "FREQ=YEARLY;BYWEEKNO=11,12", "pick": "first", "avoid_quiet": True})
    assert coming("new", date(2026, 1, 1), 1, around(new=workshop)).left_out == []


def test_a_date_that_never_comes_again_has_no_next() -> None:
    once = Choice(form="date", day=1, month=5, years=(2024,))
    assert firsts(once, date(2026, 1, 1)) == []


def test_what_is_counted_from_a_date_goes_by_where_that_stands_on_the_wheel() -> None:
    moved = {("board", 2027): {1: Span(date(2027, 6, 17), date(2027, 6, 17))}}
    papers = coming("new", date(2027, 1, 1), 2, around(board=BOARD, new=PAPERS, actual=moved)).spans
    assert [span.first for span in papers] == [date(2027, 6, 7), date(2028, 5, 31)]


def test_nothing_is_counted_from_a_date_that_is_cancelled() -> None:
    cancelled: dict[tuple[str, int], Numbered] = {("board", 2027): {}}
    assert spans_of("new", 2027, around(board=BOARD, new=PAPERS, actual=cancelled)) == {}


def test_what_is_counted_from_the_second_date_is_the_second() -> None:
    twice = Recurrence.parse({"rrule": "FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=1"})
    spans = spans_of("new", 2027, around(board=twice, new=PAPERS))
    assert {number: span.first.month for number, span in spans.items()} == {1: 2, 2: 8}


def test_a_circle_and_a_missing_activity_are_refused() -> None:
    with pytest.raises(RecurrenceError):
        chain_of("board", {"board": Recurrence.parse({"after": "new", "days": 1}), "new": PAPERS})
    with pytest.raises(RecurrenceError, match="board"):
        chain_of("new", {"new": PAPERS})


def test_those_that_follow_come_after_what_they_follow() -> None:
    notice = Recurrence.parse({"before": "papers", "days": 1})
    assert counted_from("board", {"notice": notice, "papers": PAPERS, "board": BOARD}) == ["papers", "notice"]
