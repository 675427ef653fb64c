"""Times in calendars are the same moments to whoever reads them, also when clocks are changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest

from portal.core.clock import OSLO, at
from tests.core.calendar_entries import entry, text_of
from tests.core.calendar_reader import content_lines, event_times, read_calendar


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


@pytest.mark.parametrize("year", range(2024, 2038))
@pytest.mark.parametrize("change", ["summer", "winter"])
def test_every_half_hour_around_a_change_is_the_same_moment_to_whoever_reads_it(
    year: int, change: str
) -> None:
    night = datetime.combine(last_sunday(year, 3 if change == "summer" else 10), time(), tzinfo=UTC)
    moments = [night + timedelta(minutes=30 * number) for number in range(-8, 16)]
    # Given in Oslo time, as the wheel does, and in UTC; they last over the change or beside it.
    entries = [
        entry(uid=f"{zone}-{moment}", starts_at=moment.astimezone(zone), ends_at=moment + timedelta(hours=2))
        for moment in moments
        for zone in (OSLO, UTC)
    ]
    whole = read_calendar(text_of(*entries))
    read = [event_times(event, whole) for event in whole.all("VEVENT")]
    assert read == [(moment, moment + timedelta(hours=2)) for moment in moments for _zone in (OSLO, UTC)]


def test_an_hour_that_is_skipped_is_told_as_the_hour_it_becomes() -> None:
    lines = content_lines(text_of(entry(starts_at=at(date(2027, 3, 28), time(2, 30)))))
    assert "DTSTART;TZID=Europe/Oslo:20270328T033000" in lines
    assert "DTEND;TZID=Europe/Oslo:20270328T043000" in lines


def last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=last.isoweekday() % 7)


def vtimezone_of(text: bytes) -> bytes:
    start, end = text.index(b"BEGIN:VTIMEZONE"), text.index(b"END:VTIMEZONE")
    return text[start : end + len(b"END:VTIMEZONE\r\n")]
