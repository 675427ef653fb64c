"""Entries and calendars to try out, and the same read by icalendar."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import icalendar

from portal.core.calendar import CalendarEntry, calendar_text

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
