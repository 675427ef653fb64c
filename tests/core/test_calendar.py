"""Calendars: read back by icalendar, by recurring-ical-events and by a reader of lines of our own."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import icalendar
import pytest
import recurring_ical_events
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from portal.core.calendar import CalendarEntry, Status, calendar_text
from portal.core.clock import OSLO

URL = "https://portal.example.org/arshjul.ics"


def entry(**changes: Any) -> CalendarEntry:
    fields: dict[str, Any] = {
        "uid": "1@portal.example.org",
        "sequence": 3,
        "summary": "Workshop",
        "first_day": date(2027, 3, 15),
        "last_day": date(2027, 3, 19),
        "updated_at": datetime(2027, 1, 2, 3, 4, 5, 678, tzinfo=UTC),
    }
    return CalendarEntry(**(fields | changes))


def text_of(*entries: CalendarEntry) -> bytes:
    return calendar_text(entries, name="The wheel", url=URL)


def parse(text: bytes) -> tuple[icalendar.Calendar, list[Any]]:
    calendar = icalendar.Calendar.from_ical(text)
    return calendar, list(calendar.walk("VEVENT"))


def content_lines(text: bytes) -> list[str]:
    """The lines of a calendar, unfolded as RFC 5545 (3.1) says."""
    assert text.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    return text.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")


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


@pytest.mark.parametrize("year", range(2024, 2038))
@pytest.mark.parametrize("change", ["summer", "winter"])
def test_the_rules_sent_along_are_those_of_oslo_on_both_sides_of_every_change(year: int, change: str) -> None:
    day = last_sunday(year, 3 if change == "summer" else 10)
    text = text_of(entry(starts_at=datetime.combine(day, time(12), tzinfo=OSLO)))
    sent_along = icalendar.Timezone.from_ical(vtimezone_of(text))
    assert isinstance(sent_along, icalendar.Timezone)
    zone = sent_along.to_tz(lookup_tzid=False)
    for hours in range(12):
        moment = datetime.combine(day, time(), tzinfo=OSLO).astimezone(UTC) + timedelta(hours=hours)
        assert moment.astimezone(zone).utcoffset() == moment.astimezone(OSLO).utcoffset(), moment


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


def test_a_thousand_entries_come_back_as_they_went() -> None:
    entries = [
        entry(
            uid=f"{number}@x",
            summary=f"Title {number}, «{'æøå' * (number % 40)}»; \\n",
            first_day=date(2027, 1, 1) + timedelta(days=number % 365),
            last_day=date(2027, 1, 1) + timedelta(days=number % 365 + number % 9),
        )
        for number in range(1000)
    ]
    _calendar, events = parse(text_of(*entries))
    read = [(e["UID"], e["SUMMARY"], e.decoded("DTSTART"), e.decoded("DTEND")) for e in events]
    assert read == [(e.uid, e.summary, e.first_day, e.last_day + timedelta(days=1)) for e in entries]


LINE_ENDS = ["\r", "\n", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\x00"]
hostile = st.lists(
    st.sampled_from([*LINE_ENDS, *"aå ,;:\\\"'", "ATTENDEE:x", "END:VEVENT", "BEGIN:VEVENT"]), max_size=20
).map("".join)


@given(hostile, st.booleans())
def test_hostile_text_cannot_add_a_line(text: str, is_timed: bool) -> None:
    starts_at = datetime(2027, 3, 15, 9, tzinfo=OSLO) if is_timed else None
    made = calendar_text(
        [
            entry(
                uid="u" + text,
                summary="s" + text,
                description="d" + text,
                location="l" + text,
                url="https://portal.example.org/" + text,
                categories=("c" + text, text),
                starts_at=starts_at,
            )
        ],
        name="n" + text,
        url=URL + text,
    )
    plain = text_of(
        entry(
            description="d",
            location="l",
            url="https://portal.example.org/",
            categories=("c",),
            starts_at=starts_at,
        )
    )
    assert set(names(made)) <= set(names(plain))
    assert len(names(made)) <= len(names(plain))
    assert b"\n" not in made.replace(b"\r\n", b"")
    assert len(parse(made)[1]) == 1


def names(text: bytes) -> list[str]:
    return [line.partition(":")[0].partition(";")[0] for line in content_lines(text)]


def last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=last.isoweekday() % 7)


def vtimezone_of(text: bytes) -> bytes:
    start, end = text.index(b"BEGIN:VTIMEZONE"), text.index(b"END:VTIMEZONE")
    return text[start : end + len(b"END:VTIMEZONE\r\n")]
