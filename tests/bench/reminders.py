"""Reminders by the hundred: planned, queued, sent, and the same mails sent without an outbox."""

from __future__ import annotations

import smtplib
from collections import Counter
from collections.abc import Sequence
from datetime import time, timedelta

from django.core.mail import get_connection
from django.utils import timezone

from events.models import Entry
from events.workflows.reminder import queue_due_reminders
from portal.core.clock import today
from portal.core.mail import compose
from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxState
from portal.core.workflows.outbox import send_waiting
from portal.partnership.models import Tenure
from tests.bench.failure import BenchError
from tests.events.factories import ActivityFactory, EntryFactory, ReminderPlanFactory

REMINDERS = 200
DAYS_BEFORE = 10


def plan() -> None:
    """Give one activity so many entries in ten days that 200 reminders have been due since midnight."""
    day = today()
    held = [tenure.seat for tenure in Tenure.objects.on(day).holders().select_related("seat__body")]
    # The seats with the fewest holders: about as many entries as mails.
    (body, role), holders = Counter((seat.body, seat.role) for seat in held).most_common()[-1]
    activity = ActivityFactory(responsible_body=body, responsible_role=role)
    ReminderPlanFactory(activity=activity, days=DAYS_BEFORE, hour=time(0))
    Entry.objects.bulk_create(
        EntryFactory.build(activity=activity, number=number, first_day=day + timedelta(days=DAYS_BEFORE))
        for number in range(1, REMINDERS // holders + 1)
    )


def forget() -> None:
    """As if no reminder had been queued yet."""
    OutboxMessage.objects.all().delete()


def queue() -> None:
    queue_due_reminders(timezone.now())


def send() -> None:
    """Send all that is queued. Raises BenchError when a mail did not leave."""
    while send_waiting(worker="bench").claimed:
        pass
    left = OutboxMessage.objects.exclude(state=OutboxState.SENT).count()
    if left:
        raise BenchError(f"{left} reminders did not leave, so their sending can't be measured.")


def sent_mails() -> list[tuple[str, bytes]]:
    """The mails that were sent, ready for SMTP, with their addresses."""
    rows = OutboxMessage.objects.filter(state=OutboxState.SENT)
    return [(row.address, compose(row, get_connection()).message().as_bytes(linesep="\r\n")) for row in rows]


def bare_loop(port: int, mails: Sequence[tuple[str, bytes]]) -> None:
    """What sending costs at the least: one connection, one loop."""
    with smtplib.SMTP("127.0.0.1", port) as server:
        for address, content in mails:
            server.sendmail("sender@example.org", [address], content)
