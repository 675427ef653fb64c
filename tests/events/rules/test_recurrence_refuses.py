"""A `when` table with a mistake gets a sentence that names the key and what was expected."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from typing import Any

import pytest

from events.rules.recurrence import Recurrence, RecurrenceError

TUESDAY = "FREQ=YEARLY;BYMONTH=3;BYDAY=1TU"
WEEK = "FREQ=YEARLY;BYWEEKNO=23"


def refused(when: Any) -> RecurrenceError:
    with pytest.raises(RecurrenceError) as caught:
        Recurrence.parse(when)
    assert str(caught.value) == f"{caught.value.key}: expected {caught.value.expected}"
    return caught.value


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("", "a text of at most 200 characters"),
        ("every Tuesday", "parts such as"),
        ("FREQ", "parts such as"),
        ("FREQ=YEARLY;FREQ=DAILY", "each of them once"),
        ("BYDAY=TU", "FREQ to be one of YEARLY, MONTHLY, WEEKLY, DAILY"),
        ("FREQ=SECONDLY", "FREQ to be one of"),
        ("FREQ=MINUTELY;BYDAY=TU", "FREQ to be one of"),
        ("FREQ=HOURLY;BYDAY=TU", "FREQ to be one of"),
        ("FREQ=DAILY;BYHOUR=9", "together with FREQ=DAILY"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "together with FREQ=DAILY"),
        ("FREQ=WEEKLY;BYDAY=TU;BYSETPOS=2", "together with FREQ=WEEKLY"),
        ("FREQ=MONTHLY;BYWEEKNO=3", "together with FREQ=MONTHLY"),
        ("FREQ=YEARLY;BYEASTER=0", "together with FREQ=YEARLY"),
        ("FREQ=YEARLY;BYMONTH=13;BYDAY=1TU", "BYMONTH to be whole numbers from 1 to 12"),
        ("FREQ=YEARLY;BYMONTH=0;BYDAY=1TU", "BYMONTH to be whole numbers from 1 to 12"),
        ("FREQ=YEARLY;BYMONTH=-1;BYDAY=1TU", "BYMONTH to be whole numbers from 1 to 12"),
        ("FREQ=YEARLY;BYMONTH=٣;BYDAY=1TU", "BYMONTH to be whole numbers from 1 to 12"),
        (
            "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=32",
            "BYMONTHDAY to be whole numbers from 1 to 31, or from -31 to -1",
        ),
        ("FREQ=YEARLY;BYWEEKNO=54", "BYWEEKNO to be whole numbers from 1 to 53"),
        ("FREQ=YEARLY;BYWEEKNO=-53", "BYWEEKNO to be whole numbers from 1 to 53"),
        ("FREQ=YEARLY;BYYEARDAY=367", "BYYEARDAY to be whole numbers from 1 to 366"),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=1XX", "BYDAY to be weekdays such as TU"),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=0TU", "BYDAY to be weekdays such as TU"),
        ("FREQ=YEARLY;BYDAY=54TU", "BYDAY to be weekdays such as TU"),
        ("FREQ=WEEKLY;BYDAY=1TU", "BYDAY without numbers in a weekly rule"),
        ("FREQ=YEARLY;BYWEEKNO=5;BYDAY=1TU", "BYDAY without numbers together with BYWEEKNO"),
        ("FREQ=YEARLY;BYWEEKNO=5;BYMONTH=2", "only BYDAY and WKST together with BYWEEKNO"),
        ("FREQ=YEARLY;BYWEEKNO=5;WKST=SU", "WKST=MO"),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL to be whole numbers from 1 to 60"),
        ("FREQ=DAILY;INTERVAL=99999999999", "INTERVAL to be whole numbers from 1 to 60"),
        ("FREQ=DAILY;INTERVAL=2,3", "one number after INTERVAL"),
        ("FREQ=DAILY;COUNT=100000", "COUNT to be whole numbers from 1 to 400"),
        ("FREQ=DAILY;COUNT=401", "COUNT to be whole numbers from 1 to 400"),
        ("FREQ=DAILY;UNTIL=99991231", "UNTIL to be a date such as 20261231"),
        ("FREQ=DAILY;UNTIL=20260230", "UNTIL to be a date such as 20261231"),
        ("FREQ=DAILY;UNTIL=20261231T235959Z", "UNTIL to be a date such as 20261231"),
        ("FREQ=YEARLY", "a day as well"),
        ("FREQ=WEEKLY", "a day as well"),
        ("FREQ=YEARLY;BYMONTH=5", "a day as well"),
        ("FREQ=MONTHLY", "a day as well"),
        ("FREQ=YEARLY;BYSETPOS=1", "a day as well"),
    ],
)
def test_a_rule_a_year_cannot_hold_is_refused(rule: str, sentence: str) -> None:
    error = refused({"rrule": rule})
    assert error.key == "rrule"
    assert sentence in error.expected


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=9",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1;BYYEARDAY=1",
    ],
)
def test_a_rule_that_never_comes_to_a_date_is_refused_and_soon(rule: str) -> None:
    began = time.process_time()
    assert "a rule that comes to a date" in refused({"rrule": rule}).expected
    assert time.process_time() - began < 5


def test_a_date_that_a_start_and_an_interval_always_miss_is_refused() -> None:
    refused({"rrule": "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31", "start": date(2026, 2, 1)})


def test_a_rule_whose_first_date_is_out_of_reach_is_refused() -> None:
    new_year = {"rrule": "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1", "start": date(2100, 6, 1)}
    assert "comes to a date no later than 2100" in refused(new_year).expected


@pytest.mark.parametrize(
    ("when", "key"),
    [
        ({}, "rrule"),
        ({"days": 10}, "rrule"),
        ({"rrule": TUESDAY, "before": "steering"}, "rrule"),
        ({"before": "a", "after": "b", "days": 1}, "rrule"),
        ({"rrule": TUESDAY, "hour": 9}, "hour"),
        ({"rrule": TUESDAY, "of": "start"}, "of"),
        ({"rrule": ["FREQ=DAILY"]}, "rrule"),
        ({"rrule": "FREQ=YEARLY;BYWEEKNO=" + ",".join(["7"] * 200)}, "rrule"),
        ({"rrule": TUESDAY, "days": 0}, "days"),
        ({"rrule": TUESDAY, "days": 367}, "days"),
        ({"rrule": TUESDAY, "days": "12"}, "days"),
        ({"rrule": TUESDAY, "days": True}, "days"),
        ({"rrule": TUESDAY, "days": 1.5}, "days"),
        ({"rrule": WEEK, "days": 3}, "days"),
        ({"rrule": WEEK, "weeks": 54}, "weeks"),
        ({"rrule": WEEK, "weeks": 0}, "weeks"),
        ({"rrule": WEEK, "precision": "day"}, "precision"),
        ({"rrule": WEEK, "precision": None}, "precision"),
        ({"rrule": WEEK, "precision": "date"}, "precision"),
        ({"rrule": WEEK, "precision": "month"}, "precision"),
        ({"rrule": TUESDAY, "weeks": 2, "precision": "date"}, "precision"),
        ({"rrule": "FREQ=YEARLY;BYMONTH=5", "precision": "week"}, "rrule"),
        ({"rrule": TUESDAY, "avoid_quiet": 1}, "avoid_quiet"),
        ({"rrule": "FREQ=YEARLY;BYMONTH=5", "precision": "month", "avoid_quiet": True}, "avoid_quiet"),
        ({"rrule": TUESDAY, "pick": "middle"}, "pick"),
        ({"rrule": TUESDAY, "start": "6 January"}, "start"),
        ({"rrule": TUESDAY, "start": "2026-02-30"}, "start"),
        ({"rrule": TUESDAY, "start": datetime(2026, 1, 6, 9, 0, tzinfo=UTC)}, "start"),
        ({"rrule": TUESDAY, "start": date(1026, 1, 6)}, "start"),
        ({"rrule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"}, "start"),
        ({"rrule": "FREQ=DAILY;COUNT=3"}, "start"),
        ({"rrule": "FREQ=DAILY;COUNT=3;UNTIL=20261231", "start": date(2026, 1, 6)}, "rrule"),
        ({"rrule": TUESDAY, "years": 2026}, "years"),
        ({"rrule": TUESDAY, "years": []}, "years"),
        ({"rrule": TUESDAY, "years": ["2026"]}, "years"),
        ({"rrule": TUESDAY, "years": [202]}, "years"),
        ({"rrule": TUESDAY, "years": [2026] * 500}, "years"),
        ({"before": "steering"}, "days"),
        ({"before": "steering", "days": -1}, "days"),
        ({"before": "steering", "days": 367}, "days"),
        ({"before": "Steering group", "days": 1}, "before"),
        ({"after": "x" * 61, "days": 1}, "after"),
        ({"after": 7, "days": 1}, "after"),
        ({"before": "steering", "days": 1, "of": "middle"}, "of"),
        ({"before": "steering", "days": 1, "avoid_quiet": True}, "avoid_quiet"),
        ({"before": "steering", "days": 1, "precision": "date"}, "precision"),
    ],
)
def test_the_key_at_fault_is_named(when: dict[str, object], key: str) -> None:
    assert refused(when).key == key


@pytest.mark.parametrize("when", [None, "every Tuesday", 7, [], ["rrule"]])
def test_something_other_than_a_table_is_refused(when: object) -> None:
    assert refused(when).key == "when"


def test_an_unknown_key_is_told_which_ones_there_are() -> None:
    assert "avoid_quiet, days" in refused({"rrule": TUESDAY, "day": 3}).expected
