"""A digest carries the calendar entries of all it gathers, as one file that calendars read."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from icalendar import Calendar

from portal.core.calendar import CalendarEntry, calendar_text
from portal.core.clock import OSLO
from portal.partnership.rules.joined_calendar import join_calendars


def file(uid: str, **values: Any) -> str:
    entry = CalendarEntry(
        uid=uid,
        sequence=1,
        summary=values.pop("summary", uid),
        first_day=date(2027, 3, 3),
        last_day=date(2027, 3, 3),
        updated_at=datetime(2027, 1, 1, tzinfo=UTC),
        **values,
    )
    return calendar_text([entry], name=f"The {uid} " * 20, url=f"https://a.example/{uid}").decode()


def test_every_entry_is_there_once_and_the_time_zone_once() -> None:
    timed = {"starts_at": datetime(2027, 3, 3, 9, tzinfo=OSLO)}
    joined = join_calendars([file("a", **timed), "", file("b"), file("c", **timed), file("a", **timed)])
    calendar = Calendar.from_ical(joined)
    assert [str(event["UID"]) for event in calendar.walk("VEVENT")] == ["a", "b", "c"]
    assert len(calendar.walk("VTIMEZONE")) == 1
    assert calendar["VERSION"] == "2.0"


def test_it_is_named_after_none_of_them() -> None:
    calendar = Calendar.from_ical(join_calendars([file("a"), file("b")]))
    assert not {"NAME", "X-WR-CALNAME", "URL"} & set(calendar)


def test_words_that_look_like_an_entry_make_none() -> None:
    hostile = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil"
    calendar = Calendar.from_ical(join_calendars([file("a", summary=hostile, description=hostile)]))
    assert [str(event["UID"]) for event in calendar.walk("VEVENT")] == ["a"]


def test_without_files_there_is_none() -> None:
    assert join_calendars(["", ""]) == ""
