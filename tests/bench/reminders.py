"""Reminders by the hundred: queued, sent, and the same mails sent without an outbox."""

from __future__ import annotations

import smtplib
from collections.abc import Sequence

from django.core.mail import get_connection
from django.utils import timezone

from events.workflows.reminder import queue_due_reminders
from portal.core.mail import compose
from portal.core.models import OutboxMessage
from portal.core.models.outbox import OutboxState
from portal.core.workflows import outbox
from portal.core.workflows.outbox import drain
from tests.bench.failure import BenchError


def forget() -> None:
    """As if no reminder had been queued yet."""
    OutboxMessage.objects.all().delete()


def queue() -> None:
    """Write what is due to the outbox, without telling the worker: the bench decides who sends."""
    hurry_along, outbox.hurry_along = outbox.hurry_along, lambda: None
    try:
        queue_due_reminders(timezone.now())
    finally:
        outbox.hurry_along = hurry_along


def send() -> None:
    """Send all that is queued, in this process. Raises BenchError when a mail did not leave."""
    drain(worker="bench")
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
