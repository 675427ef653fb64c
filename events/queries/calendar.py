"""The wheel's entries as calendar entries."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse

from events.models import Entry
from events.rules.enums import State
from portal.core.calendar import CalendarEntry, Status
from portal.core.clock import at

STATUS = {
    State.TENTATIVE: Status.TENTATIVE,
    State.CONFIRMED: Status.CONFIRMED,
    State.HELD: Status.CONFIRMED,
    State.CANCELLED: Status.CANCELLED,
}


def calendar_entries(entries: Iterable[Entry]) -> list[CalendarEntry]:
    return [calendar_entry(entry) for entry in entries]


def calendar_entry(entry: Entry) -> CalendarEntry:
    """All-day over its days, or from time to time where a time is set (Oslo)."""
    timed = entry.starts_at is not None and entry.first_day == entry.last_day
    return CalendarEntry(
        uid=str(entry.uid),
        sequence=entry.sequence,
        summary=str(entry.title),
        description=str(entry.summary),
        location=str(entry.place),
        first_day=entry.first_day,
        last_day=entry.last_day,
        starts_at=at(entry.first_day, entry.starts_at) if timed and entry.starts_at else None,
        ends_at=at(entry.first_day, entry.ends_at) if timed and entry.ends_at else None,
        status=STATUS[State(entry.state)],
        url=entry_url(entry),
        categories=(str(entry.get_kind_display()),),
        updated_at=entry.updated_at,
        example=entry.is_example,
    )


def entry_url(entry: Entry) -> str:
    """The entry's row in the list of its year, as an address that works in a mail."""
    return f"{settings.BASE_URL}{reverse('wheel_year', args=[entry.first_day.year])}#d-{entry.html_id}"
