"""Reminders of the annual wheel: what is due is written to the outbox, once for each of those responsible."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from events.models import Entry, ReminderHold
from events.queries.due import reminders_of
from events.queries.unqueued import Errand, errands_of, unqueued_at
from events.rules.reminder import KINDS
from events.workflows.reminder_mail import Letters
from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxQuerySet, OutboxState
from portal.core.workflows.outbox import Message, enqueue_many
from portal.partnership.models import User


@transaction.atomic
def queue_due_reminders(now: datetime) -> int:
    """Write the reminders that are due to the outbox and give the number of new mails. Safe to run twice."""
    found = unqueued_at(now)
    if found.good_again:
        OutboxMessage.objects.filter(pk__in=found.good_again, state=OutboxState.DROPPED).update(
            state=OutboxState.WAITING, last_error=""
        )
    return enqueue_many(write(found.errands, now))


def reminder_messages(now: datetime) -> list[Message]:
    """The mails that `queue_due_reminders` would write."""
    return write(unqueued_at(now).errands, now)


def write(errands: Iterable[Errand], now: datetime) -> list[Message]:
    errands = list(errands)
    if not errands:
        return []
    letters = Letters(now)
    return [letters.message(errand) for errand in errands]


@transaction.atomic
def hold_reminder(entry: Entry, occurrence: str, *, by: User) -> ReminderHold:
    """Keep one reminder of a date from being sent to anyone; what of it waits in the outbox is held too."""
    hold, _new = ReminderHold.objects.get_or_create(entry=entry, occurrence=occurrence, defaults={"by": by})
    _rows(entry, occurrence).filter(
        state__in=[OutboxState.WAITING, OutboxState.GATHERED], digest=None
    ).update(state=OutboxState.HELD)
    return hold


@transaction.atomic
def release_reminder(entry: Entry, occurrence: str, *, now: datetime | None = None) -> int:
    """Let a reminder go that was held back, and give the number of mails that leave because of it.

    What has fallen due meanwhile is sent at once, and says that it is late, unless it is of no use any more
    or a newer one has fallen due. Nothing happens to one that isn't held.
    """
    moment = now or timezone.now()
    released, _models = ReminderHold.objects.filter(entry=entry, occurrence=occurrence).delete()
    if not released:
        return 0
    waiting = _rows(entry, occurrence).filter(state=OutboxState.HELD).update(state=OutboxState.WAITING)
    due = [reminder for reminder in reminders_of(entry, moment) if reminder.occurrence == occurrence]
    return waiting + enqueue_many(write(errands_of(due, moment), moment))


def _rows(entry: Entry, occurrence: str) -> OutboxQuerySet:
    return OutboxMessage.objects.filter(
        kind__in=KINDS, object_key=f"events.entry:{entry.pk}", occurrence=occurrence
    )
