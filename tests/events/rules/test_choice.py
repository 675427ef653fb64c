"""What somebody chooses in plain words is the recurrence they meant, and is shown in the same words again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from events.rules.choice import EVERY_MONTH, LAST, Choice, describe, read_choice
from events.rules.recurrence import Recurrence, RecurrenceError, occurrences
from tests.events.rules.test_partnership_files import FILES

CHOSEN: list[tuple[Choice, dict[str, Any], str]] = [
    (
        Choice(form="date", day=3, month=3),
        {"rrule": "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3"},
        "3 March",
    ),
    (
        Choice(form="date", day=31),
        {"rrule": "FREQ=MONTHLY;BYMONTHDAY=31"},
        "day 31 of each month that has it",
    ),
    (
        Choice(form="date", day=29, month=2),
        {"rrule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"},
        "29 February, in leap years only",
    ),
    (
        Choice(form="date", day=LAST, month=1),
        {"rrule": "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=-1"},
        "the last day of January",
    ),
    (
        Choice(form="weekday", nth=1, weekday=1, month=3),
        {"rrule": "FREQ=YEARLY;BYMONTH=3;BYDAY=1TU"},
        "the first Tuesday of March",
    ),
    (
        Choice(form="weekday", nth=LAST, weekday=3, avoid_quiet=True),
        {"rrule": "FREQ=MONTHLY;BYDAY=-1TH", "avoid_quiet": True},
        "the last Thursday of each month, not in quiet weeks",
    ),
    (Choice(form="week", week=38), {"rrule": "FREQ=YEARLY;BYWEEKNO=38"}, "week 38"),
    (
        Choice(form="week", week=5, weeks=9),
        {"rrule": "FREQ=YEARLY;BYWEEKNO=5", "weeks": 9},
        "weeks 5–13",
    ),
    (
        Choice(form="week", week=38, weekday=2, lasts=12),
        {"rrule": "FREQ=YEARLY;BYWEEKNO=38;BYDAY=WE", "days": 12},
        "Wednesday of week 38, for 12 days",
    ),
    (
        Choice(form="month", month=4, years=(2026, 2028)),
        {"rrule": "FREQ=YEARLY;BYMONTH=4", "precision": "month", "years": [2026, 2028]},
        "April, only in 2026 and 2028",
    ),
    (
        Choice(form="every", interval=2, weekday=1, start=date(2026, 1, 6)),
        {"rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "start": "2026-01-06"},
        "Tuesday every 2 weeks, counted from 6 January 2026",
    ),
    (
        Choice(form="distance", side="before", anchor="board", days=10),
        {"before": "board", "days": 10, "of": "start"},
        "10 days before “The board” begins",
    ),
    (
        Choice(form="distance", side="after", edge="end", anchor="board", days=1),
        {"after": "board", "days": 1, "of": "end"},
        "1 day after “The board” ends",
    ),
]


@pytest.mark.parametrize(("choice", "table", "words"), CHOSEN, ids=[words for *_rest, words in CHOSEN])
def test_a_choice_is_its_table_and_its_words(choice: Choice, table: dict[str, Any], words: str) -> None:
    assert choice.table() == table
    assert read_choice(Recurrence.parse(table)) == choice
    with override("en"):
        assert describe(choice.recurrence(), {"board": "The board"}) == words


UNEXPRESSED: dict[str, dict[str, object]] = {
    "weeks 8, 17 and 45": {"rrule": "FREQ=YEARLY;BYWEEKNO=8,17,45"},
    "Wednesday of weeks 2–6": {"rrule": "FREQ=YEARLY;BYWEEKNO=2,3,4,5,6;BYDAY=WE"},
    "weeks 11 and 12, not in quiet weeks, only the first of them each year": {
        "rrule": "FREQ=YEARLY;BYWEEKNO=11,12",
        "pick": "first",
        "avoid_quiet": True,
    },
    "Monday and Wednesday of week 9": {"rrule": "FREQ=YEARLY;BYWEEKNO=9;BYDAY=MO,WE"},
    "the last week of the year": {"rrule": "FREQ=YEARLY;BYWEEKNO=-1"},
    "the first Tuesday of February and May": {"rrule": "FREQ=YEARLY;BYMONTH=2,5;BYDAY=1TU"},
    "every Friday of June": {"rrule": "FREQ=YEARLY;BYMONTH=6;BYDAY=FR"},
    "day 1 and 15 of March": {"rrule": "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1,15"},
    "the -2 Friday of June": {"rrule": "FREQ=YEARLY;BYMONTH=6;BYDAY=-2FR"},
    "Monday and Friday every week": {"rrule": "FREQ=WEEKLY;BYDAY=MO,FR"},
    "by the calendar rule FREQ=YEARLY;BYYEARDAY=100": {"rrule": "FREQ=YEARLY;BYYEARDAY=100"},
}


@pytest.mark.parametrize("words", UNEXPRESSED)
def test_what_no_form_has_words_for_is_described_and_is_no_choice(words: str) -> None:
    recurrence = Recurrence.parse(UNEXPRESSED[words])
    assert read_choice(recurrence) is None
    with override("en"):
        assert describe(recurrence) == words


def test_a_week_of_a_day_that_is_not_known_is_not_a_day() -> None:
    """BYDAY with precision "week" says the whole week, which no choice would say with a weekday."""
    recurrence = Recurrence.parse({"rrule": "FREQ=YEARLY;BYMONTH=3;BYDAY=1TU", "precision": "week"})
    assert read_choice(recurrence) is None


@pytest.mark.parametrize("file", FILES)
def test_every_activity_of_the_files_is_described_without_its_rule(file: str) -> None:
    titles = {row["key"]: row["title"]["en"] for row in FILES[file]["activities"]}
    with override("en"):
        for row in FILES[file]["activities"]:
            words = describe(Recurrence.parse(row["when"]), titles)
            assert words, row["key"]
            assert "FREQ" not in words, row["key"]


@pytest.mark.parametrize(("day", "month"), [(30, 2), (31, 4), (31, 11)])
def test_a_day_that_no_year_has_is_refused(day: int, month: int) -> None:
    with pytest.raises(RecurrenceError):
        Choice(form="date", day=day, month=month).recurrence()


def test_the_31st_of_each_month_falls_in_seven_months() -> None:
    spans = occurrences(Choice(form="date", day=31).recurrence(), 2027, quiet=(), anchors={})
    assert [span.first.month for span in spans] == [1, 3, 5, 7, 8, 10, 12]


ruled = st.one_of(
    st.builds(
        Choice,
        form=st.just("date"),
        day=st.integers(1, 28) | st.just(LAST),
        month=st.integers(EVERY_MONTH, 12),
        lasts=st.integers(1, 20),
        avoid_quiet=st.booleans(),
    ),
    st.builds(
        Choice,
        form=st.just("weekday"),
        nth=st.sampled_from([1, 2, 3, 4, 5, LAST]),
        weekday=st.integers(0, 6),
        month=st.integers(EVERY_MONTH, 12),
        lasts=st.integers(1, 20),
        avoid_quiet=st.booleans(),
    ),
    st.builds(
        Choice,
        form=st.just("week"),
        week=st.integers(1, 53),
        weekday=st.integers(0, 6),
        lasts=st.integers(1, 20),
        avoid_quiet=st.booleans(),
    ),
    st.builds(Choice, form=st.just("week"), week=st.integers(1, 53), weeks=st.integers(1, 20)),
    st.builds(Choice, form=st.just("month"), month=st.integers(1, 12)),
    st.builds(
        Choice,
        form=st.just("every"),
        interval=st.integers(1, 60),
        weekday=st.integers(0, 6),
        start=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
        lasts=st.integers(1, 20),
        avoid_quiet=st.booleans(),
    ),
    st.builds(
        Choice,
        form=st.just("distance"),
        side=st.sampled_from(["before", "after"]),
        edge=st.sampled_from(["start", "end"]),
        anchor=st.just("board"),
        days=st.integers(0, 366),
    ),
)


@given(choice=ruled)
def test_every_choice_comes_back_as_itself(choice: Choice) -> None:
    assert read_choice(choice.recurrence()) == choice
    assert Recurrence.parse(choice.recurrence().as_dict()) == choice.recurrence()
