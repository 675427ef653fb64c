"""Builds iCalendar (RFC 5545, RFC 7986) that calendars can subscribe to or a mail can carry."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vUri
from icalendar.prop import vDuration

from portal.core.clock import OSLO

#: Oslo time since 1996, by its rule. The one icalendar makes of zoneinfo begins summer an hour late.
OSLO_RULE = """\
BEGIN:VTIMEZONE
TZID:Europe/Oslo
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""
REFRESH = timedelta(hours=1)
ONE_DAY = timedelta(days=1)
#: What may not stand in a line of its own making; line feeds are kept where a text may have them.
CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
CONTROL_BUT_LINE_FEED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\x85\u2028\u2029]+")


class Status(StrEnum):
    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, kw_only=True)
class CalendarEntry:
    """One thing in a calendar: from first to last day, both included, or from time to time.

    Where `starts_at` is given the entry has times (aware; shown in Oslo time); without `ends_at` it
    lasts an hour. `sequence` and `updated_at` must rise with every change, and `uid` must never change:
    calendars go by them.
    """

    uid: str
    sequence: int
    summary: str
    first_day: date
    last_day: date
    updated_at: datetime
    description: str = ""
    location: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    status: Status = Status.CONFIRMED
    url: str = ""
    categories: tuple[str, ...] = field(default_factory=tuple)
    example: bool = False


def calendar_text(entries: Iterable[CalendarEntry], *, name: str, url: str) -> bytes:
    """A whole calendar, in the language that is active. `url` is where it lives, its host names its maker.

    The same entries give the same bytes, so that it can carry an ETag.
    """
    calendar = Calendar()
    calendar.add("PRODID", f"-//{_one_line(urlsplit(url).hostname or 'portal')}//calendar//{_language()}")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    for label in ("NAME", "X-WR-CALNAME"):
        calendar.add(label, _one_line(name))
    calendar.add("X-WR-TIMEZONE", OSLO.key)
    calendar.add("REFRESH-INTERVAL", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    if safe := _uri(url):
        calendar.add("URL", safe)
    shown = list(entries)
    if any(entry.starts_at for entry in shown):
        calendar.add_component(Timezone.from_ical(OSLO_RULE))
    for entry in shown:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry) -> Event:
    event = Event()
    event.add("UID", _one_line(entry.uid))
    event.add("SEQUENCE", entry.sequence)
    changed = entry.updated_at.astimezone(UTC).replace(microsecond=0)
    event.add("DTSTAMP", changed)
    event.add("LAST-MODIFIED", changed)
    _add_time(event, entry)
    event.add("SUMMARY", _one_line(_marked(entry)))
    if description := _description(entry):
        event.add("DESCRIPTION", description)
    if location := _one_line(entry.location):
        event.add("LOCATION", location)
    event.add("STATUS", entry.status.value)
    # A plan fills nobody's day, and a cancelled one frees it again.
    busy = entry.starts_at is not None and entry.status is Status.CONFIRMED
    event.add("TRANSP", "OPAQUE" if busy else "TRANSPARENT")
    if url := _uri(entry.url):
        event.add("URL", url)
    if categories := [name for name in map(_one_line, entry.categories) if name]:
        event.add("CATEGORIES", categories)
    return event


def _add_time(event: Event, entry: CalendarEntry) -> None:
    if entry.starts_at is None:
        event.add("DTSTART", entry.first_day)
        event.add("DTEND", max(entry.first_day, entry.last_day) + ONE_DAY)
        return
    end = entry.ends_at or entry.starts_at + timedelta(hours=1)
    event.add("DTSTART", entry.starts_at.astimezone(OSLO))
    event.add("DTEND", end.astimezone(OSLO))


def _marked(entry: CalendarEntry) -> str:
    if not entry.example:
        return entry.summary
    return _("%(title)s (example)") % {"title": entry.summary}


def _description(entry: CalendarEntry) -> str:
    parts = [CONTROL_BUT_LINE_FEED.sub(" ", entry.description.replace("\r\n", "\n")).strip()]
    if entry.example:
        parts.append(_("This is an example. It is not an agreement or a decision."))
    return "\n\n".join(part for part in parts if part)


def _one_line(text: str) -> str:
    return CONTROL.sub(" ", text).strip()


def _uri(text: str) -> vUri | None:
    """An address, or nothing: unlike texts, addresses are not escaped in a calendar."""
    if urlsplit(text).scheme not in {"http", "https"} or CONTROL.search(text) or " " in text:
        return None
    return vUri(text)


def _language() -> str:
    return (get_language() or "nb").upper()
