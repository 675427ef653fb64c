"""What day it is for people: Oslo time, whatever the database or the server thinks."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

OSLO = ZoneInfo("Europe/Oslo")


def today() -> date:
    """The calendar day in Oslo."""
    return timezone.now().astimezone(OSLO).date()


def at(day: date, hour: time) -> datetime:
    """The moment `hour` strikes in Oslo on `day`; an hour that DST skips becomes the next that exists.

    `datetime` with `zoneinfo` maps a skipped wall time to the offset before the change, which is one hour on.
    """
    return datetime.combine(day, hour, tzinfo=OSLO)
