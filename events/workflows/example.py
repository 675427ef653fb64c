"""Example dates for the demo."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from events.models import Activity, Entry
from events.rules.enums import Audience, Kind, ShownTo, State
from portal.partnership.workflows.reading import Table, unique_keys

FIRST_NUMBER = 900
"""Example entries of an activity are numbered from here, out of the way of those the wheel makes."""
MORNING = time(8, tzinfo=UTC)
PLANNED_AHEAD = timedelta(days=30)
"""Dates were told at least so long before they came."""


def load_dates(root: Table, *, day: date) -> int:
    """Make the example dates, counted from `day`. Those that are there already keep their date."""
    tables = list(root.tables("dates"))
    unique_keys(tables)
    activities = {activity.key: activity for activity in Activity.objects.all()}
    for number, table in enumerate(tables, start=FIRST_NUMBER):
        uid = _uid(table.key())
        values = _values(table, activities, day, number)
        table.done()
        Entry.objects.get_or_create(uid=uid, defaults=values)
    return len(tables)


def example_date(key: str) -> Entry | None:
    """The example date of that key, with its thread."""
    return Entry.objects.select_related("thread").filter(uid=_uid(key)).first()


def _uid(key: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"example/{key}")


def _values(table: Table, activities: dict[str, Activity], day: date, number: int) -> dict[str, Any]:
    when = day + timedelta(days=table.number("in_days", low=-366, high=366))
    like = activities.get(table.choice("like", activities, ""))
    return {
        "activity": like,
        "number": number,
        "year": when.year,
        "first_day": when,
        "last_day": when,
        "state": State.HELD if when < day else State.CONFIRMED,
        "starts_at": table.clock("time"),
        "ends_at": table.clock("until"),
        "title": table.text("title"),
        "summary": table.text("summary", optional=True),
        "place": table.text("place", optional=True),
        "kind": table.choice("kind", Kind.values, like.kind if like else None),
        "audience": table.choice("audience", Audience.values, like.audience if like else None),
        "shown_to": table.choice("shown_to", ShownTo.values, like.shown_to if like else None),
        "is_example": True,
        "created_at": min(timezone.now(), datetime.combine(when, MORNING) - PLANNED_AHEAD),
    }


def remove_dates() -> int:
    """Delete the example dates; returns how many rows went."""
    return Entry.objects.filter(is_example=True).delete()[0]
