"""Calendars: read back by icalendar, by recurring-ical-events and by a strict reader of our own."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import recurring_ical_events
from django.utils import translation

from portal.core.calendar import Status
from portal.core.clock import OSLO
from tests.core.calendar_entries import entry, parse, text_of
from tests.core.calendar_reader import content_lines


def test_days_are_whole_and_the_end_is_the_day_after() -> None:
    lines = content_lines(text_of(entry()))
    assert "DTSTART;VALUE=DATE:20270315" in lines
    assert "DTEND;VALUE=DATE:20270320" in lines
    assert not any(line.startswith("TZID") for line in lines)


def test_times_are_oslo_time_and_carry_its_rules() -> None:
    start = datetime(2027, 6, 9, 10, 0, tzinfo=UTC)
    lines = content_lines(text_of(entry(starts_at=start)))
    assert "DTSTART;TZID=Europe/Oslo:20270609T120000" in lines
    assert "DTEND;TZID=Europe/Oslo:20270609T130000" in lines
    assert lines.count("BEGIN:VTIMEZONE") == 1


def test_what_calendars_go_by_is_there() -> None:
    calendar, [event] = parse(
        text_of(
            entry(
                description="One\ntwo",
                location="Room 1",
                url="https://portal.example.org/x/",
                categories=("A, b",),
            )
        )
    )
    assert str(calendar["PRODID"]) == "-//portal.example.org//calendar//NB"
    assert str(calendar["X-WR-CALNAME"]) == str(calendar["NAME"]) == "The wheel"
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in content_lines(text_of(entry()))
    assert event["UID"] == "1@portal.example.org"
    assert event["SEQUENCE"] == 3
    assert (
        event.decoded("DTSTAMP")
        == event.decoded("LAST-MODIFIED")
        == datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)
    )
    assert (event["DESCRIPTION"], event["LOCATION"]) == ("One\ntwo", "Room 1")
    assert event["URL"] == "https://portal.example.org/x/"
    assert event["CATEGORIES"].cats == ["A, b"]


@pytest.mark.parametrize("status", list(Status))
def test_the_status_is_told(status: Status) -> None:
    _calendar, [event] = parse(text_of(entry(status=status)))
    assert event["STATUS"] == status.value


@pytest.mark.parametrize(
    ("status", "timed", "expected"),
    [
        (Status.CONFIRMED, True, "OPAQUE"),
        (Status.CONFIRMED, False, "TRANSPARENT"),
        (Status.TENTATIVE, True, "TRANSPARENT"),
        (Status.CANCELLED, True, "TRANSPARENT"),
    ],
)
def test_only_a_fixed_time_makes_people_busy(status: Status, timed: bool, expected: str) -> None:
    starts_at = datetime(2027, 3, 15, 9, tzinfo=OSLO) if timed else None
    _calendar, [event] = parse(text_of(entry(status=status, starts_at=starts_at)))
    assert event["TRANSP"] == expected


def test_an_example_says_so_in_title_and_description() -> None:
    with translation.override("en"):
        _calendar, [event] = parse(text_of(entry(example=True, description="Words")))
    assert event["SUMMARY"] == "Workshop (example)"
    assert event["DESCRIPTION"] == "Words\n\nThis is an example. It is not an agreement or a decision."


def test_the_same_entries_give_the_same_bytes() -> None:
    assert text_of(entry(), entry(uid="2")) == text_of(entry(), entry(uid="2"))


def test_a_second_reader_finds_the_entries_on_their_days() -> None:
    at_nine = datetime(2027, 3, 17, 9, tzinfo=OSLO)
    calendar, _events = parse(text_of(entry(), entry(uid="2", summary="Meeting", starts_at=at_nine)))
    found = recurring_ical_events.of(calendar).at(date(2027, 3, 17))
    assert sorted(str(event["SUMMARY"]) for event in found) == ["Meeting", "Workshop"]
    assert recurring_ical_events.of(calendar).at(date(2027, 3, 20)) == []
