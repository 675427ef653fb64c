"""Reminders of the annual wheel: what is due is written to the outbox, once for each holder of a seat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import translation

from events.models import Entry, ReminderPlan
from events.queries.calendar import calendar_entry, entry_url
from events.rules.enums import Edge, State
from events.words import long_when
from portal.core.calendar import calendar_text
from portal.core.clock import OSLO, at
from portal.core.mail import render
from portal.core.workflows.outbox import Message, enqueue_many
from portal.partnership.models import Tenure, User
from portal.partnership.queries.partnership import the_partnership

LATE_AFTER = timedelta(days=2)
"""A reminder that could not leave within this time after it was due is left out: the next one says more."""


@dataclass(frozen=True)
class DueReminder:
    """One plan of one entry, with the moment it falls due (Oslo time)."""

    entry: Entry
    plan: ReminderPlan
    due_at: datetime

    @property
    def occurrence(self) -> str:
        """Unique per date and plan: when the date moves, its reminders are new ones."""
        return f"{self.counted_day.isoformat()}/{self.plan.edge}{self.plan.days:+d}"

    @property
    def counted_day(self) -> date:
        return self.entry.first_day if self.plan.edge == Edge.START else self.entry.last_day

    @property
    def expires_at(self) -> datetime:
        return self.due_at + LATE_AFTER


def due_reminders(now: datetime) -> list[DueReminder]:
    """The reminders that fell due at or before `now` and are still worth sending, oldest first."""
    near = now.astimezone(OSLO).date()
    entries = (
        Entry.objects.exclude(state__in=[State.CANCELLED, State.HELD])
        .filter(
            activity__isnull=False,
            last_day__gte=near - timedelta(days=366),
            first_day__lte=near + timedelta(days=367),
        )
        .select_related("activity__responsible_body", "activity__responsible_partner")
        .prefetch_related("activity__reminders")
    )
    found = [reminder for entry in entries for reminder in _planned(entry)]
    return sorted(
        (reminder for reminder in found if reminder.due_at <= now < reminder.expires_at),
        key=lambda reminder: reminder.due_at,
    )


def _planned(entry: Entry) -> Iterator[DueReminder]:
    assert entry.activity is not None
    for plan in entry.activity.reminders.all():
        counted = entry.first_day if plan.edge == Edge.START else entry.last_day
        yield DueReminder(entry, plan, at(counted - timedelta(days=plan.days), plan.hour))


def queue_due_reminders(now: datetime) -> int:
    """Write the reminders that are due to the outbox and give the number of new ones. Safe to run twice."""
    with transaction.atomic():
        return enqueue_many(reminder_messages(now))


def reminder_messages(now: datetime) -> list[Message]:
    """The mails that are due, addressed to those who hold the responsible seats today (Oslo)."""
    day = now.astimezone(OSLO).date()
    return [
        _message(reminder, person, day)
        for reminder in due_reminders(now)
        for person in _recipients(reminder, day)
    ]


def _recipients(reminder: DueReminder, day: date) -> list[User]:
    assert reminder.entry.activity is not None
    seats = reminder.entry.activity.responsible
    tenures = Tenure.objects.on(day).holders().in_seats(seats).select_related("user").order_by("user_id")
    return list({tenure.user_id: tenure.user for tenure in tenures}.values())


def _message(reminder: DueReminder, person: User, day: date) -> Message:
    entry = reminder.entry
    with translation.override(person.language):
        url = entry_url(entry)
        subject, text, html = render("reminder", _context(reminder, person, day, url), person.language)
        calendar = calendar_text([calendar_entry(entry)], name=str(entry.title), url=url).decode()
    return Message(
        kind="wheel.reminder",
        object_key=f"events.entry:{entry.pk}",
        occurrence=reminder.occurrence,
        recipient=person,
        address=person.email,
        language=person.language,
        subject=subject,
        text=text,
        html=html,
        calendar=calendar,
        expires_at=reminder.expires_at,
    )


def _context(reminder: DueReminder, person: User, day: date, url: str) -> dict[str, Any]:
    entry = reminder.entry
    return {
        "person": person,
        "title": entry.title,
        "summary": entry.summary,
        "when": long_when(entry.first_day, entry.last_day, entry.precision, entry.starts_at),
        "place": entry.place,
        "tentative": entry.state == State.TENTATIVE,
        "ends": reminder.plan.edge == Edge.END and entry.first_day != entry.last_day,
        "days_left": (reminder.counted_day - day).days,
        "is_example": entry.is_example,
        "url": url,
        "partnership": the_partnership(),
    }
