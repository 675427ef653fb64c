"""Builds iCalendar (RFC 5545, RFC 7986) that calendars can subscribe to or a mail can carry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.core.clock import OSLO
from portal.core.content_lines import (
    day,
    escape,
    host_of,
    join_lines,
    local_time,
    many_lines,
    one_line,
    uri,
    utc_time,
)

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
REFRESH = "PT1H"
"""How long a calendar may wait before it asks again."""
ONE_DAY = timedelta(days=1)


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
    shown, words = list(entries), _Words()
    lines = list(_head(name, url))
    if any(entry.starts_at for entry in shown):
        lines += OSLO_RULE.splitlines()
    for entry in shown:
        lines += _event(entry, words)
    return join_lines([*lines, "END:VCALENDAR"])


def _head(name: str, url: str) -> Iterator[str]:
    called = escape(one_line(name))
    language = (get_language() or "nb").upper()
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:-//{escape(host_of(url)) or 'portal'}//calendar//{language}"
    yield "CALSCALE:GREGORIAN"
    yield f"NAME:{called}"
    yield f"X-WR-CALNAME:{called}"
    yield f"X-WR-TIMEZONE:{OSLO.key}"
    yield f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}"
    yield f"X-PUBLISHED-TTL:{REFRESH}"
    if safe := uri(url):
        yield f"URL:{safe}"


class _Words:
    """The words that entries share, looked up once for a calendar."""

    def __init__(self) -> None:
        self.example_title = _("%(title)s (example)")
        self.example = _("This is an example. It is not an agreement or a decision.")


def _event(entry: CalendarEntry, words: _Words) -> list[str]:
    summary, description = one_line(entry.summary), many_lines(entry.description)
    if entry.example:
        summary = one_line(words.example_title % {"title": summary})
        description = "\n\n".join(part for part in (description, words.example) if part)
    # A plan fills nobody's day, and a cancelled one frees it again.
    busy = entry.starts_at is not None and entry.status is Status.CONFIRMED
    changed = utc_time(entry.updated_at)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{escape(one_line(entry.uid))}",
        f"SEQUENCE:{entry.sequence:d}",
        f"DTSTAMP:{changed}",
        f"LAST-MODIFIED:{changed}",
        *_times(entry),
        f"SUMMARY:{escape(summary)}",
        f"STATUS:{entry.status}",
        f"TRANSP:{'OPAQUE' if busy else 'TRANSPARENT'}",
    ]
    if description:
        lines.append(f"DESCRIPTION:{escape(description)}")
    if location := one_line(entry.location):
        lines.append(f"LOCATION:{escape(location)}")
    if url := uri(entry.url):
        lines.append(f"URL:{url}")
    if categories := [escape(named) for each in entry.categories if (named := one_line(each))]:
        lines.append(f"CATEGORIES:{','.join(categories)}")
    lines.append("END:VEVENT")
    return lines


def _times(entry: CalendarEntry) -> tuple[str, str]:
    if entry.starts_at is None:
        after = max(entry.first_day, entry.last_day) + ONE_DAY
        return f"DTSTART;VALUE=DATE:{day(entry.first_day)}", f"DTEND;VALUE=DATE:{day(after)}"
    # Counted in UTC: an hour's sum over wall times would be wrong on the nights when clocks are changed.
    start = entry.starts_at.astimezone(UTC)
    end = entry.ends_at.astimezone(UTC) if entry.ends_at else start + timedelta(hours=1)
    return f"DTSTART{_moment(start)}", f"DTEND{_moment(end)}"


def _moment(moment: datetime) -> str:
    """In Oslo time; in UTC in the hour that comes twice, whose second coming no wall time can tell."""
    there = moment.astimezone(OSLO)
    return f":{utc_time(moment)}" if there.fold else f";TZID={OSLO.key}:{local_time(there)}"
