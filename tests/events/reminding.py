"""Dates that remind somebody, for tests about reminders."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from events.models import Entry
from portal.core.clock import OSLO
from portal.core.models import Heartbeat
from portal.partnership.models import Seat, Tenure, User
from tests.cast import Cast
from tests.events.factories import ActivityFactory, EntryFactory, ReminderPlanFactory

MEETING = date(2027, 3, 16)
DUE = datetime(2027, 3, 6, 8, 0, tzinfo=OSLO)
"""When a date on the day of the meeting reminds ten days before."""


def planned(cast: Cast, days: tuple[int, ...] = (10,), edge: str = "start", **entry: Any) -> Entry:
    """A date that reminds the secretary so many days before, at eight."""
    body = Tenure.objects.get(user=cast.secretary).seat.body
    activity = ActivityFactory(responsible_body=body, responsible_role="secretary")
    for number in days:
        ReminderPlanFactory(activity=activity, days=number, edge=edge)
    return EntryFactory.create(**{"activity": activity, "first_day": MEETING} | entry)


def looked(at: datetime) -> None:
    """As if the worker had looked for due reminders at that moment."""
    Heartbeat.objects.update_or_create(name="reminders", defaults={"at": at})


def move(entry: Entry, days: int, *, at: datetime | None = None) -> None:
    """Move a date, and note it in its history as having happened at that moment."""
    entry.first_day += timedelta(days=days)
    entry.last_day += timedelta(days=days)
    entry.save()
    change = entry.changes.create(kind="moved")
    if at:
        entry.changes.filter(pk=change.pk).update(at=at)


def seat_of(user: User) -> Seat:
    return Tenure.objects.get(user=user, part="holder").seat


def substitute_for(user: User, other: User) -> User:
    Tenure.objects.create(seat=seat_of(user), user=other, part="substitute", first_day=date(2020, 1, 1))
    return other


def away(user: User, first: date, last: date) -> None:
    user.absences.create(first_day=first, last_day=last)


def successor(user: User, other: User, day: date) -> User:
    """`other` takes over the seat of `user` on `day`."""
    tenure = Tenure.objects.get(user=user, part="holder")
    tenure.last_day = day - timedelta(days=1)
    tenure.save()
    Tenure.objects.create(seat=tenure.seat, user=other, first_day=day)
    return other
